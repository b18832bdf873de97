"""What an editor decides about what sources propose: a new claim, one more fact-check of a claim, or nothing.

For chat, command line and dashboard alike. Every decision has its audit row, and can be taken once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.claims.form import clean_text, read_form
from bot.config.sources import SourceSettings
from bot.errors import InputError
from bot.sources import naming, taking_in, writing
from bot.sources.door import Door, Near, Outcome
from bot.sources.found import Mode, host_of
from bot.sources.writing import Author
from storage import audit, claims, publishers, source_reviews, sources
from storage.claims import RATINGS
from storage.models import Claim
from storage.models.sources import RatingWord, SourceReview

_BATCH = 200


class NotOpen(InputError):
    """Somebody decided about it already, or there is no such proposal."""


@dataclass(frozen=True)
class Changed:
    """What an editor changes before taking a proposal in; None: as it is proposed."""

    statement: str | None = None
    rating: str | None = None


async def asking(session: AsyncSession, review_id: int) -> SourceReview:
    """A proposal that waits.

    Raises:
        NotOpen: it does not.
    """
    row = await source_reviews.get(session, review_id)
    if row is None or row.asks is None:
        raise NotOpen(f"proposal {review_id} does not wait for anybody")
    return row


async def accept(session: AsyncSession, review_id: int, by: Author, changed: Changed | None = None) -> Claim:
    """Take in what is proposed: a new claim, or the change of one; a page that is gone retracts its claim.

    Raises:
        NotOpen: it does not wait any more.
        InputError: its rating is not known, or its claim cannot be one.
        DuplicateClaim: a claim says just this; join it instead.
    """
    row, changed = await asking(session, review_id), changed or Changed()
    if row.asks in ("change", "gone", "expired"):
        return await _accept_change(session, row, by, changed)
    rating = changed.rating or row.rating
    if rating not in RATINGS:
        raise InputError(f"the rating of proposal {row.id} is not known: give one of {', '.join(RATINGS)}")
    statement = changed.statement or row.statement
    form = read_form({"claim": statement, "rating": rating, "url": row.address})
    row.statement, row.rating = form.claim, rating
    return await writing.publish(session, row, rating, by)


async def _accept_change(session: AsyncSession, row: SourceReview, by: Author, changed: Changed) -> Claim:
    claim = await claims.get(session, row.claim_id or 0)
    if claim is None or not claim.is_published:
        raise NotOpen(f"the claim of proposal {row.id} is not published any more")
    if row.asks == "change":
        values = {
            name: value
            for name, value in {
                "statement": changed.statement or (row.pending or {}).get("statement"),
                "rating": changed.rating or (row.pending or {}).get("rating"),
            }.items()
            if value
        }
        if not values:
            raise InputError(f"the new rating of proposal {row.id} is not known: give one")
        await writing.correct(session, claim, values, by)
        await writing.describe(session, row, claim, by, words=True)
    else:
        raise InputError(f"retract claim {claim.id} yourself, or dismiss the proposal to keep it")
    _settle(row, "taken", by)
    return claim


async def join(session: AsyncSession, review_id: int, claim_id: int, by: Author) -> Claim:
    """Make a proposal one more fact-check of a claim.

    Raises:
        NotOpen: it does not wait any more.
        InputError: there is no such published claim.
    """
    row = await asking(session, review_id)
    claim = await claims.get(session, claim_id)
    if claim is None or not claim.is_published:
        raise InputError(f"there is no published claim {claim_id}")
    if row.asks != "claim":
        raise NotOpen(f"proposal {row.id} belongs to a claim already")
    await writing.join(session, row, claim, by)
    return claim


async def written(session: AsyncSession, review_id: int, claim: Claim, by: Author) -> None:
    """An editor wrote the claim of a proposal in their own words: it stands under that claim now."""
    row = await source_reviews.get(session, review_id)
    if row is not None and row.asks == "claim":
        writing.attach(row, claim, by)


async def dismiss(session: AsyncSession, review_id: int, by: Author) -> None:
    """Do not take it in; it is not proposed again. What stands in the catalogue stays.

    Raises:
        NotOpen: it does not wait any more.
    """
    row = await asking(session, review_id)
    kind = row.asks
    _settle(row, "dismissed" if kind == "claim" else row.status, by)
    await audit.note(session, by.now, by.ref, "source.dismissed", f"proposal:{row.id}", None, {"asked": kind})


def _settle(row: SourceReview, status: str, by: Author) -> None:
    row.status, row.asks, row.reason, row.pending = status, None, None, None
    row.decided_by, row.decided_at = by.ref, by.now


async def answer_rating(
    session: AsyncSession,
    word_id: int,
    rating: str,
    by: Author,
    settings: SourceSettings,
    near: Mapping[str, Sequence[Near]] | None = None,
) -> tuple[RatingWord, Outcome]:
    """Say once what a publisher's word means; what waited for it is judged again.

    Args:
        session: a writing session.
        word_id: of the word.
        rating: one of ours, or `ignore`: the word is no rating, and what it stands on is left.
        by: the editor.
        settings: of sources.
        near: claims like those that wait, by content hash; None: nothing is published, all is proposed.

    Raises:
        InputError: there is no such word, or no such rating.
    """
    word = await publishers.word(session, word_id)
    if word is None:
        raise InputError(f"there is no word {word_id}")
    if rating not in (*RATINGS, naming.IGNORED):
        raise InputError(f"{rating} is no rating: give one of {', '.join(RATINGS)}, or {naming.IGNORED}")
    before = {"rating": word.rating}
    word.rating, word.answered_by, word.answered_at = rating, by.ref, by.now
    subject = f"publisher:{word.publisher_id}"
    await audit.note(session, by.now, by.ref, "rating.answered", subject, before, {word.word: rating})
    outcome, last = Outcome(), 0
    digest = claims.content_hash(word.word)
    while rows := await source_reviews.waiting_for_rating(session, word.publisher_id, last, _BATCH):
        for row in rows:
            if claims.content_hash(row.textual_rating or "") == digest:
                await _judge_again(session, row, rating, by, settings, near, outcome)
        last = rows[-1].id
    return word, outcome


async def _judge_again(
    session: AsyncSession,
    row: SourceReview,
    rating: str,
    by: Author,
    settings: SourceSettings,
    near: Mapping[str, Sequence[Near]] | None,
    outcome: Outcome,
) -> None:
    if rating == naming.IGNORED:
        _settle(row, "dismissed", by)
        return
    row.rating = rating
    source = await sources.get(session, row.source_id)
    if source is None or source.mode != Mode.PUBLISH:
        row.reason = "mode" if row.reason == "rating" else row.reason
        return
    if near is None or row.reason != "rating":
        return  # it is judged when its page is read next
    door = Door(session, source, settings, by.now, near)
    outcome.add(await taking_in.again(door, row, rating))


async def edit_publisher(
    session: AsyncSession,
    publisher_id: int,
    by: Author,
    *,
    name: str | None = None,
    alias: str | None = None,
    domain: str | None = None,
    into: int | None = None,
) -> str:
    """Rename a publisher, give them a name or a domain, or make two of them one; returns the name.

    Raises:
        InputError: there is no such publisher, or the name is another's.
    """
    one = await publishers.get(session, publisher_id)
    if one is None:
        raise InputError(f"there is no publisher {publisher_id}")
    subject, before = f"publisher:{one.id}", {"name": one.name}
    if into is not None:
        other = await publishers.get(session, into)
        if other is None or other.id == one.id:
            raise InputError(f"there is no other publisher {into}")
        await publishers.merge(session, one, other)
        await audit.note(session, by.now, by.ref, "publisher.merged", subject, before, {"into": other.id})
        return other.name
    for said in (name, alias):
        cleaned = str(clean_text(said)) if said else ""
        if not cleaned:
            continue
        holder = await publishers.named(session, cleaned)
        if holder is not None and holder.id != one.id:
            raise InputError(f"{cleaned} is publisher {holder.id} already")
        await publishers.add_name(session, one, cleaned)
        one.name = cleaned if said is name else one.name
    if domain:
        host = host_of(f"https://{domain}")
        if "." not in host:
            raise InputError(f"{domain} is no domain")
        await publishers.give_domain(session, one, host)
    after = {"name": one.name, "alias": alias, "domain": domain}
    await audit.note(session, by.now, by.ref, "publisher.edited", subject, before, after)
    return one.name
