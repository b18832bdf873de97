"""A claim as a source says it, as the row that is kept of it."""

from bot.sources.door import Door
from bot.sources.found import FoundClaim
from storage import claims
from storage.addresses import address_key
from storage.models.sources import Publisher, SourceReview

FIELDS = (
    "statement",
    "statement_hash",
    "rating",
    "textual_rating",
    "title",
    "summary",
    "publisher",
    "language",
    "published_on",
    "claimant",
    "licence",
    "from_review",
)
"""What a row holds of what its publisher says."""
_LONGEST_NAME = 300


def statement_of(found: FoundClaim) -> str:
    """What it says; where it states no claim, its title stands in."""
    return found.claim or found.title or ""


def digest_of(found: FoundClaim) -> str:
    """Content hash of what it says."""
    return claims.content_hash(statement_of(found))


def row_of(door: Door, found: FoundClaim, digest: str, publisher: Publisher) -> SourceReview:
    """The row as the source says it now, not yet in the session."""
    return SourceReview(
        source_id=door.source.id,
        address=found.address,
        address_hash=address_key(found.address),
        statement=statement_of(found),
        statement_hash=digest,
        rating=found.rating,
        textual_rating=_cut(found.textual_rating),
        title=_cut(found.title),
        summary=found.summary,
        publisher=publisher.name,
        publisher_id=publisher.id,
        language=found.language,
        published_on=found.published_on,
        claimant=_cut(found.claimant),
        appearances=list(found.appearances),
        licence=found.licence,
        from_review=found.from_review,
        first_seen=door.now,
        last_seen=door.now,
        expires_at=door.expires_at,
    )


def _cut(text: str | None) -> str | None:
    return text[:_LONGEST_NAME] if text else None
