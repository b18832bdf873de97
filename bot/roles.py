"""Who may do what: roles by platform account id, never by name."""

from enum import IntEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import Settings
from bot.events import Account
from storage import accounts


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
    """The account's role: owners come from the settings, others were granted theirs."""
    if account.ref in settings.owners:
        return Role.OWNER
    granted = await accounts.role_of(session, account.platform, account.id)
    return Role.named(granted or "") or Role.USER
