"""The pages in a real browser: keys, charts, accessibility, phones."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from storage import decisions, reviews
from tests.web.browsing import CHROMIUM, browsing
from tests.web.stage import OWNER, REVIEWER, Stage, seen_again

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here: install Debian's package `chromium` to run these"
)
_ADDRESSES = ("/", "/claims", "/claims/1", "/review", "/decisions", "/try", "/settings", "/import")
_STANDARDS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}


async def sign_in(page: Page, stage: Stage, account: str = OWNER, language: str = "en") -> None:
    await page.goto(await stage.link(account, language))
    await page.click("button.primary")
    await page.wait_for_url(f"{stage.url}/")


async def test_three_posts_are_reviewed_by_keyboard_and_the_last_is_undone(stage: Stage) -> None:
    async with browsing() as page:
        await sign_in(page, stage, REVIEWER)
        await page.click("text=Start reviewing")
        await page.wait_for_url(f"**/review/{stage.waiting[0]}")
        await page.keyboard.press("j")
        await page.wait_for_url(f"**/review/{stage.waiting[1]}")
        await page.keyboard.press("k")
        await page.wait_for_url(f"**/review/{stage.waiting[0]}")
        for number, key in enumerate(["1", "n", "1"]):
            await page.keyboard.press(key)
            await page.wait_for_url(f"**/review/{stage.waiting[number + 1]}?done={stage.waiting[number]}")
        await page.keyboard.press("u")
        await page.wait_for_url(f"**/review/{stage.waiting[2]}")
    stage.clock.advance(seconds=11)
    assert await stage.app.desk.settle() == 2
    async with stage.app.database.read() as session:
        assert await reviews.waiting(session) == 2


async def test_the_worked_example_shows_origin_carriers_languages_and_fact_check(stage: Stage) -> None:
    async with browsing() as page:
        await sign_in(page, stage)
        await page.goto(f"{stage.url}/claims")
        await page.click("text=North Korea will send")
        await page.wait_for_selector("#timeline[data-ready]:not([data-ready='0'])")
        await page.wait_for_selector("#network[data-ready]:not([data-ready='0'])")
        drawn = "document.querySelector('#timeline canvas').toDataURL().length"
        before = await page.evaluate(drawn)
        await page.check("input[name=by][value=language]")
        await page.wait_for_function(f"{drawn} !== {before}")
        marks = await page.evaluate(
            "echarts.getInstanceByDom(document.getElementById('timeline')).getOption()"
            ".series[0].markLine.data.map(mark => mark.label.formatter)"
        )
        assert marks == ["A news agency", "A military pundit", "fact-check: Sample Newsroom"]
        languages = await page.evaluate(
            "echarts.getInstanceByDom(document.getElementById('timeline')).getOption()"
            ".series.map(one => one.name)"
        )
        assert sorted(languages) == ["Arabic", "English", "Russian", "Spanish"]
        await page.wait_for_selector("#languages-map[data-ready='4']")
        rows, path = await page.evaluate(
            "(one => [one.yAxis[0].data, one.series[1].data])"
            "(echarts.getInstanceByDom(document.getElementById('languages-map')).getOption())"
        )
        assert rows == ["English", "Russian", "Spanish", "Arabic"]  # in the order of their first posts
        assert path == [[0, 0], [0, 1], [0, 2], [1, 3]]
        table = (await page.inner_text("section[aria-labelledby=languages] tbody")).splitlines()
        assert [line.split("\t")[0] for line in table] == rows
        assert "4 Nov 2026, 16:00 UTC" in table[1]
        origin = await page.inner_text("section[aria-labelledby=origin]")
        assert "diplomatic channels" in origin
        assert "No evidence that North Korea offered volunteers" in origin
        assert "Channel 2" in await page.inner_text("section[aria-labelledby=carriers]")


async def test_a_large_network_is_laid_out_in_a_worker_and_a_small_one_is_not(stage: Stage) -> None:
    async with stage.app.database.write() as session:
        for number in range(300):
            await decisions.add_sighting(session, seen_again(stage.example + 1, number))

    async def workers_for(claim: int) -> list[str]:
        begun: list[str] = []
        async with browsing() as page:
            page.on("worker", lambda worker: begun.append(worker.url))
            await sign_in(page, stage)
            await page.goto(f"{stage.url}/claims/{claim}")
            await page.wait_for_selector("#network[data-ready]:not([data-ready='0'])")
        return begun

    assert await workers_for(stage.example) == []
    assert await workers_for(stage.example + 1) == [f"{stage.url}/static/vendor/layout.js"]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_every_page_meets_wcag_aa(stage: Stage, dark: bool) -> None:
    async with browsing(dark=dark) as page:
        await sign_in(page, stage, language="ar" if dark else "en")
        for address in (
            "/",
            "/claims",
            f"/claims/{stage.example}",
            "/review",
            "/decisions",
            "/try",
            "/settings",
            "/import",
        ):
            await page.goto(stage.url + address)
            found = await Axe().run(page, options=_STANDARDS)
            assert found.violations_count == 0, f"{address}: {found.generate_report()}"


async def test_no_page_is_wider_than_a_phone(stage: Stage) -> None:
    async with browsing(390, 844) as page:
        await sign_in(page, stage)
        for address in (
            "/",
            "/claims",
            f"/claims/{stage.example}",
            "/review",
            "/decisions",
            "/try",
            "/settings",
        ):
            await page.goto(stage.url + address)
            assert await page.evaluate("document.documentElement.scrollWidth") <= 390, address


async def test_the_switch_of_colours_is_remembered(stage: Stage) -> None:
    async with browsing() as page:
        await sign_in(page, stage)
        await page.click(".me summary")
        await page.click("[data-theme-switch]")
        assert await page.evaluate("document.documentElement.dataset.theme") == "dark"
        await page.goto(f"{stage.url}/claims")
        assert await page.evaluate("document.documentElement.dataset.theme") == "dark"
