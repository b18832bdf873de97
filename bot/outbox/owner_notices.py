"""A word to one of the bot's owners, unasked: once, through the outbox, where one can be reached."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import structlog
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import Settings
from bot.conversation.turn import Turn
from bot.events import NOTICE, OutgoingMessage, Place, PlaceKind
from bot.outbox.queueing import queue
from bot.translations import Translator
from storage import accounts, inbox

log = structlog.get_logger()


async def tell_owner(
    settings: Settings,
    session: AsyncSession,
    key: str,
    text: Callable[[Translator], Markup],
    now: datetime,
    *,
    avoid: str = "",
) -> bool:
    """Queue a message to the first owner who can be reached.

    Args:
        settings: name the owners and the platforms in use.
        session: a writing session.
        key: of the outbox; a second message under it is not sent.
        text: makes the message, in the language of the settings.
        now: the time.
        avoid: a platform that is used only where no other will do; X, for it costs money and allows
            messages only to people who wrote first.

    Returns:
        Whether a message was queued now.
    """
    place = await _reachable(session, settings, avoid)
    if place is None:
        log.warning("no owner can be written to; set CLAIMSPREAD_OWNERS, or run claimspread init", key=key)
        return False
    words = Translator(settings.language)
    message = OutgoingMessage(
        place=place, html=str(text(words)), language=words.language, extra={"purpose": NOTICE}
    )
    return await queue(session, key, message, now)


async def tell_owner_what_happened(turn: Turn) -> None:
    """Queue what a turn wants an owner to know."""
    for key, name in turn.effects.notices.items():
        await tell_owner(turn.settings, turn.session, key, partial(_say, name), turn.now)


def _say(name: str, words: Translator) -> Markup:
    return words(name)


async def _reachable(session: AsyncSession, settings: Settings, avoid: str) -> Place | None:
    used = {"telegram": settings.telegram.configured, "x": settings.x.configured}
    owners = [owner.partition(":")[::2] for owner in settings.owners]
    owners += [(row.platform, row.account_id) for row in await accounts.staff(session) if row.role == "owner"]
    for platform, account_id in sorted(owners, key=lambda account: account[0] in {avoid, "x"}):
        wrote = platform != "x" or await inbox.has_heard(session, f"x:{account_id}:{account_id}")
        if used.get(platform) and wrote:
            return Place(platform, account_id, PlaceKind.PRIVATE)
    return None
