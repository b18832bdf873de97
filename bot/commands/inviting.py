"""`/invite`: a role for the first account that brings a code, within a day; `/start CODE` redeems it."""

import re
import secrets
from datetime import timedelta

from bot.commands.registry import Misuse, command
from bot.commands.roles import read_role
from bot.conversation.turn import Turn
from bot.events import PlaceKind
from bot.roles import Role, may_give, set_role
from storage import invitations

LASTS = timedelta(hours=24)
_CODE = re.compile(r"^[A-Za-z0-9_-]{22}$")


@command("invite", Role.ADMIN)
async def invite(turn: Turn, argument: str) -> None:
    """Make an invitation to a role below one's own; it is shown once and works once."""
    if turn.place.kind is not PlaceKind.PRIVATE:
        raise Misuse("invite-in-private", with_usage=False)
    role = read_role(argument)
    named = turn.words.plain(f"role-{turn.role.word}")
    if role in (Role.USER, Role.OWNER) or (role >= turn.role and turn.role is not Role.OWNER):
        raise Misuse("grant-too-high", with_usage=False, role=named)
    code = secrets.token_urlsafe(16)
    await invitations.invite(turn.session, code, role.word, turn.author.ref, turn.now + LASTS)
    await turn.audit("invite", f"role:{role.word}", None, {"expires_at": (turn.now + LASTS).isoformat()})
    turn.say(turn.words("invited", role=turn.words.plain(f"role-{role.word}"), code=code))


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
