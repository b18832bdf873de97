"""The port that every platform fills: hear, send, and after a crash find out what was sent."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum
from typing import Protocol, runtime_checkable

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import AccountRefused
from bot.events import Account, Event, OutgoingMessage, Place
from bot.translations import Translator
from storage.database import Database

ANSWER_SECONDS = 45.0
"""How long a platform may take to answer a call. One that is slow is not taken for one that is gone, and a
call begun at half of `takeover_seconds` (120) has ended before another worker takes the message over."""


@dataclass(frozen=True)
class Unreadable:
    """Something that a platform sent and we could not translate: kept for the operator, never dropped."""

    event_id: str
    payload: str
    error: str


@dataclass(frozen=True)
class Sent:
    """The platform has the message, under this id (None where it gives none)."""

    message_id: str | None = None


class DeliveryOutcome(Enum):
    """What is known of a message whose sending was interrupted, where it was not found sent."""

    NOT_SENT = "not sent"
    UNKNOWABLE = "unknowable"


class Audience(StrEnum):
    """Who is offered a menu, and where."""

    PRIVATE = "private"
    GROUPS = "groups"
    GROUP_ADMINS = "group admins"
    ACCOUNT = "account"
    """One account with a role, in its private chat."""


@dataclass(frozen=True)
class Menu:
    """Commands with their lines, for an audience in a language (None: all without one of their own)."""

    audience: Audience
    language: str | None
    entries: tuple[tuple[str, str], ...]
    account_id: str | None = None


@dataclass(frozen=True)
class WatchedClaim:
    """A claim to look for, by its statement and its other wordings."""

    id: int
    wordings: tuple[str, ...]


class ClaimSource(Protocol):
    """The claims as somebody needs them who looks for posts that make them."""

    async def version(self) -> int:
        """Changes whenever a claim does."""
        ...

    async def most_seen(self, limit: int) -> Sequence[WatchedClaim]:
        """Published claims, the most-seen first."""
        ...


@runtime_checkable
class Watcher(Protocol):
    """A platform that can look for claims where nobody asked; it hands what it finds in as overheard."""

    def watch_for(self, claims: ClaimSource) -> None:
        """Say where the claims are available, before `listen`."""
        ...


ReadCursor = Callable[[str], Awaitable[str | None]]
"""Gives the value of a named cursor, None before it was first moved."""


@dataclass(frozen=True)
class Offer:
    """A fact-check that somebody may share: `html` is the message that it becomes."""

    id: str
    title: str
    description: str
    html: str
    preview_url: str | None


@dataclass(frozen=True)
class Offers:
    """What is offered to somebody who asks from another chat; `hint` leads to a chat with the bot."""

    found: tuple[Offer, ...]
    hint: str


class Consult(Protocol):
    """Answers at once, and changes nothing: for questions that expire in seconds (Telegram's inline mode)."""

    async def __call__(self, words: str, asker: Account) -> Offers:
        """The fact-checks to offer for these words, the likeliest first."""
        ...


@runtime_checkable
class TakesQuestions(Protocol):
    """A platform on which people ask without writing to the bot."""

    def consult_with(self, consult: Consult) -> None:
        """Answer such questions with this from now on."""
        ...


class Accept(Protocol):
    """Takes events in; returns only once they are committed, so that the platform may then be told."""

    async def __call__(
        self,
        events: Sequence[Event],
        *,
        unreadable: Sequence[Unreadable] = (),
        cursor: tuple[str, str] | None = None,
    ) -> None:
        """Commit events and, in the same transaction, move the cursor (name, value).

        With nothing at all it costs nothing, and tells that the platform answered.
        """
        ...


class Platform(Protocol):
    """One platform. Methods raise only errors of `bot.errors.PlatformError`'s family."""

    @property
    def name(self) -> str:
        """Its short name, as in `telegram:1001`."""
        ...

    @property
    def account_id(self) -> str:
        """The bot's own id there, known after `open`."""
        ...

    async def open(self) -> None:
        """Connect and learn who the bot is there.

        Raises:
            Unauthorised: the credentials are refused.
            RetryLater: the platform cannot be reached now.
        """
        ...

    async def listen(self, accept: Accept, read_cursor: ReadCursor) -> None:
        """Hear events and hand them to `accept`, until cancelled; a cursor says where the last run ended."""
        ...

    async def send(self, message: OutgoingMessage) -> Sent:
        """Do what the message's `delivery` says.

        Raises:
            PlatformError: it was not done (the subclass says what to do), or nobody can tell.
        """
        ...

    async def settle(self, message: OutgoingMessage, since: datetime) -> Sent | DeliveryOutcome:
        """Find out whether a message whose sending began at `since` and was interrupted has arrived."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


@runtime_checkable
class KnowsMembers(Protocol):
    """A platform whose groups are run by admins, and which can say who they are.

    Raises:
        PlatformError: it cannot be asked now; `Rejected` where it will not say.
    """

    async def is_admin(self, place: Place, account: Account) -> bool:
        """Whether this account runs that place; an answer may be a minute old."""
        ...

    async def hears_everything(self, place: Place) -> bool:
        """Whether the bot is shown every message there, not only those that name it."""
        ...


@runtime_checkable
class HasStartPage(Protocol):
    """A platform on which an address opens a chat with the bot and hands it a code."""

    async def start_page(self, code: str) -> str:
        """The address that sends `/start CODE` to the bot.

        Raises:
            PlatformError: the platform cannot say now what the bot is called.
        """
        ...


@runtime_checkable
class HoldsFiles(Protocol):
    """A platform on which people send files."""

    async def fetch_file(self, file_id: str, most_bytes: int) -> bytes:
        """The content of a file.

        Raises:
            Rejected: it is larger, or not available.
            PlatformError: it cannot be fetched now.
        """
        ...


@dataclass(frozen=True)
class ComplianceReport:
    """What one look after stored posts did, in posts.

    Attributes:
        shown: the platform still shows them.
        gone: it does not show them any more; forgotten.
        unseen: forgotten because they could not be looked up in time.
        old: forgotten because they were kept for long enough.
    """

    shown: int = 0
    gone: int = 0
    unseen: int = 0
    old: int = 0

    @property
    def forgotten(self) -> int:
        """Posts whose content was taken out of the store."""
        return self.gone + self.unseen + self.old


@runtime_checkable
class Complies(Protocol):
    """A platform that asks to forget what it does not show any more."""

    async def comply(self, database: Database) -> ComplianceReport:
        """Look whether stored posts are still shown; forget the others."""
        ...


@runtime_checkable
class DisclosesAutomation(Protocol):
    """A platform that wants an account's page to say that a program runs it, and who answers for that."""

    async def undisclosed(self) -> Sequence[str]:
        """What the page of the bot's account fails to say; empty where it says all."""
        ...


class NotifyOwner(Protocol):
    """Queues a message to an owner of the bot, once for each key."""

    async def __call__(
        self, session: AsyncSession, key: str, text: Callable[[Translator], Markup], now: datetime
    ) -> object:
        """Queue it in this transaction; `text` makes it in the owner's language."""
        ...


@runtime_checkable
class WarnsOwner(Protocol):
    """A platform that has to tell the bot's owner something, such as that its budget is spent."""

    def warn_with(self, notify: NotifyOwner) -> None:
        """Tell the owner with this from now on."""
        ...


class AccountReport(Protocol):
    """Is told that the platform refuses the account as a whole, or that a call worked."""

    async def __call__(self, error: AccountRefused | None, *, writing: bool) -> None:
        """Note it; `writing`: the call would have changed something, so that reading may go on."""
        ...


@runtime_checkable
class ReportsAccount(Protocol):
    """A platform that tells an account's refusal from a message's."""

    def report_to(self, report: AccountReport) -> None:
        """Tell this from now on."""
        ...


@runtime_checkable
class HasMenus(Protocol):
    """A platform that offers people a menu of commands."""

    async def set_menu(self, menu: Menu) -> None:
        """Offer these commands to this audience in this language, in place of what was offered before.

        Raises:
            PlatformError: it was not taken; `Rejected` where it never will be for this account.
        """
        ...
