"""How smoothly a claim's network of 2,000 nodes moves in a browser: frames a second while it is dragged.

Headless Chromium without a graphics card draws on the processor alone: a desktop does better. Beside the
frames stands the work of the page's own thread, which other programs on the machine do not change.

Run: PYTHONPATH=. python -m benchmarks.network_page [--ties 4000] [--picture FILE]
"""

import argparse
import asyncio
import itertools
import random
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.async_api import CDPSession, Page
from sqlalchemy import insert

from storage.models import Sighting
from tests.web.browsing import browsing
from tests.web.stage import START, Stage, running

_CHATS = 2_000
_POSTS = 20_000
_COUNT = """() => {
  window.frames_seen = [];
  const note = (at) => { window.frames_seen.push(at); window.asked = requestAnimationFrame(note); };
  window.asked = requestAnimationFrame(note);
}"""
_COUNTED = "() => { cancelAnimationFrame(window.asked); return window.frames_seen; }"
_DRAWN = """() => {
  const series = echarts.getInstanceByDom(document.getElementById("network")).getOption().series[0];
  return [series.data.length, series.links.length];
}"""
_SECONDS = 4


async def main(ties: int, picture: Path | None) -> None:
    """Fill a store, open the page, then drag and zoom."""
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder)) as stage:
            await _fill(stage, ties)
            async with browsing(1280, 900) as page:
                await page.goto(await stage.link())
                await page.click("button.primary")
                await _measure(page, stage, picture)


async def _measure(page: Page, stage: Stage, picture: Path | None) -> None:
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    await page.goto(f"{stage.url}/claims/{stage.example}")
    await page.wait_for_selector("#network[data-ready]:not([data-ready='0'])")
    await page.wait_for_timeout(1_000)
    nodes, edges = await page.evaluate(_DRAWN)
    print(f"{nodes} nodes, {edges} edges")  # noqa: T201
    work = await _work(devtools)
    print(f"opening: {work:.2f} s of work of the page's thread")  # noqa: T201
    box = page.locator("#network")
    await box.scroll_into_view_if_needed()
    bounds = await box.bounding_box()
    assert bounds is not None  # noqa: S101 - it is on the page
    x, y = bounds["x"] + bounds["width"] / 2, bounds["y"] + bounds["height"] / 2 - 40
    for name, move in (("dragging", _drag), ("zooming", _zoom), ("pointing", _point)):
        await page.mouse.move(x, y)
        before = await _work(devtools)
        await page.evaluate(_COUNT)
        await move(page, x, y)
        frames = await page.evaluate(_COUNTED)
        spent = await _work(devtools) - before
        gaps = sorted(after - at for at, after in itertools.pairwise(frames))
        lasted = (frames[-1] - frames[0]) / 1_000
        print(  # noqa: T201
            f"{name:9} {len(gaps) / lasted:5.1f} frames/s, 95 % within {gaps[int(len(gaps) * 0.95)]:.0f} ms, "
            f"longest {gaps[-1]:.0f} ms; work a frame {1_000 * spent / len(gaps):.1f} ms"
        )
    if picture is not None:
        await box.screenshot(path=str(picture))


async def _work(devtools: CDPSession) -> float:
    """Seconds that the page's thread was at work."""
    metrics = (await devtools.send("Performance.getMetrics"))["metrics"]
    return float(next(entry["value"] for entry in metrics if entry["name"] == "TaskDuration"))


async def _drag(page: Page, x: float, y: float) -> None:
    await page.mouse.down()
    end = asyncio.get_running_loop().time() + _SECONDS
    step = 0
    while asyncio.get_running_loop().time() < end:
        step += 1
        await page.mouse.move(x + 120 * ((step % 40) / 20 - 1), y + 60 * ((step % 30) / 15 - 1))
    await page.mouse.up()


async def _zoom(page: Page, _x: float, _y: float) -> None:
    end = asyncio.get_running_loop().time() + _SECONDS
    step = 0
    while asyncio.get_running_loop().time() < end:
        step += 1
        await page.mouse.wheel(0, -40 if step % 40 < 20 else 40)


async def _point(page: Page, x: float, y: float) -> None:
    end = asyncio.get_running_loop().time() + _SECONDS
    step = 0
    while asyncio.get_running_loop().time() < end:
        step += 1
        await page.mouse.move(x + 200 * ((step % 80) / 40 - 1), y + 100 * ((step % 50) / 25 - 1))


async def _fill(stage: Stage, ties: int) -> None:
    chance = random.Random(7)  # noqa: S311 - made-up data
    rows = [_row(stage.example, number, ties, chance) for number in range(_POSTS)]
    async with stage.app.database.write() as session:
        for start in range(0, len(rows), 1_000):
            await session.execute(insert(Sighting), rows[start : start + 1_000])


def _row(claim_id: int, number: int, ties: int, chance: random.Random) -> dict[str, Any]:
    """A post of one of two thousand channels; some forward an earlier one, the first ones more often."""
    at = START - timedelta(days=30) + timedelta(minutes=2 * number)
    place = f"-100{number if number < _CHATS else chance.randrange(_CHATS)}"
    forwarded = int(number * chance.random() ** 3)
    return {
        "claim_id": claim_id,
        "platform": "telegram",
        "post_id": f"n:{number}",
        "place_id": place,
        "place_kind": "channel",
        "place_title": f"Channel {place}",
        "author": f"{number:032x}",
        "written_at": at,
        "seen_at": at,
        "address": "overheard",
        "path": "watched",
        "language": chance.choice(["en", "ru", "es", "ar", "uk", "de"]),
        "stance": chance.choice(["assert", "assert", "assert", "report", "deny", "question"]),
        "probability": 0.9,
        "origin_post_id": f"n:{forwarded}" if number and chance.random() < ties / _POSTS else None,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ties", type=int, default=4_000)
    parser.add_argument("--picture", type=Path)
    given = parser.parse_args()
    asyncio.run(main(given.ties, given.picture))
