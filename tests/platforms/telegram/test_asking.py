"""Questions on Telegram about posts that nobody checked, files and posts of other chats; lost topics."""

import re

from storage import decisions
from tests.fakes.telegram import FakeTelegram, photo, voice
from tests.platforms.telegram.house import ME, RUMOUR, VOLUNTEERS_LINK, House

UNKNOWN = "They say the clock of our church was sold to a travelling circus last night"


async def passed_on(house: House) -> str | None:
    async with house.app.database.read() as session:
        record = await decisions.get(session, 1)
    assert record is not None
    return record.post_text


async def test_the_rumour_travels_to_the_fact_checkers_and_not_the_question_below_it(
    telegram: FakeTelegram, house: House
) -> None:
    ann, ben = telegram.user(2001, "Ann"), telegram.user(2002, "Ben")
    group = telegram.group(-100500, "Neighbours", members=[ann, ben])
    rumour = await ben.write(group, UNKNOWN)
    await ann.write(group, f"{ME} is it true?", reply_to=rumour)
    offered = await telegram.wait_for(timeout=60)
    assert offered.reply_to == rumour.message_id
    await ann.press(offered, "Ask a fact-checker")
    await house.settled()
    await ann.press(offered, "Yes")
    await house.settled()
    assert await passed_on(house) == UNKNOWN


async def test_of_a_check_with_its_text_the_text_alone_travels(telegram: FakeTelegram, house: House) -> None:
    ann = telegram.user(2001, "Ann")
    group = telegram.group(-100500, "Neighbours", members=[ann])
    await ann.write(group, f"/check{ME} {UNKNOWN}")
    offered = await telegram.wait_for(timeout=60)
    await ann.press(offered, "Ask a fact-checker")
    await house.settled()
    await ann.press(offered, "Yes")
    await house.settled()
    assert await passed_on(house) == UNKNOWN


async def test_a_question_about_a_file_is_answered_honestly_here_and_in_other_chats(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann", language_code="en")
    group = telegram.group(-100500, "Neighbours", members=[ann])
    heard = await ann.write(group, voice())
    await ann.write(group, f"{ME} is it true?", reply_to=heard)
    assert "cannot listen to voice messages" in (await telegram.wait_for(timeout=60)).text
    channel = telegram.channel(-100800, "Daily Rumour", bot="left")
    shown = await channel.post(photo())
    await ann.write(group, f"{ME} fake?", reply_to=shown)
    await house.settled()
    assert "cannot read pictures" in telegram.sent[-1].text


async def test_where_a_topic_is_gone_the_answer_is_sent_plainly(telegram: FakeTelegram, house: House) -> None:
    ann = telegram.user(2001, "Ann")
    forum = telegram.group(-100600, "Forum", kind="forum", owner=ann, members=[ann])
    topic = await forum.open_topic("News", ann)
    await telegram.fault(
        "status", "sendMessage", status=400, description="Bad Request: message thread not found"
    )
    await ann.write(forum, f"{ME} {RUMOUR}", topic=topic)
    answer = await telegram.wait_for(timeout=60)
    assert VOLUNTEERS_LINK in answer.text
    assert "message_thread_id" not in answer.params
    await house.settled()
    assert await house.outbox() == {"sent": 1}


async def test_an_invitation_shows_the_address_that_takes_it(telegram: FakeTelegram, house: House) -> None:
    owner, friend = telegram.user(1001, "Olha", language_code="en"), telegram.user(2005, "Farid")
    await owner.private("/invite reviewer")
    said = await telegram.wait_for(timeout=60)
    found = re.search(r"https://t\.me/claimspread_bot\?start=([\w-]{22})", said.text)
    assert found is not None
    await friend.private(f"/start {found[1]}")
    await house.settled()
    assert "Your role is now: reviewer" in telegram.sent[-1].text
