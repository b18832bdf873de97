"""The people who write to the bot on both platforms, what each of them must get, and what they got."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Literal, NamedTuple

from tests.fakes.telegram import FakeTelegram, Group, User
from tests.fakes.x import FakeX
from tests.scenarios.soak.week import statement

CLAIMS = 240
_GROUPS = 37
"""No divisor of `CLAIMS`: a group hears a claim again only after all the others."""
_MEMBERS = 40

Kind = Literal["private", "group", "mention", "message"]
KINDS: tuple[Kind, ...] = ("private", "group", "mention", "message")


@dataclass(frozen=True)
class Event:
    """Something that somebody wrote to the bot; `key` is where its answer is to be found."""

    kind: Kind
    key: str
    number: int


class Answer(NamedTuple):
    """What the bot said: when (seconds since 1970), and the platform's id of it."""

    at: float
    id: str


@dataclass
class Town:
    """Both fakes with their people."""

    telegram: FakeTelegram
    x: FakeX
    chance: random.Random
    events: list[Event] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    members: list[User] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def settle(self) -> None:
        """Let people and groups be there."""
        self.members = [
            self.telegram.user(5000 + number, f"Member{number}", language_code="en")
            for number in range(_MEMBERS)
        ]
        self.groups = [
            self.telegram.group(-1000 - number, f"Group {number}", members=self.members)
            for number in range(_GROUPS)
        ]

    async def happen(self, kind: Kind | None = None) -> Event:
        """Somebody writes to the bot."""
        number = next(self._numbers)
        drawn = self.chance.choice(KINDS) if kind is None else kind
        event = Event(drawn, await self._write(drawn, number), number)
        self.events.append(event)
        return event

    async def _write(self, kind: Kind, number: int) -> str:
        words = statement(number % CLAIMS)
        if kind == "private":
            person = self.telegram.user(100_000 + number, f"Person{number}", language_code="en")
            await person.private(words)
            return str(person.id)
        if kind == "group":
            group = self.groups[number % _GROUPS]
            member = self.members[number % _MEMBERS]
            posted = await member.write(group, f"@claimspread_bot {words}")
            return f"{group.id}:{posted.message_id}"
        author = self.x.user(str(200_000 + number), f"reader{number}")
        if kind == "mention":
            return self.x.mention(author, words).id
        self.x.dm(author, words)
        return author.id

    def answers(self) -> dict[tuple[Kind, str], list[Answer]]:
        """How each event was answered, by the fakes' own logs."""
        found: dict[tuple[Kind, str], list[Answer]] = defaultdict(list)
        for call in self.telegram.sent:
            answer = Answer(call.at, str(call.message_id))
            if call.chat_id is not None and call.chat_id > 0:
                found["private", str(call.chat_id)].append(answer)
            else:
                found["group", f"{call.chat_id}:{call.reply_to}"].append(answer)
        for reply in self.x.replies:
            found["mention", str(reply.in_reply_to)].append(Answer(reply.at.timestamp(), str(reply.id)))
        for message in self.x.sent_dms:
            sent = Answer(message.created_at.timestamp(), str(message.id))
            found["message", str(message.recipient_id)].append(sent)
        return found

    def unanswered(self) -> list[Event]:
        """Events without an answer so far."""
        answers = self.answers()
        return [event for event in self.events if not answers.get((event.kind, event.key))]

    def unasked(self) -> list[tuple[Kind, str]]:
        """Answers to nothing that was asked."""
        asked = {(event.kind, event.key) for event in self.events}
        return [where for where in self.answers() if where not in asked]

    def happened(self) -> dict[str, int]:
        """How many events of each kind there were."""
        return dict(Counter(event.kind for event in self.events))
