"""Sightings that come by the hundred, from files, stored with a handful of statements."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from storage.decisions import SightingDraft
from storage.models import Sighting
from storage.models.spread import SightingLink
from storage.statements import insert
from storage.text import exact_hash

Key = tuple[int, str, str]
"""Claim, platform and post: a claim is seen in a post once."""

_COLUMNS = tuple(name for name in SightingDraft.__dataclass_fields__ if name != "links")


async def known(session: AsyncSession, keys: Collection[Key]) -> dict[Key, Sighting]:
    """Those sightings that are there, by their keys; some hundred at once."""
    if not keys:
        return {}
    wanted = tuple_(Sighting.claim_id, Sighting.platform, Sighting.post_id).in_(sorted(keys))
    rows = await session.scalars(select(Sighting).where(wanted))
    return {(row.claim_id, row.platform, row.post_id): row for row in rows}


async def add(session: AsyncSession, drafts: Sequence[SightingDraft], said: Collection[Key] = ()) -> int:
    """Store sightings that come from a file; some hundred at once.

    What the bot saw itself stays: the file only fills in what is not known. A sighting that came from a file
    is brought up to date by a later one.

    Args:
        session: a writing one.
        drafts: of each key the first counts.
        said: the keys whose stance the file tells; that of the others is a guess, which changes nothing.

    Returns:
        How many are new.
    """
    by_key: dict[Key, SightingDraft] = {}
    for draft in drafts:
        by_key.setdefault((draft.claim_id, draft.platform, draft.post_id), draft)
    if not by_key:
        return 0
    values = [{name: getattr(draft, name) for name in _COLUMNS} for draft in by_key.values()]
    statement = (
        insert(session, Sighting)
        .on_conflict_do_nothing(index_elements=["claim_id", "platform", "post_id"])
        .returning(Sighting.id, Sighting.claim_id, Sighting.platform, Sighting.post_id)
    )
    ids: dict[Key, int] = {}
    for row in await session.execute(statement, values):
        ids[row.claim_id, row.platform, row.post_id] = row.id
    new = len(ids)
    there = await known(session, [key for key in by_key if key not in ids])
    for key, sighting in there.items():
        _take_over(sighting, by_key[key], said=key in said)
        ids[key] = sighting.id
    await session.flush()
    await _keep_links(session, ids, by_key)
    return new


def _take_over(sighting: Sighting, draft: SightingDraft, *, said: bool) -> None:
    """What a file knows of a sighting that is there; attributes that stay equal write nothing."""
    if sighting.path == draft.path:
        if said:
            sighting.stance = draft.stance
        sighting.written_at, sighting.probability = draft.written_at, draft.probability
        sighting.language = draft.language or sighting.language
        sighting.place_title = draft.place_title or sighting.place_title
    for name in ("language", "place_title", "origin", "origin_post_id", "origin_place_id"):
        setattr(sighting, name, getattr(sighting, name) or getattr(draft, name))
    if sighting.parent_post_id is None:
        sighting.parent_post_id, sighting.parent_kind = draft.parent_post_id, draft.parent_kind
    sighting.reach = max(filter(None, (sighting.reach, draft.reach)), default=sighting.reach)


async def _keep_links(
    session: AsyncSession, ids: Mapping[Key, int], drafts: Mapping[Key, SightingDraft]
) -> None:
    rows = [
        {"sighting_id": ids[key], "link_hash": exact_hash(link), "claim_id": key[0], "link": link}
        for key, draft in drafts.items()
        for link in dict.fromkeys(draft.links)
        if key in ids
    ]
    if rows:
        await session.execute(insert(session, SightingLink).on_conflict_do_nothing(), rows)
