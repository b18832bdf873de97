"""What leaves for X, over HTTP: replies, messages, withdrawals, and what X's rules forbid."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import ConfigurationError, PlaceClosed, Rejected
from bot.events import REWORDED, Attachment, Delivery, OutgoingMessage
from bot.platforms.base import DeliveryOutcome, Sent
from bot.platforms.x.length import weighted_length
from bot.platforms.x.platform import XPlatform
from bot.platforms.x.sending import reply_text
from tests.fakes.x import FakeX
from tests.platforms.x.adapter import letter, opened, reply, settings_for

URL = "https://example.org/checks/100000-volunteers"


async def test_an_answer_is_a_reply_to_the_post_that_asks_with_its_link(fake: FakeX) -> None:
    asked = fake.mention("2001", "is this true?", reply_to=fake.post("2002", "a rumour"))
    async with opened(fake) as x:
        sent = await x.send(reply(asked.id, f'<b>Unsupported</b> &amp; unproven.\n<a href="{URL}">{URL}</a>'))
    assert [(one.id, one.in_reply_to, one.text) for one in fake.replies] == [
        (sent.message_id, asked.id, f"Unsupported & unproven.\n{URL}")
    ]
    assert not fake.offences


async def test_a_long_answer_is_cut_to_what_x_takes_and_keeps_its_link(fake: FakeX) -> None:
    asked = fake.mention("2001")
    async with opened(fake) as x:
        await x.send(reply(asked.id, f'{"Ein sehr langer Satz. " * 40}<a href="{URL}">Faktencheck</a>'))
    text = fake.replies[0].text
    assert weighted_length(text) <= 280
    assert text.endswith(URL)


def test_an_answer_calls_nobody_and_holds_one_cashtag() -> None:
    text = reply_text(reply("1", "The claim by @bob and ＠ann about $TSLA, $AAPL and a@example.org\x00"))
    assert text == "The claim by bob and ann about $TSLA, AAPL and a@example.org"


async def test_nothing_is_posted_that_answers_nobody(fake: FakeX) -> None:
    async with opened(fake) as x:
        with pytest.raises(Rejected, match="only in reply"):
            await x.send(reply(None))
    assert fake.calls("POST", "/2/tweets") == []


async def test_an_attachment_is_left_out_and_the_words_go(fake: FakeX) -> None:
    asked = fake.mention("2001")
    chart = Attachment("spread.png", "image/png", b"\x89PNG")
    async with opened(fake) as x:
        await x.send(reply(asked.id, "The spread of claim 1", attachment=chart))
    assert fake.replies[0].text == "The spread of claim 1"


async def test_a_message_goes_to_the_person_who_wrote(fake: FakeX) -> None:
    fake.dm("2001", "is this true?")
    async with opened(fake) as x:
        sent = await x.send(letter("2001", f'See <a href="{URL}">the check</a> &lt;3'))
    message = fake.sent_dms[0]
    assert (message.id, message.recipient_id) == (sent.message_id, "2001")
    assert message.text.startswith("See the check: https://t.co/") and message.text.endswith(" <3")


async def test_a_change_in_private_is_a_new_message_and_in_public_impossible(fake: FakeX) -> None:
    fake.dm("2001", "hello")
    async with opened(fake) as x:
        await x.send(letter("2001", "Thank you.", delivery=Delivery.EDIT, message_id="5"))
        with pytest.raises(Rejected):
            await x.send(reply("1", "Thank you.", delivery=Delivery.EDIT, message_id="5"))
    assert [message.text for message in fake.sent_dms] == ["Thank you."]
    assert fake.replies == []


async def test_a_button_press_needs_no_call(fake: FakeX) -> None:
    async with opened(fake) as x:
        assert await x.send(letter("2001", "", delivery=Delivery.ACKNOWLEDGE)) == Sent(None)
    assert len(fake.requests) == 1


async def test_an_answer_can_be_taken_back_and_a_message_cannot(fake: FakeX) -> None:
    asked = fake.mention("2001")
    async with opened(fake) as x:
        sent = await x.send(reply(asked.id))
        await x.send(reply(asked.id, "", delivery=Delivery.WITHDRAW, message_id=sent.message_id))
        with pytest.raises(Rejected, match="404"):
            await x.send(reply(asked.id, "", delivery=Delivery.WITHDRAW, message_id=sent.message_id))
        with pytest.raises(Rejected, match="cannot be taken back"):
            await x.send(letter("2001", "", delivery=Delivery.WITHDRAW, message_id="7"))
    assert fake.world.deleted == {sent.message_id}


@pytest.mark.parametrize("state", ["deleted", "protected", "blocking", "not asked"])
async def test_a_reply_that_x_does_not_allow_is_given_up_in_xs_words(fake: FakeX, state: str) -> None:
    asked = fake.mention("2001") if state != "not asked" else fake.post("2001", "a rumour")
    if state == "deleted":
        fake.delete(asked)
    elif state != "not asked":
        fake.change_user("2001", protected=state == "protected", blocks_bot=state == "blocking")
    words = {
        "deleted": "deleted",
        "protected": "not visible",
        "blocking": "blocked",
        "not asked": "mentioned",
    }
    async with opened(fake) as x:
        with pytest.raises(Rejected, match=f"X 403: .*{words[state]}"):
            await x.send(reply(asked.id))
    assert fake.replies == []


async def test_who_blocks_the_bot_or_never_wrote_gets_no_more_messages(fake: FakeX) -> None:
    fake.dm("2001", "hello")
    fake.change_user("2001", blocks_bot=True)
    async with opened(fake) as x:
        for person in ("2001", "2002"):
            with pytest.raises(PlaceClosed, match="X 403"):
                await x.send(letter(person))


async def test_a_reply_that_x_has_already_counts_as_sent(fake: FakeX) -> None:
    asked = fake.mention("2001")
    async with opened(fake) as x:
        first = await x.send(reply(asked.id))
        assert await x.send(reply(asked.id)) == first
    assert len(fake.replies) == 1


async def test_the_same_words_under_another_post_leave_in_other_words(fake: FakeX) -> None:
    fake.user("2003", "eve")
    asked = [fake.mention(person) for person in ("2001", "2002", "2003")]
    worded = replace(reply(asked[1].id), extra={REWORDED: "the same, put otherwise"})
    async with opened(fake) as x:
        await x.send(reply(asked[0].id, "the answer"))
        await x.send(replace(worded, html="the answer"))
        await x.send(reply(asked[2].id, "the answer"))
    said = {one.in_reply_to: one.text for one in fake.replies}
    assert said[asked[0].id] == "the answer"
    assert said[asked[1].id] == "the same, put otherwise"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\nthe answer", said[asked[2].id])


async def test_what_would_have_to_be_cut_for_other_words_is_given_up(fake: FakeX) -> None:
    one, other = fake.mention("2001"), fake.mention("2002")
    full = "word " * 55 + "False"
    async with opened(fake) as x:
        await x.send(reply(one.id, full))
        with pytest.raises(Rejected, match=r"duplicate content.*another post"):
            await x.send(reply(other.id, full))


async def test_a_second_answer_to_one_post_is_no_matter_of_words(fake: FakeX) -> None:
    asked = fake.mention("2001")
    async with opened(fake) as x:
        detail = "You have already replied to this interaction; at most one reply is allowed."
        fake.faults.add("problem", "POST", "/2/tweets", status=403, detail=detail)
        with pytest.raises(Rejected, match="already replied"):
            await x.send(reply(asked.id))
    assert len(fake.calls("POST", "/2/tweets")) == 1


async def test_x_is_asked_whether_a_reply_arrived(fake: FakeX) -> None:
    began = fake.clock.now()
    asked, other = fake.mention("2001"), fake.mention("2002")
    async with opened(fake) as x:
        assert await x.settle(reply(asked.id), began) is DeliveryOutcome.NOT_SENT
        await x.send(reply(other.id, "to the other"))
        assert await x.settle(reply(asked.id), began) is DeliveryOutcome.NOT_SENT
        sent = await x.send(reply(asked.id))
        assert await x.settle(reply(asked.id), began) == sent
        fake.clock.advance(3_600)
        assert await x.settle(reply(asked.id), fake.clock.now()) is DeliveryOutcome.NOT_SENT


async def test_a_reply_is_found_behind_a_hundred_others(fake: FakeX) -> None:
    began = fake.clock.now()
    asked = [fake.mention("2001", f"number {number}") for number in range(103)]
    for number, mention in enumerate(asked):
        fake.world.add_post("2000", f"answer {number}", reply_to=mention.id)
    async with opened(fake) as x:
        found = await x.settle(reply(asked[0].id), began)
    assert isinstance(found, Sent)
    assert fake.world.posts[found.message_id or ""].written == "answer 0"


async def test_x_is_asked_whether_a_message_arrived_by_its_words(fake: FakeX) -> None:
    fake.dm("2001", f"See {URL} & more")
    message = letter("2001", f'See <a href="{URL}">{URL}</a> &amp; more')
    began = fake.clock.now()
    async with opened(fake) as x:
        assert await x.settle(message, began) is DeliveryOutcome.NOT_SENT
        sent = await x.send(message)
        assert await x.settle(message, began) == sent
        assert await x.settle(letter("2001", "other words"), began) is DeliveryOutcome.NOT_SENT
        fake.clock.advance(60)
        assert await x.settle(message, began + timedelta(seconds=60)) is DeliveryOutcome.NOT_SENT


async def test_what_may_be_repeated_counts_as_not_sent(fake: FakeX) -> None:
    message = OutgoingMessage(reply("1").place, "", Delivery.WITHDRAW, message_id="5")
    async with opened(fake) as x:
        assert await x.settle(message, fake.clock.now()) is DeliveryOutcome.NOT_SENT


def test_missing_keys_are_named_by_their_settings() -> None:
    with pytest.raises(ConfigurationError, match="CLAIMSPREAD_X__ACCESS_TOKEN_SECRET"):
        XPlatform(settings_for(FakeX(), access_token_secret=None))
