"""Events through the whole handler over a real database, with the small encoder and known members."""

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.claims.catalogue import Catalogue
from bot.config import Settings
from bot.conversation.resources import Resources
from bot.errors import Rejected
from bot.events import (
    Account,
    Address,
    ButtonPress,
    Command,
    Event,
    OutgoingMessage,
    Place,
    PlaceKind,
    Post,
    message_json,
)
from bot.inbox.handler import Handler
from bot.inbox.intake import Intake
from bot.signing import Signer
from matchers.encoding.encoders import HashingEncoder
from matchers.matcher import ClaimMatcher
from matchers.types import Thresholds
from storage import claims, outbox
from storage.claims import ClaimDraft, FactCheckDraft
from storage.database import Database

START = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
READER = Account("telegram", "1003", "Rosa", "en")
OWNER = Account("telegram", "1001", "Olha", "en")
GROUP = Place("telegram", "-500", PlaceKind.GROUP, "Neighbours")


def private(account: Account) -> Place:
    """The private chat with somebody."""
    return Place(account.platform, account.id, PlaceKind.PRIVATE)


@dataclass
class Roster:
    """A platform's word on who runs which chat; it counts the questions and may refuse to answer."""

    admins: set[tuple[str, str]] = field(default_factory=set)
    sees_all: bool = False
    refuses: bool = False
    asked: int = 0

    async def is_admin(self, place: Place, account: Account) -> bool:
        """As `KnowsMembers` has it."""
        self.asked += 1
        if self.refuses:
            raise Rejected("not for you to know")
        return (place.id, account.id) in self.admins

    async def hears_everything(self, place: Place) -> bool:
        """As `KnowsMembers` has it."""
        return self.sees_all


@dataclass
class Conversation:
    """Hands events in and gives what the bot wants to say to them."""

    database: Database
    settings: Settings
    roster: Roster = field(default_factory=Roster)
    signer: Signer = field(default_factory=lambda: Signer(b"a key for tests"))
    now: datetime = START
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.matcher = ClaimMatcher(HashingEncoder(), thresholds=Thresholds(reply=0.9, review=0.5))
        self.catalogue = Catalogue(self.database, self.matcher)
        house = Resources(
            self.database,
            self.matcher,
            self.catalogue,
            self.settings,
            self.signer,
            lambda: self.now,
            {"telegram": self.roster},
        )
        self.handler = Handler(house)
        self.intake = Intake("telegram", self.database, self.signer, lambda: self.now, lambda: None)

    async def claim(self, statement: str, url: str) -> int:
        """Store a claim and let the matcher know it."""
        check = FactCheckDraft(url, "Example Checks")
        async with self.database.write() as session:
            added = await claims.add(session, ClaimDraft(statement, "false", (check,)), self.now)
        await self.catalogue.follow()
        return added.id

    def post(self, words: str, by: Account = READER, place: Place | None = None) -> Post:
        """A message of somebody, in private unless a place is given, where it then mentions the bot."""
        number = next(self.numbers)
        where = place or private(by)
        return Post(
            event_id=f"e{number}",
            id=f"{where.id}:{number}",
            author=by,
            place=where,
            text=words,
            written_at=self.now,
            address=Address.DIRECT if place is None else Address.SUMMONED,
            message_id=str(number),
        )

    def command(self, text: str, by: Account = READER, place: Place | None = None) -> Command:
        """A command of somebody."""
        number = next(self.numbers)
        name, _, argument = text.removeprefix("/").partition(" ")
        return Command(f"e{number}", by, place or private(by), name, argument, self.now, str(number))

    def press(self, message: OutgoingMessage, label: str, by: Account) -> ButtonPress:
        """A press on one of the bot's buttons."""
        number = next(self.numbers)
        button = next(one for row in message.buttons for one in row if label in one.label)
        return ButtonPress(
            f"e{number}", by, message.place, button.payload, message.extra["id"], self.now, f"p{number}"
        )

    async def hand_in(self, *events: Event) -> list[OutgoingMessage]:
        """Take events in together, handle what is due, and deliver what is said, as platforms would."""
        await self.intake(events)
        while await self.handler.handle_due() or await self.handler.background.finish():
            pass
        said = []
        while True:
            async with self.database.write() as session:
                rows = await outbox.take_due(session, self.now, 50)
                for row in rows:
                    message = message_json.validate_json(row.payload or "")
                    message.extra["id"] = f"b{row.id}"
                    await outbox.mark_sent(session, row.id, f"b{row.id}", self.now)
                    said.append(message)
            if not rows:
                return said

    def later(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)
