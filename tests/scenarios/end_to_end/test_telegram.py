"""The worked example on Telegram: from an update at the Bot API to the answer in its log, over HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.telegram import RemoteTelegram
from tests.scenarios.end_to_end.house import PATIENCE, QUICK, WORKED_EXAMPLE, Operator

RUMOUR = "State TV just said it: N. Korea is sending 100,000 volunteers to fight in Ukraine, no joke!!"
LINK = str(WORKED_EXAMPLE["url"])
SAMPLE_LINK = "https://example.org/fact-check/north-korea-100000-volunteers"


@pytest.fixture
async def telegram() -> AsyncIterator[RemoteTelegram]:
    async with RemoteTelegram() as fake:
        yield fake


@pytest.fixture
def operator(telegram: RemoteTelegram, tmp_path: Path) -> Operator:
    return Operator(
        tmp_path,
        {
            "CLAIMSPREAD_TELEGRAM__TOKEN": telegram.token,
            "CLAIMSPREAD_TELEGRAM__BASE_URL": telegram.bot_url,
            "CLAIMSPREAD_TELEGRAM__POLL_TIMEOUT": "2",
            "CLAIMSPREAD_OWNERS": '["telegram:1001"]',
        },
    )


async def test_the_worked_example_is_answered_in_private_in_a_group_and_above_a_bare_mention(
    telegram: RemoteTelegram, operator: Operator
) -> None:
    ann, ben = telegram.user(2001, "Ann", language_code="en"), telegram.user(2002, "Ben")
    group = telegram.group(-100500, "Neighbours", members=[ann, ben])
    await operator.import_samples()
    async with operator.running():
        await ann.private(RUMOUR)
        private = await telegram.wait_for(lambda call: SAMPLE_LINK in str(call.params), timeout=PATIENCE)
        assert "unsupported" in private.text.lower()
        assert [button.label for button in private.buttons][:2] == ["👍 Helped", "👎 Not my claim"]

        mark = telegram.mark
        rumour = await ben.write(group, RUMOUR)
        question = await ann.write(group, "@claimspread_bot is this true?", reply_to=rumour)
        answer = await telegram.wait_for(
            lambda call: SAMPLE_LINK in str(call.params), timeout=PATIENCE, after=mark
        )
        assert answer.chat_id == -100500
        assert answer.reply_to == question.message_id

        mark = telegram.mark
        press = await ann.press(private, "👍 Helped")
        assert (await telegram.answer_to(press, timeout=PATIENCE))["text"]


async def test_an_editor_adds_a_claim_in_chat_and_the_next_post_is_answered(
    telegram: RemoteTelegram, operator: Operator
) -> None:
    owner, ann = telegram.user(1001, "Olga"), telegram.user(2001, "Ann")
    operator.settings.update(QUICK)
    async with operator.running():
        await ann.private("/addclaim Cats can read minds | false | https://example.org/cats")
        refusal = await telegram.wait_for(lambda call: call.chat_id == 2001, timeout=PATIENCE)
        assert "editor" in refusal.text.lower()

        mark = telegram.mark
        await owner.private(
            "/addclaim The town's swimming pool was filled with lemonade | false | https://example.org/lemonade"
        )
        await telegram.wait_for(lambda call: call.chat_id == 1001, timeout=PATIENCE, after=mark)
        mark = telegram.mark
        await ann.private("Have you heard, they filled our town swimming pool with lemonade yesterday!")
        answer = await telegram.wait_for(lambda call: call.chat_id == 2001, timeout=PATIENCE, after=mark)
        assert "https://example.org/lemonade" in str(answer.params)


async def test_a_power_cut_before_handling_loses_nothing_and_doubles_nothing(
    telegram: RemoteTelegram, operator: Operator
) -> None:
    operator.settings.update(QUICK)
    await operator.import_claims(WORKED_EXAMPLE)
    ann = telegram.user(2001, "Ann", language_code="en")
    async with operator.running() as bot:
        await bot.kill()
    await ann.private(RUMOUR)
    held = await telegram.fault("hold", "sendMessage", processed=False)
    async with operator.running() as bot:
        await held.reached(timeout=PATIENCE)
        await bot.kill()
    async with operator.running():
        answer = await telegram.wait_for(lambda call: LINK in str(call.params), timeout=PATIENCE)
        assert answer.chat_id == 2001
        await telegram.stays_silent(1.5, after=answer.number)
    assert len([call for call in telegram.sent if call.chat_id == 2001]) == 1


async def test_a_power_cut_while_a_group_answer_is_on_its_way_never_doubles_it(
    telegram: RemoteTelegram, operator: Operator
) -> None:
    operator.settings.update(QUICK)
    await operator.import_claims(WORKED_EXAMPLE)
    ann = telegram.user(2001, "Ann", language_code="en")
    group = telegram.group(-100500, "Neighbours", members=[ann])
    held = await telegram.fault("hold", "sendMessage", processed=True)
    async with operator.running() as bot:
        await ann.write(group, f"@claimspread_bot {RUMOUR}")
        await held.reached(timeout=PATIENCE)
        await bot.kill()
    await held.release()
    held_call = await telegram.wait_for(lambda call: call.chat_id == -100500, timeout=PATIENCE)
    async with operator.running():
        await telegram.stays_silent(3, after=held_call.number)
    await telegram.refresh()
    assert len([call for call in telegram.sent if call.chat_id == -100500]) == 1
    code, out, _ = await operator.call("doctor", "--json")
    assert "1 unknown" in out
    assert code == 0


async def test_a_message_on_its_way_is_finished_before_the_bot_stops(
    telegram: RemoteTelegram, operator: Operator
) -> None:
    operator.settings.update(QUICK)
    await operator.import_claims(WORKED_EXAMPLE)
    ann = telegram.user(2001, "Ann", language_code="en")
    slow = await telegram.fault("slow", "sendMessage", seconds=2)
    async with operator.running() as bot:
        await ann.private(RUMOUR)
        await slow.reached(timeout=PATIENCE)
        assert await bot.stop() == 0
    answer = await telegram.wait_for(lambda call: call.chat_id == 2001, timeout=PATIENCE)
    async with operator.running():
        await telegram.stays_silent(2, after=answer.number)


async def test_a_refused_token_is_one_clear_line_and_exit_code_1(
    telegram: RemoteTelegram, operator: Operator
) -> None:
    operator.settings.update(QUICK)
    operator.settings["CLAIMSPREAD_TELEGRAM__TOKEN"] = "1:wrong"
    code, _, err = await operator.call("run")
    assert code == 1
    assert "refuses the bot token" in err.splitlines()[-1] + err.splitlines()[-2]
    assert "Traceback" not in err
