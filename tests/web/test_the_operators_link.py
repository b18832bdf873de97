"""The link for anyone who may run commands at the machine: no bot is needed to sign in."""

import re

import httpx
import pytest

from bot.cli.web import local_address, reached_at, sign_in_link
from bot.config import Settings
from bot.config.web import WebSettings
from bot.roles import OPERATOR
from storage import audit, reviews
from tests.web.stage import OWNER, Stage, csrf


async def test_the_operators_link_opens_every_page_once(stage: Stage) -> None:
    link = await sign_in_link(stage.app.database, stage.url, "en", stage.clock.now)
    async with httpx.AsyncClient(base_url=stage.url, follow_redirects=True, timeout=60) as client:
        assert OPERATOR in (await client.post(link)).text
        for page in ("/", "/claims", "/review", "/sources", "/settings", "/import"):
            assert (await client.get(page)).status_code == 200, page
    async with httpx.AsyncClient(base_url=stage.url, follow_redirects=True, timeout=60) as thief:
        assert (await thief.post(link)).status_code == 410
    async with stage.app.database.read() as session:
        (entry,) = await audit.entries(session, f"account:{OPERATOR}", limit=1)
    assert (entry.actor, entry.action) == (OPERATOR, "web.sign-in")


async def test_a_new_link_of_the_operator_ends_the_old_one_and_nobody_elses(stage: Stage) -> None:
    old = await sign_in_link(stage.app.database, stage.url, "en", stage.clock.now)
    owners = await stage.link(OWNER)
    new = await sign_in_link(stage.app.database, stage.url, "en", stage.clock.now)
    async with httpx.AsyncClient(base_url=stage.url, timeout=60) as client:
        answers = [(await client.post(link)).status_code for link in (old, owners, new)]
    assert answers == [410, 303, 303]


async def test_what_the_operator_decides_in_review_is_carried_out(stage: Stage) -> None:
    link = await sign_in_link(stage.app.database, stage.url, "en", stage.clock.now)
    item = stage.waiting[0]
    async with httpx.AsyncClient(base_url=stage.url, follow_redirects=True, timeout=60) as client:
        await client.post(link)
        page = (await client.get(f"/review/{item}")).text
        await client.post(f"/review/{item}/decide", data={"csrf": csrf(page), "claim": "none"})
    stage.clock.advance(seconds=60)
    assert await stage.app.desk.settle() == 1
    async with stage.app.database.read() as session:
        decided = await reviews.get(session, item)
        assert decided is not None
        assert decided.status == "closed"


@pytest.mark.parametrize(
    ("at", "address"),
    [
        (("127.0.0.1", 8100), "http://127.0.0.1:8100"),
        (("0.0.0.0", 80), "http://127.0.0.1:80"),  # noqa: S104 - an address that is asked about
        (("::", 8100, 0, 0), "http://[::1]:8100"),
        (("fd00::7", 8100, 0, 0), "http://[fd00::7]:8100"),
        (("dash.example.org", 8100), "http://dash.example.org:8100"),
    ],
)
def test_the_link_leads_to_where_the_dashboard_listens(at: tuple[object, ...], address: str) -> None:
    assert local_address(at) == address
    assert reached_at(Settings(), at) == address
    published = Settings(web=WebSettings(public_url="https://bot.example.org"))
    assert reached_at(published, at) == "https://bot.example.org"


async def test_anyone_may_read_how_to_sign_in_and_what_one_can_do(stage: Stage) -> None:
    async with httpx.AsyncClient(base_url=stage.url, timeout=60) as client:
        welcome = (await client.get("/")).text
        assert re.search(r"claimspread web --link", welcome)
        assert 'href="/about"' in welcome
        about = await client.get("/about", headers={"Accept-Language": "ar"})
        assert about.status_code == 200
        assert '<html lang="ar" dir="rtl">' in about.text
        assert "claimspread web --link" in about.text
