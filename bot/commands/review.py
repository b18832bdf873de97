"""`/review` and `/stats`: reviewers decide about doubtful posts, one at a time, with ten seconds to undo.

What a decision leads to, once it is final, stands in `bot.review.desk`.
"""

from datetime import timedelta
from typing import Any

from bot.commands import dialogues
from bot.commands.dialogues import State
from bot.commands.fields import clean, read_id
from bot.commands.registry import Misuse, command, verb
from bot.commands.viewing import brief, load_published
from bot.conversation.turn import Turn
from bot.events import Button, PlaceKind
from bot.markup import quoted, within
from bot.review import unknown_messages
from bot.review.items import MOST_CANDIDATES, candidates, label_of, shown
from bot.roles import Role
from storage import audit, claims, decisions, outbox, reviews, statistics
from storage.models import Claim, DecisionRecord, ReviewItem

_TOPIC = "review"
_STATS_DAYS = 30


@command(_TOPIC, Role.REVIEWER, takes_argument=False)
async def review(turn: Turn, _argument: str) -> None:
    """Show the next post that waits for a decision, or message of unknown fate."""
    await _show_next(turn)


@verb("rv-next", 1, Role.REVIEWER)
async def next_item(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Show the next post after this one."""
    (after,) = numbers
    await _show_next(turn, after)


@verb("rv-skip", 1, Role.REVIEWER)
async def skip(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Leave this post to others and show the next."""
    (item_id,) = numbers
    item = await _held(turn, item_id)
    await reviews.let_go(turn.session, item)
    turn.change(turn.words("review-skipped", item=str(item.id)))
    await _show_next(turn, item.id)


@verb("rv-claim", 2, Role.REVIEWER)
async def is_claim(turn: Turn, numbers: tuple[int, ...]) -> None:
    """The post makes this claim."""
    item_id, claim_id = numbers
    item = await _held_post(turn, item_id)
    claim = await load_published(turn, claim_id)
    await decide_on(turn, item, claim)


@verb("rv-none", 1, Role.REVIEWER)
async def is_no_claim(turn: Turn, numbers: tuple[int, ...]) -> None:
    """The post makes no claim that is known."""
    (item_id,) = numbers
    await decide_on(turn, await _held_post(turn, item_id), None)


@verb("rv-came", 1, Role.REVIEWER)
async def has_arrived(turn: Turn, numbers: tuple[int, ...]) -> None:
    """The message of unknown fate is there: note it as sent."""
    await _clear_up(turn, numbers[0], arrived=True)


@verb("rv-lost", 1, Role.REVIEWER)
async def has_not_arrived(turn: Turn, numbers: tuple[int, ...]) -> None:
    """The message of unknown fate is not there: send it again."""
    await _clear_up(turn, numbers[0], arrived=False)


async def _clear_up(turn: Turn, item_id: int, *, arrived: bool) -> None:
    item = await _held(turn, item_id)
    if item.outbox_id is None:
        raise Misuse("review-not-yours", with_usage=False)
    status = await outbox.clear_up(turn.session, item.outbox_id, turn.now, arrived=arrived)
    await reviews.close(turn.session, item, turn.now)
    if status is not None:
        subject = f"message:{item.outbox_id}"
        before, after = {"status": "unknown"}, {"status": status}
        await audit.note(turn.session, turn.now, turn.author.ref, "message.fate", subject, before, after)
    said = {"sent": "review-message-arrived", "pending": "review-message-again"}
    following = [[turn.button(turn.words.plain("button-next-item"), "rv-next", item.id)]]
    text = turn.words(said.get(status or "", "review-message-over"), item=str(item.id))
    turn.change(text, buttons=following)


@verb("rv-undo", 1, Role.REVIEWER)
async def undo_decision(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take the decision back while it is not final, and show the post again."""
    (item_id,) = numbers
    item = await reviews.get(turn.session, item_id)
    if item is None or not await reviews.undo(turn.session, item, turn.author.ref, turn.now):
        raise Misuse("review-final")
    await _show(turn, item, replacing=True)


@verb("rv-other", 1, Role.REVIEWER)
async def another_claim(turn: Turn, numbers: tuple[int, ...]) -> None:
    """The post makes a claim that is not among the candidates: ask for its number or some words."""
    (item_id,) = numbers
    item = await _held_post(turn, item_id)
    if turn.place.kind is not PlaceKind.PRIVATE:
        raise Misuse("review-in-private")
    await dialogues.keep(turn, _TOPIC, {"item": item.id})
    await _ask_which(turn, {})


async def _ask_which(turn: Turn, _state: State) -> None:
    turn.say(turn.words("review-which-claim"))


@dialogues.topic(_TOPIC, Role.REVIEWER, _ask_which)
async def take_claim(turn: Turn, state: State, text: str) -> None:
    """The number of a claim decides; other words search among the claims."""
    item = await _held_post(turn, state["item"])
    typed = clean(text).removeprefix("#")
    if typed.isdecimal():
        claim = await load_published(turn, read_id(typed))
        await dialogues.end(turn)
        await decide_on(turn, item, claim)
        return
    found = await turn.find_claims(typed, MOST_CANDIDATES, published=True, fill=True)
    if not found:
        raise Misuse("claims-none-found", with_usage=False)
    lines = [turn.words("claims-found", count=len(found)), *(brief(claim, turn.words) for claim in found)]
    turn.say(within(lines), buttons=[[_pick(turn, item, claim)] for claim in found])


@command("stats", Role.REVIEWER, takes_argument=False)
async def stats(turn: Turn, _argument: str) -> None:
    """Show what was answered lately, what people said of it, and what waits."""
    seen = await statistics.gather(turn.session, turn.now - timedelta(days=_STATS_DAYS))
    lines = [
        turn.words("stats-title", days=_STATS_DAYS),
        turn.words("stats-answers", count=seen.answers),
        turn.words("stats-helped", count=seen.helped),
        turn.words("stats-wrong", count=seen.wrong),
        turn.words("stats-waiting", count=seen.waiting),
        turn.words("stats-questions", count=seen.questions),
    ]
    if seen.median_answer is None:
        lines.append(turn.words("stats-no-median"))
    else:
        lines.append(turn.words("stats-median", time=_seconds(seen.median_answer)))
    turn.say(within(lines))


async def decide_on(turn: Turn, item: ReviewItem, claim: Claim | None) -> None:
    """Note a reviewer's decision; it is carried out when its time to be undone is over."""
    verdict: dict[str, Any] = {
        "claim_id": None if claim is None else claim.id,
        "reviewer": turn.pseudonym,
    }
    await reviews.decide(turn.session, item, verdict, turn.now)
    seconds = int(reviews.UNDO_FOR.total_seconds())
    if claim is None:
        said = turn.words("review-decided-none", item=str(item.id), seconds=seconds)
    else:
        statement = quoted(claim.statement, turn.words, 200)
        said = turn.words(
            "review-decided", item=str(item.id), claim=str(claim.id), statement=statement, seconds=seconds
        )
    buttons = [
        [
            turn.button(turn.words.plain("button-undo"), "rv-undo", item.id),
            turn.button(turn.words.plain("button-next-item"), "rv-next", item.id),
        ]
    ]
    turn.change(said, buttons=buttons)


async def _show_next(turn: Turn, after: int = 0) -> None:
    item = await reviews.take_next(turn.session, turn.author.ref, turn.now, after=after)
    if item is None:
        turn.say(turn.words("review-at-end" if after else "review-empty"))
        return
    await _show(turn, item)


async def _show(turn: Turn, item: ReviewItem, *, replacing: bool = False) -> None:
    """Show one item: the post, what it might say, on what evidence, and what can be decided."""
    if item.outbox_id is not None:
        lines = await unknown_messages.describe(turn, item)
        if lines is None:
            await reviews.close(turn.session, item, turn.now)
            await _show_next(turn)
        else:
            turn.say(within(lines), buttons=unknown_messages.buttons(turn, item))
        return
    record = await decisions.get(turn.session, item.decision_id or 0)
    if record is None:
        await reviews.close(turn.session, item, turn.now)
        await _show_next(turn)
        return
    known = await claims.get_many(turn.session, [match["claim_id"] for match in record.matches])
    html = await shown(turn.session, item, record, known, turn.words)
    buttons = _buttons(turn, item, record, known)
    if replacing:
        turn.change(html, buttons=buttons)
    else:
        turn.say(html, buttons=buttons)


def _buttons(
    turn: Turn, item: ReviewItem, record: DecisionRecord, known: dict[int, Claim]
) -> list[list[Button]]:
    rows = [[_pick(turn, item, claim)] for claim in candidates(record, known)]
    words = turn.words
    rows.append(
        [
            turn.button(words.plain("button-other-claim"), "rv-other", item.id),
            turn.button(words.plain("button-no-claim"), "rv-none", item.id),
        ]
    )
    last = [turn.button(words.plain("button-skip"), "rv-skip", item.id)]
    if turn.role >= Role.EDITOR and turn.place.kind is PlaceKind.PRIVATE:
        last.insert(0, turn.button(words.plain("button-new-claim"), "rv-new", item.id))
    return [*rows, last]


def _pick(turn: Turn, item: ReviewItem, claim: Claim) -> Button:
    return turn.button(label_of(claim, turn.words), "rv-claim", item.id, claim.id)


async def _held_post(turn: Turn, item_id: int) -> ReviewItem:
    """The item, if it is a post and this reviewer's to decide about.

    Raises:
        Misuse: as `_held`; or it is a message.
    """
    item = await _held(turn, item_id)
    if item.decision_id is None:
        raise Misuse("review-not-yours", with_usage=False)
    return item


async def _held(turn: Turn, item_id: int) -> ReviewItem:
    """The item, this reviewer's to decide about: what nobody holds is theirs from now on.

    Raises:
        Misuse: somebody else holds it, or it was decided.
    """
    item = await reviews.take(turn.session, item_id, turn.author.ref, turn.now)
    if item is None:
        raise Misuse("review-not-yours", with_usage=False)
    return item


def _seconds(time: timedelta) -> str:
    """A time as people read a stopwatch: `0:07`, `2:15:00`."""
    seconds = round(time.total_seconds())
    hours, minutes = divmod(seconds // 60, 60)
    shown = f"{minutes}:{seconds % 60:02}"
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else shown
