"""The index kept in files: the same answers after a restart, changes since then, files that do not fit."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.claims import catalogue
from bot.claims.catalogue import Catalogue
from matchers.encoding.encoders import HashingEncoder
from matchers.index.snapshot import read_snapshot
from matchers.matcher import ClaimMatcher, Rebuilding
from matchers.types import ClaimDocument
from storage import claims
from storage.database import Database

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
POSTS = (
    "The moon is hollow and number 17 knows it",
    "A lake of tea was found near town 23",
    "nothing at all",
)


def _documents(count: int) -> list[ClaimDocument]:
    return [
        ClaimDocument(
            number,
            f"The moon is hollow, says number {number % 90}",
            titles=(f"A lake of tea near town {number}",) * (number % 3 > 0),
            links=(f"https://example.org/check/{number}",),
        )
        for number in range(count)
    ]


def _answers(matcher: ClaimMatcher) -> list[list[tuple[int | str, float]]]:
    posts = [*POSTS, "see https://example.org/check/41"]
    return [
        [(match.claim_id, round(match.probability, 6)) for match in matcher.match(post).matches]
        for post in posts
    ]


def test_a_restored_index_answers_as_before_and_takes_changes(tmp_path: Path) -> None:
    before, after = ClaimMatcher(HashingEncoder()), ClaimMatcher(HashingEncoder())
    before.replace(_documents(120))
    for number in range(0, 120, 7):
        before.remove(number)
    before.keep_snapshot(tmp_path / "index", "one")
    assert after.use_snapshot(tmp_path / "index")
    assert len(after) == len(before)
    assert _answers(after) == _answers(before)
    for matcher in (before, after):
        matcher.remove(17)
        matcher.put(ClaimDocument(500, "A lake of tea was found", titles=("Tea near town 23",)))
        matcher.put(ClaimDocument(41, "Another claim altogether"))
    assert _answers(after) == _answers(before)


def test_a_damaged_or_foreign_snapshot_is_not_used(tmp_path: Path) -> None:
    matcher = ClaimMatcher(HashingEncoder())
    matcher.replace(_documents(20))
    folder = tmp_path / "index"
    matcher.keep_snapshot(folder, "one")
    assert not ClaimMatcher(HashingEncoder(dimension=64)).use_snapshot(folder)
    for file in ("vectors.high.npy", "texts.json"):
        content = (folder / file).read_bytes()
        (folder / file).write_bytes(content[: len(content) // 2])
        assert not matcher.use_snapshot(folder)
        (folder / file).write_bytes(content)
    assert matcher.use_snapshot(folder)
    assert not matcher.use_snapshot(tmp_path / "nowhere")


async def test_the_catalogue_begins_from_its_snapshot_and_never_from_another_database_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuilt: list[int] = []
    monkeypatch.setattr(catalogue, "WORTH_A_SNAPSHOT", 3)
    monkeypatch.setattr(ClaimMatcher, "rebuilding", _counted(rebuilt, ClaimMatcher.rebuilding))
    async with Database(f"sqlite:///{tmp_path / 'a.sqlite3'}") as database:
        async with database.write() as session:
            for number in range(5):
                await claims.add(session, claims.ClaimDraft(f"The pool holds {number} lemons", "false"), NOW)
        matcher = ClaimMatcher(HashingEncoder())
        assert await Catalogue(database, matcher, tmp_path).load() == 5
        async with database.write() as session:
            late = await claims.add(session, claims.ClaimDraft("The mayor drinks the sea", "false"), NOW)
            gone = await claims.get(session, 1)
            assert gone is not None
            await claims.retract(session, gone, "wrong", NOW)
        assert len(rebuilt) == 1

        again = ClaimMatcher(HashingEncoder())
        assert await Catalogue(database, again, tmp_path).load() == 5
        assert len(rebuilt) == 1
        assert again.match("The mayor drinks the sea").matches[0].claim_id == late.id
        assert all(match.claim_id != 1 for match in again.match("The pool holds 0 lemons").matches)

        monkeypatch.setattr(catalogue, "_stamp", _another)
        assert await Catalogue(database, ClaimMatcher(HashingEncoder()), tmp_path).load() == 5
        assert len(rebuilt) == 2


def _counted(
    calls: list[int], real: Callable[[ClaimMatcher], Rebuilding]
) -> Callable[[ClaimMatcher], Rebuilding]:
    def counting(matcher: ClaimMatcher) -> Rebuilding:
        calls.append(1)
        return real(matcher)

    return counting


async def _another(*_: object) -> str:
    return "1 2000-01-01T00:00:00+00:00"


def test_a_single_flipped_byte_in_any_file_of_a_snapshot_is_noticed(tmp_path: Path) -> None:
    matcher = ClaimMatcher(HashingEncoder())
    matcher.replace(_documents(30))
    folder = tmp_path / "index"
    matcher.keep_snapshot(folder, "stamp")
    assert ClaimMatcher(HashingEncoder()).use_snapshot(folder)
    for file in sorted(folder.iterdir()):
        whole = file.read_bytes()
        for at in {len(whole) // 2, len(whole) - 2}:
            flipped = bytearray(whole)
            flipped[at] ^= 0x04
            file.write_bytes(bytes(flipped))
            assert read_snapshot(folder) is None, (file.name, at)
        file.write_bytes(whole)
    assert ClaimMatcher(HashingEncoder()).use_snapshot(folder)
