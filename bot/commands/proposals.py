"""`/proposals` and `/ratings`: what sources leave to an editor, one after the other with buttons."""

from markupsafe import Markup

from bot.claims.form import FormFault
from bot.commands.adding import begin
from bot.commands.registry import Misuse, command, verb
from bot.commands.viewing import brief
from bot.conversation.turn import Turn
from bot.errors import InputError
from bot.events import Button
from bot.markup import quoted, shorten, within
from bot.roles import Role
from bot.signing import code_of
from bot.sources import naming, proposals
from bot.sources.writing import Author
from storage import claims, publishers, source_reviews
from storage.claims import RATINGS
from storage.errors import DuplicateClaim
from storage.models.sources import RatingWord, SourceReview

_NO_RATING = "none"
"""On the button that says that a word is no rating."""


@command("proposals", Role.EDITOR, takes_argument=False)
async def show_proposals(turn: Turn, _argument: str) -> None:
    """Show what waits first."""
    await _show_next(turn, 0, fresh=True)


@verb("pr-take", 1, Role.EDITOR)
async def take_in(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take it in as it is proposed."""
    row = await _open(turn, numbers[0])
    try:
        claim = await proposals.accept(turn.session, row.id, _by(turn))
    except DuplicateClaim as duplicate:
        row.near_claim_id = duplicate.claim_id
        raise Misuse("claim-duplicate", with_usage=False, claim=str(duplicate.claim_id)) from None
    except (FormFault, InputError):
        raise Misuse("proposal-not-whole", with_usage=False) from None
    turn.effects.claims_changed.add(claim.id)
    await _done(turn, turn.words("proposal-taken", claim=str(claim.id)), row.id)


@verb("pr-rate", 2, Role.EDITOR)
async def take_in_as(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take it in with this rating."""
    row = await _open(turn, numbers[0])
    if code_of(numbers[1]) not in RATINGS:
        raise Misuse("press-over")
    try:
        changed = proposals.Changed(rating=code_of(numbers[1]))
        claim = await proposals.accept(turn.session, row.id, _by(turn), changed)
    except DuplicateClaim as duplicate:
        raise Misuse("claim-duplicate", with_usage=False, claim=str(duplicate.claim_id)) from None
    except (FormFault, InputError):
        raise Misuse("proposal-not-whole", with_usage=False) from None
    turn.effects.claims_changed.add(claim.id)
    await _done(turn, turn.words("proposal-taken", claim=str(claim.id)), row.id)


@verb("pr-same", 2, Role.EDITOR)
async def join(turn: Turn, numbers: tuple[int, ...]) -> None:
    """It is one more fact-check of a claim that is there."""
    row = await _open(turn, numbers[0])
    try:
        claim = await proposals.join(turn.session, row.id, numbers[1], _by(turn))
    except InputError:
        raise Misuse("press-over") from None
    turn.effects.claims_changed.add(claim.id)
    await _done(turn, turn.words("proposal-joined", claim=str(claim.id)), row.id)


@verb("pr-drop", 1, Role.EDITOR)
async def leave(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Do not take it in."""
    row = await _open(turn, numbers[0])
    await proposals.dismiss(turn.session, row.id, _by(turn))
    await _done(turn, turn.words("proposal-dismissed"), row.id)


@verb("pr-edit", 1, Role.EDITOR)
async def write_first(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Begin `/addclaim` with what is proposed; the proposal goes once the claim is saved with its link."""
    row = await _open(turn, numbers[0])
    if turn.place.kind.is_public:
        raise Misuse("add-in-private")
    known = {
        "proposal": row.id,
        "link": row.address,
        "title": row.title,
        "publisher": row.publisher,
        "language": row.language,
        "date": row.published_on.isoformat() if row.published_on else None,
        "rating": row.rating,
        "own_words": row.textual_rating,
    }
    await begin(turn, row.statement, **{name: value for name, value in known.items() if value})


@verb("pr-next", 1, Role.EDITOR)
async def skip(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Show the next, leaving this one for later."""
    await _show_next(turn, numbers[0])


@command("ratings", Role.EDITOR, takes_argument=False)
async def show_words(turn: Turn, _argument: str) -> None:
    """Show the first word for a rating that is not understood."""
    await _show_word(turn, 0, fresh=True)


@verb("rw-is", 2, Role.EDITOR)
async def answer_word(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Say what the word means: one of the ratings, or, beyond them, that it is none."""
    word_id, number = numbers
    code = code_of(number)
    if code not in (*RATINGS, _NO_RATING):
        raise Misuse("press-over")
    rating = naming.IGNORED if code == _NO_RATING else code
    try:
        word, _ = await proposals.answer_rating(
            turn.session, word_id, rating, _by(turn), turn.settings.sources
        )
    except InputError:
        raise Misuse("press-over") from None
    meaning = turn.words.plain(f"rating-{rating}" if rating in RATINGS else "rating-none-of-ours")
    said = turn.words("rating-word-answered", word=quoted(word.word, turn.words, 100), rating=meaning)
    await _show_word(turn, 0, before=said)


async def _open(turn: Turn, review_id: int) -> SourceReview:
    try:
        return await proposals.asking(turn.session, review_id)
    except InputError:
        raise Misuse("proposal-over", with_usage=False) from None


async def _done(turn: Turn, said: Markup, after: int) -> None:
    await _show_next(turn, after, before=said)


async def _show_next(turn: Turn, after: int, *, before: Markup | None = None, fresh: bool = False) -> None:
    show = turn.say if fresh else turn.change
    rows = await source_reviews.asking(turn.session, 1, after=after)
    lines = [] if before is None else [before, Markup("")]
    if not rows:
        show(within([*lines, turn.words("proposals-none" if not after else "proposals-at-end")]))
        return
    more, buttons = await _shown(turn, rows[0])
    show(within([*lines, *more]), buttons=buttons)


async def _shown(turn: Turn, row: SourceReview) -> tuple[list[Markup], list[list[Button]]]:
    words = turn.words
    rating = words.plain(f"rating-{row.rating}") if row.rating else "?"
    if row.textual_rating:
        rating = f"{rating} ({shorten(row.textual_rating, 60)})"
    lines = [
        words(
            f"proposal-asks-{row.asks}",
            number=str(row.id),
            total=str(await source_reviews.count_asking(turn.session)),
            claim=str(row.claim_id or 0),
        ),
        words(
            "proposal-claim",
            statement=quoted(row.statement, words, 500),
            rating=rating,
            publisher=quoted(row.publisher or "—", words, 100),
        ),
    ]
    told = [text for text in (row.title, row.summary) if text]
    lines += [Markup("{}").format(quoted(text, words, 300)) for text in told]
    lines.append(Markup("{}").format(shorten(row.address, 500)))
    lines.append(words("proposal-because", reason=words.plain(f"proposal-reason-{row.reason or 'mode'}")))
    pending = (row.pending or {}).get("rating")
    if pending in RATINGS:
        lines.append(words("proposal-new-rating", rating=words.plain(f"rating-{pending}")))
    buttons: list[list[Button]] = []
    near = await claims.get(turn.session, row.near_claim_id or 0)
    if row.asks == "claim":
        if near is not None:
            lines.append(brief(near, words))
            if near.is_published:
                label = words.plain("button-same", claim=str(near.id))
                buttons.append([turn.button(label, "pr-same", row.id, near.id, mine=True)])
        buttons += _ways_in(turn, row)
    elif row.asks == "change":
        buttons.append([turn.button(words.plain("button-proposal-take"), "pr-take", row.id, mine=True)])
    keep = "button-proposal-dismiss" if row.asks == "claim" else "button-proposal-keep"
    last = [
        turn.button(words.plain(keep), "pr-drop", row.id, mine=True),
        turn.button(words.plain("button-skip"), "pr-next", row.id, mine=True),
    ]
    return lines, [*buttons, last]


def _ways_in(turn: Turn, row: SourceReview) -> list[list[Button]]:
    """The buttons that take a new claim in: as it is, or with a rating where that is not known."""
    words = turn.words
    edit = turn.button(words.plain("button-proposal-edit"), "pr-edit", row.id, mine=True)
    if row.rating in RATINGS:
        return [[turn.button(words.plain("button-proposal-take"), "pr-take", row.id, mine=True), edit]]
    rated = [
        turn.button(words.plain(f"rating-{rating}"), "pr-rate", row.id, rating, mine=True)
        for rating in RATINGS
    ]
    return [*(rated[start : start + 3] for start in range(0, len(rated), 3)), [edit]]


async def _show_word(turn: Turn, after: int, *, before: Markup | None = None, fresh: bool = False) -> None:
    show = turn.say if fresh else turn.change
    rows = await publishers.open_words(turn.session, 1, after=after)
    lines = [] if before is None else [before, Markup("")]
    if not rows:
        show(within([*lines, turn.words("rating-words-none")]))
        return
    lines.append(await _asked(turn, rows[0]))
    buttons = [
        [turn.button(turn.words.plain(f"rating-{rating}"), "rw-is", rows[0].id, rating, mine=True)]
        for rating in RATINGS
    ]
    none = turn.words.plain("button-rating-none")
    buttons.append([turn.button(none, "rw-is", rows[0].id, _NO_RATING, mine=True)])
    show(within(lines), buttons=buttons)


async def _asked(turn: Turn, word: RatingWord) -> Markup:
    names = await publishers.names_of(turn.session, {word.publisher_id})
    return turn.words(
        "rating-word-ask",
        publisher=quoted(names.get(word.publisher_id, "—"), turn.words, 100),
        word=quoted(word.word, turn.words, 120),
        count=word.times,
        total=str(await publishers.count_open_words(turn.session)),
    )


def _by(turn: Turn) -> Author:
    return Author(turn.author.ref, turn.now)
