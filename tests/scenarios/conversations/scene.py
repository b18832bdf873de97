"""One chat of the play: who says what, and what the bot says there, kept line by line."""

import asyncio
from dataclasses import dataclass, field

from tests.fakes.telegram import BotCall, FakeTelegram, Group, Posted, User
from tests.fakes.telegram.contents import Json

_PATIENCE = 150.0
"""Seconds for what a loaded machine, with all six chats at once, does in a few."""


@dataclass(frozen=True)
class Line:
    """One thing that a reader sees: a message, a press on a button, or the short notice after it."""

    who: str
    text: str
    kind: str = "message"
    buttons: tuple[str, ...] = ()
    changed: bool = False

    @property
    def by_bot(self) -> bool:
        """Whether the bot says it."""
        return self.who == "bot"


@dataclass
class Scene:
    """A chat, what was said in it so far, and up to which request of the bot it was written down."""

    fake: FakeTelegram
    title: str
    about: str
    chat: int
    group: Group | None = None
    topic: int | None = None
    lines: list[Line] = field(default_factory=list)
    mark: int = 0

    async def says(
        self, who: User, said: str | Json, *, shown: str = "", reply_to: Posted | None = None
    ) -> Posted:
        """Somebody writes."""
        text = shown or (said if isinstance(said, str) else str(said.get("caption") or said.get("kind")))
        self.lines.append(Line(who.name, text))
        if self.group is None:
            return await who.private(said, reply_to=reply_to)
        return await who.write(self.group, said, reply_to=reply_to, topic=self.topic)

    async def forwards(self, who: User, post: Posted, text: str) -> Posted:
        """Somebody forwards a post."""
        self.lines.append(Line(who.name, text, "forward"))
        return await who.forward(post, self.group)

    async def answers(self, count: int = 1) -> BotCall:
        """The bot's next messages here are written down; returns the last."""
        for _ in range(count):
            found = await self.fake.wait_for(
                lambda call: call.chat_id == self.chat, timeout=_PATIENCE, after=self.mark
            )
            self.mark = found.number
            labels = tuple(button.label for button in found.buttons)
            changed = found.method.startswith("edit")
            self.lines.append(Line("bot", found.text, buttons=labels, changed=changed))
        return found

    async def presses(self, who: User, message: BotCall, label: str, *, notice: bool = False) -> None:
        """Somebody presses a button; with `notice` the bot answers by a short notice only."""
        pressed = next(button.label for button in message.buttons if label in button.label)
        self.lines.append(Line(who.name, pressed, "press"))
        press = await who.press(message, label)
        if notice:
            answer = await asyncio.wait_for(self.fake.answer_to(press), _PATIENCE)
            self.lines.append(Line("bot", str(answer.get("text", "")), "notice"))

    def note(self, text: str) -> None:
        """What a reader cannot see and should know."""
        self.lines.append(Line("", text, "note"))
