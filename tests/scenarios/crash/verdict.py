"""What came of a siege, and the judge who reads the platforms' own logs and the database."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sqlalchemy import select

from bot.config import Settings
from bot.events import PlaceKind, message_json
from bot.operations.doctor import examine
from storage import inbox, outbox
from storage.database import Database
from storage.models import InboxEvent, OutboxMessage, ReviewItem
from tests.scenarios.crash.garrison import Death
from tests.scenarios.crash.town import Answer, Event, Town

_CLOCK_SECONDS = 0.2
"""A message that was on its way when its sender died may be seen so much later."""

_MOST_COPIES = 3
"""The promise to private chats: so many tries of unknown fate, and then a person has a look."""


@dataclass
class Verdict:
    """Losses and what was said twice are faults; so is an unknown fate that nobody sees."""

    seed: int
    database: str
    workers: int
    kills: Counter[str] = field(default_factory=Counter)
    events: dict[str, int] = field(default_factory=dict)
    answers: int = 0
    seconds: float = 0.0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    repeated: int = 0
    """Private messages sent again because their sender died before it could note them: allowed."""
    latest: float = 0.0
    """The longest that a sender lived, in seconds, after the platform had such a message."""
    unknown: int = 0
    """Messages of unknown fate, to groups at once, in private after three tries: shown to people."""
    faults: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether every promise held."""
        return not (self.lost or self.doubled or self.faults)

    def __str__(self) -> str:
        events = ", ".join(f"{number} {kind}" for kind, number in sorted(self.events.items()))
        workers = "one worker" if self.workers == 1 else f"{self.workers} workers"
        took = f"{self.kills.total()} kills in {self.seconds:.0f} s"
        lines = [
            f"{self.database}, {workers}, seed {self.seed}: {took}",
            f"  events {sum(self.events.values())} ({events}), answers {self.answers}",
            f"  lost {len(self.lost)}, doubled {len(self.doubled)}, repeated in private {self.repeated} "
            f"(death up to {self.latest:.1f} s after the message), unknown and shown {self.unknown}",
            "  at " + ", ".join(f"{step} {number}" for step, number in sorted(self.kills.items())),
            *(f"  FAULT {fault}" for fault in (*self.lost, *self.doubled, *self.faults)),
        ]
        return "\n".join(lines)


async def judge(
    verdict: Verdict, town: Town, database: Database, settings: Settings, deaths: Sequence[Death]
) -> None:
    """Find out what was lost, said twice or hidden."""
    verdict.events = town.happened()
    answers = town.answers()
    verdict.answers = sum(len(given) for given in answers.values())
    unknown = await of_unknown_fate(database)
    verdict.unknown = len(unknown)
    private = await _noted_in_private(database)
    for event in town.events:
        given = sorted(answers.get((event.kind, event.key), ()))
        if not given and event.key not in unknown:
            verdict.lost.append(f"lost: {event}")
        if event.kind == "private":
            noted = [None] if event.key in unknown else [answer.id for answer in given[-1:]]
            judge_private(verdict, event, given, private.get(event.key, []) == noted, deaths)
        elif len(given) > 1:
            verdict.doubled.append(f"said twice: {event}: {given}")
    verdict.faults += [f"an answer to nothing: {where}" for where in town.unasked()]
    verdict.faults += [f"X refused: {refusal}" for refusal in town.x.offences]
    await _judge_database(verdict, town, database, settings)


def judge_private(
    verdict: Verdict, event: Event, given: Sequence[Answer], truly_noted: bool, deaths: Sequence[Death]
) -> None:
    """A message may come again only where its sender died before it noted it, and three times at most.

    `truly_noted`: the row has the id of the last message, or none where its fate is unknown.
    """
    if len(given) > _MOST_COPIES:
        verdict.doubled.append(f"said more than {_MOST_COPIES} times: {event}: {given}")
    for first, second in pairwise(given):
        after = [
            death.at - first.at for death in deaths if first.at - _CLOCK_SECONDS <= death.at <= second.at
        ]
        if after and truly_noted:
            verdict.repeated += 1
            verdict.latest = max(verdict.latest, min(after))
        else:
            verdict.doubled.append(f"said twice: {event}: {first}, {second}; noted truly: {truly_noted}")


async def of_unknown_fate(database: Database) -> set[str]:
    """Keys of the events whose answer is `unknown`, as the town names them."""
    async with database.read() as session:
        rows = await session.scalars(select(OutboxMessage).where(OutboxMessage.status == "unknown"))
        messages = [(row.place_id, message_json.validate_json(row.payload or "")) for row in rows]
    return {
        place if message.place.kind is PlaceKind.PRIVATE else f"{place}:{message.reply_to}"
        for place, message in messages
    }


async def _noted_in_private(database: Database) -> dict[str, list[str | None]]:
    """By chat on Telegram: the ids under which its messages were noted as sent."""
    noted: dict[str, list[str | None]] = {}
    async with database.read() as session:
        for row in await session.scalars(select(OutboxMessage).where(OutboxMessage.platform == "telegram")):
            noted.setdefault(row.place_id, []).append(row.message_id)
    return noted


async def _judge_database(verdict: Verdict, town: Town, database: Database, settings: Settings) -> None:
    """Nothing is stuck, and every unknown fate is before the reviewers and in `doctor`."""
    async with database.read() as session:
        waiting = await inbox.backlog(session)
        messages = await outbox.counts(session)
        shown = set(
            await session.scalars(
                select(ReviewItem.outbox_id).where(
                    ReviewItem.outbox_id.is_not(None), ReviewItem.status == "open"
                )
            )
        )
        hidden = (
            set(await session.scalars(select(OutboxMessage.id).where(OutboxMessage.status == "unknown")))
            - shown
        )
        tried = await session.scalars(
            select(OutboxMessage.copies + 1).where(
                OutboxMessage.status == "unknown",
                OutboxMessage.place_id.in_(event.key for event in town.events if event.kind == "private"),
            )
        )
        verdict.faults += [f"given up in private after {n} tries" for n in tried if n != _MOST_COPIES]
        failed = await session.scalars(select(InboxEvent.error).where(InboxEvent.status == "failed"))
        verdict.faults += [f"an event was given up: {error}" for error in failed]
    if waiting.pending or waiting.failed:
        verdict.faults.append(f"events left: {waiting}")
    if stuck := {name: messages[name] for name in ("pending", "sending", "dead") if name in messages}:
        verdict.faults.append(f"messages left: {stuck}")
    if hidden:
        verdict.faults.append(f"of unknown fate, and not in the review list: {sorted(hidden)}")
    if number := messages.get("unknown"):
        seen = [finding.seen async for finding in examine(settings) if finding.subject == "work"]
        if not any(f"{number} unknown" in line for line in seen):
            verdict.faults.append(f"doctor does not tell of {number} unknown: {seen}")
