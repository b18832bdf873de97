"""The whole house without a network: real database and matcher, a platform that does as it is told."""

from collections import deque
from datetime import UTC, datetime, timedelta
from itertools import count

from bot.errors import PlatformError
from bot.events import Account, Address, Command, OutgoingMessage, Place, PlaceKind, Post
from bot.platforms.base import Accept, DeliveryOutcome, ReadCursor, Sent

START = datetime(2026, 11, 2, 12, tzinfo=UTC)
ANN = Account("telegram", "2001", "Ann", "en")
OWNER = Account("telegram", "1001", "Olga", "en")
PRIVATE = Place("telegram", "2001", PlaceKind.PRIVATE)
GROUP = Place("telegram", "-500", PlaceKind.GROUP, "Neighbours")
RUMOUR = "North Korea is going to send 100,000 volunteers to fight in Ukraine"
_numbers = count(1)


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **time: float) -> None:
        self.now += timedelta(**time)


class ObedientPlatform:
    """Sends into a list; `faults` are raised by the next sends, one each; `fate` answers `settle`."""

    account_id = "bot"

    def __init__(self, name: str = "telegram") -> None:
        self.name = name
        self.sent: list[OutgoingMessage] = []
        self.faults: deque[PlatformError] = deque()
        self.fate: Sent | DeliveryOutcome = DeliveryOutcome.UNKNOWABLE

    async def open(self) -> None:
        """Connected."""

    async def listen(self, accept: Accept, read_cursor: ReadCursor) -> None:
        """Tests hand events in themselves."""

    async def send(self, message: OutgoingMessage) -> Sent:
        if self.faults:
            raise self.faults.popleft()
        self.sent.append(message)
        return Sent(f"m{len(self.sent)}")

    async def settle(self, message: OutgoingMessage, since: datetime) -> Sent | DeliveryOutcome:
        return self.fate

    async def close(self) -> None:
        """Closed."""


def post(
    text: str = RUMOUR,
    *,
    place: Place = PRIVATE,
    address: Address | None = None,
    author: Account = ANN,
    links: tuple[str, ...] = (),
) -> Post:
    number = next(_numbers)
    return Post(
        event_id=f"update:{number}",
        id=f"{place.id}:{number}",
        author=author,
        place=place,
        text=text,
        written_at=START,
        address=address or (Address.SUMMONED if place.kind.is_public else Address.DIRECT),
        message_id=str(number),
        links=links,
    )


def command(name: str, argument: str = "", *, author: Account = OWNER) -> Command:
    number = next(_numbers)
    place = Place("telegram", author.id, PlaceKind.PRIVATE)
    return Command(f"update:{number}", author, place, name, argument, START, str(number))
