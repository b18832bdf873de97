"""Adding, changing, retracting, merging and undoing on pages: with the checks and the audit of the chat."""

from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from fastapi import Request

from bot.claims.pages import PageReader
from bot.web.changing import version_of
from bot.web.telling import done, said_before
from storage import audit, claims
from storage.claims import ClaimDraft, FactCheckDraft
from storage.models import Claim
from tests.web.stage import EDITOR, EXAMPLE, REVIEWER, START, Stage, csrf, running, submit

MOON = "The Moon is a lantern that fishermen lit"
LINK = "https://example.org/fact-check/lantern"
WHOLE = {"statement": MOON, "rating": "false", "link": LINK, "publisher": "Sample Newsroom", "do": "save"}


async def claim_of(stage: Stage, claim_id: int) -> Claim:
    async with stage.app.database.read() as session:
        claim = await claims.get(session, claim_id)
        assert claim is not None
        return claim


async def acts(stage: Stage, claim_id: int) -> list[tuple[str, str]]:
    async with stage.app.database.read() as session:
        return [(entry.actor, entry.action) for entry in await audit.entries(session, f"claim:{claim_id}")]


async def test_a_claim_is_added_found_and_taken_back(stage: Stage) -> None:
    async with stage.browser_of(EDITOR) as editor:
        faulty = await submit(editor, "/claims/new", "/claims/new", **WHOLE | {"link": "no link"})
        assert faulty.status_code == 422
        assert MOON in faulty.text  # what was typed is not lost
        added = await submit(editor, "/claims/new", "/claims/new", **WHOLE)
        number = int(added.url.path.rpartition("/")[2])
        assert f"Claim {number} is saved" in added.text
        assert await acts(stage, number) == [(EDITOR, "claim.add")]
        assert (await editor.get(f"/claims/{number}")).text.count("is saved") == 0  # it is told once
        again = await submit(editor, "/claims/new", "/claims/new", **WHOLE)
        assert "Is it one of these?" in again.text
        twice = await submit(editor, "/claims/new", "/claims/new", **WHOLE | {"do": "anyway"})
        assert twice.status_code == 422
        matches = stage.app.matcher.search(MOON, 1)
        assert [match.claim_id for match in matches] == [str(number)] or matches[0].claim_id == number
        back = await editor.post("/undo", data={"csrf": csrf(added.text)})
        assert "Taken back" in back.text
    async with stage.app.database.read() as session:
        assert await claims.get(session, number) is None


async def test_a_page_is_read_into_the_form_and_what_was_typed_stays(tmp_path: Path) -> None:
    async def article(_request: web.Request) -> web.Response:
        data = (
            '{"@context":"https://schema.org","@type":"ClaimReview","claimReviewed":"' + MOON + '",'
            '"reviewRating":{"@type":"Rating","alternateName":"False"},"author":{"name":"Moon Checks"}}'
        )
        body = f"<title>No lantern</title><script type='application/ld+json'>{data}</script>"
        return web.Response(text=body, content_type="text/html")

    site = web.Application()
    site.router.add_get("/article", article)
    reader = PageReader(may_connect=lambda _address: True, ports=None)
    async with TestServer(site) as server, running(tmp_path, pages=reader) as stage:
        async with stage.browser_of(EDITOR) as editor:
            link = str(server.make_url("/article"))
            fields = {"link": link, "publisher": "My newsroom", "do": "read"}
            page = (await submit(editor, "/claims/new", "/claims/new", **fields)).text
            assert f">{MOON}</textarea>" in page
            assert '<option value="false" selected>' in page
            assert 'value="My newsroom"' in page
            gone = fields | {"link": str(server.make_url("/nothing"))}
            unread = await submit(editor, "/claims/new", "/claims/new", **gone)
            assert unread.status_code == 422
            assert "I could not read the page" in unread.text
        async with stage.app.database.read() as session:
            assert await claims.with_wording(session, MOON) == []


async def test_a_claim_is_edited_by_those_alone_who_saw_its_latest_state(stage: Stage) -> None:
    address = f"/claims/{stage.example}/edit"
    async with stage.browser_of(REVIEWER) as reviewer:
        for page in (
            address,
            f"/claims/{stage.example}/retract",
            f"/claims/{stage.example}/merge",
            "/claims/new",
        ):
            assert (await reviewer.get(page)).status_code == 403, page
        secret = csrf((await reviewer.get("/")).text)
        for action in ("edit", "retract", "merge", "phrasings", "origins"):
            fields = {"csrf": secret, "reason": "x", "into": "2", "text": MOON, "who": "me"}
            assert (await reviewer.post(f"/claims/{stage.example}/{action}", data=fields)).status_code == 403
    async with stage.browser_of(EDITOR) as editor:
        form = (await editor.get(address)).text
        version = form.split('name="version" value="')[1].split('"')[0]
        check = (await claim_of(stage, stage.example)).fact_checks[0]
        fields = {
            "csrf": csrf(form),
            "version": version,
            "statement": EXAMPLE.statement,
            "rating": "misleading",
            "claimant": "A pundit on television",
            "language": "en",
            f"link-{check.id}": check.url,
            "link": LINK,
        }
        assert "is changed" in (await editor.post(address, data=fields)).text
        changed = await claim_of(stage, stage.example)
        assert (changed.rating, changed.claimant) == ("misleading", "A pundit on television")
        assert [one.url for one in changed.fact_checks] == [check.url, LINK]
        stale = await editor.post(address, data=fields | {"rating": "true"})
        assert stale.status_code == 422
        assert "changed this claim meanwhile" in stale.text
        fresh = version_of(changed)
        other = "The town's swimming pool was filled with lemonade"
        clash = await editor.post(address, data=fields | {"version": fresh, "statement": other, "link": ""})
        assert "says this already" in clash.text
    assert (await claim_of(stage, stage.example)).rating == "misleading"
    assert {who for who, _ in await acts(stage, stage.example)} == {EDITOR}


async def test_wordings_and_origins_come_and_go(stage: Stage) -> None:
    page, wordings = f"/claims/{stage.example}", f"/claims/{stage.example}/phrasings"
    origins = f"/claims/{stage.example}/origins"
    async with stage.browser_of(EDITOR) as editor:
        await submit(editor, page, wordings, text="Pyongyang sends a hundred thousand men")
        claim = await claim_of(stage, stage.example)
        assert claim.phrasings[-1].text == "Pyongyang sends a hundred thousand men"
        await submit(editor, page, wordings, remove=str(claim.phrasings[0].id))
        assert len((await claim_of(stage, stage.example)).phrasings) == 1
        await submit(editor, page, origins, who="A blogger", when="2026-11-01 08:30", citing="nobody")
        seeds = (await claim_of(stage, stage.example)).appearances
        assert (seeds[-1].who, seeds[-1].citing) == ("A blogger", "nobody")
        ahead = await submit(editor, page, origins, who="A blogger", when="2099-01-01")
        assert ahead.status_code == 422
        assert "lies in the future" in ahead.text
        await submit(editor, page, origins, remove="1")
        assert len((await claim_of(stage, stage.example)).appearances) == 2
        assert (await submit(editor, page, origins, remove="9")).status_code == 422
    acted = [action for _, action in await acts(stage, stage.example)]
    assert sorted(acted) == ["claim.origins", "claim.origins", "claim.wording", "claim.wording"]


async def test_a_retraction_says_first_what_follows_and_needs_a_reason(stage: Stage) -> None:
    address = f"/claims/{stage.example}/retract"
    async with stage.browser_of(EDITOR) as editor:
        preview = (await editor.get(address)).text
        assert "Answers that will be corrected" in preview
        assert "<dd>30</dd>" in preview
        assert (await submit(editor, address, address, reason=" ")).status_code == 422
        assert (await claim_of(stage, stage.example)).is_published
        after = await submit(editor, address, address, reason="It was true after all")
        assert "It was true after all" in after.text
        assert not (await claim_of(stage, stage.example)).is_published
        assert (await editor.get(address)).status_code == 409
        assert (await editor.post("/undo", data={"csrf": csrf(after.text)})).status_code == 200
    assert (await claim_of(stage, stage.example)).is_published


async def test_two_claims_are_merged_and_parted_again(stage: Stage) -> None:
    async with stage.app.database.write() as session:
        twin = ClaimDraft("One hundred thousand Koreans march", "false", (FactCheckDraft(LINK),))
        source = (await claims.add(session, twin, START)).id
    async with stage.browser_of(EDITOR) as editor:
        found = (await editor.get(f"/claims/{source}/merge?q=volunteers")).text
        assert f"/claims/{source}/merge?into={stage.example}" in found
        shown = await editor.get(f"/claims/{source}/merge?into={stage.example}")
        assert "different ratings" in shown.text
        fields = {"csrf": csrf(shown.text), "into": str(stage.example)}
        merged = await editor.post(f"/claims/{source}/merge", data=fields)
        assert merged.url.path == f"/claims/{stage.example}"
        assert not (await claim_of(stage, source)).is_published
        assert twin.statement in [one.text for one in (await claim_of(stage, stage.example)).phrasings]
        same = await editor.post(f"/claims/{stage.example}/merge", data=fields)
        assert same.status_code == 422
        await editor.post("/undo", data={"csrf": fields["csrf"]})
    assert (await claim_of(stage, source)).is_published
    assert twin.statement not in [one.text for one in (await claim_of(stage, stage.example)).phrasings]


@pytest.mark.parametrize("said", ["", "WzEsMl0=", "bm90IGpzb24=", "NQ==", "eyJhIjoxfQ=="])
def test_a_cookie_that_is_no_word_of_ours_is_passed_over(said: str) -> None:
    headers = [(b"cookie", f"claimspread-said={said}".encode())]
    assert said_before(Request({"type": "http", "headers": headers})) is None


def test_a_word_of_what_was_done_survives_the_way_in_any_script() -> None:
    response = done("/claims", "تم " * 300, undo=True)
    kept = response.headers["set-cookie"].partition(";")[0]
    assert len(kept) < 4_000  # browsers drop longer cookies
    word = said_before(Request({"type": "http", "headers": [(b"cookie", kept.encode())]}))
    assert word is not None
    assert word.undo
    assert word.text.startswith("تم تم")
