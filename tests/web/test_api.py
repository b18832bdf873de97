"""The HTTP API: scopes, shapes, pages, exports; its own OpenAPI document is fuzzed in `test_api_fuzz.py`."""

import csv
import io
import json

import httpx
import pyarrow.parquet as pq
import pytest
from sqlalchemy import update

from storage import claims, web_access
from storage.claims import ClaimDraft, FactCheckDraft
from storage.models import Sighting
from tests.web.stage import EXAMPLE, SEEN, START, Stage

CALLS = [
    ("GET", "/claims", "read"),
    ("GET", "/claims/1", "read"),
    ("GET", "/claims/1/claimreview", "read"),
    ("GET", "/claims/1/sightings", "read"),
    ("GET", "/claims/1/spread", "read"),
    ("GET", "/claims/1/sightings/export", "read"),
    ("POST", "/check", "check"),
    ("POST", "/feedback", "feedback"),
]
BODIES = {
    "/check": {"text": "volunteers from North Korea"},
    "/feedback": {"decision_id": 1, "claim_id": 1, "verdict": "right"},
}


@pytest.mark.parametrize(("method", "path", "scope"), CALLS)
async def test_each_call_needs_a_token_with_its_scope(
    stage: Stage, method: str, path: str, scope: str
) -> None:
    wrong = {"read": "check", "check": "read", "feedback": "read"}[scope]
    body = BODIES.get(path)
    async with httpx.AsyncClient(base_url=f"{stage.url}/api/v1") as stranger:
        assert (await stranger.request(method, path, json=body)).status_code == 401
    async with stage.caller(wrong) as limited:
        assert (await limited.request(method, path, json=body)).status_code == 403
    async with stage.caller(scope) as allowed:
        assert (await allowed.request(method, path, json=body)).status_code == 200


async def test_a_revoked_token_opens_nothing_from_the_next_call_on(stage: Stage) -> None:
    async with stage.caller("read") as client:
        assert (await client.get("/claims")).status_code == 200
        async with stage.app.database.write() as session:
            (token,) = await web_access.tokens(session)
            await web_access.revoke_token(session, token.id, START)
        assert (await client.get("/claims")).status_code == 401


async def test_a_text_is_checked_as_on_the_command_line(stage: Stage) -> None:
    async with stage.caller("check") as client:
        seen = (await client.post("/check", json={"text": EXAMPLE.statement})).json()
    assert set(seen) == {"decision", "reason", "stance", "language", "matches"}
    assert seen["matches"][0]["claim_id"] == stage.example
    assert seen["matches"][0]["fact_check_url"] == "https://example.org/fact-check/north-korea"


async def test_texts_are_limited_by_the_minute(stage: Stage) -> None:
    stage.app.settings.web.checks_a_minute = 3
    async with stage.caller("check") as client:
        answers = [await client.post("/check", json={"text": "anything at all"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[3].headers["retry-after"] == "60"


async def test_claims_come_page_by_page(stage: Stage) -> None:
    async with stage.caller("read") as client:
        first = (await client.get("/claims", params={"limit": 2})).json()
        rest = (await client.get("/claims", params={"limit": 2, "before": first["next"]})).json()
    assert [claim["id"] for claim in first["claims"] + rest["claims"]] == [3, 2, 1]
    assert rest["next"] is None


async def test_a_claim_is_a_claimreview_of_schema_org(stage: Stage) -> None:
    async with stage.caller("read") as client:
        answer = await client.get(f"/claims/{stage.example}/claimreview")
        (review,) = answer.json()
    assert answer.headers["content-type"].startswith("application/ld+json")
    # What schema.org's page and the fact-check guidelines of search engines require.
    assert review["@context"] == "https://schema.org"
    assert review["@type"] == "ClaimReview"
    assert review["url"].startswith("https://")
    assert review["claimReviewed"] == EXAMPLE.statement
    assert review["author"] == {"@type": "Organization", "name": "Sample Newsroom"}
    rating = review["reviewRating"]
    assert rating["@type"] == "Rating"
    assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
    assert rating["alternateName"] == "Unsupported: nobody confirmed it"
    assert review["itemReviewed"]["@type"] == "Claim"
    assert review["itemReviewed"]["appearance"][0]["author"]["name"] == "A news agency"
    assert review["datePublished"] == "2026-11-05"


async def test_sightings_come_page_by_page_and_name_nobody(stage: Stage) -> None:
    async with stage.caller("read") as client:
        seen, after = [], ""
        while True:
            page = (
                await client.get(f"/claims/{stage.example}/sightings", params={"limit": 5, "after": after})
            ).json()
            seen += page["sightings"]
            if page["next"] is None:
                break
            after = page["next"]
        assert (await client.get("/claims/1/sightings", params={"after": "nonsense"})).status_code == 422
    assert len({one["id"] for one in seen}) == len(seen) == SEEN
    assert "author" not in seen[0]


async def test_exports_hold_every_sighting_and_no_person(stage: Stage) -> None:
    async with stage.caller("read") as client:
        address = f"/claims/{stage.example}/sightings/export"
        table = (await client.get(address, params={"format": "csv"})).text
        lines = (await client.get(address, params={"format": "jsonl"})).text
        parquet = await client.get(address, params={"format": "parquet"})
    rows = list(csv.DictReader(io.StringIO(table)))
    assert len(rows) == len(lines.splitlines()) == SEEN
    assert "author" not in rows[0]
    assert "author" not in json.loads(lines.splitlines()[0])
    columns = pq.read_table(io.BytesIO(parquet.content))
    assert columns.num_rows == SEEN
    assert "author" not in columns.column_names


async def test_of_a_post_on_x_nobody_is_told_what_its_author_thinks(stage: Stage) -> None:
    async with stage.caller("read") as client:
        address = f"/claims/{stage.example}/sightings"
        page = (await client.get(address, params={"limit": 100})).json()["sightings"]
        table = (await client.get(f"{address}/export", params={"format": "csv"})).text
        lines = (await client.get(f"{address}/export", params={"format": "jsonl"})).text
        parquet = await client.get(f"{address}/export", params={"format": "parquet"})
    rows = [*page, *csv.DictReader(io.StringIO(table)), *map(json.loads, lines.splitlines())]
    rows += pq.read_table(io.BytesIO(parquet.content)).to_pylist()
    assert {row["platform"] for row in rows} >= {"x", "telegram"}
    assert {bool(row["stance"]) for row in rows if row["platform"] == "x"} == {False}
    assert {bool(row["stance"]) for row in rows if row["platform"] == "telegram"} == {True}
    async with stage.browser_of() as browser:
        graph = (await browser.get(f"/claims/{stage.example}/network.json")).json()
        table = (await browser.get(f"/claims/{stage.example}")).text.split('id="sightings"')[1]
        timeline = (await browser.get(f"/claims/{stage.example}/timeline.json")).json()
    on_x = [node for node in graph["nodes"] if node["platform"] == "x"]
    assert on_x
    assert not any(node["stance"] for node in on_x)
    told = [row for row in table.split("<tr>") if "https://x.com/" in row]
    assert told
    assert not any('class="stance' in row for row in told)
    assert 'class="stance' in table
    assert any(cell[1] == "x" and cell[3] == "deny" for cell in timeline["cells"]), "sums are shown"


async def test_a_formula_in_an_export_stays_text(stage: Stage) -> None:
    async with stage.app.database.write() as session:
        await session.execute(update(Sighting).values(place_title="=cmd()", place_kind="channel"))
    async with stage.caller("read") as client:
        table = (await client.get(f"/claims/{stage.example}/sightings/export")).text
    assert "'=cmd()" in table
    assert ",=cmd()" not in table


async def test_the_spread_tells_figures_and_graph(stage: Stage) -> None:
    async with stage.caller("read") as client:
        told = (await client.get(f"/claims/{stage.example}/spread", params={"period": "30d"})).json()
    assert told["posts"] == SEEN
    assert told["time_to_fact_check"] == 86_400.0
    assert sum(moment["posts"] for moment in told["moments"]) == SEEN
    assert {"attribution"} <= {edge["kind"] for edge in told["edges"]}


async def test_a_token_has_one_voice_a_match(stage: Stage) -> None:
    word = {"decision_id": 1, "claim_id": stage.example, "verdict": "wrong"}
    async with stage.caller("feedback") as client:
        answers = [(await client.post("/feedback", json=word)).json()["new"] for _ in range(2)]
        assert (await client.post("/feedback", json={**word, "claim_id": 2})).status_code == 404
    assert answers == [True, False]


async def test_a_retracted_claim_has_no_claimreview(stage: Stage) -> None:
    async with stage.app.database.write() as session:
        claim = await claims.add(
            session,
            ClaimDraft("The sea is dry", "false", (FactCheckDraft("https://example.org/sea"),)),
            START,
        )
        await claims.retract(session, claim, "a test", START)
    async with stage.caller("read") as client:
        assert (await client.get(f"/claims/{claim.id}/claimreview")).status_code == 404
        assert (await client.get(f"/claims/{claim.id}")).json()["status"] == "retracted"
