"""Finding claims: filters, order, pages, addresses that can be shared; and settings with their origins."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config.provenance import Origin, origin_of
from bot.web.listing import view_of
from storage import claims, decisions
from storage.claims import ClaimDraft, FactCheckDraft
from tests.web.stage import OWNER, REVIEWER, START, Stage, seen_again


def listed(page: str) -> list[int]:
    """The numbers of the claims of a page, in its order."""
    return [int(number) for number in re.findall(r'<td class="n" data-label="№">(\d+)</td>', page)]


async def test_claims_are_filtered_ordered_and_counted(stage: Stage) -> None:
    async with stage.app.database.write() as session:
        check = FactCheckDraft("https://example.org/es", "Redacción & Cía", language="es")
        spanish = (await claims.add(session, ClaimDraft("El río se secó", "misleading", (check,)), START)).id
        gone = await claims.add(session, ClaimDraft("The bridge was sold", "false"), START)
        await claims.retract(session, gone, "it was", START)
        for number in range(3):
            seen = replace(seen_again(spanish, number), platform="x")
            await decisions.add_sighting(session, seen)
    async with stage.browser_of(REVIEWER) as reader:

        async def found(query: str) -> list[int]:
            answer = await reader.get(f"/claims{query}")
            assert answer.status_code == 200
            return listed(answer.text)

        assert await found("") == [gone.id, spanish, 3, 2, 1]
        assert await found("?rating=misleading") == [spanish, 3]
        assert await found("?language=es") == [spanish]
        assert await found("?publisher=Redacci%C3%B3n+%26+C%C3%ADa") == [spanish]
        assert await found("?seen=telegram") == [1]
        assert await found("?seen=x&order=seen") == [1, spanish]
        assert await found("?unanswered=yes") == [spanish, 1]
        assert await found("?status=retracted") == [gone.id]
        assert await found("?status=published&rating=false") == [2]
        assert await found("?order=statement") == [spanish, 3, 1, gone.id, 2]
        assert await found("?q=lemonade&rating=false") == [2]
        assert await found("?q=lemonade&rating=true") == []
        assert await found("?rating=&language=&source=&order=newest") == [gone.id, spanish, 3, 2, 1]
        assert await found("?source=7") == []
        for nonsense in ("?order=by-magic", "?page=0", "?source=x"):
            assert (await reader.get(f"/claims{nonsense}")).status_code == 422, nonsense
        empty = (await reader.get("/claims?language=tlh")).text
        assert "No claims found" in empty
        assert 'href="/claims"' in empty


async def test_pages_lead_on_with_the_same_filters_and_large_numbers_are_separated(stage: Stage) -> None:
    async with stage.app.database.write() as session:
        for number in range(1_060):
            await claims.add(session, ClaimDraft(f"Lake number {number} is full of soup", "satire"), START)
    async with stage.browser_of(REVIEWER) as reader:
        page = (await reader.get("/claims?rating=satire&order=statement")).text
        assert '<span class="count">1,060</span>' in page
        assert "Page 1 of 43" in page
        seen = set(listed(page))
        following = re.search(r'rel="next" href="([^"]+)"', page)
        assert following is not None
        address = following[1].replace("&amp;", "&")
        assert address == "/claims?rating=satire&order=statement&page=2"
        assert not seen & set(listed((await reader.get(address)).text))
        last = (await reader.get("/claims?rating=satire&page=43")).text
        assert len(listed(last)) == 10
        assert 'rel="next"' not in last
    async with stage.browser_of(REVIEWER, "es") as reader:
        assert '<span class="count">1.060</span>' in (await reader.get("/claims?rating=satire")).text


def test_the_address_of_a_view_says_only_what_is_unusual() -> None:
    view = view_of(q="", rating="false", language="", publisher="A & B", source="", seen="", unanswered="",
                   status="", order="seen", page=3)  # fmt: skip
    assert view.address() == "/claims?rating=false&publisher=A+%26+B&order=seen"
    assert view.address(page=4) == "/claims?rating=false&publisher=A+%26+B&order=seen&page=4"
    assert view.address(rating="", publisher="", order="newest") == "/claims"


async def test_an_empty_catalogue_says_what_to_do(stage: Stage) -> None:
    async with stage.app.database.write() as session:
        for number in (1, 2, 3):
            claim = await claims.get(session, number)
            assert claim is not None
            await session.delete(claim)
    async with stage.browser_of(OWNER) as owner:
        for page in ("/claims", "/"):
            text = (await owner.get(page)).text
            assert "Add one, follow a source, or import a file." in text, page
            assert 'href="/claims/new"' in text
        assert "Give the first one above" not in (await owner.get("/people")).text


@pytest.mark.parametrize(
    ("environment", "file", "origin"),
    [
        ({}, {}, Origin.USUAL),
        ({"CLAIMSPREAD_WEB__LISTEN": "x"}, {"web": {"listen": "y"}}, Origin.ENVIRONMENT),
        ({"claimspread_web__listen": "x"}, {}, Origin.ENVIRONMENT),
        ({"CLAIMSPREAD_WEB": "{}"}, {}, Origin.ENVIRONMENT),
        ({"CLAIMSPREAD_WEB__PUBLIC_URL": "x"}, {"web": {"listen": "y"}}, Origin.FILE),
        ({}, {"web": "no table"}, Origin.USUAL),
    ],
)
def test_a_setting_tells_where_its_value_comes_from(
    environment: dict[str, str], file: dict[str, object], origin: Origin
) -> None:
    assert origin_of("CLAIMSPREAD_WEB__LISTEN", environment, file) is origin


async def test_the_settings_are_searched_and_speak_no_python(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("retention_days = 90\n", "utf-8")
    monkeypatch.setenv("CLAIMSPREAD_CONFIG", str(file))
    monkeypatch.setenv("CLAIMSPREAD_LANGUAGE", "en")
    async with stage.browser_of(OWNER) as owner:
        page = (await owner.get("/settings")).text
        values = re.findall(r'data-label="Value"><bdi>([^<]*)</bdi>', page)
        assert len(values) > 60
        literals = ("None", "True", "False", "(", "[", "{", "frozenset", "Posix", "SecretStr", "&#39;")
        assert [value for value in values if value.startswith(literals) or value == ""] == []
        found = (await owner.get("/settings?q=days+deleted")).text
        assert re.findall(r"<code>(CLAIMSPREAD_\w+)</code>", found) == ["CLAIMSPREAD_RETENTION_DAYS"]
        assert "mine.toml" in found
        assert "the environment" in (await owner.get("/settings?q=answers+known")).text
        assert "No setting is called that" in (await owner.get("/settings?q=zeppelin")).text
