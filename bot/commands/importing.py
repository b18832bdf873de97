"""`/import`: claims from a file that was sent in chat, looked through first and taken in by a button."""

import secrets

from markupsafe import Markup

from bot.claims.editing import Editor
from bot.claims.field_errors import said
from bot.claims.importing import (
    MOST_BYTES,
    MOST_CLAIMS,
    ClaimFile,
    FileUnavailable,
    ImportFault,
    look_through,
    take_in,
)
from bot.commands import dialogues
from bot.commands.dialogues import State
from bot.commands.registry import Misuse, Preparation, command, verb
from bot.conversation.resources import Resources
from bot.conversation.turn import Turn
from bot.errors import Rejected
from bot.events import ButtonPress, Command, Event, PlaceKind, Post, SentFile
from bot.markup import quoted, within
from bot.platforms.capabilities import capabilities
from bot.roles import Role

_TOPIC = "import"
"""The command, and its dialogue."""
_MOST_FAULTS = 8


def _file_of(event: Event) -> SentFile | None:
    """The file that may hold claims: sent with the command, in reply to one, or alone in private."""
    if isinstance(event, Command):
        files = event.files or (event.about.files if event.about is not None else ())
    elif isinstance(event, Post) and event.place.kind is PlaceKind.PRIVATE:
        files = event.files
    else:
        return None
    return next((file for file in files if file.kind == "document"), None)


def _has_file(event: Event, _resources: Resources) -> bool:
    return _file_of(event) is not None


def _always(_event: Event, _resources: Resources) -> bool:
    return True


async def _look_through(event: Event, resources: Resources) -> ClaimFile | FileUnavailable | None:
    """Fetch the file and count what in it is new."""
    file = _file_of(event)
    if file is None:
        return None
    try:
        content = await _fetch(event, file.id, file.size, resources)
        return await look_through(resources.database, file.id, file.name, content)
    except FileUnavailable as error:
        return error


async def _take_in(event: Event, resources: Resources) -> ClaimFile | FileUnavailable | None:
    """Take in the file that was looked through, if it is still the same, batch by batch."""
    action = resources.signer.unpack(event) if isinstance(event, ButtonPress) else None
    name, state = await dialogues.open_dialogue(event, resources) or ("", {})
    if action is None or name != _TOPIC or action.numbers != (state.get("serial"),):
        return None
    try:
        content = await _fetch(event, str(state["file"]), None, resources)
        file = await look_through(resources.database, str(state["file"]), str(state["name"]), content)
        if file.digest != state["digest"]:
            raise FileUnavailable(ImportFault.CHANGED, "the file is another one now")
        return await take_in(resources.database, file, Editor(event.author.ref, resources.clock()))
    except FileUnavailable as error:
        return error


async def _fetch(event: Event, file_id: str, size: int | None, resources: Resources) -> bytes:
    platform = resources.files.get(event.place.platform)
    if platform is None:
        raise FileUnavailable(ImportFault.GONE, "there are no files on this platform")
    if size is not None and size > MOST_BYTES:
        raise FileUnavailable(ImportFault.TOO_LARGE, f"{size} bytes")
    try:
        return await platform.fetch_file(file_id, MOST_BYTES)
    except Rejected as error:
        raise FileUnavailable(ImportFault.GONE, str(error)) from None


def _file(turn: Turn) -> ClaimFile | FileUnavailable | None:
    """The file that was fetched for this turn, or why it could not be."""
    return turn.prepared if isinstance(turn.prepared, ClaimFile | FileUnavailable) else None


_FROM_FILE = Preparation(_look_through, _has_file)


@command(_TOPIC, Role.EDITOR, takes_argument=False, prepare=_FROM_FILE)
async def import_claims(turn: Turn, _argument: str) -> None:
    """Look through the file that came along, or ask for one."""
    if not capabilities(turn.place.platform).takes_files:
        raise Misuse("export-not-here", with_usage=False)
    if turn.place.kind is not PlaceKind.PRIVATE:
        raise Misuse("import-in-private", with_usage=False)
    if _file(turn) is not None:
        await _show(turn)
        return
    await dialogues.keep(turn, _TOPIC, {})
    await _ask_for_file(turn, {})


async def _ask_for_file(turn: Turn, _state: State) -> None:
    turn.say(turn.words("import-send", most=MOST_CLAIMS))


@dialogues.topic(_TOPIC, Role.EDITOR, _ask_for_file, prepare=_FROM_FILE, takes_files=True)
async def take_file(turn: Turn, state: State, _text: str) -> None:
    """The file that was asked for; where something else comes, it is asked for again."""
    if _file(turn) is None:
        await _ask_for_file(turn, state)
        return
    await _show(turn)


@verb("im-do", 1, Role.EDITOR, prepare=Preparation(_take_in, _always))
async def say_taken_in(turn: Turn, _numbers: tuple[int, ...]) -> None:
    """The file was taken in before this turn began (see `_take_in`); say what came of it."""
    file = _file(turn)
    if file is None:
        raise Misuse("press-over")
    await dialogues.end(turn)
    if isinstance(file, FileUnavailable) or file.added is None:
        turn.change(_trouble(turn))
        return
    added = file.added
    turn.effects.claims_changed |= set(added)
    turn.change(turn.words("imported", count=len(added), known=str(len(file.forms) - len(added))))


@verb("im-no", 1, Role.EDITOR)
async def take_nothing_in(turn: Turn, _numbers: tuple[int, ...]) -> None:
    """Leave the file."""
    await dialogues.end(turn)
    turn.change(turn.words("cancelled"))


async def _show(turn: Turn) -> None:
    """What taking the file in would do; nothing is saved yet."""
    file = _file(turn)
    if file is None or isinstance(file, FileUnavailable):
        turn.say(_trouble(turn))
        return
    lines = [
        turn.words(
            "import-preview",
            name=quoted(file.name or "—", turn.words, 100),
            count=file.new,
            known=str(file.known),
            faulty=str(len(file.faults)),
        )
    ]
    lines += [
        turn.words("import-fault", number=str(number), fault=quoted(said(fault, turn.words), turn.words, 200))
        for number, fault in file.faults[:_MOST_FAULTS]
    ]
    if len(file.faults) > _MOST_FAULTS:
        lines.append(Markup("…"))
    if not file.new:
        await dialogues.end(turn)
        turn.say(within(lines))
        return
    serial = secrets.randbelow(36**5)
    await dialogues.keep(
        turn, _TOPIC, {"serial": serial, "file": file.file_id, "name": file.name, "digest": file.digest}
    )
    buttons = [
        [turn.button(turn.words.plain("button-import", count=file.new), "im-do", serial, mine=True)],
        [turn.button(turn.words.plain("button-cancel"), "im-no", serial, mine=True)],
    ]
    turn.say(within(lines), buttons=buttons)


def _trouble(turn: Turn) -> Markup:
    """Why the file cannot be taken in."""
    file = _file(turn)
    fault = file.fault if isinstance(file, FileUnavailable) else "gone"
    reason = str(file) if isinstance(file, FileUnavailable) else ""
    return turn.words(f"import-{fault}", most=str(MOST_CLAIMS), reason=quoted(reason, turn.words, 200))
