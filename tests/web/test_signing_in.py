"""Signing in by a link from the bot, once, and what a session may do."""

import httpx
import pytest

from storage import accounts, audit
from tests.web.stage import EDITOR, OWNER, READER, REVIEWER, Stage, csrf


async def test_a_link_signs_in_once_and_opening_it_uses_nothing_up(stage: Stage) -> None:
    link = await stage.link()
    async with httpx.AsyncClient(base_url=stage.url, follow_redirects=True, timeout=60) as preview:
        assert "Sign in" in (await preview.get(link)).text  # as chats do for their previews
    async with httpx.AsyncClient(base_url=stage.url, follow_redirects=True, timeout=60) as person:
        assert OWNER in (await person.post(link)).text
    async with httpx.AsyncClient(base_url=stage.url, follow_redirects=True, timeout=60) as thief:
        assert (await thief.post(link)).status_code == 410
        assert (await thief.get("/claims")).status_code == 401


async def test_a_link_ends_after_ten_minutes_and_when_another_is_asked_for(stage: Stage) -> None:
    old, late = await stage.link(), await stage.link()
    async with httpx.AsyncClient(base_url=stage.url, timeout=60) as client:
        assert (await client.post(old)).status_code == 410
        stage.clock.advance(minutes=10)
        assert (await client.post(late)).status_code == 410


async def test_a_session_ends_after_twelve_hours_and_with_the_role(stage: Stage) -> None:
    async with stage.browser_of(REVIEWER) as reviewer:
        assert (await reviewer.get("/claims")).status_code == 200
        async with stage.app.database.write() as session:
            await accounts.revoke(session, "telegram", "1003")
        assert (await reviewer.get("/claims")).status_code == 401
    async with stage.browser_of(OWNER) as owner:
        stage.clock.advance(hours=12)
        assert (await owner.get("/claims")).status_code == 401


async def test_an_account_without_a_role_sees_nothing(stage: Stage) -> None:
    async with httpx.AsyncClient(base_url=stage.url, follow_redirects=True, timeout=60) as client:
        await client.post(await stage.link(READER))
        for page in ("/claims", "/review", "/decisions", "/try", "/settings", "/claims/1/network.json"):
            assert (await client.get(page)).status_code == 401, page


@pytest.mark.parametrize(("account", "status"), [(REVIEWER, 403), (EDITOR, 403), (OWNER, 200)])
async def test_the_settings_are_for_admins(stage: Stage, account: str, status: int) -> None:
    async with stage.browser_of(account) as client:
        assert (await client.get("/settings")).status_code == status


async def test_signing_out_ends_every_session_of_the_account(stage: Stage) -> None:
    async with stage.browser_of() as one, stage.browser_of() as other:
        await one.post("/out", data={"csrf": csrf((await one.get("/")).text)})
        assert (await one.get("/claims")).status_code == 401
        assert (await other.get("/claims")).status_code == 401


async def test_a_form_without_its_secret_or_from_another_site_does_nothing(stage: Stage) -> None:
    async with stage.browser_of(REVIEWER) as client:
        page = (await client.get(f"/review/{stage.waiting[0]}")).text
        address, fields = f"/review/{stage.waiting[0]}/decide", {"claim": "none", "csrf": csrf(page)}
        assert (await client.post(address, data={**fields, "csrf": "guessed"})).status_code == 403
        evil = {"Origin": "https://evil.example.org"}
        assert (await client.post(address, data=fields, headers=evil)).status_code == 403
        assert (await client.post(address, data=fields, headers={"Origin": stage.url})).status_code == 200


async def test_links_cannot_be_guessed_in_a_hurry(stage: Stage) -> None:
    async with httpx.AsyncClient(base_url=stage.url, timeout=60) as client:
        answers = [(await client.post("/in/" + "a" * 22)).status_code for _ in range(12)]
    assert answers[:10] == [410] * 10
    assert answers[10:] == [429, 429]


async def test_every_page_forbids_scripts_frames_and_caching(stage: Stage) -> None:
    async with stage.browser_of() as client:
        for page in ("/", "/claims/1", "/review", "/nowhere"):
            headers = (await client.get(page)).headers
            policy = headers["content-security-policy"]
            assert "script-src 'self';" in policy
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy
            assert headers["cache-control"] == "no-store"
            assert headers["x-content-type-options"] == "nosniff"


async def test_the_cookie_is_kept_from_scripts_and_other_sites(stage: Stage) -> None:
    async with httpx.AsyncClient(base_url=stage.url, timeout=60) as client:
        cookie = (await client.post(await stage.link())).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


async def test_signing_in_is_in_the_audit_log(stage: Stage) -> None:
    async with stage.browser_of(EDITOR), stage.app.database.read() as session:
        (entry,) = await audit.entries(session, f"account:{EDITOR}", limit=1)
        assert (entry.actor, entry.action) == (EDITOR, "web.sign-in")


async def test_the_language_changes_and_leads_back_to_this_site_only(stage: Stage) -> None:
    async with stage.browser_of() as client:
        fields = {"csrf": csrf((await client.get("/")).text), "language": "ar", "back": "//evil.example.org"}
        page = await client.post("/language", data=fields)
        assert page.url.host == "127.0.0.1"
        assert '<html lang="ar" dir="rtl">' in page.text
