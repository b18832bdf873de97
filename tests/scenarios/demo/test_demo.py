"""The demo as a newcomer meets it: it runs by itself, answers rightly, and can be talked to."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pexpect
import pytest
import pytest_asyncio

from bot.app import App, open_app
from bot.cli.demo import show_dashboard
from bot.config import Settings, sqlite_url
from bot.decisions.policy import Action
from bot.demo.play import Scene, SimulatedClock, load_sample_claims, play, stories
from bot.demo.stage import StagePlatform
from bot.events import OutgoingMessage
from bot.spread.charts import spread_chart
from bot.translations import Translator
from bot.web.serving import listening
from tests.scenarios.demo.samples import Expected, expectations
from tests.scenarios.end_to_end.house import Operator


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def played(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[App, list[Scene]]]:
    file = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    sent: list[OutgoingMessage] = []
    clock = SimulatedClock(datetime(2026, 11, 1, tzinfo=UTC))
    stages = [StagePlatform(name, sent.append) for name in ("telegram", "x")]
    async with open_app(Settings(database_url=sqlite_url(file)), stages, clock) as app:
        app.deliver_without_listening()
        await load_sample_claims(app, clock.now)
        yield app, [scene async for scene in play(app, clock, sent)]


def by_event(scenes: list[Scene]) -> list[tuple[Scene, Expected]]:
    """Scenes beside what a careful person wants, for the samples that lead to one."""
    wanted = {
        f"{'update' if expected.platform == 'telegram' else 'post'}:{expected.id}": expected
        for expected in expectations()
    }
    return [(scene, wanted[scene.event.event_id]) for scene in scenes if scene.event.event_id in wanted]


@pytest.mark.asyncio(loop_scope="module")
async def test_every_answer_of_the_demo_is_about_the_right_claim(played: tuple[App, list[Scene]]) -> None:
    answered = [
        (scene, expected)
        for scene, expected in by_event(played[1])
        if scene.decision is not None and scene.decision.action == Action.REPLY
    ]
    assert len(answered) >= 5
    wrong = [
        (expected.line, scene.claim.statement if scene.claim else None)
        for scene, expected in answered
        if scene.claim is None or scene.claim.id != expected.claim
    ]
    assert wrong == []


@pytest.mark.asyncio(loop_scope="module")
async def test_nobody_who_denies_a_claim_and_nobody_who_did_not_ask_is_answered_in_public(
    played: tuple[App, list[Scene]],
) -> None:
    for scene, expected in by_event(played[1]):
        if scene.event.place.kind.is_public and (
            expected.stance == "deny" or expected.address == "overheard"
        ):
            assert scene.answers == (), expected.line


@pytest.mark.asyncio(loop_scope="module")
async def test_the_worked_example_is_seen_on_both_platforms_and_in_several_languages(
    played: tuple[App, list[Scene]],
) -> None:
    story = (await stories(played[0]))[0]
    assert story.claim.statement.startswith("North Korea will send 100,000")
    assert {cell.platform for cell in story.cells} == {"telegram", "x"}
    assert len({cell.language for cell in story.cells}) >= 4
    assert spread_chart(story, Translator("en")).startswith(b"\x89PNG")


@pytest.mark.asyncio(loop_scope="module")
async def test_the_dashboard_opens_on_the_sample_week_by_the_link_that_is_printed(
    played: tuple[App, list[Scene]], capsys: pytest.CaptureFixture[str]
) -> None:
    app, at = played[0], listening("127.0.0.1:0")
    serving = asyncio.create_task(show_dashboard(app, SimulatedClock(app.now()), at))
    said = ""
    while "/in/" not in said:
        await asyncio.sleep(0.05)
        said += capsys.readouterr().out
    link = next(line.strip() for line in said.splitlines() if "/in/" in line)
    async with httpx.AsyncClient(follow_redirects=True, timeout=60) as person:
        page = await person.post(link)
        assert "cli:operator" in page.text
        assert "North Korea will send 100,000" in page.text
        example = (await person.get(page.url.join("/claims/1"))).text
        assert "100,000" in example
    signal.raise_signal(signal.SIGTERM)
    await serving


@pytest.mark.timeout(600)
async def test_a_visitor_and_an_owner_talk_to_the_bot_after_the_demo(tmp_path: Path) -> None:
    operator = Operator(tmp_path)
    child = pexpect.spawn(
        sys.executable,
        ["-m", "bot.cli", "demo", "--folder", str(tmp_path / "out")],
        env={**operator.environment(), "TERM": "xterm"},
        cwd=str(tmp_path),
        encoding="utf-8",
        dimensions=(50, 120),
        timeout=300,
    )
    try:
        await child.expect("Spread of the most seen claim", async_=True)
        await child.expect("You>", async_=True)
        child.sendline("/addclaim Cats run the town hall | false | https://example.org/cats")
        await child.expect("editor", async_=True)
        child.sendline(":admin")
        await child.expect("as owner>", async_=True)
        claim = "The swimming pool of our town was filled with lemonade"
        child.sendline(f"/addclaim {claim} | false | https://example.org/pool")
        await child.expect("Claim 51", async_=True)
        child.sendline(":user")
        await child.expect("You>", async_=True)
        child.sendline("Did you hear? They have filled the swimming pool of our town with lemonade!")
        await child.expect("https://example.org/pool", async_=True)
        child.sendline(":quit")
        await child.expect(pexpect.EOF, async_=True)
    finally:
        child.close(force=True)
    assert child.exitstatus == 0
    assert (tmp_path / "out" / "demo.spread.png").read_bytes().startswith(b"\x89PNG")
