"""`/invite`: a role for the first account that brings a code, within a day; `/start CODE` redeems it."""

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

import structlog
from markupsafe import Markup, escape

from bot.commands.registry import Misuse, Preparation, command
from bot.commands.roles import read_role
from bot.conversation.resources import Resources
from bot.conversation.turn import Turn
from bot.errors import PlatformError
from bot.events import Event, PlaceKind
from bot.roles import Role, may_give, set_role
from storage import invitations

log = structlog.get_logger()

LASTS = timedelta(hours=24)
_CODE = re.compile(r"^[A-Za-z0-9_-]{22}$")


@dataclass(frozen=True)
class Opening:
    """A new code, and the address that hands it to the bot; empty where the platform has none."""

    code: str
    address: str = ""


async def _open(event: Event, resources: Resources) -> Opening:
    """Make a code, and ask the platform for its address; one that cannot say now gets none."""
    code = secrets.token_urlsafe(16)
    platform = resources.start_pages.get(event.place.platform)
    if platform is None:
        return Opening(code)
    try:
        return Opening(code, await platform.start_page(code))
    except PlatformError as error:
        log.info("an invitation has no address", reason=str(error))
        return Opening(code)


@command("invite", Role.ADMIN, prepare=Preparation(_open))
async def invite(turn: Turn, argument: str) -> None:
    """Make an invitation to a role below one's own; it is shown once and works once."""
    if turn.place.kind is not PlaceKind.PRIVATE:
        raise Misuse("invite-in-private", with_usage=False)
    role = read_role(argument)
    named = turn.words.plain(f"role-{turn.role.word}")
    if role in (Role.USER, Role.OWNER) or (role >= turn.role and turn.role is not Role.OWNER):
        raise Misuse("grant-too-high", with_usage=False, role=named)
    opening = turn.prepared if isinstance(turn.prepared, Opening) else Opening(secrets.token_urlsafe(16))
    code = opening.code
    await invitations.invite(turn.session, code, role.word, turn.author.ref, turn.now + LASTS)
    await turn.audit("invite", f"role:{role.word}", None, {"expires_at": (turn.now + LASTS).isoformat()})
    lines = [turn.words("invited", role=turn.words.plain(f"role-{role.word}"), code=code)]
    if opening.address:
        lines += [turn.words("invited-link"), escape(opening.address)]
    turn.say(Markup("\n").join(lines))


async def redeem(turn: Turn, code: str) -> bool:
    """Take the role of an invitation; False where the text is no code at all.

    Raises:
        Misuse: the code was used, has lapsed, or never was; who made it may no longer give that role; or
            the account's role is as high already.
    """
    if turn.place.kind is not PlaceKind.PRIVATE or not _CODE.match(code):
        return False
    known = await invitations.peek(turn.session, code, turn.now)
    role = Role.named(known.role) if known is not None else None
    if known is None or role is None:
        raise Misuse("invitation-over", with_usage=False)
    if not await may_give(turn.session, turn.settings, known.invited_by, role):
        raise Misuse("invitation-over", with_usage=False)
    named = turn.words.plain(f"role-{role.word}")
    if turn.role >= role:
        raise Misuse("invitation-needless", with_usage=False, role=turn.words.plain(f"role-{turn.role.word}"))
    await invitations.use(turn.session, known, turn.author.ref)
    await set_role(turn.session, turn.author, turn.pseudonym, role, known.invited_by, turn.now)
    await turn.audit(
        "accept-invitation",
        f"account:{turn.author.ref}",
        {"role": turn.role.word},
        {"role": role.word, "invited_by": known.invited_by},
    )
    turn.role = role
    turn.say(turn.words("invitation-accepted", role=named))
    return True
