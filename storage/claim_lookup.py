"""Claims by what a file calls them, many at once: by ids, by words, by addresses of fact-checks."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.claims import content_hash
from storage.models import Claim, FactCheck, Phrasing, is_id
from storage.text import exact_hash

_AT_ONCE = 400


@dataclass(frozen=True, order=True)
class Found:
    """A claim that a name stands for."""

    claim_id: int
    status: str


async def by_name(session: AsyncSession, names: Collection[str]) -> dict[str, frozenset[Found]]:
    """The claims that each name stands for: none, one, or several of which nobody knows which is meant.

    A number is an id, an address that of a fact-check; all else is a statement or another wording.
    """
    found: dict[str, set[Found]] = {name: set() for name in names}
    numbers: dict[int, list[str]] = {}
    links: dict[str, list[str]] = {}
    texts: dict[str, list[str]] = {}
    for name in names:
        if name.isdecimal():
            if is_id(int(name)):
                numbers.setdefault(int(name), []).append(name)
        elif _is_address(name):
            links.setdefault(exact_hash(name), []).append(name)
        else:
            texts.setdefault(content_hash(name), []).append(name)
    by_number = select(Claim.id, Claim.id, Claim.status)
    by_link = select(FactCheck.url_hash, Claim.id, Claim.status).join(Claim, Claim.id == FactCheck.claim_id)
    by_words = select(Claim.statement_hash, Claim.id, Claim.status)
    by_wording = select(Phrasing.text_hash, Claim.id, Claim.status).join(Claim, Claim.id == Phrasing.claim_id)
    wanted: list[tuple[Any, Any, dict[Any, list[str]]]] = [
        (by_number, Claim.id, numbers),
        (by_link, FactCheck.url_hash, links),
        (by_words, Claim.statement_hash, texts),
        (by_wording, Phrasing.text_hash, texts),
    ]
    for query, column, called in wanted:
        for part in _parts(list(called)):
            for key, claim_id, status in await session.execute(query.where(column.in_(part))):
                for name in called[key]:
                    found[name].add(Found(claim_id, status))
    return {name: frozenset(claims) for name, claims in found.items()}


async def with_wordings(session: AsyncSession, hashes: Collection[str]) -> dict[str, list[Claim]]:
    """The claims whose statement or a wording has each of these content hashes, in the order of ids."""
    ids: dict[str, set[int]] = {}
    for part in _parts(sorted(hashes)):
        stated = select(Claim.statement_hash, Claim.id).where(Claim.statement_hash.in_(part))
        worded = select(Phrasing.text_hash, Phrasing.claim_id).where(Phrasing.text_hash.in_(part))
        for digest, claim_id in await session.execute(stated.union(worded)):
            ids.setdefault(digest, set()).add(claim_id)
    known: dict[int, Claim] = {}
    for some in _parts(sorted({claim_id for found in ids.values() for claim_id in found})):
        known |= {claim.id: claim for claim in await session.scalars(select(Claim).where(Claim.id.in_(some)))}
    return {
        digest: [known[claim_id] for claim_id in sorted(ids.get(digest, ())) if claim_id in known]
        for digest in hashes
    }


def _is_address(name: str) -> bool:
    return name.lower().startswith(("http://", "https://"))


def _parts(values: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
