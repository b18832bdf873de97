"""Posts to sightings: where a claim was seen, and from whom it came there; which places are heard at all."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Account, Address, Origin, PlaceKind, Post
from bot.signing import Signer
from matchers.index.links import canonical_link
from matchers.types import Match, Reading, Stance
from storage import claims, coverage, decisions
from storage.decisions import SightingDraft
from storage.models import Claim

SIGHTING_PROBABILITY = 0.5
"""A sighting says "rather yes than no"; nobody is told, and its probability is kept beside it."""

_X = "x"
_TELEGRAM = "telegram"


class Path(StrEnum):
    """How a post came to us."""

    ASKED = "asked"
    """Somebody asked about it."""
    WATCHED = "watched"
    """Nobody asked: we watch the place."""
    FORWARDED = "forwarded"
    """Somebody sent it on; we may never have heard the place where it stands."""
    REPLAYED = "replayed"
    """Read from an export or a file of posts."""
    IMPORTED = "imported"
    """Taken from a file of sightings that others collected."""


def path_of(heard: Post) -> Path:
    """How the posts of a message that came in reached us."""
    if heard.address is Address.OVERHEARD:
        return Path.WATCHED
    sent_on = heard.place.kind is PlaceKind.PRIVATE and heard.origin is not None
    return Path.FORWARDED if sent_on else Path.ASKED


def sighting_of(
    post: Post, address: Address, reading: Reading, match: Match, signer: Signer, now: datetime, path: Path
) -> SightingDraft:
    """Where a claim was seen, as the store keeps it.

    Args:
        post: the post that makes the claim; it may stand above the one that asks about it.
        address: how the bot came to see it.
        reading: what the matcher saw in it.
        match: the claim.
        signer: makes pseudonyms of authors.
        now: the time of the sighting; the post has its own.
        path: how it reached us.
    """
    origin = post.origin
    links = (canonical_link(link) for link in post.links)
    return SightingDraft(
        claim_id=int(match.claim_id),
        platform=post.place.platform,
        post_id=post.first_id or post.id,
        place_id=post.place.id,
        place_kind=post.place.kind,
        place_title=post.place.title,
        author=signer.pseudonym(post.author),
        written_at=post.written_at,
        seen_at=now,
        address=address,
        language=reading.language,
        stance=reading.stance,
        probability=match.relevance,
        origin=None if origin is None else _kept(origin),
        reach=post.reach,
        decision_id=None,
        path=path,
        origin_post_id=None if origin is None else _origin_post(post.place.platform, origin),
        origin_place_id=origin.id if origin is not None and _is_public(origin) else None,
        parent_post_id=post.answers or post.quotes,
        parent_kind="reply" if post.answers else "quote" if post.quotes else None,
        links=tuple(dict.fromkeys(link for link in links if link)),
    )


def origin_of(seen: SightingDraft, signer: Signer, origin_id: str | None) -> SightingDraft | None:
    """The post that a forward or repost comes from, seen through it: the same words, earlier, elsewhere.

    None where the platform does not name the very post. On Telegram its place is a channel: only channels'
    forwards name the message.

    Args:
        seen: the forward.
        signer: makes pseudonyms of authors.
        origin_id: the platform's id of anyone who published first.
    """
    if seen.origin is None or seen.origin_post_id is None or origin_id is None:
        return None
    on_x = seen.platform == _X
    return replace(
        seen,
        post_id=seen.origin_post_id,
        place_id=seen.origin_post_id if on_x else origin_id,
        place_kind=PlaceKind.TIMELINE if on_x else PlaceKind.CHANNEL,
        place_title="" if on_x else str(seen.origin["name"]),
        author=signer.pseudonym(Account(seen.platform, origin_id)),
        written_at=datetime.fromisoformat(str(seen.origin["written_at"])),
        address=Address.OVERHEARD,
        origin=None,
        reach=None,
        decision_id=None,
        path=Path.REPLAYED if seen.path == Path.REPLAYED else Path.FORWARDED,
        origin_post_id=None,
        origin_place_id=None,
        parent_post_id=None,
        parent_kind=None,
    )


def with_origin(seen: SightingDraft, signer: Signer, post: Post | None = None) -> Iterator[SightingDraft]:
    """A sighting, and before it that of the post which it forwards where it names one.

    What somebody quotes from a post that Telegram does not name is no post of its own.

    Args:
        seen: the sighting.
        signer: makes pseudonyms of authors.
        post: of which it is the sighting; without it only a channel's forward still tells whose post it is.
    """
    origin = None if post is None else post.origin
    first = origin_of(seen, signer, (seen.origin or {}).get("id") if origin is None else origin.id)
    if first is not None:
        yield first
    if not seen.post_id.endswith(":quote"):
        yield seen


async def keep_likely(
    session: AsyncSession,
    signer: Signer,
    now: datetime,
    path: Path,
    heard: Sequence[tuple[Post, Address, Reading]],
) -> set[str]:
    """Store the sightings of posts that rather make a published claim than not, by what the matcher saw.

    Returns:
        The ids of the posts in which their claim had not been seen before.
    """
    likely = [
        (post, address, reading)
        for post, address, reading in heard
        if reading.matches and reading.matches[0].relevance >= SIGHTING_PROBABILITY
    ]
    if not likely:
        return set()
    known = await claims.get_many(session, [int(reading.matches[0].claim_id) for _, _, reading in likely])
    new = set()
    for post, address, reading in likely:
        best = reading.matches[0]
        claim = known.get(int(best.claim_id))
        if claim is None or not claim.is_published:
            continue
        said = replace(reading, stance=Stance.DENY) if carries_fact_check(post, claim) else reading
        seen = sighting_of(post, address, said, best, signer, now, path)
        for draft in with_origin(seen, signer, post):
            if await decisions.add_sighting(session, draft) and draft.post_id == seen.post_id:
                new.add(post.id)
    return new


def carries_fact_check(post: Post, claim: Claim) -> bool:
    """Whether a post links the claim's own fact-check: it passes the correction on and needs none."""
    return any(
        check.url.rstrip("/") in {link.rstrip("/") for link in post.links} for check in claim.fact_checks
    )


def heard_place(post: Post, path: Path) -> coverage.CoveredPlace | None:
    """The place that is known to be heard because this post came from it; None for private conversations."""
    place = post.place
    if place.kind in (PlaceKind.PRIVATE, PlaceKind.GUEST):
        return None
    if place.kind is PlaceKind.TIMELINE:
        return coverage.CoveredPlace(place.platform, "", place.kind, "", path)
    return coverage.CoveredPlace(place.platform, place.id, place.kind, place.title, path)


def _kept(origin: Origin) -> dict[str, object]:
    public = _is_public(origin)
    return {
        "kind": origin.kind,
        "id": origin.id if public else None,
        "name": origin.name if public else "",
        "message_id": origin.message_id,
        "written_at": origin.written_at.isoformat(),
    }


def _is_public(origin: Origin) -> bool:
    return origin.kind in ("channel", "chat")


def _origin_post(platform: str, origin: Origin) -> str | None:
    if origin.message_id is None:
        return None
    if platform == _TELEGRAM:
        return None if origin.id is None else f"{origin.id}:{origin.message_id}"
    return origin.message_id
