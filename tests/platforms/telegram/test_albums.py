"""Albums: several messages, one post, one decision."""

from datetime import timedelta

import pytest

from bot.inbox import albums
from tests.fakes.telegram import FakeTelegram, photo, video
from tests.platforms.telegram.house import ME, RUMOUR, VOLUNTEERS_LINK, House


@pytest.mark.parametrize("place", [0, 2])
async def test_an_album_is_answered_once_wherever_its_caption_stands(
    telegram: FakeTelegram, house: House, place: int
) -> None:
    ann = telegram.user(2001, "Ann", language_code="en")
    items = [photo(), photo(), video()]
    items[place] = photo(RUMOUR)
    parts = await ann.album(*items)
    answer = await telegram.wait_for(timeout=60)
    assert VOLUNTEERS_LINK in answer.text
    await house.settled()
    assert len(telegram.sent) == 1
    (seen,) = await house.sightings()
    assert seen.post_id == f"2001:{parts[place].message_id}"


async def test_a_question_in_an_albums_caption_is_answered_at_the_caption(
    telegram: FakeTelegram, house: House
) -> None:
    await telegram.change_bot(can_read_all_group_messages=True)
    ann = telegram.user(2001, "Ann")
    group = telegram.group(-100500, "Neighbours", members=[ann])
    parts = await ann.album(photo(), photo(f"{ME} {RUMOUR}"), to=group)
    answer = await telegram.wait_for(timeout=60)
    assert answer.reply_to == parts[1].message_id
    await house.settled()
    assert len(telegram.sent) == 1


async def test_an_album_without_words_gets_one_honest_sentence(telegram: FakeTelegram, house: House) -> None:
    ann = telegram.user(2001, "Ann", language_code="en")
    await ann.album(photo(), photo(), photo())
    await telegram.wait_for(timeout=60)
    await house.settled()
    assert len(telegram.sent) == 1


@pytest.mark.parametrize(("first", "late"), [("", ""), ("", RUMOUR), (RUMOUR, "")])
async def test_a_part_that_comes_late_does_not_double_the_answer(
    telegram: FakeTelegram, house: House, monkeypatch: pytest.MonkeyPatch, first: str, late: str
) -> None:
    monkeypatch.setattr(albums, "GATHERING", timedelta(0))
    ann = telegram.user(2001, "Ann", language_code="en")
    await telegram.perform("write", user=2001, chat=2001, content=photo(first), album="ALBUM1")
    await telegram.wait_for(timeout=60)
    await house.settled()
    await telegram.perform("write", user=ann.id, chat=2001, content=photo(late), album="ALBUM1")
    await house.settled()
    answers = [message for message in await telegram.visible(2001) if message["from"]["is_bot"]]
    assert len(answers) == 1
    assert (VOLUNTEERS_LINK in answers[0]["text"]) == bool(first or late)


async def test_an_edited_caption_changes_the_albums_answer(telegram: FakeTelegram, house: House) -> None:
    ann = telegram.user(2001, "Ann", language_code="en")
    parts = await ann.album(photo(), photo(RUMOUR))
    await telegram.wait_for(timeout=60)
    await ann.edit(parts[1], photo("A lovely morning by the river"))
    changed = await telegram.wait_for(lambda call: call.method == "editMessageText", timeout=60)
    assert VOLUNTEERS_LINK not in changed.text


async def test_a_channels_album_and_its_copy_in_the_discussion_group_are_one_sighting(
    telegram: FakeTelegram, house: House
) -> None:
    await telegram.change_bot(can_read_all_group_messages=True)
    group = telegram.group(-100700, "Comments", kind="supergroup")
    channel = telegram.channel(-100800, "Daily Rumour", discussion=group)
    parts = await channel.post_album(photo(), photo(RUMOUR))
    await house.settled()
    assert [seen.post_id for seen in await house.sightings()] == [f"-100800:{parts[1].message_id}"]
