"""What the API takes and gives, as pydantic models: the OpenAPI document is made of them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints

from bot.platforms.capabilities import stance_shown
from bot.spread.addresses import post_url
from storage.models import Claim, Sighting
from storage.source_reviews import Provenance

Id = Annotated[int, Field(ge=1, le=2**53)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=10_000, strip_whitespace=True)]
Link = Annotated[str, StringConstraints(max_length=2_000)]


class CheckRequest(BaseModel):
    """A text to check, with the addresses that it links."""

    text: Text
    links: Annotated[list[Link], Field(max_length=20)] = []


class MatchOut(BaseModel):
    """A claim that the text may make, how surely, and on what evidence."""

    claim_id: int
    claim: str
    rating: str
    probability: float
    fact_check_url: str | None
    evidence: list[dict[str, Any]]


class CheckAnswer(BaseModel):
    """What the bot would do if it were asked in public, and why."""

    decision: str
    reason: str
    stance: str
    language: str | None
    matches: list[MatchOut]


class KnownFromOut(BaseModel):
    """A source that named a fact-check; `expires_at`: until when it may be kept without being seen again."""

    source_id: int
    source: str
    licence: str | None
    first_seen: datetime
    last_seen: datetime
    expires_at: datetime | None


class FactCheckOut(BaseModel):
    """An article that examined a claim."""

    url: str
    publisher: str | None
    title: str | None
    textual_rating: str | None
    language: str | None
    published_on: date | None
    known_from: list[KnownFromOut] = []


class AppearanceOut(BaseModel):
    """Where a claim was published first, and whom that cites."""

    who: str
    where: str | None
    citing: str | None
    url: str | None
    language: str | None
    published_at: datetime | None


class ClaimOut(BaseModel):
    """A claim with all that belongs to it."""

    id: int
    statement: str
    rating: str
    status: str
    language: str | None
    claimant: str | None
    updated_at: datetime
    phrasings: list[str]
    fact_checks: list[FactCheckOut]
    appearances: list[AppearanceOut]


class ClaimPage(BaseModel):
    """Claims, the newest first; `next` is the value of `before` for the page that follows."""

    claims: list[ClaimOut]
    next: int | None


class SightingOut(BaseModel):
    """A claim seen in a post; who wrote it is not told. A post of X has no `stance`: only sums tell it."""

    id: int
    claim_id: int
    platform: str
    place: str | None
    place_kind: str
    written_at: datetime
    seen_at: datetime
    path: str
    language: str | None
    stance: str | None
    probability: float
    reach: int | None
    url: str | None


class SightingPage(BaseModel):
    """Sightings in order of time; `next` is the value of `after` for the page that follows."""

    sightings: list[SightingOut]
    next: str | None


class SharesOut(BaseModel):
    """Which parts of the posts assert, report, deny and ask."""

    asserting: float
    reporting: float
    denying: float
    asking: float


class MomentOut(BaseModel):
    """Posts and distinct places of one hour or day."""

    at: datetime
    posts: int
    places: int


class NodeOut(BaseModel):
    """A node of the graph; `kind` as in docs/spread.md."""

    id: str
    kind: str
    label: str
    at: datetime | None
    platform: str | None
    posts: int


class EdgeOut(BaseModel):
    """The claim went from `source` to `target` so many times."""

    source: str
    target: str
    kind: str
    posts: int


class SpreadOut(BaseModel):
    """How a claim spread, as far as we saw it. Times are seconds."""

    claim_id: int
    period: str
    unit: Literal["hour", "day"]
    posts: int
    places: int
    first_seen_by_us: datetime | None
    last_seen_by_us: datetime | None
    listening_since: datetime | None
    recent_posts: int
    usual_posts: float | None
    half_life: float | None
    time_to_fact_check: float | None
    time_to_first_answer: float | None
    shares: SharesOut
    moments: list[MomentOut]
    nodes: list[NodeOut]
    edges: list[EdgeOut]


class FeedbackIn(BaseModel):
    """Whether the match of a decision with a claim was right."""

    decision_id: Id
    claim_id: Id
    verdict: Literal["right", "wrong"]


class FeedbackTaken(BaseModel):
    """Whether this was new; each token has one word a match, its last."""

    new: bool


def claim_out(claim: Claim, provenance: Sequence[Provenance] = ()) -> ClaimOut:
    """A stored claim as the API gives it, each fact-check with the sources that named it."""
    known: dict[str, list[KnownFromOut]] = {}
    for one in provenance:
        known.setdefault(one.address, []).append(KnownFromOut.model_validate(vars(one)))
    return ClaimOut(
        id=claim.id,
        statement=claim.statement,
        rating=claim.rating,
        status=claim.status,
        language=claim.language,
        claimant=claim.claimant,
        updated_at=claim.updated_at,
        phrasings=[phrasing.text for phrasing in claim.phrasings],
        fact_checks=[
            FactCheckOut.model_validate({**vars(check), "known_from": known.get(check.url, [])})
            for check in claim.fact_checks
        ],
        appearances=[AppearanceOut.model_validate(vars(seed)) for seed in claim.appearances],
    )


def sighting_out(sighting: Sighting) -> SightingOut:
    """A stored sighting without anything that names a person: no author, no private chat."""
    private = sighting.place_kind == "private"
    return SightingOut(
        id=sighting.id,
        claim_id=sighting.claim_id,
        platform=sighting.platform,
        place=None if private or sighting.place_kind == "timeline" else sighting.place_title,
        place_kind=sighting.place_kind,
        written_at=sighting.written_at,
        seen_at=sighting.seen_at,
        path=sighting.path,
        language=sighting.language,
        stance=stance_shown(sighting.platform, sighting.stance),
        probability=round(sighting.probability, 4),
        reach=sighting.reach,
        url=post_url(sighting.platform, sighting.place_kind, sighting.post_id),
    )
