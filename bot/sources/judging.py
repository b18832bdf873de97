"""What speaks against publishing a claim by itself; changes nothing but the count that notices floods."""

from datetime import timedelta

from bot.claims.form import FormFault, read_form
from bot.decisions.policy import REFUTING_RATINGS
from bot.sources.door import Door
from bot.sources.found import FoundClaim, Mode
from bot.sources.portion import Portion
from storage.models import Claim
from storage.models.sources import SourceReview

_LONGEST_STATEMENT = 500
_FUTURE = timedelta(days=1)
_DAY = timedelta(days=1)


async def objection(
    portion: Portion, row: SourceReview, found: FoundClaim
) -> tuple[str | None, Claim | None]:
    """Why a row is not published by itself, and the claim that it is, or may be, about."""
    door = portion.door
    exact = next(iter(await portion.worded(row.statement_hash)), None)
    if exact is not None and not exact.is_published:
        return "retracted", exact
    near = door.near.get(row.statement_hash, ())
    best = max(near, key=lambda one: one.probability, default=None)
    like = exact
    if like is None and best is not None and best.probability >= door.review_probability:
        like = await portion.claim(best.claim_id)
        like = like if like is not None and like.is_published else None
    plain = plain_objection(door, row, found)
    if plain is not None:
        return plain, like
    if like is None:
        return None, None
    surely = like is exact or (best is not None and best.probability >= door.settings.join_probability)
    if not _agree(like.rating, row.rating or ""):
        return "contradicts", like
    return (None, like) if surely else ("near", like)


def plain_objection(door: Door, row: SourceReview, found: FoundClaim) -> str | None:
    """What speaks against publishing, whatever is in the catalogue; None: nothing."""
    day = row.published_on
    objections: tuple[tuple[str, bool], ...] = (
        ("no-review", not found.from_review),
        ("no-claim", not found.claim),
        ("other-page", not found.own),
        ("rating", row.rating is None),
        ("mode", door.source.mode != Mode.PUBLISH or door.source.status != "active"),
        ("long", len(row.statement) > _LONGEST_STATEMENT),
        ("future", day is not None and day > (door.now + _FUTURE).date()),
    )
    reason = next((name for name, holds in objections if holds), None)
    if reason is None and not _has_form(row):
        return "form"
    return "flood" if reason is None and _floods(door) else reason


def count(door: Door) -> None:
    """One more claim came into the catalogue; it counts once the source had caught up."""
    if door.source.caught_up_at is not None:
        door.source.new_since += 1


def _has_form(row: SourceReview) -> bool:
    """Whether it could be handed in by hand."""
    try:
        read_form({"claim": row.statement, "rating": row.rating, "url": row.address})
    except FormFault:
        return False
    return True


def _floods(door: Door) -> bool:
    """Whether a source, once it had caught up, brings more new claims a day than is usual for people.

    It then publishes no more by itself, until somebody chooses its mode again.
    """
    source = door.source
    if source.caught_up_at is None:
        return False
    if source.counted_from is None or not timedelta(0) <= door.now - source.counted_from < _DAY:
        source.counted_from, source.new_since = door.now, 0
    if source.new_since < door.settings.most_new_a_day:
        return False
    source.mode = Mode.PROPOSE
    source.state = "flood"
    source.state_reason = f"more than {door.settings.most_new_a_day} new claims within a day"
    return True


def _agree(one: str, other: str) -> bool:
    """Whether two ratings may stand on one claim: the same, or both refute it."""
    return one == other or {one, other} <= REFUTING_RATINGS - {"mixed", "satire"}
