"""What people on X get: one answer each, in ever new words, only where they asked and where X allows it."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app import App
from storage import cursors
from storage.models import DecisionRecord, OutboxMessage
from tests.fakes.x import FakeX
from tests.platforms.x.adapter import until
from tests.platforms.x.house import CHECK, RUMOUR, working


async def outbox_of(app: App) -> Sequence[OutboxMessage]:
    async with app.database.read() as session:
        return (await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))).all()


async def reasons_of(app: App) -> list[str]:
    async with app.database.read() as session:
        return list(await session.scalars(select(DecisionRecord.reason).order_by(DecisionRecord.id)))


async def settled(app: App, mentions: int) -> None:
    """Wait until so many posts are decided about and nothing waits to be sent."""
    for _ in range(500):
        done = {"sent", "dead", "cancelled", "unknown"}
        decided = len(await reasons_of(app))
        if decided >= mentions and {row.status for row in await outbox_of(app)} <= done:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it was not settled")


async def test_the_same_question_in_many_threads_gets_ever_other_words(fake: FakeX, tmp_path: Path) -> None:
    async with working(fake, tmp_path):
        asked = [
            fake.mention("2001", f"really? {number}", reply_to=fake.post("2002", f"{RUMOUR} {number}"))
            for number in range(13)
        ]
        await fake.wait_for(lambda: len(fake.replies) == 13, 60)
    assert sorted(reply.in_reply_to or "" for reply in fake.replies) == sorted(post.id for post in asked)
    assert len({reply.text for reply in fake.replies}) == 13
    assert all(reply.text.endswith(CHECK) for reply in fake.replies)
    assert not fake.refusals


async def test_one_interaction_gets_one_answer_however_often_it_is_heard(fake: FakeX, tmp_path: Path) -> None:
    rumour = fake.post("2002", RUMOUR)
    asked = fake.mention("2001", "really?", reply_to=rumour)
    for _ in range(2):  # the second run hears it again, from the beginning
        async with working(fake, tmp_path) as app:
            await fake.wait_for(lambda: fake.replies)
            await settled(app, 1)
            async with app.database.write() as session:
                await cursors.move(session, "x:mentions", "1", fake.clock.now())
    again = fake.mention("2001", "and now?", reply_to=rumour)
    async with working(fake, tmp_path):
        await fake.wait_for(lambda: len(fake.replies) == 2)
    assert [reply.in_reply_to for reply in fake.replies] == [asked.id, again.id]
    assert not fake.refusals


async def test_the_answer_speaks_the_askers_language(fake: FakeX, tmp_path: Path) -> None:
    async with working(fake, tmp_path):
        text = "¿Alguien me puede decir si esto que cuentan en la televisión es verdad?"
        fake.mention("2001", text, reply_to=fake.post("2002", RUMOUR), lang="es")
        await fake.wait_for(lambda: fake.replies)
    assert "Verificado por Sample Newsroom" in fake.replies[0].text


@pytest.mark.parametrize("words", ["stop", "Please stop writing to me", "arrêtez !", "stop replying to me"])
async def test_stop_is_obeyed_without_a_word_and_remembered(fake: FakeX, tmp_path: Path, words: str) -> None:
    rumour = fake.post("2002", RUMOUR)
    async with working(fake, tmp_path) as app:
        fake.mention("2001", words)
        await until(lambda: fake.calls("GET", "/2/users/2000/mentions"))
        await settled(app, 0)
    async with working(fake, tmp_path) as app:
        fake.mention("2001", "really?", reply_to=rumour)
        other = fake.mention("2002", "really?", reply_to=rumour)
        await fake.wait_for(lambda: fake.replies)
        await settled(app, 2)
        assert "stopped" in await reasons_of(app)
    assert [reply.in_reply_to for reply in fake.replies] == [other.id]


@pytest.mark.parametrize("links", ["dm", "page"])
async def test_the_link_may_stand_elsewhere(fake: FakeX, tmp_path: Path, links: str) -> None:
    rumour = fake.post("2002", RUMOUR)
    async with working(fake, tmp_path, links=links):
        fake.mention("2001", "really?", reply_to=rumour)
        await fake.wait_for(lambda: fake.replies)
        assert "http" not in fake.replies[0].text
        assert {"dm": "direct message", "page": "page in my profile"}[links] in fake.replies[0].text
        fake.dm("2001", RUMOUR)
        await fake.wait_for(lambda: fake.sent_dms)
    assert "https://t.co/" in fake.sent_dms[0].text
    assert fake.bill.by_item().keys() >= {"summoned_reply"}
    assert "summoned_reply_with_url" not in fake.bill.by_item()


@pytest.mark.parametrize("state", ["deleted", "protected", "blocking"])
async def test_an_answer_that_x_refuses_is_given_up_with_xs_reason_and_the_next_one_leaves(
    fake: FakeX, tmp_path: Path, state: str
) -> None:
    fake.user("2003", "eve")
    gate = fake.faults.hold("POST", "/2/tweets")
    async with working(fake, tmp_path) as app:
        asked = fake.mention("2003", "really?", reply_to=fake.post("2002", RUMOUR))
        await gate.wait_reached()
        if state == "deleted":
            fake.delete(asked)
        else:
            fake.change_user("2003", protected=state == "protected", blocks_bot=state == "blocking")
        gate.release()
        next_one = fake.mention("2001", "really?", reply_to=fake.post("2002", RUMOUR))
        await fake.wait_for(lambda: fake.replies, 15)
        await settled(app, 2)
        rows = {row.key: row for row in await outbox_of(app)}
    assert [reply.in_reply_to for reply in fake.replies] == [next_one.id]
    given_up = rows[f"answer:x:{asked.id}"]
    assert given_up.status == "dead"
    assert "X 403" in (given_up.error or "")
    assert not fake.offences


async def test_an_answer_that_x_takes_for_a_repetition_leaves_in_other_words(
    fake: FakeX, tmp_path: Path
) -> None:
    detail = "You are not allowed to create a Tweet with duplicate content."
    fake.faults.add("problem", "POST", "/2/tweets", status=403, detail=detail)
    async with working(fake, tmp_path) as app:
        asked = fake.mention("2001", "really?", reply_to=fake.post("2002", RUMOUR))
        await fake.wait_for(lambda: fake.replies, 15)
        await settled(app, 1)
        rows = {row.key: row for row in await outbox_of(app)}
    assert [reply.in_reply_to for reply in fake.replies] == [asked.id]
    assert "As of " in fake.replies[0].text
    assert "https://" in fake.replies[0].text
    assert rows[f"answer:x:{asked.id}"].status == "sent"


async def test_nothing_found_is_told_in_ever_other_words_where_the_settings_ask_for_it(
    fake: FakeX, tmp_path: Path
) -> None:
    async with working(fake, tmp_path, answer_unknown=True):
        for number in range(5):
            fake.mention("2001", f"the moon is made of blue cheese and honey, says man {number}")
        await fake.wait_for(lambda: len(fake.replies) == 5)
    assert len({reply.text for reply in fake.replies}) == 5
    assert not fake.refusals


async def test_silence_where_nothing_is_found(fake: FakeX, tmp_path: Path) -> None:
    async with working(fake, tmp_path) as app:
        fake.mention("2001", "the moon is made of blue cheese and honey")
        await settled(app, 1)
        assert await reasons_of(app) == ["no-match"]
        assert await outbox_of(app) == []
    assert fake.replies == []
