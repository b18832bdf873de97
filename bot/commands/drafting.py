"""A claim in the making: what `/addclaim` has gathered, shown before saving with what is much like it."""

import secrets
from datetime import date
from urllib.parse import urlsplit

from markupsafe import Markup

from bot.claims import editing
from bot.claims.claimreview import FactCheckPage, FoundReview
from bot.commands import asking, dialogues
from bot.commands.dialogues import State
from bot.commands.fields import LONGEST, clean
from bot.commands.registry import Misuse
from bot.commands.review import decide_on
from bot.commands.viewing import brief, load_claim, overview
from bot.conversation.replies import rating_in
from bot.conversation.turn import Turn
from bot.events import Button
from bot.markup import quoted, shorten
from bot.sources import proposals
from bot.sources.writing import Author
from storage import claims, reviews
from storage.claims import AppearanceDraft, ClaimDraft, FactCheckDraft
from storage.errors import DuplicateClaim
from storage.models import Claim

TOPIC = "addclaim"
_MOST_SIMILAR = 3


def new_draft(**known: object) -> State:
    """An empty draft; its serial tells its buttons from another's, short for Telegram's 64 bytes."""
    return {"step": "statement", "serial": secrets.randbelow(36**5), **known}


async def under_way(turn: Turn, serial: int, step: str | None = None) -> State:
    """The draft of this button.

    Raises:
        Misuse: it is over, or at another step.
    """
    state = await dialogues.under_way(turn, TOPIC)
    if state is None or state["serial"] != serial or step not in {None, state["step"]}:
        raise Misuse("press-over")
    return state


def fill_from(state: State, page: FactCheckPage, review: FoundReview | None) -> None:
    """Take into a draft what a page says, where the editor has said nothing yet."""
    found: dict[str, object] = {"link": page.url, "title": page.title, "publisher": page.publisher}
    found["publisher"] = found["publisher"] or urlsplit(page.url).hostname
    if review is not None:
        found |= {
            "statement": shorten(review.claim, LONGEST["statement"]) if len(review.claim) > 4 else None,
            "rating": review.rating,
            "own_words": review.textual_rating,
            "publisher": review.publisher,
            "title": review.title,
            "language": review.language,
            "date": review.published_on.isoformat() if review.published_on else None,
            "claimant": review.claimant,
            "appearances": list(review.appearances),
        }
    for name, value in found.items():
        if value and not state.get(name):
            state[name] = clean(value)[: LONGEST.get(name, 300)] if isinstance(value, str) else value


async def propose(turn: Turn, state: State) -> None:
    """Show what would be saved, with the claims that are nearly the same."""
    state["step"] = "confirm"
    await dialogues.keep(turn, TOPIC, state)
    similar = await _similar(turn, state)
    linked = [
        claim
        for claim in await claims.with_link(turn.session, state["link"], _MOST_SIMILAR)
        if claim.id not in {near.id for near in similar}
    ]
    lines = _preview(turn, state)
    if similar:
        lines += [Markup(""), turn.words("add-similar", count=len(similar))]
        lines += [brief(claim, turn.words) for claim in similar]
    if linked:
        lines += [Markup(""), turn.words("add-same-link")]
        lines += [brief(claim, turn.words) for claim in linked]
    label = "button-save-anyway" if similar or linked else "button-save"
    buttons = []
    for one in [*similar, *linked]:
        same = turn.words.plain("button-same", claim=str(one.id))
        buttons.append([turn.button(same, "same", state["serial"], one.id, mine=True)])
    buttons.append([turn.button(turn.words.plain(label), "save", state["serial"], mine=True)])
    buttons.append(ways_out(turn, state))
    turn.change(Markup("\n").join(lines), buttons=buttons)


def ways_out(turn: Turn, state: State, *, first: bool = False) -> list[Button]:
    """The buttons that go back a step, unless it is the first, and that give the draft up."""
    back = turn.button(turn.words.plain("button-previous"), "ad-back", state["serial"], mine=True)
    drop = turn.button(turn.words.plain("button-cancel"), "drop", state["serial"], mine=True)
    return [drop] if first else [back, drop]


async def save(turn: Turn, state: State) -> None:
    """Store the claim; where somebody was quicker, show theirs."""
    try:
        claim = await editing.add(turn.session, draft_of(state), turn.editor)
    except DuplicateClaim as duplicate:
        await dialogues.end(turn)
        known = await load_claim(turn, duplicate.claim_id)
        said = turn.words("claim-duplicate", claim=str(known.id))
        turn.change(Markup("\n").join([said, overview(known, turn.words)]))
        return
    await dialogues.end(turn)
    turn.effects.claims_changed.add(claim.id)
    turn.change(
        Markup("\n").join([turn.words("claim-added", claim=str(claim.id)), overview(claim, turn.words)])
    )
    await _decide_review(turn, state, claim)
    if state.get("asked"):
        await asking.answer_all(turn, state["asked"], claim)
    if state.get("proposal"):
        await proposals.written(turn.session, state["proposal"], claim, Author(turn.author.ref, turn.now))


async def refuse_duplicate(turn: Turn, statement: str) -> None:
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


async def has_similar(turn: Turn, state: State) -> bool:
    """Whether there is something to be looked at before saving."""
    return bool(await _similar(turn, state))


def _preview(turn: Turn, state: State) -> list[Markup]:
    words = turn.words
    rating = rating_in(state["rating"], own_words_of(state), words)
    lines = [
        words(
            "add-preview",
            statement=quoted(state["statement"], words, 500),
            rating=rating,
            publisher=quoted(state.get("publisher") or "—", words, 200),
        )
    ]
    if state.get("title"):
        lines.append(words("add-title", title=quoted(state["title"], words, 200)))
    if state.get("claimant"):
        lines.append(words("claim-claimant", claimant=quoted(state["claimant"], words, 200)))
    if state.get("language"):
        lines.append(words("claim-language", language=state["language"]))
    if state.get("date"):
        lines.append(words("add-date", date=state["date"]))
    if source := wording_of(state):
        lines.append(words("add-wording", text=quoted(source, words, 200)))
    return [*lines, Markup("{}").format(shorten(state["link"], 500))]


def own_words_of(state: State) -> str | None:
    """The publisher's words for the rating: those that the editor typed, else those of the page."""
    own: str | None = state.get("typed_words") or state.get("own_words")
    return own


def wording_of(state: State) -> str | None:
    """The post that a claim is made from, where its own words differ and can be kept as a wording."""
    source = state.get("source")
    if not source or len(source) > LONGEST["phrasing"]:
        return None
    return None if claims.content_hash(source) == claims.content_hash(state["statement"]) else str(source)


def draft_of(state: State) -> ClaimDraft:
    """What is stored of a draft that is whole."""
    day = date.fromisoformat(state["date"]) if state.get("date") else None
    check = FactCheckDraft(
        url=state["link"],
        publisher=state.get("publisher"),
        title=state.get("title"),
        textual_rating=own_words_of(state),
        language=state.get("language"),
        published_on=day,
    )
    source = wording_of(state)
    return ClaimDraft(
        statement=state["statement"],
        rating=state["rating"],
        fact_checks=(check,),
        phrasings=((source, None),) if source else (),
        appearances=tuple(
            AppearanceDraft(who=urlsplit(url).hostname or url, url=url)
            for url in state.get("appearances") or ()
        ),
        language=state.get("language"),
        claimant=state.get("claimant"),
    )


async def _similar(turn: Turn, state: State) -> list[Claim]:
    """Claims of which this is nearly or exactly a wording, the nearest first."""
    worded = await claims.with_wording(turn.session, state["statement"])
    found = await turn.find_claims(state["statement"], _MOST_SIMILAR)
    return list({claim.id: claim for claim in [*worded, *found]}.values())[:_MOST_SIMILAR]


async def _decide_review(turn: Turn, state: State, claim: Claim) -> None:
    """Where the claim was added for a reviewed post, the post makes this claim."""
    item = await reviews.get(turn.session, state.get("review", 0))
    if item is None or not reviews.is_held_by(item, turn.author.ref, turn.now):
        return
    await decide_on(turn, item, claim)
