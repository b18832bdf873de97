"""Where the bot is no member: inline mode and guest mode."""

import pytest

from bot.events import Account
from storage import accounts
from tests.fakes.telegram import FakeTelegram
from tests.platforms.telegram.house import (
    HARMLESS,
    LEMONADE_LINK,
    ME,
    OTHER_RUMOUR,
    RUMOUR,
    VOLUNTEERS_LINK,
    House,
)


async def test_an_inline_query_offers_fact_checks_to_share(telegram: FakeTelegram, house: House) -> None:
    ann = telegram.user(2001, "Ann", language_code="en")
    group = telegram.group(-100900, "Elsewhere", members=[ann], bot="left")
    query = await ann.inline("swimming pool lemonade")
    answer = await telegram.answer_to(query)
    (offer,) = answer["results"]
    assert offer["description"] == "The town's swimming pool was filled with lemonade"
    shared = await ann.choose(query, offer["id"], group)
    assert LEMONADE_LINK in shared.raw["text"]
    assert shared.raw["from"]["id"] == 2001


async def test_an_inline_query_changes_nothing(telegram: FakeTelegram, house: House) -> None:
    ann = telegram.user(2001, "Ann", language_code="en")
    query = await ann.inline(RUMOUR)
    await telegram.answer_to(query)
    await house.settled()
    assert await house.sightings() == []
    assert await house.outbox() == {}


@pytest.mark.parametrize("words", ["", HARMLESS])
async def test_an_inline_query_without_a_match_leads_to_the_private_chat(
    telegram: FakeTelegram, house: House, words: str
) -> None:
    ann = telegram.user(2001, "Ann", language_code="en")
    answer = await telegram.answer_to(await ann.inline(words))
    assert answer["results"] == []
    assert "private" in answer["button"]["text"]


async def test_inline_offers_speak_the_users_language(telegram: FakeTelegram, house: House) -> None:
    ana = telegram.user(2003, "Ana", language_code="es")
    answer = await telegram.answer_to(await ana.inline(OTHER_RUMOUR))
    assert answer["results"][0]["title"] == "Falso"
    async with house.app.database.write() as session:
        await accounts.set_language(session, house.app.signer.pseudonym(Account("telegram", "2003")), "uk")
    answer = await telegram.answer_to(await ana.inline(OTHER_RUMOUR))
    assert answer["results"][0]["title"] == "Неправда"


async def test_of_several_inline_queries_in_a_row_the_last_is_answered(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann", language_code="en")
    held = await telegram.fault("hold", "answerInlineQuery")
    first = await ann.inline("lem")
    await held.reached()
    last = await ann.inline("lemonade swimming pool")
    assert (await telegram.answer_to(last))["results"]
    await held.release()
    given_up = await telegram.wait_for_call(lambda call: call.params.get("inline_query_id") == first)
    assert not given_up.ok


async def test_an_inline_query_is_answered_while_posts_wait_for_a_slow_job(
    telegram: FakeTelegram, house: House
) -> None:
    ann, ben = telegram.user(2001, "Ann", language_code="en"), telegram.user(2002, "Ben")
    await telegram.answer_to(await ann.inline("is anybody there"), timeout=60)
    async with house.nothing_commits():
        first = await ann.inline("lemonade swimming pool")
        assert (await telegram.answer_to(first, timeout=25))["results"]
        await ben.private(RUMOUR)
        last = await ann.inline("lemonade in the swimming pool")
        assert (await telegram.answer_to(last, timeout=25))["results"]
        assert not await house.has_heard()
    assert VOLUNTEERS_LINK in (await telegram.wait_for(timeout=30)).text
    answered = [call.params["inline_query_id"] for call in telegram.calls_of("answerInlineQuery")]
    assert answered[1:] == [first, last]


async def test_a_guest_mention_gets_one_answer(telegram: FakeTelegram, house: House) -> None:
    ann, ben = telegram.user(2001, "Ann", language_code="en"), telegram.user(2002, "Ben")
    group = telegram.group(-100900, "Elsewhere", kind="supergroup", members=[ann, ben], bot="left")
    rumour = await ben.write(group, RUMOUR)
    asked = await ann.write(group, f"{ME} is this true?", reply_to=rumour)
    answer = await telegram.wait_for(timeout=60)
    assert answer.method == "answerGuestQuery"
    assert answer.chat_id == -100900
    assert answer.reply_to == asked.message_id
    assert VOLUNTEERS_LINK in answer.text
    assert answer.buttons == ()
    await house.settled()
    assert len(telegram.sent) == 1
    assert telegram.calls_of("sendChatAction") == telegram.calls_of("sendMessage") == []
    (seen,) = await house.sightings()
    assert seen.place_kind == "guest"


async def test_a_guest_who_asks_about_something_unknown_is_told_so(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann", language_code="en")
    group = telegram.group(-100900, "Elsewhere", members=[ann], bot="left")
    await ann.write(group, f"{ME} {HARMLESS}")
    answer = await telegram.wait_for(timeout=60)
    assert answer.method == "answerGuestQuery"
    assert "no fact-check" in answer.text


async def test_a_guest_query_whose_answer_may_have_been_lost_is_answered_again_but_never_twice(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann", language_code="en")
    group = telegram.group(-100900, "Elsewhere", members=[ann], bot="left")
    await telegram.fault("cut", "answerGuestQuery", processed=True)
    await ann.write(group, f"{ME} {RUMOUR}")
    again = await telegram.wait_for_call(
        lambda call: call.method == "answerGuestQuery" and not call.ok, timeout=6
    )
    assert again.status == 400
    await house.settled()
    answers = [message for message in await telegram.visible(-100900) if message["from"]["is_bot"]]
    assert len(answers) == 1


async def test_an_inline_query_that_expired_leaves_the_next_one_answered(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann", language_code="en")
    await telegram.fault(
        "status", "answerInlineQuery", status=400, description="Bad Request: query is too old"
    )
    await ann.inline("lemonade swimming pool")
    await telegram.wait_for_call(lambda call: call.method == "answerInlineQuery")
    answer = await telegram.answer_to(await ann.inline("lemonade in the swimming pool"))
    assert answer["results"]
