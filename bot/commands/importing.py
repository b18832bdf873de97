"""`/import`: claims from a file that was sent in chat, looked through first and taken in by a button."""

import secrets

from markupsafe import Markup

from bot.claims.field_errors import said
from bot.claims.importing import IMPORT_VERB, IMPORTING, MOST_CLAIMS, FileUnavailable
from bot.commands import dialogues
from bot.commands.dialogues import State
from bot.commands.registry import Misuse, command, verb
from bot.conversation.turn import Turn
from bot.events import PlaceKind
from bot.markup import quoted, within
from bot.platforms.capabilities import capabilities
from bot.roles import Role

_MOST_FAULTS = 8


@command(IMPORTING, Role.EDITOR, takes_argument=False)
async def import_claims(turn: Turn, _argument: str) -> None:
    """Look through the file that came along, or ask for one."""
    if not capabilities(turn.place.platform).takes_files:
        raise Misuse("export-not-here", with_usage=False)
    if turn.place.kind is not PlaceKind.PRIVATE:
        raise Misuse("import-in-private", with_usage=False)
    if turn.file is not None:
        await _show(turn)
        return
    await dialogues.keep(turn, IMPORTING, {})
    turn.say(turn.words("import-send", most=MOST_CLAIMS))


@dialogues.topic(IMPORTING)
async def take_file(turn: Turn, _state: State, _text: str) -> None:
    """The file that was asked for."""
    if turn.file is None:
        raise Misuse("import-send", with_usage=False, most=MOST_CLAIMS)
    await _show(turn)


@verb(IMPORT_VERB, 1, Role.EDITOR)
async def say_taken_in(turn: Turn, _numbers: tuple[int, ...]) -> None:
    """The file was taken in before this turn began (see `bot.inbox.preparation`); say what came of it."""
    if turn.file is None:
        raise Misuse("press-over")
    await dialogues.end(turn)
    if isinstance(turn.file, FileUnavailable) or turn.file.added is None:
        turn.change(_trouble(turn))
        return
    added = turn.file.added
    turn.claims_changed |= set(added)
    turn.change(turn.words("imported", count=len(added), known=str(len(turn.file.forms) - len(added))))


@verb("im-no", 1, Role.EDITOR)
async def take_nothing_in(turn: Turn, _numbers: tuple[int, ...]) -> None:
    """Leave the file."""
    await dialogues.end(turn)
    turn.change(turn.words("cancelled"))


async def _show(turn: Turn) -> None:
    """What taking the file in would do; nothing is saved yet."""
    file = turn.file
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
        turn, IMPORTING, {"serial": serial, "file": file.file_id, "name": file.name, "digest": file.digest}
    )
    buttons = [
        [turn.button(turn.words.plain("button-import", count=file.new), IMPORT_VERB, serial, mine=True)],
        [turn.button(turn.words.plain("button-cancel"), "im-no", serial, mine=True)],
    ]
    turn.say(within(lines), buttons=buttons)


def _trouble(turn: Turn) -> Markup:
    """Why the file cannot be taken in."""
    fault = turn.file.fault if isinstance(turn.file, FileUnavailable) else "gone"
    reason = str(turn.file) if isinstance(turn.file, FileUnavailable) else ""
    return turn.words(f"import-{fault}", most=str(MOST_CLAIMS), reason=quoted(reason, turn.words, 200))
