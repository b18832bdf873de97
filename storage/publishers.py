"""Publishers under one name each, whatever their pages call them, and their own words for ratings."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.claims import content_hash
from storage.models.sources import Publisher, PublisherDomain, PublisherName, RatingWord, SourceReview
from storage.statements import insert

_AT_ONCE = 400


async def of_domains(session: AsyncSession, domains: Collection[str]) -> dict[str, Publisher]:
    """The publishers of those of these domains that are known to be somebody's."""
    found: dict[str, Publisher] = {}
    wanted = sorted(domains)
    for start in range(0, len(wanted), _AT_ONCE):
        query = (
            select(PublisherDomain.domain, Publisher)
            .join(Publisher, Publisher.id == PublisherDomain.publisher_id)
            .where(PublisherDomain.domain.in_(wanted[start : start + _AT_ONCE]))
        )
        found |= {row[0]: row[1] for row in await session.execute(query)}
    return found


async def known_names(session: AsyncSession, names: Collection[str]) -> set[str]:
    """Those of these names that lead to a publisher already, by their content hashes."""
    wanted = sorted({content_hash(name) for name in names})
    found: set[str] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        found |= set(
            await session.scalars(select(PublisherName.name_hash).where(PublisherName.name_hash.in_(part)))
        )
    return found


async def named(session: AsyncSession, name: str) -> Publisher | None:
    """The publisher that is known by this name, case and white space aside."""
    row = await session.get(PublisherName, content_hash(name))
    return None if row is None else await session.get(Publisher, row.publisher_id)


async def add(session: AsyncSession, name: str, domain: str, now: datetime) -> Publisher:
    """A new publisher with this domain and, where nobody has it yet, this name."""
    publisher = Publisher(name=name, added_at=now)
    session.add(publisher)
    await session.flush()
    session.add(PublisherDomain(domain=domain, publisher_id=publisher.id))
    await add_name(session, publisher, name)
    await session.flush()
    return publisher


async def add_name(session: AsyncSession, publisher: Publisher, name: str) -> bool:
    """Let a name lead to this publisher; False where it leads to one already."""
    row = insert(session, PublisherName).values(
        name_hash=content_hash(name), name=name, publisher_id=publisher.id
    )
    result = await session.execute(
        row.on_conflict_do_nothing(index_elements=["name_hash"]).returning(PublisherName.name_hash)
    )
    return result.first() is not None


async def give_domain(session: AsyncSession, publisher: Publisher, domain: str) -> None:
    """Make a domain this publisher's, whose ever it was."""
    row = insert(session, PublisherDomain).values(domain=domain, publisher_id=publisher.id)
    await session.execute(
        row.on_conflict_do_update(index_elements=["domain"], set_={"publisher_id": publisher.id})
    )


async def every(session: AsyncSession) -> list[tuple[Publisher, list[str], list[str]]]:
    """All publishers by name, each with the names and the domains that lead to it."""
    names: dict[int, list[str]] = {}
    for name in await session.scalars(select(PublisherName).order_by(PublisherName.name)):
        names.setdefault(name.publisher_id, []).append(name.name)
    domains: dict[int, list[str]] = {}
    for domain in await session.scalars(select(PublisherDomain).order_by(PublisherDomain.domain)):
        domains.setdefault(domain.publisher_id, []).append(domain.domain)
    rows = await session.scalars(select(Publisher).order_by(Publisher.name))
    return [(one, names.get(one.id, []), domains.get(one.id, [])) for one in rows]


async def get(session: AsyncSession, publisher_id: int) -> Publisher | None:
    """One publisher."""
    return await session.get(Publisher, publisher_id) if 0 < publisher_id < 2**63 else None


async def names_of(session: AsyncSession, ids: Collection[int]) -> dict[int, str]:
    """The publishers' names by id."""
    rows = await session.execute(select(Publisher.id, Publisher.name).where(Publisher.id.in_(sorted(ids))))
    return {row.id: row.name for row in rows}


async def merge(session: AsyncSession, one: Publisher, into: Publisher) -> None:
    """Make one publisher another one: its names, domains, words and reviews become that one's."""
    known = set(await session.scalars(select(RatingWord.word_hash).where(RatingWord.publisher_id == into.id)))
    for word in await session.scalars(select(RatingWord).where(RatingWord.publisher_id == one.id)):
        if word.word_hash in known:
            await session.delete(word)
        else:
            word.publisher_id = into.id
    for table in (PublisherName, PublisherDomain, SourceReview):
        await session.execute(update(table).where(table.publisher_id == one.id).values(publisher_id=into.id))
    await session.flush()
    await session.delete(one)
    await session.flush()


async def rating_answers(
    session: AsyncSession, publisher_ids: Collection[int], words: Collection[str]
) -> dict[tuple[int, str], str]:
    """What editors answered that these words mean: our rating by publisher and content hash of the word."""
    found: dict[tuple[int, str], str] = {}
    asked, wanted = sorted(publisher_ids), sorted({content_hash(word) for word in words})
    for start in range(0, len(wanted), _AT_ONCE):
        query = select(RatingWord.publisher_id, RatingWord.word_hash, RatingWord.rating).where(
            RatingWord.word_hash.in_(wanted[start : start + _AT_ONCE]), RatingWord.rating.is_not(None)
        )
        for first in range(0, len(asked), _AT_ONCE):
            of_some = query.where(RatingWord.publisher_id.in_(asked[first : first + _AT_ONCE]))
            for publisher_id, digest, rating in await session.execute(of_some):
                found[publisher_id, digest] = rating or ""
    return found


async def ask_about(session: AsyncSession, publisher_id: int, word: str, times: int, now: datetime) -> None:
    """Count how often a word came that is not understood; an editor is asked about it once."""
    row = insert(session, RatingWord).values(
        publisher_id=publisher_id,
        word=word,
        word_hash=content_hash(word),
        times=times,
        first_seen=now,
        last_seen=now,
    )
    await session.execute(
        row.on_conflict_do_update(
            index_elements=["publisher_id", "word_hash"],
            set_={"times": RatingWord.times + times, "last_seen": now},
        )
    )


async def open_words(session: AsyncSession, limit: int, *, after: int = 0) -> list[RatingWord]:
    """Words that nobody has answered yet."""
    query = select(RatingWord).where(RatingWord.rating.is_(None), RatingWord.id > after)
    return list(await session.scalars(query.order_by(RatingWord.id).limit(limit)))


async def count_open_words(session: AsyncSession) -> int:
    """How many words nobody has answered yet."""
    query = select(func.count()).select_from(RatingWord).where(RatingWord.rating.is_(None))
    return await session.scalar(query) or 0


async def word(session: AsyncSession, word_id: int) -> RatingWord | None:
    """One word."""
    return await session.get(RatingWord, word_id) if 0 < word_id < 2**63 else None
