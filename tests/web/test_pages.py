"""The pages: what they show, what they let do, and that text from outside stays text."""

import pytest

from bot.translations import languages
from storage import audit, claims, reviews
from tests.web.stage import EDITOR, EXAMPLE, HOSTILE, OWNER, REVIEWER, SEEN, Stage, csrf

PAGES = ("/", "/claims", "/claims/1", "/review", "/decisions", "/try", "/settings", "/import")


@pytest.mark.parametrize("language", languages())
async def test_every_page_speaks_the_persons_language(stage: Stage, language: str) -> None:
    async with stage.browser_of(OWNER, language) as client:
        for page in PAGES:
            answer = await client.get(page)
            assert answer.status_code == 200, page
            assert f'<html lang="{language}"' in answer.text


async def test_text_from_outside_is_never_markup(stage: Stage) -> None:
    async with stage.browser_of() as client:
        for page in ("/claims", "/claims/3", f"/claims/{stage.example}", "/review", "/decisions"):
            assert "<img src=x" not in (await client.get(page)).text, page
        token = csrf((await client.get("/try")).text)
        seen = await client.post("/try", data={"csrf": token, "text": HOSTILE + " garlic cures everything"})
        assert "<img src=x" not in seen.text
        found = await client.get("/claims", params={"q": HOSTILE})
        assert "<img src=x" not in found.text


async def test_a_claims_page_tells_its_origin_carriers_languages_and_fact_check(stage: Stage) -> None:
    async with stage.browser_of() as client:
        page = (await client.get(f"/claims/{stage.example}")).text
        for told in (
            "A news agency",
            "diplomatic channels",
            "source that names nobody",
            "A military pundit",
            "First seen on Telegram",
            "First seen on X",
            "No evidence that North Korea offered volunteers",
            "Channel 2",
            "Russian",
            "Arabic",
        ):
            assert told in page, told
        line = (await client.get(f"/claims/{stage.example}/timeline.json")).json()
        assert sum(cell[4] for cell in line["cells"]) == SEEN
        assert [mark["kind"] for mark in line["marks"]] == ["appearance", "appearance", "fact-check"]
        graph = (await client.get(f"/claims/{stage.example}/network.json")).json()
        assert {node["kind"] for node in graph["nodes"]} >= {"appearance", "unnamed", "fact-check"}


async def test_a_claim_that_does_not_exist_is_said_to_be_missing(stage: Stage) -> None:
    async with stage.browser_of() as client:
        for page in ("/claims/999", "/claims/99999999999999999999", "/claims/999/network.json"):
            assert (await client.get(page)).status_code == 404, page


async def test_sightings_come_page_by_page_and_each_once(stage: Stage) -> None:
    async with stage.browser_of() as client:
        address, seen = f"/claims/{stage.example}", 0
        while address:
            page = (await client.get(address)).text
            table = page.split('id="sightings"')[1]
            seen += table.count('<tr><td data-label="Time"')
            address = table.split('rel="next" href="')[1].split('"')[0] if 'rel="next"' in table else ""
            address = address.replace("&amp;", "&")
        assert seen == SEEN


async def test_three_posts_are_reviewed_and_one_is_taken_back(stage: Stage) -> None:
    async with stage.browser_of(REVIEWER) as client:
        page = await client.get("/review")
        assert page.url.path == f"/review/{stage.waiting[0]}"
        for number, verdict in enumerate([str(stage.example), "none", str(stage.example)]):
            fields = {"csrf": csrf(page.text), "claim": verdict}
            page = await client.post(f"/review/{stage.waiting[number]}/decide", data=fields)
            assert page.url.path == f"/review/{stage.waiting[number + 1]}"
        undone = await client.post(f"/review/{stage.waiting[2]}/undo", data={"csrf": csrf(page.text)})
        assert undone.url.path == f"/review/{stage.waiting[2]}"
    stage.clock.advance(seconds=11)
    assert await stage.app.desk.settle() == 2
    async with stage.app.database.read() as session:
        assert await reviews.waiting(session) == 2


async def test_a_final_decision_cannot_be_taken_back(stage: Stage) -> None:
    async with stage.browser_of(REVIEWER) as client:
        page = await client.get("/review")
        fields = {"csrf": csrf(page.text), "claim": "none"}
        await client.post(f"/review/{stage.waiting[0]}/decide", data=fields)
        stage.clock.advance(seconds=10)
        late = await client.post(f"/review/{stage.waiting[0]}/undo", data=fields)
        assert late.status_code == 409


async def test_two_reviewers_never_hold_the_same_post(stage: Stage) -> None:
    async with stage.browser_of(REVIEWER) as one, stage.browser_of(EDITOR) as other:
        first, second = await one.get("/review"), await other.get("/review")
        assert first.url.path != second.url.path
        taken = await other.get(first.url.path)
        assert taken.url.path != first.url.path
        fields = {"csrf": csrf(second.text), "claim": "none"}
        assert (await other.post(f"{first.url.path}/decide", data=fields)).status_code == 409


async def test_another_claim_is_found_by_words(stage: Stage) -> None:
    async with stage.browser_of(REVIEWER) as client:
        page = await client.get(f"/review/{stage.waiting[0]}", params={"q": "lemonade in the swimming pool"})
        assert "swimming pool was filled with lemonade" in page.text


async def test_a_file_is_looked_through_before_its_claims_are_added(stage: Stage) -> None:
    content = (
        "claim,rating,url\n"
        "The moon is hollow,false,https://example.org/moon\n"
        f'"{EXAMPLE.statement.replace(chr(34), chr(34) * 2)}",false,https://example.org/again\n'
        "Broken line,nonsense,https://example.org/x\n"
    )
    async with stage.browser_of(EDITOR) as client:
        token = csrf((await client.get("/import")).text)
        file = {"file": ("claims.csv", content, "text/csv")}
        looked = await client.post("/import", data={"csrf": token}, files=file)
        assert "new 1, already there 1, lines that cannot be used 1" in looked.text
        async with stage.app.database.read() as session:
            assert await claims.count(session) == 3
        upload = looked.text.split('name="upload" value="')[1].split('"')[0]
        await client.post("/import/confirm", data={"csrf": token, "upload": upload})
        async with stage.app.database.read() as session:
            (added,) = await claims.find(session, "moon hollow")
            (entry,) = await audit.entries(session, f"claim:{added.id}")
            assert (entry.actor, entry.action) == (EDITOR, "claim.import")
        again = await client.post("/import/confirm", data={"csrf": token, "upload": upload})
        assert again.status_code == 410


async def test_reviewers_import_nothing(stage: Stage) -> None:
    async with stage.browser_of(REVIEWER) as client:
        token = csrf((await client.get("/")).text)
        assert (await client.get("/import")).status_code == 403
        answer = await client.post("/import/confirm", data={"csrf": token, "upload": "x"})
        assert answer.status_code == 403


@pytest.mark.parametrize("content", [b"\xff\xfe\x00binary", b"no,such,columns\n1,2,3\n", b""])
async def test_a_file_that_is_no_file_of_claims_is_refused_in_words(stage: Stage, content: bytes) -> None:
    async with stage.browser_of(EDITOR) as client:
        token = csrf((await client.get("/import")).text)
        answer = await client.post(
            "/import", data={"csrf": token}, files={"file": ("claims.csv", content, "text/csv")}
        )
        assert answer.status_code == 422
        assert "cannot be read" in answer.text


async def test_decisions_are_listed_by_kind_with_their_why(stage: Stage) -> None:
    async with stage.browser_of() as client:
        page = (await client.get("/decisions", params={"action": "review"})).text
        assert page.count('<article class="decision">') == 4
        assert "sure that it is claim 1" in page
        none = (await client.get("/decisions", params={"action": "reply"})).text
        assert '<article class="decision">' not in none
        assert (await client.get("/decisions", params={"action": "nonsense"})).status_code == 422


async def test_a_tried_text_is_judged_and_not_kept(stage: Stage) -> None:
    async with stage.browser_of() as client:
        token = csrf((await client.get("/try")).text)
        page = await client.post("/try", data={"csrf": token, "text": EXAMPLE.statement})
        assert f'href="/claims/{stage.example}"' in page.text
        listed = (await client.get("/decisions")).text
        assert listed.count('<article class="decision">') == 4


async def test_the_settings_show_no_secret(stage: Stage) -> None:
    async with stage.browser_of() as client:
        page = (await client.get("/settings")).text
    assert "CLAIMSPREAD_SECRET_KEY" in page
    assert "a key for tests" not in page
    assert "web.sqlite3" not in page
