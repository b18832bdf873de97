"""Who may do what: roles by platform account id, never by name; a lost role leaves no power behind."""

from datetime import datetime
from enum import IntEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import Settings
from bot.events import Account
from storage import accounts
from storage.powers import Holder, end_powers

OPERATOR = "cli:operator"
"""Who uses the command line, in audit rows and as the giver of roles."""


class Role(IntEnum):
    """Each role may do what the lower ones may."""

    USER = 0
    REVIEWER = 1
    EDITOR = 2
    ADMIN = 3
    OWNER = 4

    @property
    def word(self) -> str:
        """The role's name in lower case, as people type it."""
        return self.name.lower()

    @classmethod
    def named(cls, word: str) -> "Role | None":
        """The role of this name, or None."""
        return cls.__members__.get(word.strip().upper())


async def role_of(session: AsyncSession, settings: Settings, account: Account) -> Role:
    """The account's role, granted or by the settings (owners); only a person has one.

    The operator at the command line counts as an owner: no platform has accounts of that name.
    """
    if not account.is_person:
        return Role.USER
    if account.ref == OPERATOR or account.ref in settings.owners:
        return Role.OWNER
    granted = await accounts.role_of(session, account.platform, account.id)
    return Role.named(granted or "") or Role.USER


async def set_role(
    session: AsyncSession, account: Account, pseudonym: str, role: Role, by: str, now: datetime
) -> Role:
    """Give an account this role in place of its own; where it is lower, end all that the account made.

    Args:
        session: a writing session.
        account: whose role changes.
        pseudonym: of that account, under which dialogues are kept.
        role: the new one; `Role.USER` takes the role away.
        by: who changes it (`platform:id`).
        now: the time.

    Returns:
        The role that was granted before.
    """
    if role is Role.USER:
        word = await accounts.revoke(session, account.platform, account.id)
    else:
        word = await accounts.grant(session, account.platform, account.id, role.word, by, now)
    former = Role.named(word or "") or Role.USER
    if role < former:
        await end_powers(session, Holder(account.ref, pseudonym), now)
    return former


async def may_give(session: AsyncSession, settings: Settings, giver: str, role: Role) -> bool:
    """Whether an account (`platform:id`) stands high enough at this moment to give this role.

    The command line's own name counts as the operator: who may run it, may do everything.
    """
    if giver == OPERATOR:
        return True
    platform, _, account_id = giver.partition(":")
    own = await role_of(session, settings, Account(platform, account_id))
    return own is Role.OWNER or (own >= Role.ADMIN and role < own)
