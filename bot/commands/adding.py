"""`/addclaim`: a new claim in one line, from a fact-check's link, from a post, or step by step."""

import asyncio
from typing import Any

import structlog
from markupsafe import Markup

from bot.claims import editing
from bot.claims.claimreview import FactCheckPage, FoundReview, read_fact_check
from bot.claims.form import clean_text, with_scheme
from bot.claims.pages import PageUnavailable
from bot.commands import dialogues
from bot.commands.dialogues import State
from bot.commands.drafting import (
    TOPIC,
    fill_from,
    has_similar,
    new_draft,
    propose,
    refuse_duplicate,
    save,
    under_way,
    ways_out,
)
from bot.commands.fields import LONGEST, clean, read_link, read_rating, read_statement, read_text
from bot.commands.registry import Misuse, Preparation, command, verb
from bot.commands.viewing import load_published
from bot.conversation.resources import Resources
from bot.conversation.turn import Turn
from bot.events import Command, Event, PlaceKind, Post
from bot.markup import quoted
from bot.roles import Role
from bot.signing import code_of
from storage import decisions, reviews
from storage.claims import RATINGS
from storage.models import Claim

log = structlog.get_logger()

_LONGEST_LINK = 2_000
_STEPS_WITH_LINK = ("statement", "link")
STEPS = ("statement", "rating", "link", "confirm")
"""In their order; `which` comes before them where a page examines several claims."""


def _link_of(event: Event, _resources: Resources) -> str | None:
    """The address that a command or message consists of, a publisher's name behind a bar aside; or None."""
    if isinstance(event, Command):
        text = str(clean_text(event.argument))
    elif isinstance(event, Post) and event.place.kind is PlaceKind.PRIVATE:
        text = str(clean_text(event.text.partition("|")[0]))
    else:
        return None
    text = with_scheme(text) if "/" in text else text
    is_link = text.lower().startswith(("https://", "http://")) and " " not in text and "|" not in text
    return text if is_link and len(text) <= _LONGEST_LINK else None


def _is_link(event: Event, resources: Resources) -> bool:
    return _link_of(event, resources) is not None


async def _read_page(event: Event, resources: Resources) -> FactCheckPage | PageUnavailable | None:
    """The page of the fact-check whose link an editor sent, where the dialogue asks for one."""
    link = _link_of(event, resources)
    if link is None:
        return None
    if isinstance(event, Post):
        under_way = await dialogues.open_dialogue(event, resources)
        if under_way is None or under_way[1].get("step") not in _STEPS_WITH_LINK:
            return None
    try:
        page = await resources.pages.read(link)
    except PageUnavailable as error:
        log.info("a fact-check's page cannot be read", fault=str(error.fault), reason=str(error))
        return error
    return await asyncio.to_thread(read_fact_check, page)


_FROM_LINK = Preparation(_read_page, _is_link)


@command(TOPIC, Role.EDITOR, prepare=_FROM_LINK)
async def add_claim(turn: Turn, argument: str) -> None:
    """Add what one line says; propose what a link or a post says; or ask step by step."""
    if argument and "|" not in argument and _page(turn) is not None:
        await _in_private(turn)
        await _take_page(turn, new_draft(link=read_link(argument)))
        return
    if argument:
        state = _one_line(turn, argument)
        await refuse_duplicate(turn, state["statement"])
        await (propose if await has_similar(turn, state) else save)(turn, state)
        return
    await _in_private(turn)
    await begin(turn, turn.about.text if turn.about is not None else "")


async def begin(turn: Turn, source: str = "", **known: object) -> None:
    """Ask for the statement; `source` is the post that makes the claim, which may serve as it stands."""
    state = new_draft(**known)
    if clean(source):
        state["source"] = clean(source)
    await _ask_statement(turn, state, fresh=True)


@verb("rv-new", 1, Role.EDITOR)
async def add_for_review(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Add the claim that a reviewed post makes; saving it decides about the post."""
    (item_id,) = numbers
    item = await reviews.get(turn.session, item_id)
    if item is None or not reviews.is_held_by(item, turn.author.ref, turn.now):
        raise Misuse("review-not-yours", with_usage=False)
    record = await decisions.get(turn.session, item.decision_id or 0)
    await begin(turn, (record.post_text if record is not None else "") or "", review=item.id)


async def _ask_again(turn: Turn, state: State) -> None:
    """The question of the step that is open."""
    await (_ask_which if state["step"] == "which" else _ASK[state["step"]])(turn, state)


@dialogues.topic(TOPIC, Role.EDITOR, _ask_again, prepare=_FROM_LINK)
async def take_step(turn: Turn, state: State, text: str) -> None:
    """Take the answer to the step that was asked for, and ask for the next."""
    match state["step"]:
        case "statement" if _page(turn) is not None:
            await _take_page(turn, state | {"link": read_link(text)})
        case "statement":
            statement = read_statement(text)
            await refuse_duplicate(turn, statement)
            await _go_on(turn, state | {"statement": statement})
        case "rating":
            rating, own = read_rating(text, turn.words)
            await _go_on(turn, state | {"rating": rating, "typed_words": own})
        case "link":
            link, _, publisher = text.partition("|")
            named = {"publisher": read_text("publisher", publisher)} if publisher.strip() else {}
            state = _without_page(state) | {"link": read_link(link)} | named
            page = _page(turn)
            if isinstance(page, FactCheckPage):
                fill_from(state, page, _only(page))
            await _go_on(turn, state)
        case "which":
            await _ask_which(turn, state)
        case _:
            await propose(turn, state)


@verb("rating", 2, Role.EDITOR)
async def pick_rating(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take the rating of a pressed button."""
    serial, number = numbers
    state = await under_way(turn, serial, "rating")
    if code_of(number) not in RATINGS:
        raise Misuse("press-over")
    await _go_on(turn, state | {"rating": code_of(number)})


@verb("ad-words", 1, Role.EDITOR)
async def use_the_posts_words(turn: Turn, numbers: tuple[int, ...]) -> None:
    """The post's own words are the statement; or, later, what was said before stays."""
    (serial,) = numbers
    state = await under_way(turn, serial)
    if state["step"] == "statement" and not state.get("statement"):
        statement = read_statement(state["source"])
        await refuse_duplicate(turn, statement)
        state |= {"statement": statement}
    await _go_on(turn, state)


@verb("ad-page", 2, Role.EDITOR)
async def pick_review(turn: Turn, numbers: tuple[int, ...]) -> None:
    """One of the claims that a page examines."""
    serial, place = numbers
    state = await under_way(turn, serial, "which")
    found = state.pop("found")
    if place >= len(found):
        raise Misuse("press-over")
    await _go_on(turn, state | found[place], read=True)


@verb("ad-back", 1, Role.EDITOR)
async def go_back(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Ask once more for what was said a step before; it may also be kept."""
    (serial,) = numbers
    state = await under_way(turn, serial)
    at = STEPS.index(state["step"]) if state["step"] in STEPS else 0
    await _ASK[STEPS[max(0, at - 1)]](turn, state)


@verb("save", 1, Role.EDITOR)
async def save_proposed(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Save the claim that was shown."""
    (serial,) = numbers
    await save(turn, await under_way(turn, serial, "confirm"))


@verb("same", 2, Role.EDITOR)
async def save_as_phrasing(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Add the proposed statement to a claim that is there, as another wording of it."""
    serial, claim_id = numbers
    state = await under_way(turn, serial, "confirm")
    claim = await load_published(turn, claim_id)
    await add_phrasing(turn, claim, state["statement"])


async def add_phrasing(turn: Turn, claim: Claim, text: str) -> None:
    """Add another wording to a claim, end the dialogue and say so; one that is known changes nothing."""
    added = await editing.add_wording(turn.session, claim, text, turn.editor)
    await dialogues.end(turn)
    if added:
        turn.effects.claims_changed.add(claim.id)
    message = "phrasing-added" if added else "phrasing-known"
    turn.change(turn.words(message, claim=str(claim.id), count=len(claim.phrasings)))


@verb("drop", 1, Role.EDITOR)
async def drop_proposed(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Give the claim up."""
    (serial,) = numbers
    await under_way(turn, serial)
    await dialogues.end(turn)
    turn.change(turn.words("cancelled"))


def _one_line(turn: Turn, argument: str) -> State:
    """Read `claim | rating | link [| publisher]`; the link tells the parts, so a claim may hold a bar."""
    parts = [part.strip() for part in argument.split("|")]
    link_at = next((at for at, part in enumerate(parts) if at >= 2 and "://" in with_scheme(part)), 2)
    if len(parts) < 3:
        raise Misuse("add-parts-missing")
    statement, rating, link = " | ".join(parts[: link_at - 1]), parts[link_at - 1], parts[link_at]
    publisher = " | ".join(parts[link_at + 1 :])
    known, own = read_rating(rating, turn.words)
    state = new_draft(
        step="confirm",
        statement=read_statement(statement),
        rating=known,
        link=read_link(link),
        typed_words=own,
    )
    if publisher:
        state["publisher"] = read_text("publisher", publisher)
    return state


async def _in_private(turn: Turn) -> None:
    """The steps are asked in private only.

    Raises:
        Misuse: others would read along.
    """
    if turn.place.kind.is_public:
        raise Misuse("add-in-private")


def _page(turn: Turn) -> FactCheckPage | PageUnavailable | None:
    """The page that was read for this turn, or why it could not be."""
    return turn.prepared if isinstance(turn.prepared, FactCheckPage | PageUnavailable) else None


async def _take_page(turn: Turn, state: State) -> None:
    """Fill a draft with what the fact-check's page says, and ask for the rest."""
    page = _page(turn)
    if isinstance(page, PageUnavailable):
        reason = turn.words(f"page-{page.fault}")
        await _ask_statement(turn, state, turn.words("add-page-unread", reason=reason))
        return
    assert page is not None  # noqa: S101 - the callers' condition
    reviews_found = page.reviews
    if len(reviews_found) > 1:
        drafts: list[State] = []
        for review in reviews_found:
            one: State = {}
            fill_from(one, page, review)
            drafts.append(one)
        await _ask_which(turn, state | {"found": drafts})
        return
    fill_from(state, page, _only(page))
    if not reviews_found:
        title = quoted(page.title or "—", turn.words, 200)
        await _ask_statement(turn, state, turn.words("add-page-none", title=title))
        return
    await _go_on(turn, state, read=True)


async def _go_on(turn: Turn, state: State, *, read: bool = False) -> None:
    """Ask for the first thing that is missing; show everything where nothing is.

    What a page gave as statement is looked up like one that was typed.
    """
    if read and state.get("statement"):
        await refuse_duplicate(turn, state["statement"])
    missing = next((step for step in STEPS[:-1] if not state.get(step)), "confirm")
    await _ASK[missing](turn, state)


async def _ask_statement(
    turn: Turn, state: State, before: Markup | None = None, *, fresh: bool = False
) -> None:
    """Ask for the statement; `fresh` begins a message of its own where a button was pressed under another."""
    state["step"] = "statement"
    await dialogues.keep(turn, TOPIC, state)
    lines = [] if before is None else [before]
    now, source = state.get("statement"), state.get("source") or ""
    buttons = []
    if now:
        lines.append(turn.words("add-now", value=quoted(now, turn.words, 500)))
        buttons.append([turn.button(turn.words.plain("button-keep"), "ad-words", state["serial"], mine=True)])
    elif source:
        lines.append(turn.words("add-from-post", text=quoted(source, turn.words, 500)))
        if len(source) <= LONGEST["statement"]:
            label = turn.words.plain("button-use-words")
            buttons.append([turn.button(label, "ad-words", state["serial"], mine=True)])
    lines.append(turn.words("add-statement"))
    show = turn.say if fresh else turn.change
    show(Markup("\n").join(lines), buttons=[*buttons, ways_out(turn, state, first=True)])


async def _ask_rating(turn: Turn, state: State) -> None:
    state["step"] = "rating"
    await dialogues.keep(turn, TOPIC, state)
    lines = [turn.words("add-for", statement=quoted(state["statement"], turn.words))]
    if state.get("own_words"):
        lines.append(turn.words("add-own-words", own=quoted(state["own_words"], turn.words, 100)))
    lines.append(turn.words("add-rating"))
    buttons = [
        [
            turn.button(
                ("✓ " if rating == state.get("rating") else "") + turn.words.plain(f"rating-{rating}"),
                "rating",
                state["serial"],
                rating,
                mine=True,
            )
        ]
        for rating in RATINGS
    ]
    turn.change(Markup("\n").join(lines), buttons=[*buttons, ways_out(turn, state)])


async def _ask_link(turn: Turn, state: State) -> None:
    state["step"] = "link"
    await dialogues.keep(turn, TOPIC, state)
    lines = [turn.words("add-link", rating=turn.words.plain(f"rating-{state['rating']}"))]
    buttons = []
    if state.get("link"):
        lines.insert(0, turn.words("add-now", value=quoted(state["link"], turn.words, 500)))
        buttons.append([turn.button(turn.words.plain("button-keep"), "ad-words", state["serial"], mine=True)])
    turn.change(Markup("\n").join(lines), buttons=[*buttons, ways_out(turn, state)])


async def _ask_which(turn: Turn, state: State) -> None:
    """Which of the claims that a page examines."""
    state["step"] = "which"
    await dialogues.keep(turn, TOPIC, state)
    buttons = [
        [turn.button(_label(turn, number, one), "ad-page", state["serial"], number - 1, mine=True)]
        for number, one in enumerate(state["found"], 1)
    ]
    turn.change(turn.words("add-page-which"), buttons=[*buttons, ways_out(turn, state, first=True)])


def _label(turn: Turn, number: int, found: dict[str, Any]) -> str:
    return f"{number}. {quoted(found.get('statement') or found.get('own_words') or '—', turn.words, 55)}"


def _without_page(state: State) -> State:
    """A draft without what another page said."""
    about_page = ("publisher", "title", "date", "appearances", "own_words")
    return {name: value for name, value in state.items() if name not in about_page}


def _only(page: FactCheckPage) -> FoundReview | None:
    return page.reviews[0] if len(page.reviews) == 1 else None


_ASK = {"statement": _ask_statement, "rating": _ask_rating, "link": _ask_link, "confirm": propose}
