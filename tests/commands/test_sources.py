"""Sources in chat: from `/addsource` to a claim that is answered with, and what editors decide."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from bot.events import OutgoingMessage, message_json
from bot.sources.building import make_web
from bot.sources.looking import Looker
from bot.sources.syncing import Syncer
from bot.sources.web import Web
from storage import claims, outbox
from storage.models import Claim
from tests.commands.chat import EDITOR, READER, Chat
from tests.fakes.publishers import FakeWeb, fake_web


@dataclass
class Desk:
    """A chat beside a web of publishers."""

    chat: Chat
    web: FakeWeb

    async def look(self) -> OutgoingMessage:
        """Let the bot look at what was asked for; returns what it says of it."""
        chat = self.chat
        reader = self.web.reader(seconds=5)
        began = time.monotonic() - 60

        def now() -> datetime:
            return chat.now + timedelta(seconds=time.monotonic() - began)

        patient = make_web(chat.database, chat.settings, now, reader=reader, patient=True)
        looker = Looker(chat.database, chat.settings, now, chat.signer, patient, lambda: None)
        assert await looker.look()
        async with chat.database.write() as session:
            (row,) = await outbox.take_due(session, now(), 5)
            await outbox.mark_sent(session, row.id, "90", chat.now)
        said = message_json.validate_json(row.payload or "")
        return replace(said, extra={**said.extra, "id": "90"})

    async def read(self) -> None:
        """Follow the sources for a while."""
        chat = self.chat
        web = Web(chat.database, chat.settings.sources, lambda: chat.now, self.web.reader(seconds=5))
        syncer = Syncer(chat.database, chat.settings.sources, lambda: chat.now, web)
        for _ in range(40):
            await syncer.sync_due()
            chat.now += timedelta(seconds=5)

    async def catalogue(self) -> list[Claim]:
        async with self.chat.database.read() as session:
            return await claims.find(session)


@pytest.fixture
async def desk(chat: Chat) -> AsyncIterator[Desk]:
    async with fake_web(lambda: chat.now) as web:
        yield Desk(chat, web)


async def test_a_site_is_found_sampled_and_followed(desk: Desk) -> None:
    host = desk.web.host("checks.example", "Checks & Co")
    host.add("one", "The lemonade fountain runs by night.", title="<script>alert(1)</script> No")
    (said,) = await desk.chat.command(f"/addsource {desk.web.url('checks.example')}", by=EDITOR)
    assert "I am looking at" in said.html
    found = await desk.look()
    assert "Checks &amp; Co" in found.html
    assert "The lemonade fountain runs by night." in found.html
    assert "False" in found.html
    assert "<script" not in found.html
    (done, *_) = await desk.chat.press(found, "Publish by itself", by=EDITOR)
    assert "I follow source 1" in done.html
    await desk.read()
    (claim,) = await desk.catalogue()
    assert (claim.statement, claim.rating) == ("The lemonade fountain runs by night.", "false")
    (listed,) = await desk.chat.command("/sources", by=EDITOR)
    assert "Checks &amp; Co" in listed.html
    assert "publishes, well" in listed.html


async def test_nothing_is_read_before_a_mode_is_chosen(desk: Desk) -> None:
    desk.web.host("checks.example").add("one", "The lemonade fountain runs by night.")
    await desk.chat.command(f"/addsource {desk.web.url('checks.example', '/feed')}", by=EDITOR)
    found = await desk.look()
    asked = len(desk.web.asked)
    await desk.read()
    assert len(desk.web.asked) == asked
    await desk.chat.press(found, "Cancel", by=EDITOR)
    (said,) = await desk.chat.command("/sources", by=EDITOR)
    assert "no source yet" in said.html


async def test_what_cannot_be_followed_is_said_in_words(desk: Desk) -> None:
    desk.web.host("empty.example")
    await desk.chat.command(f"/addsource {desk.web.url('empty.example')}", by=EDITOR)
    assert "no feed, no sitemap and no ClaimReview" in (await desk.look()).html
    await desk.chat.command("/addsource http://10.0.0.1/feed", by=EDITOR)
    assert "none that I may read" in (await desk.look()).html
    (said,) = await desk.chat.command(f"/addsource {desk.web.url('empty.example')}", by=READER)
    assert "editor" in said.html


async def test_proposals_are_taken_in_joined_and_left(desk: Desk) -> None:
    host = desk.web.host("checks.example")
    for number in range(3):
        host.add(f"c{number}", f"The lemonade fountain number {number} runs by night.")
    known = await desk.chat.claim("The fountain is full of lemonade")
    await desk.chat.command(f"/addsource {desk.web.url('checks.example', '/feed')}", by=EDITOR)
    await desk.chat.press(await desk.look(), "Propose to editors", by=EDITOR)
    await desk.read()
    assert [claim.id for claim in await desk.catalogue()] == [known]
    (first,) = await desk.chat.command("/proposals", by=EDITOR)
    assert "3 wait" in first.html
    (second, *_) = await desk.chat.press(first, "Take in", by=EDITOR)
    assert "Done: claim" in second.html
    (third, *_) = await desk.chat.press(second, "Leave it", by=EDITOR)
    assert "Left." in third.html
    (last, *_) = await desk.chat.press(third, "Leave it", by=EDITOR)
    assert "That was the last one" in last.html
    assert len(await desk.catalogue()) == 2
    (over,) = await desk.chat.press(second, "Leave it", by=EDITOR)
    assert "already" in over.html


async def test_a_rating_word_is_answered_once(desk: Desk) -> None:
    host = desk.web.host("checks.example", "Checks")
    host.add("one", "The lemonade fountain runs by night.", "Three Lemons")
    host.add("two", "The lemonade fountain runs by day.", "Three Lemons")
    await desk.chat.command(f"/addsource {desk.web.url('checks.example', '/feed')}", by=EDITOR)
    await desk.chat.press(await desk.look(), "Publish by itself", by=EDITOR)
    await desk.read()
    assert not await desk.catalogue()
    (asked,) = await desk.chat.command("/ratings", by=EDITOR)
    assert "Three Lemons" in asked.html
    assert "(2 ×)" in asked.html
    (done, *_) = await desk.chat.press(asked, "Misleading", by=EDITOR)
    assert "Every word for a rating is understood" in done.html
    (shown,) = await desk.chat.command("/proposals", by=EDITOR)
    assert "Misleading (Three Lemons)" in shown.html


async def test_a_proposal_written_in_other_words_is_over(desk: Desk) -> None:
    host = desk.web.host("checks.example")
    host.add("one", "The lemonade fountain runs by night.")
    await desk.chat.command(f"/addsource {desk.web.url('checks.example', '/feed')}", by=EDITOR)
    await desk.chat.press(await desk.look(), "Propose to editors", by=EDITOR)
    await desk.read()
    (shown,) = await desk.chat.command("/proposals", by=EDITOR)
    await desk.chat.press(shown, "Edit first", by=EDITOR)
    (preview,) = await desk.chat.write("A fountain in the city runs with lemonade at night", by=EDITOR)
    await desk.chat.press(preview, "Save", by=EDITOR)
    (claim,) = await desk.catalogue()
    assert claim.statement == "A fountain in the city runs with lemonade at night"
    (none,) = await desk.chat.command("/proposals", by=EDITOR)
    assert "No proposal waits" in none.html
    await desk.read()
    assert len(await desk.catalogue()) == 1
