"""The chat commands and button verbs by name, and the one way into each: `dispatch` and `press`.

A topic's module registers its functions with `@command` and `@verb`; everything that holds for all of
them (roles, faults in what was typed, unknown names, choices by number) stands here.
"""

import difflib
import unicodedata
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from markupsafe import Markup

from bot.commands.choices import settle_choices
from bot.conversation.resources import Resources
from bot.conversation.turn import Turn
from bot.errors import InputError
from bot.events import Command, Delivery, Event
from bot.roles import Role
from bot.signing import ButtonAction
from bot.translations import Translator

LONGEST_ARGUMENT = 10_000
"""Characters after a command: what an X DM holds, more than a Telegram message does."""

Reads = Callable[[Event, Resources], Awaitable[object | None]]
IsLong = Callable[[Event, Resources], bool]


def _never(_event: Event, _resources: Resources) -> bool:
    return False


@dataclass(frozen=True)
class Preparation:
    """What is read for a command, a button or a dialogue before its transaction, so that it holds no lock.

    Attributes:
        read: reads it; the turn finds it in `turn.prepared`. It runs for those alone who have the role.
        is_long: whether this event makes it take seconds: it is then handled beside the others.
    """

    read: Reads
    is_long: IsLong = _never


CommandFunction = Callable[[Turn, str], Awaitable[None]]
VerbFunction = Callable[[Turn, tuple[int, ...]], Awaitable[None]]


class Misuse(InputError):
    """A command cannot be followed as it was typed; nothing was changed.

    Args:
        message: id of the message that says why.
        with_usage: whether the command's usage and example help.
        detail: longer text to stand below, such as the claim that is there already.
        arguments: the message's own; `field` names one of a claim's fields and is said in the reader's words.
    """

    def __init__(
        self,
        message: str,
        /,
        *,
        with_usage: bool = True,
        detail: Markup | None = None,
        **arguments: object,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.with_usage = with_usage
        self.detail = detail
        self.arguments = arguments

    def said(self, words: Translator) -> Markup:
        """Why, in the reader's language."""
        arguments = dict(self.arguments)
        if "field" in arguments:
            arguments["field"] = words.plain(f"field-{arguments['field']}").partition("|")[0]
        return words(self.message, **arguments)


@dataclass(frozen=True)
class ChatCommand:
    """A command: its messages are `help-NAME` (one line) and, where it takes more than its name, two more.

    These are `usage-NAME`, such as `/retract ID reason`, and `example-NAME`, which works as it stands.
    """

    name: str
    role: Role
    run: CommandFunction
    takes_argument: bool
    prepare: Preparation | None = None
    always: bool = False
    """Obeyed however often somebody asks, and for those who are blocked, too."""

    @property
    def help_message(self) -> str:
        """Id of the one-line help, which also serves command menus."""
        return f"help-{self.name}"

    @property
    def usage_message(self) -> str:
        """Id of the usage."""
        return f"usage-{self.name}"

    @property
    def example_message(self) -> str:
        """Id of the example."""
        return f"example-{self.name}"


@dataclass(frozen=True)
class Verb:
    """What a button does; its payload carries so many numbers."""

    name: str
    numbers: int
    role: Role
    run: VerbFunction
    prepare: Preparation | None = None


_commands: dict[str, ChatCommand] = {}
_verbs: dict[str, Verb] = {}


def command(
    name: str,
    role: Role = Role.USER,
    *,
    takes_argument: bool = True,
    prepare: Preparation | None = None,
    always: bool = False,
) -> Callable[[CommandFunction], CommandFunction]:
    """Register a chat command `/name` for those who have the role.

    Args:
        name: without the slash.
        role: the least that may use it.
        takes_argument: whether anything may follow the name.
        prepare: what is read for it before its transaction.
        always: obey it however often somebody asks, and for those who are blocked, too.

    Raises:
        ValueError: the name is taken.
    """

    def register(run: CommandFunction) -> CommandFunction:
        if name in _commands:
            raise ValueError(f"/{name} is registered twice")
        _commands[name] = ChatCommand(name, role, run, takes_argument, prepare, always)
        return run

    return register


def verb(
    name: str, numbers: int, role: Role = Role.USER, *, prepare: Preparation | None = None
) -> Callable[[VerbFunction], VerbFunction]:
    """Register what a button with this verb and so many numbers does, for those who have the role.

    Raises:
        ValueError: the verb is taken.
    """

    def register(run: VerbFunction) -> VerbFunction:
        if name in _verbs:
            raise ValueError(f"the verb {name} is registered twice")
        _verbs[name] = Verb(name, numbers, role, run, prepare)
        return run

    return register


def commands_for(role: Role) -> list[ChatCommand]:
    """The commands that this role may use, in the order of registration."""
    return [known for known in _commands.values() if role >= known.role]


def find_command(name: str) -> ChatCommand | None:
    """The command of this name, however it is capitalised, with or without its slash; None when unknown."""
    return _commands.get(name.strip().lstrip("/").partition("@")[0].lower())


def find_verb(name: str) -> Verb | None:
    """What a button with this verb does; None when unknown."""
    return _verbs.get(name)


async def dispatch(turn: Turn, command: Command) -> None:
    """Follow a chat command. What it says and changes is left in the turn and its session."""
    known = find_command(command.name)
    if known is None:
        if command.addressed or not turn.place.kind.is_public:
            _say_unknown(turn, command.name)
    elif turn.role < known.role:
        turn.say(refusal(turn, known.role))
    else:
        await _run(turn, known, command.argument)
    await settle_choices(turn)


async def press(turn: Turn, action: ButtonAction | None) -> None:
    """Do what a button says.

    Args:
        turn: of the press, or of a private message that chose a number.
        action: as `Signer.unpack` gave it; None where the press is forged or somebody else's.
    """
    known = _verbs.get(action.verb) if action is not None else None
    if action is None:
        turn.acknowledge(turn.words.plain("press-not-yours"))
    elif known is None or len(action.numbers) != known.numbers:
        turn.acknowledge(turn.words.plain("press-over"))
    elif turn.role < known.role:
        turn.acknowledge(turn.words.plain("press-role-too-low"))
    else:
        try:
            await known.run(turn, action.numbers)
        except Misuse as misuse:
            turn.acknowledge(misuse.said(turn.words).striptags())
    if turn.press_id and not _was_acknowledged(turn):
        turn.acknowledge()
    await settle_choices(turn)


async def attempt(turn: Turn, known: ChatCommand | None, run: Callable[[], Awaitable[None]]) -> None:
    """Run a step; where what was typed cannot be used, say why, with the command's usage and example."""
    try:
        await run()
    except Misuse as misuse:
        parts = [misuse.said(turn.words)]
        if misuse.detail is not None:
            parts.append(misuse.detail)
        if known is not None and misuse.with_usage:
            parts += usage(turn, known)
        turn.say(Markup("\n").join(parts))


def usage(turn: Turn, known: ChatCommand) -> list[Markup]:
    """The lines that show how a command is written, with an example."""
    if not known.takes_argument:
        return [turn.words("usage", usage=Markup("<code>/{}</code>").format(known.name))]
    return [
        turn.words("usage", usage=turn.words(known.usage_message)),
        turn.words("example", example=turn.words(known.example_message)),
    ]


def refusal(turn: Turn, needed: Role) -> Markup:
    """A polite word to somebody whose role is too low."""
    return turn.words(
        "role-too-low",
        needed=turn.words.plain(f"role-{needed.word}"),
        own=turn.words.plain(f"role-{turn.role.word}"),
    )


def readable(text: str) -> str:
    """The text without what no reader sees and no database takes: control characters and lone surrogates."""
    return "".join(
        character
        for character in text
        if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"}
    )


async def _run(turn: Turn, known: ChatCommand, argument: str) -> None:
    if len(argument) > LONGEST_ARGUMENT:
        turn.say(turn.words("argument-too-long", length=len(argument), most=LONGEST_ARGUMENT))
        return
    await attempt(turn, known, lambda: known.run(turn, readable(argument).strip()))


def _say_unknown(turn: Turn, name: str) -> None:
    shown = readable(name)[:40]
    allowed = [known.name for known in commands_for(turn.role)]
    close = difflib.get_close_matches(shown.lower(), allowed, n=3, cutoff=0.6)
    if close:
        names = Markup(", ").join(Markup("/{}").format(known) for known in close)
        turn.say(turn.words("unknown-command-close", name=shown, names=names))
    else:
        turn.say(turn.words("unknown-command", name=shown))


def _was_acknowledged(turn: Turn) -> bool:
    return any(saying.message.delivery is Delivery.ACKNOWLEDGE for saying in turn.effects.sayings)
