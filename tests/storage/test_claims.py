"""Claims: added, changed, retracted, found, followed."""

import asyncio
from datetime import datetime, timedelta

import pytest

from storage import claim_changes, claims
from storage.claims import ClaimDraft, FactCheckDraft
from storage.database import Database
from storage.errors import DuplicateClaim
from storage.models import Claim
from tests.storage.samples import VOLUNTEERS, add_claim

LATER = timedelta(hours=1)


async def _found(database: Database, words: str) -> list[int]:
    async with database.read() as session:
        return [claim.id for claim in await claims.find(session, words)]


async def _claim(database: Database, claim_id: int = 1) -> Claim:
    async with database.read() as session:
        claim = await claims.get(session, claim_id)
    assert claim is not None
    return claim


async def test_a_claim_comes_back_with_everything_that_belongs_to_it(
    database: Database, now: datetime
) -> None:
    async with database.write() as session:
        added = await claims.add(session, VOLUNTEERS, now)
    claim = await _claim(database, added.id)
    assert claims.snapshot(claim) == {
        "statement": VOLUNTEERS.statement,
        "rating": "unsupported",
        "language": "en",
        "claimant": "a pundit on state television",
        "status": "published",
        "fact_checks": ["https://example.org/volunteers"],
        "phrasings": ["Nordkorea schickt 100.000 Freiwillige in die Ukraine"],
        "appearances": [claims.appearance_json(claim.appearances[0])],
    }
    assert [appearance.citing for appearance in claim.appearances] == ["diplomatic channels"]
    assert (claim.created_at, claim.is_published) == (now, True)


async def test_the_same_words_are_not_stored_twice(database: Database, now: datetime) -> None:
    async with database.write() as session:
        await claims.add(session, VOLUNTEERS, now)
    shouted = ClaimDraft(f"  {VOLUNTEERS.statement.upper()}\n", "false")
    async with database.write() as session:
        with pytest.raises(DuplicateClaim, match="claim 1 already says this") as refusal:
            await claims.add(session, shouted, now)
        assert refusal.value.claim_id == 1
        assert await claims.count(session) == 1


async def test_a_retracted_claim_is_still_a_duplicate(database: Database, now: datetime) -> None:
    async with database.write() as session:
        await claims.retract(session, await claims.add(session, VOLUNTEERS, now), "our mistake", now)
    async with database.write() as session:
        with pytest.raises(DuplicateClaim):
            await claims.add(session, VOLUNTEERS, now)


async def test_the_same_claim_added_by_two_workers_at_once_is_stored_once(
    postgresql_url: str, now: datetime
) -> None:
    async with Database(postgresql_url) as database:

        async def add() -> int:
            async with database.write() as session:
                claim = await claims.add(session, VOLUNTEERS, now)
                await asyncio.sleep(0.2)
                return claim.id

        outcomes = await asyncio.gather(add(), add(), return_exceptions=True)
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["DuplicateClaim", "int"]


async def test_repeated_phrasings_and_links_of_a_draft_are_stored_once(
    database: Database, now: datetime
) -> None:
    draft = ClaimDraft(
        "The moon is made of cheese",
        "false",
        fact_checks=(
            FactCheckDraft("https://example.org/1", title="first"),
            FactCheckDraft("https://example.org/1"),
        ),
        phrasings=(("the moon IS made of cheese", None), ("Cheese moon", "en"), ("cheese  moon", None)),
    )
    async with database.write() as session:
        await claims.add(session, draft, now)
    claim = await _claim(database)
    assert [phrasing.text for phrasing in claim.phrasings] == ["Cheese moon"]
    assert [check.title for check in claim.fact_checks] == ["first"]


async def test_an_edit_changes_what_is_given_and_keeps_the_rest(database: Database, now: datetime) -> None:
    async with database.write() as session:
        claim = await claims.add(session, VOLUNTEERS, now)
        await claims.edit(session, claim, now + LATER, statement="Pyongyang sends volunteers", rating="false")
    claim = await _claim(database)
    assert (claim.statement, claim.rating) == ("Pyongyang sends volunteers", "false")
    assert (claim.claimant, claim.language) == (VOLUNTEERS.claimant, "en")
    assert (claim.created_at, claim.updated_at) == (now, now + LATER)
    assert await _found(database, "pyongyang") == [1]
    assert await _found(database, "north") == []
    async with database.write() as session:
        assert (await claims.add(session, VOLUNTEERS, now)).id == 2


async def test_an_edit_does_not_take_another_claims_words(database: Database, now: datetime) -> None:
    async with database.write() as session:
        await add_claim(session, now, "The earth is flat")
        await add_claim(session, now, "The moon is hollow")
    async with database.write() as session:
        claim = await session.get_one(Claim, 2)
        with pytest.raises(DuplicateClaim) as refusal:
            await claims.edit(session, claim, now, statement="the EARTH is flat")
        assert refusal.value.claim_id == 1
        await claims.edit(session, claim, now, statement="The MOON is hollow")
    assert (await _claim(database, 2)).statement == "The MOON is hollow"
    assert (await _claim(database, 1)).statement == "The earth is flat"


async def test_a_wording_is_added_once(database: Database, now: datetime) -> None:
    async with database.write() as session:
        claim = await claims.add(session, VOLUNTEERS, now)
        assert await claims.add_phrasing(session, claim, "Pyongyang's volunteers", "en", now)
        assert not await claims.add_phrasing(session, claim, "PYONGYANG'S volunteers", None, now)
        assert not await claims.add_phrasing(session, claim, VOLUNTEERS.statement, None, now)
    async with database.write() as session:
        claim = await session.get_one(Claim, 1)
        assert not await claims.add_phrasing(session, claim, "Pyongyang's  volunteers", None, now)
    assert len((await _claim(database)).phrasings) == 2


async def test_a_wording_added_by_two_workers_at_once_is_stored_once(
    postgresql_url: str, now: datetime
) -> None:
    async with Database(postgresql_url) as database:
        async with database.write() as session:
            await claims.add(session, VOLUNTEERS, now)

        async def add() -> bool:
            async with database.write() as session:
                claim = await session.get_one(Claim, 1)
                await asyncio.sleep(0.2)
                return await claims.add_phrasing(session, claim, "Pyongyang's volunteers", "en", now)

        assert sorted(await asyncio.gather(add(), add())) == [False, True]


async def test_a_fact_check_is_added_once_and_may_be_replaced(database: Database, now: datetime) -> None:
    long_link = "https://example.org/" + "ж" * 100_000
    async with database.write() as session:
        claim = await claims.add(session, VOLUNTEERS, now)
        assert await claims.add_fact_check(session, claim, FactCheckDraft(long_link), now)
        assert not await claims.add_fact_check(session, claim, FactCheckDraft(long_link), now)
        await claims.replace_fact_check(
            session, claim, FactCheckDraft("https://example.org/volunteers", title="Newer"), now
        )
    claim = await _claim(database)
    assert [check.title for check in claim.fact_checks] == ["Newer"]


async def test_a_link_is_changed_and_keeps_its_description_only_on_the_same_site(
    database: Database, now: datetime
) -> None:
    old, same, other = "https://example.org/volunteers", "https://example.org/korea", "https://example.com/1"
    async with database.write() as session:
        claim = await claims.add(session, VOLUNTEERS, now)
        assert not await claims.replace_link(session, claim, "https://example.org/404", same, now)
        assert await claims.replace_link(session, claim, old, same, now)
        assert claim.fact_checks[0].title == "No, nobody said so"
        assert not await claims.replace_link(session, claim, same, same, now)
        assert await claims.replace_link(session, claim, same, other, now)
        assert await claim_changes.latest_change(session) == 3
    check = (await _claim(database)).fact_checks[0]
    assert (check.url, check.title, check.publisher, check.language) == (other, None, None, "en")


async def test_a_wording_leads_to_its_claims(database: Database, now: datetime) -> None:
    async with database.write() as session:
        await claims.add(session, VOLUNTEERS, now)
        second = await add_claim(session, now, "Pyongyang sends men")
        await claims.add_phrasing(session, second, VOLUNTEERS.statement, "en", now)
    async with database.read() as session:
        same = await claims.with_wording(session, VOLUNTEERS.statement.upper())
        german = await claims.with_wording(session, VOLUNTEERS.phrasings[0][0])
        assert [[claim.id for claim in found] for found in (same, german)] == [[1, 2], [1]]
        assert await claims.with_wording(session, "North Korea") == []


async def test_a_retracted_claim_is_out_of_what_is_matched_and_stays_readable(
    database: Database, now: datetime
) -> None:
    async with database.write() as session:
        await add_claim(session, now, "The earth is flat")
        await claims.retract(session, await add_claim(session, now, "The moon is hollow"), "our mistake", now)
    async with database.read() as session:
        assert [claim.id async for claim in claims.published(session)] == [1]
        assert (await claims.count(session), await claims.count(session, "published")) == (2, 1)
    claim = await _claim(database, 2)
    assert (claim.is_published, claim.retraction_reason) == (False, "our mistake")


async def test_a_claim_is_found_by_every_word_of_its_statement_or_phrasings(
    database: Database, now: datetime
) -> None:
    async with database.write() as session:
        await claims.add(session, VOLUNTEERS, now)
        await add_claim(session, now, "Volunteers eat cheese")
    assert await _found(database, "volunteers") == [2, 1]
    assert await _found(database, "VOLUNTEERS korea") == [1]
    assert await _found(database, "freiwillige korea") == [1]
    assert await _found(database, "korea cheese") == []
    assert await _found(database, "") == [2, 1]


async def test_percent_underscore_and_backslash_are_searched_as_they_stand(
    database: Database, now: datetime
) -> None:
    async with database.write() as session:
        for statement in ("It cures 100% of people", "It cures 1000 people", r"See C:\temp", "snake_case"):
            await add_claim(session, now, statement)
    assert await _found(database, "100%") == [1]
    assert await _found(database, "%") == [1]
    assert await _found(database, "_") == [4]
    assert await _found(database, "\\") == [3]
    assert await _found(database, "/") == []
    assert await _found(database, "' OR 1=1 --") == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("Війна закінчиться завтра", "ВІЙНА"),
        ("Die STRASSE ist gesperrt", "straße"),
        ("ＦＵＬＬ ｗｉｄｔｈ words", "full width"),
        ("ΟΔΥΣΣΕΥΣ came home", "οδυσσευς"),
    ],
)
async def test_case_is_ignored_in_every_script(
    database: Database, now: datetime, statement: str, words: str
) -> None:
    async with database.write() as session:
        await add_claim(session, now, statement)
    assert await _found(database, words) == [1]


async def test_an_endless_search_is_answered(database: Database, now: datetime) -> None:
    async with database.write() as session:
        await add_claim(session, now, "word " * 5_000)
        await add_claim(session, now, "ж" * 60_000)
    assert await _found(database, "word " * 200_000) == [1]
    assert await _found(database, "ж" * 1_000_000) == [2]
    assert await _found(database, "other " * 200_000) == []


async def test_pages_and_statuses_of_a_search(database: Database, now: datetime) -> None:
    async with database.write() as session:
        for number in range(5):
            claim = await add_claim(session, now, f"Claim {number}")
        await claims.retract(session, claim, "no", now)
    async with database.read() as session:
        page = await claims.find(session, "claim", limit=2, offset=1)
        retracted = await claims.find(session, status="retracted")
    assert [claim.id for claim in page] == [4, 3]
    assert [claim.id for claim in retracted] == [5]


@pytest.mark.parametrize("number", [-1, 0, 2, 2**31, 2**63, 10**40])
async def test_a_number_that_is_no_claim_is_none(database: Database, now: datetime, number: int) -> None:
    async with database.write() as session:
        await add_claim(session, now)
    async with database.read() as session:
        assert await claims.get(session, number) is None
        assert list(await claims.get_many(session, [number, 1])) == [1]


async def test_published_claims_are_read_in_batches_with_their_phrasings(
    database: Database, now: datetime
) -> None:
    async with database.write() as session:
        for number in range(5):
            draft = ClaimDraft(f"Claim {number}", "false", phrasings=((f"Wording {number}", None),))
            await claims.add(session, draft, now)
    async with database.read() as session:
        kept = await session.get_one(Claim, 5)
        read = [(claim.id, claim.phrasings[0].text) async for claim in claims.published(session, batch=2)]
        assert len(session.identity_map) < 5
        assert kept.statement == "Claim 4"
    assert read == [(number + 1, f"Wording {number}") for number in range(5)]


async def test_every_change_can_be_followed(database: Database, now: datetime) -> None:
    async with database.write() as session:
        assert await claim_changes.latest_change(session) == 0
        first = await add_claim(session, now, "The earth is flat")
        second = await add_claim(session, now, "The moon is hollow")
    async with database.write() as session:
        first, second = await session.get_one(Claim, 1), await session.get_one(Claim, 2)
        await claims.add_phrasing(session, second, "Hollow moon", "en", now)
        await claims.edit(session, first, now, rating="misleading")
        await claims.add_fact_check(session, first, FactCheckDraft("https://example.org/2"), now)
        await claims.replace_fact_check(session, first, FactCheckDraft("https://example.org/3"), now)
        await claims.retract(session, second, "no", now)
    async with database.read() as session:
        assert await claim_changes.latest_change(session) == 7
        assert await claim_changes.changes_after(session, 0) == {1: 1, 2: 2, 3: 2, 4: 1, 5: 1, 6: 1, 7: 2}
        assert await claim_changes.changes_after(session, 6) == {7: 2}
        assert await claim_changes.changes_after(session, 7) == {}


async def test_changes_become_visible_in_the_order_of_their_numbers(
    postgresql_url: str, now: datetime
) -> None:
    async with Database(postgresql_url) as database:
        seen: list[dict[int, int]] = []

        async def add(statement: str, pause: float) -> None:
            async with database.write() as session:
                await add_claim(session, now, statement)
                await asyncio.sleep(pause)
            async with database.read() as session:
                seen.append(await claim_changes.changes_after(session, 0))

        slow = asyncio.create_task(add("The earth is flat", 0.4))
        await asyncio.sleep(0.1)
        await asyncio.gather(slow, add("The moon is hollow", 0))
    assert [list(changes) for changes in seen] in ([[1], [1, 2]], [[1, 2], [1, 2]])


async def test_a_reader_gets_the_fact_check_in_their_language(database: Database, now: datetime) -> None:
    draft = ClaimDraft(
        "The earth is flat",
        "false",
        language="fr",
        fact_checks=tuple(
            FactCheckDraft(f"https://example.org/{code}", language=code) for code in (None, "de-AT", "en")
        ),
    )
    async with database.write() as session:
        claim = await claims.add(session, draft, now)
        bare = await claims.add(session, ClaimDraft("The moon is hollow", "false"), now)
    best = {
        language: check.url.rpartition("/")[2]
        for language in ("de", "fr", "en", "uk", None)
        if (check := claims.best_fact_check(claim, language))
    }
    assert best == {"de": "de-AT", "fr": "None", "en": "en", "uk": "en", None: "en"}
    assert claims.best_fact_check(bare, "en") is None
