"""A chat with the bot over a real database: each event is one turn in one transaction, as in production.

The matcher is a small deterministic one (shared words), so that a test says exactly what is near.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.claims.catalogue import Catalogue
from bot.claims.claimreview import FactCheckPage
from bot.claims.pages import PageUnavailable
from bot.claims.search import ClaimSearch
from bot.commands import continue_dialogue, dispatch, press, settle_choices
from bot.commands.check import PostToCheck, post_to_check
from bot.commands.registry import find_command
from bot.commands.wording import offer_to_editor
from bot.config import Settings
from bot.conversation.chat_admins import ChatStanding
from bot.conversation.resources import Resources
from bot.conversation.turn import Saying, Turn, Worked, begun_again
from bot.decisions.judging import judge as judge_post
from bot.decisions.meant import texts_of
from bot.events import (
    Account,
    Address,
    Button,
    ButtonPress,
    Command,
    Delivery,
    Origin,
    OutgoingMessage,
    Place,
    PlaceKind,
    Post,
    message_json,
)
from bot.markup import plain_text
from bot.review.desk import ReviewDesk
from bot.roles import role_of
from bot.signing import Signer
from bot.translations import Translator
from matchers.matcher import ClaimMatcher
from matchers.types import Match, Reading, Stance, Thresholds
from storage import chats, claims, decisions, outbox
from storage.claims import ClaimDraft, FactCheckDraft
from storage.database import Database
from storage.models import Claim, DecisionRecord, OutboxMessage

START = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
OWNER = Account("telegram", "1001", "Olha")
EDITOR = Account("telegram", "1002", "Edda")
READER = Account("telegram", "1003", "Rosa")
X_OWNER = Account("x", "2002", "olha")
GROUP = Place("telegram", "-500", PlaceKind.GROUP, "Neighbours")


def private(account: Account) -> Place:
    """The private conversation with somebody."""
    return Place(account.platform, account.id, PlaceKind.PRIVATE)


class SharedWords:
    """Finds claims by the share of words in common; what it knows is put in by the test."""

    def __init__(self) -> None:
        self.model_id = "words in common"
        self.thresholds = Thresholds(reply=0.95, review=0.6)
        self.known: dict[int, str] = {}

    def search(self, words: str, limit: int) -> Sequence[Match]:
        """Jaccard similarity of the words, as a probability."""
        asked = set(words.casefold().split())
        found = []
        for claim_id, statement in self.known.items():
            own = set(statement.casefold().split())
            found.append(Match(claim_id, len(asked & own) / max(1, len(asked | own))))
        return sorted(found, key=lambda match: -match.probability)[:limit]


@dataclass
class Chat:
    """Sends events as somebody and gives what the bot answered."""

    database: Database
    settings: Settings
    signer: Signer = field(default_factory=lambda: Signer(b"a key for tests"))
    matcher: ClaimSearch = field(default_factory=SharedWords)
    now: datetime = START
    language: str = "en"
    judged: list[Post] = field(default_factory=list)
    changed: set[int] = field(default_factory=set)
    taken: bool = False
    page: FactCheckPage | PageUnavailable | None = None
    """What the page behind the next link says, as `bot.inbox.preparation` would have read it."""
    admins: set[tuple[str, str]] = field(default_factory=set)
    """Who runs which chat, as the platform would say: (place, account)."""
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    async def command(
        self,
        text: str,
        by: Account = OWNER,
        place: Place | None = None,
        *,
        about: Post | None = None,
        addressed: bool = False,
    ) -> list[OutgoingMessage]:
        """Send a chat command."""
        name, _, argument = text.removeprefix("/").partition(" ")
        place = place or private(by)
        event_id = f"e{next(self.numbers)}"
        event = Command(event_id, by, place, name, argument, self.now, about=about, addressed=addressed)
        prepared = await self._prepared(event)

        async def attempt(worked: Worked) -> Turn:
            async with self.database.write() as session:
                turn = await self._turn(session, by, place, event.event_id, about=about)
                turn.worked = worked
                turn.prepared = prepared or turn.prepared
                await dispatch(turn, event)
            return turn

        return await self._deliver(await begun_again(attempt))

    async def _prepared(self, event: Command) -> object | None:
        """What the command reads before its transaction; who runs a chat and pages are the test's to say."""
        if event.name == "check" and (post := post_to_check(event)) is not None:
            self.judged.append(post)
            found = Reading((), Stance.ASSERT, 0.9, self.language, 9, post.text)
            return PostToCheck(post, {one.id: found for one in texts_of(post)})
        if event.name != "spread":
            return None
        known = find_command(event.name)
        assert known is not None and known.prepare is not None
        resources = Resources(
            self.database,
            cast(ClaimMatcher, self.matcher),
            cast(Catalogue, None),
            self.settings,
            self.signer,
            lambda: self.now,
        )
        return await known.prepare.read(event, resources)

    async def write(
        self, text: str, by: Account = OWNER, place: Place | None = None
    ) -> list[OutgoingMessage]:
        """Send a text; `taken` tells afterwards whether a dialogue took it."""
        event_id = f"e{next(self.numbers)}"

        async def attempt(worked: Worked) -> Turn:
            async with self.database.write() as session:
                turn = await self._turn(session, by, place or private(by), event_id)
                turn.worked = worked
                self.taken = await continue_dialogue(turn, text)
            return turn

        return await self._deliver(await begun_again(attempt))

    async def press(
        self,
        message: OutgoingMessage,
        label: str,
        by: Account = OWNER,
        press_id: str = "p1",
        *,
        about: Post | None = None,
        running: Place | None = None,
    ) -> list[OutgoingMessage]:
        """Press the button whose label holds this text; `running` is the chat whose admins count."""
        button = find_button(message, label)
        press_event = ButtonPress(
            f"e{next(self.numbers)}",
            by,
            message.place,
            button.payload,
            message.extra["id"],
            self.now,
            press_id,
        )
        event_id = press_event.event_id

        async def attempt(worked: Worked) -> Turn:
            async with self.database.write() as session:
                turn = await self._turn(
                    session,
                    by,
                    message.place,
                    event_id,
                    message_id=message.extra["id"],
                    press_id=press_id,
                    about=about,
                    running=running,
                )
                turn.worked = worked
                await press(turn, self.signer.unpack(press_event))
            return turn

        return await self._deliver(await begun_again(attempt))

    async def hear(
        self,
        words: str,
        *found: tuple[int, float],
        by: Account = READER,
        place: Place | None = None,
        address: Address = Address.OVERHEARD,
        stance: Stance = Stance.ASSERT,
        origin: Origin | None = None,
    ) -> list[OutgoingMessage]:
        """Let the bot judge a post in which the matcher finds these claims, with these probabilities."""
        where = place or private(by)
        number = next(self.numbers)
        post = Post(
            event_id=f"e{number}",
            id=f"{where.id}:{number}",
            author=by,
            place=where,
            text=words,
            written_at=self.now,
            address=address,
            message_id=str(number),
            origin=origin,
        )
        matches = tuple(Match(claim_id, probability, ()) for claim_id, probability in found)
        reading = Reading(matches, stance, 0.9, self.language, 9, words)
        async with self.database.write() as session:
            turn = await self._turn(session, by, where, post.event_id, message_id=post.message_id)
            offer_to_editor(turn, post, await judge_post(turn, post, {post.id: reading}))
            await settle_choices(turn)
        return await self._deliver(turn)

    async def settle_reviews(self) -> list[OutgoingMessage]:
        """Carry out what reviewers decided, and give what that made the bot say."""
        desk = ReviewDesk(self.database, self.settings, self.signer, self.matcher, lambda: self.now)
        await desk.settle()
        await desk.announce()
        async with self.database.write() as session:
            query = select(OutboxMessage).where(OutboxMessage.status == "pending")
            rows = list(await session.scalars(query.order_by(OutboxMessage.id)))
            for row in rows:
                await outbox.mark_sent(session, row.id, f"b{next(self.numbers)}", self.now)
        return [message_json.validate_json(row.payload or "") for row in rows]

    async def say(
        self, speak: Callable[[Turn], None], by: Account = READER, place: Place | None = None
    ) -> list[OutgoingMessage]:
        """Let a function of `bot.conversation.answers` speak in a turn, as handling does."""
        async with self.database.write() as session:
            turn = await self._turn(session, by, place or private(by), f"e{next(self.numbers)}")
            speak(turn)
            await settle_choices(turn)
        return await self._deliver(turn)

    async def claim(
        self,
        statement: str,
        rating: str = "false",
        title: str | None = None,
        phrasings: tuple[tuple[str, str | None], ...] = (),
        url: str = "https://example.org/check",
    ) -> int:
        """Store a claim, known to the matcher."""
        check = FactCheckDraft(url, "Example Checks", title)
        async with self.database.write() as session:
            stored = await claims.add(
                session, ClaimDraft(statement, rating, (check,), phrasings=phrasings), self.now
            )
        if isinstance(self.matcher, SharedWords):
            self.matcher.known[stored.id] = statement
        return stored.id

    async def decision(self, *claim_ids: int, by: Account = READER, place: Place | None = None) -> int:
        """Store a decision about a post of somebody."""
        number = next(self.numbers)
        where = place or private(by)
        evidence = [{"name": "semantic", "score": 0.91, "details": {"cosine": 0.91}}]
        record = DecisionRecord(
            platform=by.platform,
            event_id=f"d{number}",
            post_id=f"post{number}",
            place_id=where.id,
            author=self.signer.pseudonym(by),
            action="reply" if claim_ids else "ignore",
            reason="nearly-certain" if claim_ids else "no-match",
            matches=[{"claim_id": known, "probability": 0.97, "evidence": evidence} for known in claim_ids],
            post_text="what they wrote" if claim_ids else None,
            stance="assert",
            language="en",
            model_id="all-MiniLM-L6-v2@53aa51172d14",
            decided_at=self.now,
        )
        async with self.database.write() as session:
            return (await decisions.record(session, record)).id

    async def get(self, claim_id: int) -> Claim:
        """The claim as it is stored now."""
        async with self.database.read() as session:
            claim = await claims.get(session, claim_id)
        assert claim is not None
        return claim

    async def how_many_claims(self) -> int:
        """The number of stored claims."""
        async with self.database.read() as session:
            return await claims.count(session)

    def later(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)

    async def _turn(
        self,
        session: AsyncSession,
        by: Account,
        place: Place,
        event_id: str,
        *,
        message_id: str = "",
        press_id: str = "",
        about: Post | None = None,
        running: Place | None = None,
    ) -> Turn:
        spoken_of = running or place
        runs = (spoken_of.id, by.id) in self.admins

        return Turn(
            session=session,
            now=self.now,
            author=by,
            place=place,
            role=await role_of(session, self.settings, by),
            words=Translator(self.language),
            settings=self.settings,
            signer=self.signer,
            matcher=self.matcher,
            event_id=event_id,
            message_id=message_id or f"m{next(self.numbers)}",
            press_id=press_id,
            about=about,
            chat=await chats.find(session, place.platform, place.id),
            prepared=self.page or ChatStanding(spoken_of.id, runs, False if runs else None),
        )

    async def _deliver(self, turn: Turn) -> list[OutgoingMessage]:
        """Queue what was said and mark it as sent, as delivery does."""
        self.changed |= turn.effects.claims_changed
        return [await self._send(saying) for saying in turn.effects.sayings]

    async def _send(self, saying: Saying) -> OutgoingMessage:
        message = saying.message
        number = f"b{next(self.numbers)}"
        own = message.message_id or number if message.delivery is Delivery.EDIT else number
        async with self.database.write() as session:
            row = await outbox.enqueue(
                session,
                f"k{number}",
                message.place.platform,
                message.place.id,
                message_json.dump_json(message).decode(),
                self.now,
                claim_id=saying.claim_id,
                decision_id=saying.decision_id,
            )
            assert row is not None
            await outbox.mark_sent(session, row, own, self.now)
        message.extra["id"] = own
        return message


def find_button(message: OutgoingMessage, label: str) -> Button:
    """The button whose label holds this text."""
    labels = [button for row in message.buttons for button in row]
    return next(button for button in labels if label in button.label)


def labels(message: OutgoingMessage) -> list[str]:
    """What stands on the buttons."""
    return [button.label for row in message.buttons for button in row]


def text(messages: list[OutgoingMessage]) -> str:
    """All that was said, as a reader sees it."""
    return "\n".join(plain_text(message.html) for message in messages)


def post_of(
    author: Account, place: Place, words: str = "The well is poisoned", message_id: str = "77"
) -> Post:
    """A post that a command can reply to."""
    return Post(
        event_id="above",
        id=f"{place.id}:{message_id}",
        author=author,
        place=place,
        text=words,
        written_at=START,
        address=Address.OVERHEARD,
        message_id=message_id,
    )
