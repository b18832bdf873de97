"""`/web`: a one-time link that signs its asker in to the dashboard."""

import secrets

from markupsafe import Markup

from bot.commands.registry import Misuse, command
from bot.conversation.turn import Turn
from bot.events import PlaceKind
from bot.roles import Role
from storage import web_access


@command("web", Role.REVIEWER, takes_argument=False)
async def web(turn: Turn, _argument: str) -> None:
    """Send a link that signs in once, within ten minutes; an older link ends."""
    if turn.place.kind is not PlaceKind.PRIVATE:
        raise Misuse("web-in-private", with_usage=False)
    code = secrets.token_urlsafe(16)
    await web_access.offer_link(
        turn.session, code, turn.author.ref, turn.words.language, turn.now + web_access.LINK_LASTS
    )
    minutes = int(web_access.LINK_LASTS.total_seconds() // 60)
    link = Markup("{}/in/{}").format(turn.settings.web.public_url, code)
    turn.say(Markup("{}\n{}").format(turn.words("web-link", minutes=minutes), link))
