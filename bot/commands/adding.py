"""`/addclaim`: a new claim in one line, or step by step; what is much like it is shown before saving."""

import asyncio
import secrets

from markupsafe import Markup

from bot.commands import dialogues
from bot.commands.dialogues import State
from bot.commands.fields import read_link, read_rating, read_statement, read_text
from bot.commands.registry import Misuse, command, verb
from bot.commands.review import decide_on
from bot.commands.viewing import brief, load_claim, load_published, overview
from bot.events import Button
from bot.people import Role
from bot.replies import quoted
from bot.turn import Turn
from storage import claims, reviews
from storage.claims import RATINGS, ClaimDraft, FactCheckDraft
from storage.errors import DuplicateClaim
from storage.models import Claim

_TOPIC = "addclaim"
_MOST_SIMILAR = 3


@command(_TOPIC, Role.EDITOR)
async def add_claim(turn: Turn, argument: str) -> None:
    """Add what one line says, or ask for it step by step."""
    if argument:
        state = _one_line(turn, argument)
        await _refuse_duplicate(turn, state["statement"])
        if await _similar(turn, state["statement"]):
            await _propose(turn, state)
        else:
            await _save(turn, state)
        return
    if turn.place.kind.is_public:
        raise Misuse("add-in-private")
    if turn.about is not None and turn.about.text:
        statement = read_statement(turn.about.text)
        await _refuse_duplicate(turn, statement)
        await _ask_rating(turn, {"serial": _serial(), "statement": statement})
        return
    await dialogues.keep(turn, _TOPIC, {"step": "statement", "serial": _serial()})
    turn.say(turn.words("add-statement"))


@verb("rv-new", 1, Role.EDITOR)
async def add_for_review(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Add the claim that a reviewed post makes; saving it decides about the post."""
    (item_id,) = numbers
    item = await reviews.get(turn.session, item_id)
    if item is None or not reviews.is_held_by(item, turn.author.ref, turn.now):
        raise Misuse("review-not-yours", with_usage=False)
    await dialogues.keep(turn, _TOPIC, {"step": "statement", "serial": _serial(), "review": item.id})
    turn.say(turn.words("add-statement"))


@dialogues.topic(_TOPIC)
async def take_step(turn: Turn, state: State, text: str) -> None:
    """Take the answer to the step that was asked for, and ask for the next."""
    match state["step"]:
        case "statement":
            statement = read_statement(text)
            await _refuse_duplicate(turn, statement)
            await _ask_rating(turn, state | {"statement": statement})
        case "rating":
            await _take_rating(turn, state, read_rating(text, turn.words))
        case "link":
            link, _, publisher = text.partition("|")
            named = {"publisher": read_text("publisher", publisher)} if publisher.strip() else {}
            await _propose(turn, state | {"link": read_link(link)} | named)
        case _:
            await _propose(turn, state)


@verb("rating", 2, Role.EDITOR)
async def pick_rating(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take the rating of a pressed button."""
    serial, place = numbers
    state = await _state(turn, serial, "rating")
    await _take_rating(turn, state, RATINGS[place])


@verb("save", 1, Role.EDITOR)
async def save_proposed(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Save the claim that was shown."""
    (serial,) = numbers
    await _save(turn, await _state(turn, serial, "confirm"))


@verb("same", 2, Role.EDITOR)
async def save_as_phrasing(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Add the proposed statement to a claim that is there, as another wording of it."""
    serial, claim_id = numbers
    state = await _state(turn, serial, "confirm")
    claim = await load_published(turn, claim_id)
    before = claims.snapshot(claim)
    added = await claims.add_phrasing(turn.session, claim, state["statement"], None, turn.now)
    await dialogues.end(turn)
    if added:
        turn.claims_changed.add(claim.id)
        await turn.audit("addphrasing", f"claim:{claim.id}", before, claims.snapshot(claim))
    message = "phrasing-added" if added else "phrasing-known"
    turn.change(turn.words(message, claim=str(claim.id), count=len(claim.phrasings)))


@verb("drop", 1, Role.EDITOR)
async def drop_proposed(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Give the claim up."""
    (serial,) = numbers
    await _state(turn, serial)
    await dialogues.end(turn)
    turn.change(turn.words("cancelled"))


def _one_line(turn: Turn, argument: str) -> State:
    """Read `claim | rating | link [| publisher]`; the link tells the parts, so a claim may hold a bar."""
    parts = [part.strip() for part in argument.split("|")]
    place = next((at for at, part in enumerate(parts) if at >= 2 and "://" in part), 2)
    if len(parts) < 3:
        raise Misuse("add-parts-missing")
    statement, rating, link = " | ".join(parts[: place - 1]), parts[place - 1], parts[place]
    publisher = " | ".join(parts[place + 1 :])
    state: State = {
        "step": "confirm",
        "serial": _serial(),
        "statement": read_statement(statement),
        "rating": read_rating(rating, turn.words),
        "link": read_link(link),
    }
    if publisher:
        state["publisher"] = read_text("publisher", publisher)
    return state


async def _ask_rating(turn: Turn, state: State) -> None:
    state["step"] = "rating"
    await dialogues.keep(turn, _TOPIC, state)
    buttons = [
        [turn.button(turn.words.plain(f"rating-{rating}"), "rating", state["serial"], place, mine=True)]
        for place, rating in enumerate(RATINGS)
    ]
    turn.say(turn.words("add-rating"), buttons=[*buttons, [_drop_button(turn, state)]])


async def _take_rating(turn: Turn, state: State, rating: str) -> None:
    state |= {"step": "link", "rating": rating}
    await dialogues.keep(turn, _TOPIC, state)
    turn.change(turn.words("add-link", rating=turn.words.plain(f"rating-{rating}")))


async def _propose(turn: Turn, state: State) -> None:
    """Show what would be saved, with the claims that are nearly the same."""
    state["step"] = "confirm"
    await dialogues.keep(turn, _TOPIC, state)
    similar = await _similar(turn, state["statement"])
    lines = [
        turn.words(
            "add-preview",
            statement=quoted(state["statement"], turn.words, 500),
            rating=turn.words.plain(f"rating-{state['rating']}"),
            publisher=state.get("publisher", "—"),
        ),
        Markup("{}").format(state["link"]),
    ]
    if similar:
        lines += [Markup(""), turn.words("add-similar", count=len(similar))]
        lines += [brief(claim, turn.words) for claim in similar]
    serial = state["serial"]
    save = "button-save-anyway" if similar else "button-save"
    buttons = [[turn.button(turn.words.plain(save), "save", serial, mine=True)]]
    buttons += [
        [
            turn.button(
                turn.words.plain("button-same", claim=str(claim.id)), "same", serial, claim.id, mine=True
            )
        ]
        for claim in similar
        if claim.is_published
    ]
    turn.say(Markup("\n").join(lines), buttons=[*buttons, [_drop_button(turn, state)]])


async def _save(turn: Turn, state: State) -> None:
    check = FactCheckDraft(url=state["link"], publisher=state.get("publisher"))
    draft = ClaimDraft(statement=state["statement"], rating=state["rating"], fact_checks=(check,))
    try:
        claim = await claims.add(turn.session, draft, turn.now)
    except DuplicateClaim as duplicate:
        await dialogues.end(turn)
        known = await load_claim(turn, duplicate.claim_id)
        said = turn.words("claim-duplicate", claim=str(known.id))
        turn.change(Markup("\n").join([said, overview(known, turn.words)]))
        return
    await dialogues.end(turn)
    turn.claims_changed.add(claim.id)
    await turn.audit("addclaim", f"claim:{claim.id}", None, claims.snapshot(claim))
    turn.change(
        Markup("\n").join([turn.words("claim-added", claim=str(claim.id)), overview(claim, turn.words)])
    )
    await _decide_review(turn, state, claim)


async def _decide_review(turn: Turn, state: State, claim: Claim) -> None:
    """Where the claim was added for a reviewed post, the post makes this claim."""
    item = await reviews.get(turn.session, state.get("review", 0))
    if item is None or not reviews.is_held_by(item, turn.author.ref, turn.now):
        return
    await decide_on(turn, item, claim)


async def _refuse_duplicate(turn: Turn, statement: str) -> None:
    """Show the claim that says this already, in these words.

    Raises:
        Misuse: there is one; it is shown.
    """
    same = await claims.with_wording(turn.session, statement)
    exact = next((claim for claim in same if claim.statement_hash == claims.content_hash(statement)), None)
    if exact is not None:
        raise Misuse(
            "claim-duplicate",
            with_usage=False,
            detail=overview(exact, turn.words),
            claim=str(exact.id),
        )


async def _similar(turn: Turn, statement: str) -> list[Claim]:
    """Claims of which this is nearly or exactly a wording, the nearest first."""
    worded = await claims.with_wording(turn.session, statement)
    matches = await asyncio.to_thread(turn.matcher.search, statement, _MOST_SIMILAR)
    near = [int(match.claim_id) for match in matches if match.probability >= turn.matcher.thresholds.review]
    found = await claims.get_many(turn.session, near)
    ranked = {claim.id: claim for claim in worded} | {known: found[known] for known in near if known in found}
    return list(ranked.values())[:_MOST_SIMILAR]


async def _state(turn: Turn, serial: int, step: str | None = None) -> State:
    """What the dialogue of this button knows.

    Raises:
        Misuse: it is over, or at another step.
    """
    state = await dialogues.under_way(turn, _TOPIC)
    if state is None or state["serial"] != serial or step not in {None, state["step"]}:
        raise Misuse("press-over")
    return state


def _drop_button(turn: Turn, state: State) -> Button:
    return turn.button(turn.words.plain("button-cancel"), "drop", state["serial"], mine=True)


def _serial() -> int:
    """Tells one dialogue's buttons from another's; short, for Telegram's 64 bytes."""
    return secrets.randbelow(36**5)
