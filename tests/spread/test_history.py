"""Replayed history: cut off it goes on where it ended, and each post is one sighting at its own time."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import App, open_app
from bot.config import Settings
from bot.operations import replay as replaying
from bot.operations.replay import Judged, begin_recording, end_recording, judge_all
from bot.platforms.replay import read_posts
from storage import claims, coverage, decisions
from storage.claims import ClaimDraft, FactCheckDraft
from storage.models import Sighting

STATEMENT = "North Korea will send 100,000 volunteers to fight in Ukraine"
START = datetime(2026, 11, 1, 8, tzinfo=UTC)


@pytest.fixture
async def app(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[App]:
    """A house with one claim and the small matcher, which reads eight posts at a time."""
    monkeypatch.setattr(replaying, "_BATCH", 8)
    settings = Settings.model_validate(
        {
            "database_url": sqlite_url,
            "secret_key": "a key for tests",
            "matcher": {"model": "hashing", "reply_threshold": 0.8, "review_threshold": 0.5},
        }
    )
    async with open_app(settings, ()) as opened:
        async with opened.database.write() as session:
            check = FactCheckDraft("https://example.org/check")
            await claims.add(session, ClaimDraft(STATEMENT, "false", (check,)), START)
        await opened.catalogue.follow()
        yield opened


def x_post(number: int, **more: Any) -> dict[str, Any]:
    at = START + timedelta(hours=number)
    data = {
        "id": str(1000 + number),
        "author_id": str(number % 3),
        "conversation_id": str(1000 + number),
        "text": f"{STATEMENT}, says number {number}",
        "created_at": at.isoformat(),
    }
    return {"data": data | more}


def exported(number: int) -> dict[str, Any]:
    stamp = int((START + timedelta(hours=number)).timestamp())
    text = f"{STATEMENT}, says number {number}"
    return {
        "id": number,
        "type": "message",
        "date_unixtime": str(stamp),
        "from_id": "channel77",
        "text": text,
    }


async def replay(app: App, file: Path, stop_after: int | None = None) -> list[int]:
    """Record a file; cut off after so many results, as a kill would. The lines that were judged."""
    recording = await begin_recording(app, file)
    judged: list[int] = []
    results = judge_all(app, read_posts(file, after=recording.after), recording=recording)
    async for result in results:
        assert isinstance(result, Judged)
        judged.append(result.line)
        if len(judged) == stop_after:
            await results.aclose()  # type: ignore[attr-defined]
            return judged
    await end_recording(app, recording)
    return judged


async def stored(app: App) -> list[Sighting]:
    async with app.database.read() as session:
        return list(await decisions.sightings(session))


async def test_a_replay_that_was_cut_off_goes_on_after_the_last_batch_stored(
    app: App, tmp_path: Path
) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_text("\n".join(json.dumps(x_post(number)) for number in range(20)))
    assert await replay(app, file, stop_after=10) == list(range(1, 11))
    assert len(await stored(app)) == 16  # two batches of eight
    renamed = file.rename(tmp_path / "renamed.jsonl")
    assert await replay(app, renamed) == [17, 18, 19, 20]
    rows = await stored(app)
    assert [row.written_at for row in rows] == [START + timedelta(hours=number) for number in range(20)]
    assert {row.path for row in rows} == {"replayed"}
    assert await replay(app, renamed) == list(range(1, 21))  # it was finished: from the start again
    assert len(await stored(app)) == 20


async def test_an_export_that_was_cut_off_goes_on_too(app: App, tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    messages = [exported(number) for number in range(1, 21)]
    about = {"name": "River news", "type": "public_channel", "id": 77, "messages": messages}
    file.write_text(json.dumps(about, indent=1))
    await replay(app, file, stop_after=3)
    assert (await replay(app, file))[0] == 9
    rows = await stored(app)
    assert [row.post_id for row in rows] == [f"-10077:{number}" for number in range(1, 21)]
    async with app.database.read() as session:
        (place,) = await coverage.places(session, None, START + timedelta(days=9))
    assert (place.place_id, place.title, place.path) == ("-10077", "River news", "replayed")
    assert (place.first_at, place.last_at) == (START + timedelta(hours=1), START + timedelta(hours=20))


async def test_posts_that_are_reposted_and_quoted_are_seen_too(app: App, tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    first = x_post(0)["data"]
    quoted = x_post(1)["data"]
    repost = x_post(5, text="RT @a: cut", referenced_tweets=[{"type": "retweeted", "id": first["id"]}])
    quote = x_post(
        6,
        text="Look at this, friends of the river",
        referenced_tweets=[{"type": "quoted", "id": quoted["id"]}],
    )
    lines = [repost | {"includes": {"tweets": [first]}}, quote | {"includes": {"tweets": [quoted]}}]
    file.write_text("\n".join(json.dumps(line) for line in lines))
    await replay(app, file)
    rows = {row.post_id: row for row in await stored(app)}
    assert set(rows) == {"1000", "1001", "1005"}
    assert rows["1005"].origin_post_id == "1000"
    assert rows["1000"].written_at == START
    assert rows["1000"].author != rows["1005"].author


async def test_a_post_that_carries_the_fact_check_denies_the_claim(app: App, tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    url = {"url": "https://t.co/a", "expanded_url": "https://example.org/check"}
    post = x_post(0, text=f"{STATEMENT} https://t.co/a", entities={"urls": [url]})
    file.write_text(json.dumps(post))
    await replay(app, file)
    (row,) = await stored(app)
    assert row.stance == "deny"
