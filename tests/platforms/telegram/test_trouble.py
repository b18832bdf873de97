"""Chats that close, move or ask for patience, and the bot's comings and goings."""

from tests.fakes.telegram import FakeTelegram, Limits
from tests.platforms.telegram.house import HARMLESS, ME, RUMOUR, VOLUNTEERS_LINK, House, running, settings_for


async def test_a_person_who_blocks_the_bot_is_not_written_to_any_more(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann")
    refused = await telegram.fault("status", "sendMessage", status=429, retry_after=60)
    await ann.private(RUMOUR)
    await refused.reached()
    await ann.block()
    await house.settled()
    assert len(telegram.calls_of("sendMessage")) == 1
    assert await house.outbox() == {"dead": 1}


async def test_an_answer_refused_with_403_is_given_up_at_once(telegram: FakeTelegram, house: House) -> None:
    ann = telegram.user(2001, "Ann")
    await telegram.fault(
        "status", "sendMessage", status=403, description="Forbidden: bot was blocked by the user"
    )
    await ann.private(RUMOUR)
    await telegram.wait_for_call(lambda call: call.method == "sendMessage")
    await house.settled()
    assert await house.outbox() == {"dead": 1}
    assert len(telegram.calls_of("sendMessage")) == 1


async def test_a_group_that_puts_the_bot_out_gets_nothing_more(telegram: FakeTelegram, house: House) -> None:
    ann = telegram.user(2001, "Ann")
    group = telegram.group(-100500, "Neighbours", owner=ann, members=[ann])
    refused = await telegram.fault("status", "sendMessage", status=429, retry_after=60)
    await ann.write(group, f"{ME} {RUMOUR}")
    await ann.write(group, f"{ME} {HARMLESS}")
    await refused.reached()
    await group.set_bot("kicked")
    await house.settled()
    assert set(await house.outbox()) == {"dead"}
    assert len(telegram.calls_of("sendMessage")) == 1


async def test_an_answer_to_a_deleted_group_is_given_up(telegram: FakeTelegram, house: House) -> None:
    ann = telegram.user(2001, "Ann")
    group = telegram.group(-100500, "Neighbours", owner=ann, members=[ann])
    held = await telegram.fault("hold", "sendMessage")
    await ann.write(group, f"{ME} {RUMOUR}")
    await held.reached()
    await group.change(deleted=True)
    await held.release()
    await house.settled()
    assert await house.outbox() == {"dead": 1}


async def test_an_answer_follows_a_group_that_became_a_supergroup(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann")
    group = telegram.group(-500, "Neighbours", owner=ann, members=[ann])
    held = await telegram.fault("hold", "sendMessage")
    await ann.write(group, f"{ME} {RUMOUR}")
    await held.reached()
    await group.migrate(-100501, ann)
    await held.release()
    answer = await telegram.wait_for(timeout=60)
    assert answer.chat_id == -100501
    assert VOLUNTEERS_LINK in answer.text
    await house.settled()
    assert len(telegram.sent) == 1


async def test_what_waits_for_a_group_is_sent_to_the_supergroup_that_it_became(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann")
    group = telegram.group(-500, "Neighbours", owner=ann, members=[ann])
    refused = await telegram.fault("status", "sendMessage", status=429, retry_after=1)
    await ann.write(group, f"{ME} {RUMOUR}")
    await refused.reached()
    await group.migrate(-100501, ann)
    await house.settled()
    assert [(call.method, call.chat_id) for call in telegram.sent] == [("sendMessage", -100501)]


async def test_429_is_obeyed_and_the_answer_arrives_once(telegram: FakeTelegram, house: House) -> None:
    ann = telegram.user(2001, "Ann")
    await telegram.fault("status", "sendMessage", status=429, retry_after=2)
    await ann.private(RUMOUR)
    answer = await telegram.wait_for(timeout=60)
    refused = telegram.calls_of("sendMessage")[0]
    assert answer.at - refused.at >= 2
    await house.settled()
    assert len(telegram.sent) == 1


async def test_a_chat_that_is_told_to_wait_does_not_hold_up_another(
    telegram: FakeTelegram, house: House
) -> None:
    ann, ben = telegram.user(2001, "Ann"), telegram.user(2002, "Ben")
    held = await telegram.fault("hold", "sendMessage", chat_id=2001)
    await ann.private(RUMOUR)
    await held.reached()
    await ben.private(RUMOUR)
    answer = await telegram.wait_for(timeout=2)
    assert answer.chat_id == 2002
    await held.release()


async def test_many_chats_that_are_told_to_wait_hold_up_no_other(
    telegram: FakeTelegram, house: House
) -> None:
    """Telegram is there: what it asks of some chats is no reason to pause them all."""
    for number in range(6):
        person = telegram.user(3001 + number, "Busy")
        await telegram.fault("status", "sendMessage", chat_id=person.id, status=429, retry_after=600)
        await person.private("/privacy")
    refused: set[object] = set()
    while len(refused) < 6:
        call = await telegram.wait_for_call(
            lambda call: call.status == 429 and call.params["chat_id"] not in refused, timeout=30
        )
        refused.add(call.params["chat_id"])
    await telegram.user(2002, "Ben").private(RUMOUR)
    answer = await telegram.wait_for(timeout=30)
    assert answer.chat_id == 2002


async def test_the_bot_keeps_telegrams_limits_by_itself(sqlite_url: str) -> None:
    async with (
        FakeTelegram(limits=Limits()) as telegram,
        running(telegram, settings_for(telegram, sqlite_url)) as house,
    ):
        ann = telegram.user(2001, "Ann")
        for _ in range(3):
            await ann.private("/privacy")
        await house.settled()
        answers = telegram.calls_of("sendMessage")
        assert [call.status for call in answers] == [200, 200, 200]


async def test_a_group_that_lets_the_bot_in_gets_one_short_greeting(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann", language_code="es")
    group = telegram.group(-100500, "Vecinos", owner=ann, bot="left")
    await group.set_bot("member")
    greeting = await telegram.wait_for(timeout=60)
    assert greeting.chat_id == -100500
    assert "/help" in greeting.text
    assert "Hola" in greeting.text
    await group.set_bot("administrator")
    await house.settled()
    assert len(telegram.sent) == 1


async def test_a_channel_that_lets_the_bot_in_is_not_written_to(telegram: FakeTelegram, house: House) -> None:
    ann = telegram.user(2001, "Ann")
    channel = telegram.channel(-100800, "Daily Rumour", owner=ann, bot="left")
    await channel.set_bot("administrator")
    await house.settled()
    assert telegram.sent == []


async def test_a_person_who_lets_the_bot_in_again_is_answered_again(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann")
    await ann.private(RUMOUR)
    await telegram.wait_for(timeout=60)
    await ann.block()
    await ann.unblock()
    mark = telegram.mark
    await ann.private(f"{RUMOUR}, again")
    answer = await telegram.wait_for(after=mark)
    assert VOLUNTEERS_LINK in answer.text
