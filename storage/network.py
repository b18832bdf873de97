"""Who carried a claim, and from whom: posts where there are few, chats and accounts where there are many.

A carrier is a post; or, of a claim with more posts than are wanted, all posts of one chat or channel, and on
timelines and in private those of one (pseudonymous) account. What does not fit is counted in `others`.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.models import Sighting
from storage.models.spread import SightingLink

_MOST_PAIRS = 10_000
_IDS_AT_ONCE = 500
_EARLIEST_SHARE = 4
"""Of the carriers of a large claim a quarter are the earliest, the others those with the most posts."""


@dataclass(frozen=True)
class Carrier:
    """A post, or all posts of one chat or account (`is_post` is false then, `last_at` the last one's time).

    `language` and `stance` are None where the posts differ. `post_id` and `place_id` are the platform's own,
    None where they would name a person's private chat.
    """

    key: str
    is_post: bool
    platform: str
    place_kind: str
    title: str
    at: datetime
    last_at: datetime
    posts: int
    language: str | None
    stance: str | None
    post_id: str | None = None
    place_id: str | None = None
    probability: float | None = None


@dataclass(frozen=True)
class Tie:
    """So many posts of `target` come from `source`: `kind` is "forward", "reply" or "quote"."""

    source: str
    target: str
    kind: str
    posts: int


@dataclass(frozen=True)
class Unseen:
    """Where a forward came from that was not seen itself: the chat's id where known, its title."""

    key: str
    platform: str
    title: str


@dataclass(frozen=True)
class LinkUse:
    """A carrier links an address, first at this time."""

    link: str
    key: str
    at: datetime


@dataclass(frozen=True)
class Network:
    """Carriers in order of time, what ties them, and how many posts are in none of them, by platform."""

    carriers: tuple[Carrier, ...]
    ties: tuple[Tie, ...]
    unseen: tuple[Unseen, ...]
    links: tuple[LinkUse, ...]
    others: dict[str, int]


async def network(session: AsyncSession, claim_id: int, most: int, since: datetime | None = None) -> Network:
    """The network of a claim's sightings with at most so many carriers."""
    of_claim = [Sighting.claim_id == claim_id, *([Sighting.written_at >= since] if since is not None else [])]
    query = select(Sighting).where(*of_claim).order_by(Sighting.written_at, Sighting.id).limit(most + 1)
    number = await session.scalar(select(func.count()).select_from(Sighting).where(*of_claim)) or 0
    if number <= most:
        rows = (await session.scalars(query)).all()
        return await _of_posts(session, rows)
    return await _of_groups(session, of_claim, most)


async def _of_posts(session: AsyncSession, rows: Sequence[Sighting]) -> Network:
    known = {(row.platform, row.post_id): f"post:{row.id}" for row in rows}
    ties, unseen = [], {}
    for row in rows:
        key = f"post:{row.id}"
        parent = known.get((row.platform, row.parent_post_id or ""))
        if parent is not None and parent != key:
            ties.append(Tie(parent, key, row.parent_kind or "reply", 1))
        origin = known.get((row.platform, row.origin_post_id or ""))
        if origin is None and row.origin_place_id:
            origin = f"{row.platform}@{row.origin_place_id}"
            title = str((row.origin or {}).get("name") or "")
            unseen[origin] = Unseen(origin, row.platform, title)
        if origin is not None and origin != key:
            ties.append(Tie(origin, key, "forward", 1))
    carriers = tuple(_post(row) for row in rows)
    ids = {row.id: f"post:{row.id}" for row in rows}
    return Network(carriers, tuple(ties), tuple(unseen.values()), await _links_of(session, rows, ids), {})


def _post(row: Sighting) -> Carrier:
    private = row.place_kind == "private"
    return Carrier(
        key=f"post:{row.id}",
        is_post=True,
        platform=row.platform,
        place_kind=row.place_kind,
        title=row.place_title or "",
        at=row.written_at,
        last_at=row.written_at,
        posts=1,
        language=row.language,
        stance=row.stance,
        post_id=None if private else row.post_id,
        place_id=None if private else row.place_id,
        probability=row.probability,
    )


async def _links_of(
    session: AsyncSession, rows: Sequence[Sighting], keys: dict[int, str]
) -> tuple[LinkUse, ...]:
    if not rows:
        return ()
    times = {row.id: row.written_at for row in rows}
    query = select(SightingLink.sighting_id, SightingLink.link).where(
        SightingLink.claim_id == rows[0].claim_id
    )
    found = [
        LinkUse(row.link, keys[row.sighting_id], times[row.sighting_id])
        for row in await session.execute(query)
        if row.sighting_id in keys
    ]
    return tuple(sorted(found, key=lambda use: (use.at, use.link)))


async def _of_groups(session: AsyncSession, of_claim: list[ColumnElement[bool]], most: int) -> Network:
    """The earliest quarter of the groups, then the largest; names are looked up for these alone."""
    key = _key(Sighting)
    groups = (
        select(
            key.label("key"),
            Sighting.platform,
            func.max(Sighting.place_kind).label("place_kind"),
            func.max(Sighting.place_id).label("place_id"),
            func.max(Sighting.id).label("sample"),
            func.min(Sighting.written_at).label("at"),
            func.max(Sighting.written_at).label("last_at"),
            func.count().label("posts"),
            func.min(Sighting.language).label("language"),
            func.max(Sighting.language).label("language_too"),
            func.min(Sighting.stance).label("stance"),
            func.max(Sighting.stance).label("stance_too"),
        )
        .where(*of_claim)
        .group_by(key, Sighting.platform)
        .cte("groups")
    )
    earliest = select(groups, literal(0).label("part")).order_by(groups.c.at, groups.c.key)
    largest = select(groups, literal(1).label("part")).order_by(
        groups.c.posts.desc(), groups.c.at, groups.c.key
    )
    parts = (earliest.limit(most // _EARLIEST_SHARE).subquery(), largest.limit(most).subquery())
    rows = (await session.execute(union_all(*(select(part) for part in parts)))).all()
    chosen: dict[str, Row[Any]] = {}
    for row in sorted(rows, key=lambda row: (row.part, -row.posts if row.part else 0, row.at, row.key)):
        if len(chosen) < most:
            chosen.setdefault(row.key, row)
    titles = await _titles(session, [row.sample for row in chosen.values()])
    found = {key: _group(row, titles.get(row.sample, "")) for key, row in chosen.items()}
    number = select(Sighting.platform, func.count().label("posts")).where(*of_claim)
    others = Counter(
        {row.platform: row.posts for row in await session.execute(number.group_by(Sighting.platform))}
    )
    for carrier in found.values():
        others[carrier.platform] -= carrier.posts
    ties, unseen = await _ties_of_groups(session, of_claim)
    return Network(
        tuple(sorted(found.values(), key=lambda carrier: (carrier.at, carrier.key))),
        ties,
        unseen,
        await _links_of_groups(session, of_claim),
        dict(+others),
    )


async def _titles(session: AsyncSession, ids: Sequence[int]) -> dict[int, str]:
    """What the places of some sightings are called."""
    titles: dict[int, str] = {}
    for start in range(0, len(ids), _IDS_AT_ONCE):
        query = select(Sighting.id, Sighting.place_title).where(
            Sighting.id.in_(ids[start : start + _IDS_AT_ONCE])
        )
        titles |= {row.id: row.place_title or "" for row in await session.execute(query)}
    return titles


def _group(row: Row[Any], title: str) -> Carrier:
    named = row.place_kind not in ("timeline", "private")
    return Carrier(
        key=row.key,
        is_post=False,
        platform=row.platform,
        place_kind=row.place_kind,
        title=title if named else "",
        at=row.at,
        last_at=row.last_at,
        posts=row.posts,
        language=row.language if row.language == row.language_too else None,
        stance=row.stance if row.stance == row.stance_too else None,
        place_id=row.place_id if named else None,
    )


async def _ties_of_groups(
    session: AsyncSession, of_claim: list[ColumnElement[bool]]
) -> tuple[tuple[Tie, ...], tuple[Unseen, ...]]:
    source = aliased(Sighting)
    number = func.count().label("posts")
    counted: Counter[tuple[str, str, str]] = Counter()
    unseen: dict[str, Unseen] = {}
    forwards = (
        select(
            _key(source).label("source"),
            _key(Sighting).label("target"),
            Sighting.platform,
            case((source.id.is_(None), Sighting.origin_place_id), else_=None).label("place"),
            func.max(case((source.id.is_(None), Sighting.id), else_=None)).label("sample"),
            number,
        )
        .outerjoin(source, _is_same_claim(source) & (source.post_id == Sighting.origin_post_id))
        .where(*of_claim, Sighting.origin_place_id.is_not(None) | Sighting.origin_post_id.is_not(None))
        .group_by("source", "target", Sighting.platform, "place")
        .order_by(number.desc())
        .limit(_MOST_PAIRS)
    )
    samples: dict[str, int] = {}
    for row in await session.execute(forwards):
        key = row.source
        if key is None and row.place:
            key = f"{row.platform}@{row.place}"
            unseen.setdefault(key, Unseen(key, row.platform, ""))
            samples.setdefault(key, row.sample)
        if key is not None and key != row.target:
            counted[key, row.target, "forward"] += row.posts
    answers = (
        select(_key(source).label("source"), _key(Sighting).label("target"), Sighting.parent_kind, number)
        .join(source, _is_same_claim(source) & (source.post_id == Sighting.parent_post_id))
        .where(*of_claim, Sighting.parent_post_id.is_not(None))
        .group_by("source", "target", Sighting.parent_kind)
        .order_by(number.desc())
        .limit(_MOST_PAIRS)
    )
    for row in await session.execute(answers):
        if row.source != row.target:
            counted[row.source, row.target, row.parent_kind or "reply"] += row.posts
    ties = tuple(Tie(*pair, posts) for pair, posts in counted.most_common(_MOST_PAIRS))
    return ties, tuple(await _titled(session, unseen, samples))


async def _titled(session: AsyncSession, unseen: dict[str, Unseen], samples: dict[str, int]) -> list[Unseen]:
    """Origins with the names that one forward of each gives."""
    wanted = list(samples.values())[: _MOST_PAIRS // 20]
    query = select(Sighting.id, Sighting.origin).where(Sighting.id.in_(wanted))
    names = {row.id: str((row.origin or {}).get("name") or "") for row in await session.execute(query)}
    return [Unseen(one.key, one.platform, names.get(samples[one.key], "")) for one in unseen.values()]


async def _links_of_groups(session: AsyncSession, of_claim: list[ColumnElement[bool]]) -> tuple[LinkUse, ...]:
    """Addresses that several posts link, each with its carriers."""
    uses: dict[str, list[LinkUse]] = defaultdict(list)
    query = (
        select(
            func.max(SightingLink.link).label("link"),
            _key(Sighting).label("key"),
            func.min(Sighting.written_at).label("at"),
        )
        .join(SightingLink, SightingLink.sighting_id == Sighting.id)
        .where(*of_claim)
        .group_by(SightingLink.link_hash, "key")
        .order_by("at")
        .limit(_MOST_PAIRS)
    )
    for row in await session.execute(query):
        uses[row.link].append(LinkUse(row.link, row.key, row.at))
    return tuple(sorted((use for group in uses.values() for use in group), key=lambda use: use.at))


def _is_same_claim(source: Any) -> ColumnElement[bool]:
    same: ColumnElement[bool] = (source.claim_id == Sighting.claim_id) & (
        source.platform == Sighting.platform
    )
    return same


def _key(of: Any) -> ColumnElement[str]:
    carrier = case((of.place_kind.in_(("timeline", "private")), of.author), else_=of.place_id)
    key: ColumnElement[str] = of.platform.concat("@").concat(carrier)
    return key
