"""A post that its author changes: judged again, its answer changed or withdrawn, never doubled."""

import pytest

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


async def test_an_answer_is_changed_where_the_post_now_makes_another_claim(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann")
    group = telegram.group(-100500, "Neighbours", members=[ann])
    post = await ann.write(group, f"{ME} {RUMOUR}")
    answer = await telegram.wait_for(timeout=60)
    await ann.edit(post, f"{ME} {OTHER_RUMOUR}")
    changed = await telegram.wait_for(lambda call: call.method == "editMessageText", timeout=60)
    assert changed.message_id == answer.message_id
    assert LEMONADE_LINK in changed.text
    assert VOLUNTEERS_LINK not in changed.text
    await house.settled()
    assert [call.method for call in telegram.sent] == ["sendMessage", "editMessageText"]


async def test_an_answer_says_that_nothing_is_known_where_the_post_holds_no_claim_any_more(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann", language_code="en")
    post = await ann.private(RUMOUR)
    answer = await telegram.wait_for(timeout=60)
    await ann.edit(post, HARMLESS)
    changed = await telegram.wait_for(lambda call: call.method == "editMessageText", timeout=60)
    assert changed.message_id == answer.message_id
    assert VOLUNTEERS_LINK not in changed.text
    await house.settled()
    assert len([message for message in await telegram.visible(2001) if message["from"]["is_bot"]]) == 1


async def _unasked_after_an_edit(telegram: FakeTelegram, house: House) -> tuple[int, int]:
    """A mention is answered, then its author takes the mention and the claim out; the answer's place."""
    await telegram.change_bot(can_read_all_group_messages=True)
    ann = telegram.user(2001, "Ann")
    group = telegram.group(-100500, "Neighbours", members=[ann])
    post = await ann.write(group, f"{ME} {RUMOUR}")
    answer = await telegram.wait_for(timeout=60)
    await house.settled()
    await ann.edit(post, HARMLESS)
    return answer.chat_id or 0, answer.message_id or 0


async def test_an_answer_is_withdrawn_where_nobody_asks_for_it_any_more(
    telegram: FakeTelegram, house: House
) -> None:
    _, message_id = await _unasked_after_an_edit(telegram, house)
    gone = await telegram.wait_for_call(lambda call: call.method == "deleteMessage")
    assert gone.params["message_id"] == message_id
    await house.settled()
    assert not any(message["from"]["is_bot"] for message in await telegram.visible(-100500))


async def test_an_answer_that_is_too_old_to_be_deleted_is_emptied(
    telegram: FakeTelegram, house: House
) -> None:
    await telegram.fault(
        "status",
        "deleteMessage",
        status=400,
        description="Bad Request: message can't be deleted for everyone",
    )
    _, message_id = await _unasked_after_an_edit(telegram, house)
    emptied = await telegram.wait_for(lambda call: call.method == "editMessageText", timeout=60)
    assert emptied.message_id == message_id
    assert VOLUNTEERS_LINK not in emptied.text


@pytest.mark.parametrize("again", [f"{RUMOUR} (sic)", RUMOUR])
async def test_a_change_that_leaves_the_verdict_as_it_was_changes_nothing(
    telegram: FakeTelegram, house: House, again: str
) -> None:
    ann = telegram.user(2001, "Ann")
    group = telegram.group(-100500, "Neighbours", members=[ann])
    post = await ann.write(group, f"{ME} {RUMOUR}")
    await telegram.wait_for(timeout=60)
    await ann.edit(post, f"{ME} {again}")
    await house.settled()
    assert len(telegram.sent) == 1
    assert telegram.calls_of("deleteMessage") == []


async def test_an_answer_withdrawn_is_given_again_where_the_claim_comes_back(
    telegram: FakeTelegram, house: House
) -> None:
    await telegram.change_bot(can_read_all_group_messages=True)
    ann = telegram.user(2001, "Ann")
    group = telegram.group(-100500, "Neighbours", members=[ann])
    post = await ann.write(group, f"{ME} {RUMOUR}")
    for said in (HARMLESS, f"{ME} {OTHER_RUMOUR}", f"{ME} {RUMOUR}"):
        await house.settled()
        await ann.edit(post, said)
    await house.settled()
    answers = [message for message in await telegram.visible(-100500) if message["from"]["is_bot"]]
    assert len(answers) == 1
    assert VOLUNTEERS_LINK in answers[0]["text"]
    assert [call.method for call in telegram.sent] == ["sendMessage", "sendMessage", "editMessageText"]


async def test_an_answer_that_has_not_left_yet_is_replaced_before_anybody_reads_it(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann")
    refused = await telegram.fault("status", "sendMessage", status=429, retry_after=5)
    post = await ann.private(RUMOUR)
    await refused.reached()
    await ann.edit(post, OTHER_RUMOUR)
    answer = await telegram.wait_for(timeout=60)
    assert LEMONADE_LINK in answer.text
    await house.settled()
    assert [call.method for call in telegram.sent] == ["sendMessage"]


async def test_an_edited_command_is_not_obeyed_again(telegram: FakeTelegram, house: House) -> None:
    ann = telegram.user(2001, "Ann")
    command = await ann.private(f"/check {RUMOUR}")
    await telegram.wait_for(timeout=60)
    await ann.edit(command, f"/check {OTHER_RUMOUR}")
    await house.settled()
    assert len(telegram.sent) == 1


async def test_a_changed_channel_post_is_judged_again(telegram: FakeTelegram, house: House) -> None:
    channel = telegram.channel(-100800, "Daily Rumour")
    post = await channel.post(HARMLESS)
    await house.settled()
    assert await house.sightings() == []
    await channel.edit(post, RUMOUR)
    await house.settled()
    assert len(await house.sightings()) == 1
