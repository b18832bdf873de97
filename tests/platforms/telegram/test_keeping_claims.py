"""Editors keep the claims in chat: from a link, from a forward, from a file, over HTTP at the fake."""

import asyncio
import json
import re
from collections.abc import AsyncIterator

import pytest

from bot.claims.pages import Page, PageFault, PageUnavailable
from storage import claims
from tests.fakes.telegram import BotCall, FakeTelegram, document
from tests.platforms.telegram.house import RUMOUR, House, running, settings_for

LINK = "https://example.org/fact-check/moon"
MOON = "The Moon is made of cheese"
REVIEW = {
    "@type": "ClaimReview",
    "url": LINK,
    "claimReviewed": MOON,
    "author": {"name": "Example Checks"},
    "reviewRating": {"alternateName": "False"},
}
CSV = (
    "claim,rating,url,publisher\n"
    f"{MOON},false,{LINK},Example Checks\n"
    "Mars is made of marzipan,satire,https://example.org/mars,Example Checks\n"
    "No rating at all,purple,https://example.org/x,\n"
)


class Shelf:
    """Pages without a network; `waiting` holds a reader up until it is set."""

    def __init__(self) -> None:
        self.pages = {LINK: f'<script type="application/ld+json">{json.dumps(REVIEW)}</script>'}
        self.asked: list[str] = []
        self.was_asked = asyncio.Event()
        self.open = asyncio.Event()
        self.open.set()

    async def read(self, url: str) -> Page:
        self.asked.append(url)
        self.was_asked.set()
        await self.open.wait()
        if url not in self.pages:
            raise PageUnavailable(PageFault.UNREACHABLE, "no such page")
        return Page(url, self.pages[url])


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
async def house(telegram: FakeTelegram, sqlite_url: str, shelf: Shelf) -> AsyncIterator[House]:
    async with running(telegram, settings_for(telegram, sqlite_url), shelf) as house:
        yield house


async def known(house: House) -> list[str]:
    """The statements of all claims that were added, in their order."""
    async with house.app.database.read() as session:
        found = await claims.find(session)
    return [claim.statement for claim in reversed(found)][2:]


async def after(telegram: FakeTelegram, mark: int) -> BotCall:
    """The next message that a reader sees."""
    return await telegram.wait_for(timeout=20, after=mark)


async def test_a_link_is_read_and_the_claim_that_it_examines_saved_by_a_button(
    telegram: FakeTelegram, house: House, shelf: Shelf
) -> None:
    olga = telegram.user(1001, "Olga")
    await olga.private(f"/addclaim {LINK}")
    preview = await after(telegram, 0)
    assert MOON in preview.text
    assert "Example Checks" in preview.text
    assert await known(house) == []
    mark = telegram.mark
    await olga.press(preview, "Save")
    assert "is saved" in (await after(telegram, mark)).text
    assert await known(house) == [MOON]
    mark = telegram.mark
    await telegram.user(2001, "Ann").private("They say the Moon is made of cheese, all of it")
    assert LINK in (await after(telegram, mark)).text


async def test_no_page_is_read_for_somebody_who_may_not_add_claims(
    telegram: FakeTelegram, house: House, shelf: Shelf
) -> None:
    ann = telegram.user(2001, "Ann")
    await ann.private(f"/addclaim {LINK}")
    await ann.private(LINK)
    await house.settled()
    assert shelf.asked == []


async def test_others_are_answered_while_a_page_is_slow(
    telegram: FakeTelegram, house: House, shelf: Shelf
) -> None:
    shelf.open.clear()
    await telegram.user(1001, "Olga").private(f"/addclaim {LINK}")
    await asyncio.wait_for(shelf.was_asked.wait(), 20)
    for number in range(5):
        await telegram.user(2001 + number, "Ann").private(RUMOUR)
    answered: set[int | None] = set()
    while len(answered) < 5:
        answer = await telegram.wait_for(lambda call: call.chat_id not in answered, timeout=60)
        answered.add(answer.chat_id)
    assert not any(call.chat_id == 1001 for call in telegram.sent)
    shelf.open.set()
    assert MOON in (await telegram.wait_for(lambda call: call.chat_id == 1001, timeout=60)).text


async def test_a_link_whose_page_cannot_be_read_is_said_so(telegram: FakeTelegram, house: House) -> None:
    await telegram.user(1001, "Olga").private("/addclaim https://example.org/nothing")
    assert "could not read the page" in (await after(telegram, 0)).text


async def test_an_editors_forward_becomes_a_claim_by_its_button(telegram: FakeTelegram, house: House) -> None:
    olga = telegram.user(1001, "Olga")
    channel = telegram.channel(-100900, "Daily Rumour", bot="left")
    post = await channel.post(MOON)
    await olga.forward(post)
    answer = await after(telegram, 0)
    mark = telegram.mark
    await olga.press(answer, "New claim")
    assert MOON in (await after(telegram, mark)).text


@pytest.mark.parametrize("name", ["claims.csv", "claims.json", "claims.jsonl"])
async def test_a_file_is_looked_through_first_and_taken_in_by_the_button(
    telegram: FakeTelegram, house: House, name: str
) -> None:
    header, *lines = (line.split(",") for line in CSV.splitlines())
    rows = [dict(zip(header, line, strict=True)) for line in lines]
    content = {
        "claims.csv": CSV,
        "claims.json": json.dumps(rows, indent=1),
        "claims.jsonl": "\n".join(json.dumps(row) for row in rows),
    }[name]
    olga = telegram.user(1001, "Olga")
    await olga.private(document(content.encode(), name, "/import"))
    preview = await after(telegram, 0)
    assert "New claims: 2" in preview.text
    assert "Cannot be used: 1" in preview.text
    assert "rating must be one of" in preview.text
    assert await known(house) == []
    mark = telegram.mark
    await olga.press(preview, "Import 2")
    assert "New claims: 2" in (await after(telegram, mark)).text
    assert await known(house) == [MOON, "Mars is made of marzipan"]


@pytest.mark.parametrize(
    ("language", "faults"),
    [
        ("es", ("rating debe ser una de estas: false", "url no es una dirección web")),
        ("ru", ("rating должно быть одним из: false", "url не является веб-адресом")),
        ("uk", ("rating має бути одним із: false", "url не є вебадресою")),
        ("ar", ("rating يجب أن يكون واحدًا من", "url ليس عنوانًا على الويب")),
    ],
)
async def test_what_is_wrong_with_a_line_is_said_in_the_editors_language(
    telegram: FakeTelegram, house: House, language: str, faults: tuple[str, str]
) -> None:
    wrong = f"claim,rating,url\n{MOON},purple,{LINK}\nMars is a lamp,false,https://nowhere\n"
    olga = telegram.user(1001, "Olga", language_code=language)
    await olga.private(document(wrong.encode(), "claims.csv", "/import"))
    said = re.sub("[\u2066-\u2069]", "", (await after(telegram, 0)).text)
    assert all(fault in said for fault in faults)


async def test_the_file_may_come_after_the_command_or_be_replied_to(
    telegram: FakeTelegram, house: House
) -> None:
    olga = telegram.user(1001, "Olga")
    await olga.private("/import")
    assert "Send me the file" in (await after(telegram, 0)).text
    mark = telegram.mark
    sent = await olga.private(document(CSV.encode(), "claims.csv"))
    assert "New claims: 2" in (await after(telegram, mark)).text
    mark = telegram.mark
    await olga.private("/import", reply_to=sent)
    assert "New claims: 2" in (await after(telegram, mark)).text


async def test_pressing_import_twice_takes_the_claims_in_once(telegram: FakeTelegram, house: House) -> None:
    olga = telegram.user(1001, "Olga")
    await olga.private(document(CSV.encode(), "claims.csv", "/import"))
    preview = await after(telegram, 0)
    await olga.press(preview, "Import")
    await olga.press(preview, "Import")
    await house.settled()
    assert len(await known(house)) == 2
    assert await house.failed() == 0


async def test_files_that_cannot_be_taken_in_are_refused_with_the_reason(
    telegram: FakeTelegram, house: House
) -> None:
    olga = telegram.user(1001, "Olga")
    large = b"claim,rating\n" + b"x" * (2 * 1024 * 1024)
    many = "claim,rating\n" + "".join(f"Claim number {number},false\n" for number in range(2_100))
    for content, said in (
        (large, "too large"),
        (many.encode(), "too many claims"),
        (b"statement,verdict\na,b\n", "missing: claim, rating"),
        (b"\x89PNG\r\n\x1a\n", "missing: claim, rating"),
    ):
        mark = telegram.mark
        await olga.private(document(content, "claims.csv", "/import"))
        assert said in (await after(telegram, mark)).text
    assert await known(house) == []


async def test_a_file_of_somebody_without_the_role_is_not_even_fetched(
    telegram: FakeTelegram, house: House
) -> None:
    await telegram.user(2001, "Ann").private(document(CSV.encode(), "claims.csv", "/import"))
    assert "editor" in (await after(telegram, 0)).text
    await house.settled()
    assert telegram.calls_of("getFile") == []
