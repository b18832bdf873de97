"""Sightings from files: each post once, cut off it goes on, a bad line stops no other, nobody is named."""

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.errors import InputError
from bot.signing import Signer
from bot.spread import EdgeKind, chain_for, sighting_import
from bot.spread.addresses import post_at, post_url
from bot.spread.sighting_files import SightingLine, opened, read_sightings
from bot.spread.sighting_import import Counts
from storage import audit, claims, coverage, decisions, spread
from storage.claims import ClaimDraft, FactCheckDraft
from storage.database import Database
from storage.models import Claim, Sighting
from tests.storage.samples import sighting as heard

CHECK = "https://example.org/check"
NOW = datetime(2026, 11, 20, tzinfo=UTC)
SIGNER = Signer(b"a key for tests")
BRIDGE = "The bridge was sold"


@pytest.fixture
async def claim(database: Database, monkeypatch: pytest.MonkeyPatch) -> Claim:
    """A claim; files are taken in four lines at a time."""
    monkeypatch.setattr(sighting_import, "_BATCH", 4)
    return await added(database, BRIDGE)


async def added(database: Database, statement: str, url: str = CHECK) -> Claim:
    async with database.write() as session:
        return await claims.add(session, ClaimDraft(statement, "false", (FactCheckDraft(url),)), NOW)


def line(number: int, **more: Any) -> dict[str, Any]:
    told = {
        "claim": BRIDGE,
        "url": f"https://x.com/somebody/status/{1000 + number}",
        "written_at": f"2026-11-01T08:{number:02}:00Z",
    }
    return told | more


def written(folder: Path, lines: Sequence[object], name: str = "seen.jsonl") -> Path:
    file = folder / name
    file.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines), "utf-8")
    return file


async def take_in(
    database: Database, file: Path, *, batches: int | None = None, claim: str | None = None, dry: bool = False
) -> Counts:
    """Import a file; cut off after so many batches, as a kill would."""
    counts = Counts()
    task = await sighting_import.begin(database, file, SIGNER, NOW, claim=claim)
    work = sighting_import.look_through if dry else sighting_import.take_in
    with opened(file) as (content, _):
        done = 0
        async for progress in work(database, read_sightings(content, file.name, NOW), task):
            counts.add(progress)
            done += 1
            if done == batches:
                return counts
    if not dry:
        await sighting_import.end(database, task, "cli:operator", file.name, counts)
    return counts


async def stored(database: Database) -> list[Sighting]:
    async with database.read() as session:
        return list(await decisions.sightings(session))


def faults(text: str, name: str = "seen.jsonl") -> list[tuple[int, str | None]]:
    lines = read_sightings(io.StringIO(text), name, NOW)
    return [(one.number, one.fault) for one in lines if one.fault is not None]


def only(values: dict[str, Any]) -> SightingLine:
    (read,) = read_sightings(io.StringIO(json.dumps(values)), "seen.jsonl", NOW)
    return read


async def test_an_import_that_was_cut_off_goes_on_and_done_again_it_changes_nothing(
    database: Database, claim: Claim, tmp_path: Path
) -> None:
    file = written(tmp_path, [line(number) for number in range(10)])
    assert await take_in(database, file, batches=2) == Counts(new=8)
    assert len(await stored(database)) == 8
    renamed = file.rename(tmp_path / "renamed.jsonl")
    assert await take_in(database, renamed) == Counts(new=2)  # the first eight are not read again
    assert await take_in(database, renamed) == Counts(known=10)  # it was finished: from the start again
    rows = await stored(database)
    assert [row.written_at.minute for row in rows] == list(range(10))
    assert {row.path for row in rows} == {"imported"}
    assert {row.claim_id for row in rows} == {claim.id}


async def test_a_dry_run_says_what_would_be_done_and_does_nothing(
    database: Database, claim: Claim, tmp_path: Path
) -> None:
    await take_in(database, written(tmp_path, [line(0), line(1)]))
    lines = [*(line(number) for number in range(6)), line(2), "{", line(7, claim="Another claim")]
    file = written(tmp_path, lines, "more.jsonl")
    looked = await take_in(database, file, dry=True)
    assert looked == Counts(new=4, known=3, faulty=2)
    assert len(await stored(database)) == 2
    assert await take_in(database, file) == looked


async def test_a_post_that_the_bot_heard_keeps_what_it_saw_and_gets_what_it_lacked(
    database: Database, claim: Claim, tmp_path: Path
) -> None:
    async with database.write() as session:
        draft = replace(heard(claim.id, NOW, "1000"), platform="x", stance="deny", reach=5)
        await decisions.add_sighting(session, draft)
    told = line(0, stance="assert", language="ru", reach=900, answers="https://x.com/a/status/7")
    assert await take_in(database, written(tmp_path, [told])) == Counts(known=1)
    (row,) = await stored(database)
    assert (row.stance, row.language, row.reach) == ("deny", "en", 900)
    assert (row.parent_post_id, row.parent_kind, row.path) == ("7", "reply", draft.path)


async def test_a_later_file_mends_what_an_earlier_one_said(
    database: Database, claim: Claim, tmp_path: Path
) -> None:
    await take_in(database, written(tmp_path, [line(0), line(1, stance="deny")]))
    better = [line(0, stance="question", written_at="2026-11-01 07:00+01:00"), line(1)]
    assert await take_in(database, written(tmp_path, better)) == Counts(known=2)
    first, second = await stored(database)
    assert (first.stance, first.written_at) == ("question", datetime(2026, 11, 1, 6, tzinfo=UTC))
    assert second.stance == "deny"  # a line that tells none takes none away


async def test_a_claim_is_named_by_number_words_or_fact_check_and_never_guessed(
    database: Database, claim: Claim, tmp_path: Path
) -> None:
    other = await added(database, "The tunnel was sold")  # checked by the same article
    async with database.write() as session:
        gone = await claims.add(session, ClaimDraft("The ferry was sold", "false", ()), NOW)
        await claims.retract(session, gone, "wrong", NOW)
    lines = [
        line(0, claim=claim.id),
        line(1, claim="the  BRIDGE was sold"),
        line(2, claim=None, claim_id=str(other.id)),
        line(3, claim=CHECK),
        line(4, claim="The ferry was sold"),
        line(5, claim="Nobody said this"),
        line(6, claim=None),
    ]
    seen: list[tuple[int, str]] = []
    file = written(tmp_path, lines)
    task = await sighting_import.begin(database, file, SIGNER, NOW, claim=None)
    with opened(file) as (content, _):
        async for progress in sighting_import.take_in(
            database, read_sightings(content, file.name, NOW), task
        ):
            seen += progress.faults
    assert [row.claim_id for row in await stored(database)] == [claim.id, claim.id, other.id]
    assert seen == [
        (4, f"claim is not clear: {claim.id}, {other.id} have this wording or link; give the number"),
        (5, "claim is retracted: The ferry was sold"),
        (6, "there is no claim Nobody said this"),
        (7, "claim is missing"),
    ]
    last = written(tmp_path, [line(6, claim=None)], "last.jsonl")
    assert await take_in(database, last, claim=str(claim.id)) == Counts(new=1)


async def test_edges_and_places_of_imported_posts_are_those_of_heard_ones(
    database: Database, claim: Claim, tmp_path: Path
) -> None:
    lines = [
        line(0, url="https://t.me/c/77/1", place="River news", author="channel77"),
        line(1, url="https://t.me/c/88/5", place="Hill news", forwards="https://t.me/c/77/1"),
        line(2, url="https://t.me/River_Watch/9", answers="https://t.me/c/88/5"),
        line(3, url="https://x.com/i/status/1", links="https://example.org/story?utm_source=x"),
        line(4, url="https://x.com/i/status/2", links=["https://www.example.org/story"], quotes="1"),
        line(5, url="https://www.facebook.com/groups/river/posts/3", place="Friends of the river"),
        line(6, url="https://news.example.org/bridge", language="uk"),
    ]
    assert await take_in(database, written(tmp_path, lines)) == Counts(new=7)
    rows = {row.post_id: row for row in await stored(database)}
    assert (rows["-10077:1"].place_id, rows["-10077:1"].place_kind) == ("-10077", "channel")
    assert rows["@river_watch:9"].place_title == "@River_Watch"
    assert rows["news.example.org/bridge"].place_title == "news.example.org"
    async with database.read() as session:
        chain = await chain_for(session, claim)
        totals = await spread.totals(session, claim.id)
        assert await coverage.extent(session, None, NOW) is None  # nobody listened there
    nodes = {f"post:{row.id}": row.post_id for row in rows.values()}
    edges = {(nodes[edge.source], nodes[edge.target], edge.kind) for edge in chain.edges}
    assert edges == {
        ("-10077:1", "-10088:5", EdgeKind.FORWARD),
        ("-10088:5", "@river_watch:9", EdgeKind.REPLY),
        ("1", "2", EdgeKind.QUOTE),
        ("1", "2", EdgeKind.LINK),
    }
    assert totals.places == 7
    assert {first.value for first in chain.first_on} == {"telegram", "x", "facebook", "web"}


async def test_authors_are_kept_as_keyed_hashes(database: Database, claim: Claim, tmp_path: Path) -> None:
    lines = [line(0, author="4455"), line(1, author=4455), line(2), line(3)]
    await take_in(database, written(tmp_path, lines))
    first, second, *untold = [row.author for row in await stored(database)]
    assert first == second
    assert "4455" not in first
    assert len({first, *untold}) == 3  # of whom nothing is known is nobody else


async def test_the_import_is_in_the_audit_log(database: Database, claim: Claim, tmp_path: Path) -> None:
    await take_in(database, written(tmp_path, [line(0), "{"]))
    async with database.read() as session:
        entry = await audit.latest_of(session, "cli:operator")
    assert entry is not None
    assert (entry.action, entry.subject) == ("sighting.import", "seen.jsonl")
    assert entry.after == {"new": 1, "known": 0, "faulty": 1}


def test_csv_may_come_from_any_spreadsheet_and_from_our_own_export() -> None:
    table = "\ufeffclaim_id;URL;Written_at;Stance;place\n1;https://t.me/c/7/1;2026-11-03;Deny;'=River\n"
    file = io.TextIOWrapper(io.BytesIO(table.encode()), "utf-8-sig", errors="surrogateescape", newline="")
    (read,) = read_sightings(file, "seen.CSV", NOW)
    assert read.fault is None
    assert read.form is not None
    draft = read.form.draft(1, SIGNER, NOW)
    assert draft.written_at == datetime(2026, 11, 3, 12, tzinfo=UTC)
    assert (draft.stance, draft.place_title, draft.place_id) == ("deny", "=River", "-1007")


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"url": "javascript:alert(1)"}, "url must begin with https:// or http://"),
        ({"url": "https://x.com/somebody"}, "url is not the address of a post"),
        ({"url": None}, "url is missing (or platform and post_id)"),
        ({"url": None, "platform": "telegram", "post_id": "42:1"}, "post_id must be"),
        ({"url": None, "platform": "vk", "post_id": "42"}, "url is missing: elsewhere"),
        ({"platform": "telegram"}, "url is a post on x, not on telegram"),
        ({"platform": "x", "url": "https://example.org/a"}, "url is a post on web, not on x"),
        ({"written_at": "yesterday"}, "written_at is not a time such as"),
        ({"written_at": None}, "written_at is missing"),
        ({"written_at": "2031-01-01"}, "written_at is no time of a post"),
        ({"written_at": 12}, "written_at is no time of a post"),
        ({"written_at": 1e300}, "written_at is not a time such as"),
        ({"stance": "maybe"}, "stance "),
        ({"language": "English"}, "language must be a language code"),
        ({"reach": -1}, "reach "),
        ({"author": "a" * 201}, "author is longer than 200 characters"),
        ({"answers": "https://t.me/c/7/1"}, "answers is a post on another platform"),
        ({"links": ["https://example.org/a"] * 11}, "links "),
        ({"place_kind": "private"}, "place_kind "),
    ],
)
def test_what_is_wrong_with_a_line_is_said_in_words(told: dict[str, Any], fault: str) -> None:
    read = only(line(0, **told))
    assert read.form is None
    assert (read.fault or "").startswith(fault)


def test_a_bad_line_stops_no_other_and_a_bad_file_is_refused() -> None:
    good = json.dumps(line(0))
    text = "\n".join([good, "{", "[1]", "", '{"a":' * 3, "\udcff", good, "{" + " " * 4_000_001 + "}", good])
    assert [number for number, _ in faults(text)] == [2, 3, 5, 6, 8]
    with pytest.raises(InputError, match="JSON list"):
        faults(f"[{good}]")
    with pytest.raises(InputError, match="written_at"):
        faults("claim,url\n1,https://example.org/a\n", "seen.csv")


@pytest.mark.parametrize(
    ("address", "platform", "post_id", "url"),
    [
        ("https://twitter.com/a/status/12?s=20", "x", "12", "https://x.com/i/status/12"),
        ("https://x.com/i/web/status/12", "x", "12", "https://x.com/i/status/12"),
        ("https://x.com/a/status/12/photo/1", "x", "12", "https://x.com/i/status/12"),
        ("https://t.me/c/77/3/9", "telegram", "-10077:9", "https://t.me/c/77/9"),
        ("https://telegram.me/s/River/9", "telegram", "@river:9", "https://t.me/river/9"),
        ("https://m.vk.com/wall-1_2", "vk", "vk.com/wall-1_2", "https://vk.com/wall-1_2"),
        ("http://www.example.org/a?utm_source=b#c", "web", "example.org/a", "https://example.org/a"),
    ],
)
def test_an_address_names_its_post_and_a_post_its_address(
    address: str, platform: str, post_id: str, url: str
) -> None:
    at = post_at(address)
    assert at is not None
    assert (at.platform, at.post_id) == (platform, post_id)
    assert post_url(platform, at.place_kind, post_id) == url


def test_an_address_too_long_for_an_id_is_kept_as_its_hash() -> None:
    at = post_at(f"https://example.org/{'a' * 300}")
    assert at is not None
    assert len(at.post_id) == 64
    assert post_url(at.platform, at.place_kind, at.post_id) is None


@pytest.mark.parametrize(
    "address", ["https://x.com/", "https://t.me/river", "https://t.me/+abc", "ftp://a.b/c"]
)
def test_an_address_of_no_post_is_none(address: str) -> None:
    assert post_at(address) is None
