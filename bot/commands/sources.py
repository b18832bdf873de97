"""`/addsource` and `/sources`: where claims come from by themselves, and what becomes of them."""

from markupsafe import Markup

from bot.commands.fields import clean, read_id
from bot.commands.registry import Misuse, command, verb
from bot.conversation.turn import Turn
from bot.events import Button, place_json
from bot.markup import quoted, within
from bot.roles import Role
from bot.sources import following
from bot.sources.following import By
from bot.sources.found import Mode
from bot.sources.looking import MODE_VERB
from storage import source_reviews, sources
from storage.models.sources import Source

_MODES = {1: Mode.PROPOSE, 2: Mode.PUBLISH}
_MOST_LISTED = 30
_LONGEST = 2_000


@command("addsource", Role.EDITOR)
async def add_source(turn: Turn, argument: str) -> None:
    """Note the address; what is found there is told as soon as it was looked at (`bot.sources.looking`)."""
    address = clean(argument)
    if turn.place.kind.is_public:
        raise Misuse("add-in-private")
    if not address or (" " in address and not address.startswith("google:")) or len(address) > _LONGEST:
        raise Misuse("source-address-missing")
    asked = {
        "place": place_json.dump_python(turn.place, mode="json"),
        "account": turn.author.id,
        "author": turn.pseudonym,
        "language": turn.words.language,
    }
    if await sources.ask_for(turn.session, address, asked, turn.author.ref, turn.now) is None:
        known = await sources.at_address(turn.session, address)
        raise Misuse("source-known", with_usage=False, source=str(known.id if known is not None else 0))
    turn.say(turn.words("source-looking", address=quoted(address, turn.words, 300)))


@verb(MODE_VERB, 2, Role.EDITOR)
async def choose_mode(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Follow what was found in this mode, or not at all."""
    source_id, mode = numbers
    source = await _load(turn, source_id)
    if mode not in _MODES:
        await following.remove(turn.session, source, _by(turn))
        turn.change(turn.words("cancelled"))
        return
    await following.choose(turn.session, source, _MODES[mode], _by(turn))
    turn.change(turn.words(f"source-follows-{_MODES[mode]}", source=str(source.id)))


@command("sources", Role.EDITOR)
async def show_sources(turn: Turn, argument: str) -> None:
    """List the sources with their states, or show one."""
    if argument:
        html, buttons = await _shown(turn, await _load(turn, read_id(argument)))
        turn.say(html, buttons=buttons)
        return
    found = await sources.every(turn.session)
    if not found:
        turn.say(turn.words("sources-none"))
        return
    lines = [turn.words("sources-all", count=len(found))]
    lines += [_brief(turn, source) for source in found[:_MOST_LISTED]]
    if waiting := await source_reviews.count_asking(turn.session):
        lines.append(turn.words("sources-waiting", count=waiting))
    turn.say(within(lines))


@verb("so-pause", 1, Role.EDITOR)
async def pause_source(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Read it no more until it is resumed."""
    source = await _load(turn, numbers[0])
    await following.pause(turn.session, source, _by(turn))
    await _show_again(turn, source)


@verb("so-go", 1, Role.EDITOR)
async def resume_source(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Read it again."""
    source = await _load(turn, numbers[0])
    await following.resume(turn.session, source, _by(turn))
    await _show_again(turn, source)


@verb("so-drop", 1, Role.EDITOR)
async def remove_source(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Follow it no more; what it brought stays."""
    source = await _load(turn, numbers[0])
    await following.remove(turn.session, source, _by(turn))
    turn.change(turn.words("source-removed", source=str(source.id)))


async def _show_again(turn: Turn, source: Source) -> None:
    html, buttons = await _shown(turn, source)
    turn.change(html, buttons=buttons)


def _brief(turn: Turn, source: Source) -> Markup:
    return turn.words(
        "source-brief",
        source=str(source.id),
        name=quoted(source.title or source.address, turn.words, 100),
        state=_state(turn, source),
        found=str(source.found),
    )


async def _shown(turn: Turn, source: Source) -> tuple[Markup, list[list[Button]]]:
    words = turn.words
    success, new = (
        "—" if moment is None else f"{moment:%Y-%m-%d %H:%M} UTC"
        for moment in (source.last_success_at, source.last_new_at)
    )
    lines = [
        _brief(turn, source),
        Markup("{}").format(quoted(source.address, words, 300)),
        words(
            "source-figures",
            found=str(source.found),
            changed=str(source.changed),
            refused=str(source.refused),
            waiting=str(await source_reviews.count_asking(turn.session, source.id)),
        ),
        words("source-times", success=success, new=new),
    ]
    if source.licence:
        lines.append(words("source-licence", licence=quoted(source.licence, words, 200)))
    row = []
    if source.status == "active":
        other = 2 if source.mode == Mode.PROPOSE else 1
        label = "button-source-publish" if other == 2 else "button-source-propose"
        row.append(turn.button(words.plain(label), MODE_VERB, source.id, other, mine=True))
        row.append(turn.button(words.plain("button-source-pause"), "so-pause", source.id, mine=True))
    elif source.status == "paused":
        row.append(turn.button(words.plain("button-source-resume"), "so-go", source.id, mine=True))
    elif source.status == "asked":
        row += [
            turn.button(words.plain("button-source-propose"), MODE_VERB, source.id, 1, mine=True),
            turn.button(words.plain("button-source-publish"), MODE_VERB, source.id, 2, mine=True),
        ]
    drop = turn.button(words.plain("button-source-remove"), "so-drop", source.id, mine=True)
    return within(lines), [row, [drop]] if row else [[drop]]


def _state(turn: Turn, source: Source) -> str:
    """How a source fares, in the reader's words."""
    if source.status != "active":
        return turn.words.plain(f"source-status-{source.status}")
    state = turn.words.plain(f"source-state-{source.state}")
    return f"{turn.words.plain(f'source-mode-{source.mode}')}, {state}"


async def _load(turn: Turn, source_id: int) -> Source:
    source = await sources.get(turn.session, source_id)
    if source is None or source.status == "looking":
        raise Misuse("source-unknown", with_usage=False, source=str(source_id))
    return source


def _by(turn: Turn) -> By:
    return By(turn.author.ref, turn.now)
