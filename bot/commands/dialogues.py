"""Conversations in several steps, kept in the database.

A restart interrupts none; half an hour's silence ends one.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from bot.commands import registry
from bot.commands.choices import chosen, drop_choices, say_choices_again, settle_choices
from bot.commands.registry import Misuse, Preparation
from bot.conversation.resources import Resources
from bot.conversation.turn import Turn
from bot.events import Event
from bot.roles import Role
from bot.signing import ButtonAction
from storage import accounts

LAPSE = timedelta(minutes=30)

State = dict[str, Any]
"""What a dialogue knows so far: JSON values only."""

StepFunction = Callable[[Turn, State, str], Awaitable[None]]
AskFunction = Callable[[Turn, State], Awaitable[None]]


@dataclass(frozen=True)
class Topic:
    """Who takes the next message of a dialogue, from which role on, and what is read for that before.

    Attributes:
        ask: asks the same question once more, where an answer cannot be used.
        takes_files: whether a message without words may be an answer.
    """

    role: Role
    step: StepFunction
    ask: AskFunction
    prepare: Preparation | None = None
    takes_files: bool = False


_topics: dict[str, Topic] = {}


def topic(
    name: str,
    role: Role,
    ask: AskFunction,
    *,
    prepare: Preparation | None = None,
    takes_files: bool = False,
) -> Callable[[StepFunction], StepFunction]:
    """Register who takes the next message of a dialogue, for those who have the role at that moment.

    What cannot be used gets the reason, and the same question again.

    Raises:
        ValueError: the topic is taken.
    """

    def register(step: StepFunction) -> StepFunction:
        if name in _topics:
            raise ValueError(f"the dialogue {name} is registered twice")
        _topics[name] = Topic(role, step, ask, prepare, takes_files)
        return step

    return register


async def keep(turn: Turn, name: str, state: State) -> None:
    """Start a dialogue or move it on; numbers offered before choose nothing any more."""
    await drop_choices(turn)
    await accounts.keep_dialogue(
        turn.session, turn.conversation, name, state, turn.now + LAPSE, author=turn.pseudonym
    )


async def under_way(turn: Turn, name: str) -> State | None:
    """A copy of what the dialogue of this topic knows, None when none is under way."""
    row = await accounts.dialogue(turn.session, turn.conversation, turn.now)
    return dict(row.state) if row is not None and row.topic == name else None


async def end(turn: Turn) -> bool:
    """End this conversation's dialogue and its choices; False when there was no dialogue."""
    open_one = await accounts.dialogue(turn.session, turn.conversation, turn.now)
    await drop_choices(turn)
    await accounts.end_dialogue(turn.session, turn.conversation)
    return open_one is not None


def topics() -> Mapping[str, Topic]:
    """The dialogues by name."""
    return _topics


async def open_dialogue(event: Event, resources: Resources) -> tuple[str, State] | None:
    """The dialogue that this event's author has open in this place, before any transaction."""
    key = f"{event.place.platform}:{event.place.id}:{event.author.id}"
    async with resources.database.read() as session:
        row = await accounts.dialogue(session, key, resources.clock())
        return None if row is None else (row.topic, dict(row.state))


async def continue_dialogue(turn: Turn, text: str) -> bool:
    """Take a private message as a choice, by number or label, or as a dialogue's next step.

    A text that wants to choose and fits nothing that is open, such as a number out of range, is the
    dialogue's to judge; without one the choices are said again.

    Returns:
        False where it is neither: it is a post like any other.
    """
    if turn.place.kind.is_public:
        return False
    choice = await chosen(turn, text)
    if isinstance(choice, ButtonAction):
        await registry.press(turn, choice)
        return True
    row = await accounts.dialogue(turn.session, turn.conversation, turn.now)
    known_topic = _topics.get(row.topic) if row is not None else None
    if row is None or known_topic is None:
        if choice is not None:
            await say_choices_again(turn)
        return choice is not None
    state = dict(row.state)
    if len(text) > registry.LONGEST_ARGUMENT:
        most = registry.LONGEST_ARGUMENT
        turn.say(turn.words("argument-too-long", length=len(text), most=most))
        return True
    answer = registry.readable(text).strip()
    if turn.role < known_topic.role:
        await end(turn)
        turn.say(registry.refusal(turn, known_topic.role))
        return True
    await _take(turn, known_topic, state, answer)
    await settle_choices(turn)
    return True


async def _take(turn: Turn, known: Topic, state: State, answer: str) -> None:
    """Take an answer; one that cannot be used gets the reason, and the same question again."""
    before = dict(state)
    try:
        if not answer and not known.takes_files:
            raise Misuse("answer-in-words")
        await known.step(turn, state, answer)
    except Misuse as misuse:
        lines = [misuse.said(turn.words), *([misuse.detail] if misuse.detail else []), Markup("")]
        said = len(turn.effects.sayings)
        await known.ask(turn, before)
        for place, saying in enumerate(turn.effects.sayings[said : said + 1], said):
            html = "\n".join([*lines, saying.message.html])
            turn.effects.sayings[place] = replace(saying, message=replace(saying.message, html=html))
