from collections.abc import Sequence

import pytest
from sqlalchemy import select

from bot.conversation.answers import say_fact_check, say_nothing_found, say_suggestions
from bot.events import Account, Delivery, OutgoingMessage, Place, PlaceKind
from storage import decisions, outbox
from storage.models import Feedback
from tests.commands.chat import EDITOR, GROUP, READER, X_OWNER, Chat, labels, text

MOON = "The Moon is made of cheese"
SUN = "The Sun is made of butter"
X_TIMELINE = Place("x", "thread-1", PlaceKind.TIMELINE)


async def answer(
    chat: Chat, place: Place | None = None, by: Account = READER
) -> tuple[OutgoingMessage, int, int]:
    number = await chat.claim(MOON, title="It is rock")
    decision = await chat.decision(number, by=by, place=place)
    claim = await chat.get(number)
    (said,) = await chat.say(lambda turn: say_fact_check(turn, claim, decision), by=by, place=place)
    return said, number, decision


async def suggest(chat: Chat, by: Account = READER) -> tuple[OutgoingMessage, int]:
    numbers = [await chat.claim(MOON), await chat.claim(SUN, url="https://example.org/sun")]
    decision = await chat.decision(*numbers, by=by)
    claims = [await chat.get(number) for number in numbers]
    (said,) = await chat.say(lambda turn: say_suggestions(turn, claims, decision), by=by)
    return said, decision


async def feedback(chat: Chat) -> Sequence[tuple[int, str]]:
    async with chat.database.read() as session:
        rows = await session.execute(select(Feedback.claim_id, Feedback.verdict).order_by(Feedback.id))
        return [(row.claim_id, row.verdict) for row in rows]


async def reviews(chat: Chat) -> int:
    async with chat.database.read() as session:
        return await decisions.open_reviews(session)


async def test_a_fact_check_carries_its_buttons_link_claim_and_decision(chat: Chat) -> None:
    said, _, _ = await answer(chat)
    assert labels(said) == ["👍 Helped", "👎 Not my claim", "Why?", "🔔 Tell me if this changes"]
    assert said.preview_url == "https://example.org/check"


async def test_helped_is_stored_thanked_for_and_the_buttons_replaced(chat: Chat) -> None:
    said, number, _ = await answer(chat)
    edited, notice = await chat.press(said, "Helped", by=READER)
    assert await feedback(chat) == [(number, "right")]
    assert (edited.delivery, edited.message_id) == (Delivery.EDIT, said.extra["id"])
    assert edited.html.startswith(said.html)
    assert "Thank you" in edited.html
    assert labels(edited) == ["Why?"]
    assert edited.preview_url == said.preview_url
    assert notice.delivery is Delivery.ACKNOWLEDGE


async def test_pressing_twice_stores_and_thanks_once(chat: Chat) -> None:
    said, number, _ = await answer(chat)
    await chat.press(said, "Helped", by=READER)
    (notice,) = await chat.press(said, "Helped", by=READER)
    assert notice.delivery is Delivery.ACKNOWLEDGE
    assert await feedback(chat) == [(number, "right")]


async def test_the_last_word_counts_and_is_thanked_for_alone(chat: Chat) -> None:
    said, number, _ = await answer(chat)
    await chat.press(said, "Helped", by=READER)
    edited, *_ = await chat.press(said, "Not my claim", by=READER)
    assert await feedback(chat) == [(number, "wrong")]
    assert edited.html.count("Thank you") == 1


async def test_not_my_claim_offers_to_ask_a_fact_checker(chat: Chat) -> None:
    said, number, _ = await answer(chat)
    edited, *_ = await chat.press(said, "Not my claim", by=READER)
    assert await feedback(chat) == [(number, "wrong")]
    assert await reviews(chat) == 0
    asked, *_ = await chat.press(edited, "Ask a fact-checker", by=READER)
    assert await reviews(chat) == 0
    await chat.press(asked, "Yes", by=READER)
    await chat.press(asked, "Yes", by=READER)
    assert await reviews(chat) == 1


async def test_in_a_group_everybody_may_press_and_the_answer_stays(chat: Chat) -> None:
    said, number, _ = await answer(chat, GROUP)
    for account in (READER, EDITOR):
        (notice,) = await chat.press(said, "Helped", by=account)
        assert notice.delivery is Delivery.ACKNOWLEDGE
    assert await feedback(chat) == [(number, "right"), (number, "right")]


async def test_feedback_after_the_text_was_forgotten_is_still_thanked_for(chat: Chat) -> None:
    said, number, _ = await answer(chat)
    chat.later(days=100)
    async with chat.database.write() as session:
        await outbox.forget_sent(session, chat.now)
    thanks, *_ = await chat.press(said, "Helped", by=READER)
    assert "Thank you" in thanks.html
    assert await feedback(chat) == [(number, "right")]


async def test_picking_a_suggestion_sends_its_fact_check(chat: Chat) -> None:
    said, _ = await suggest(chat)
    assert labels(said)[-1] == "None of these"
    chosen, sent, *_ = await chat.press(said, "2. The Sun", by=READER)
    assert (chosen.delivery, chosen.buttons) == (Delivery.EDIT, ())
    assert f"You chose: “{SUN}”" in chosen.html
    assert "https://example.org/sun" in sent.html
    assert "👍 Helped" in labels(sent)
    assert await feedback(chat) == [(2, "right")]


async def test_none_of_these_puts_the_post_before_a_reviewer_once_the_asker_agrees(chat: Chat) -> None:
    said, _ = await suggest(chat)
    asked, *_ = await chat.press(said, "None of these", by=READER)
    assert "Shall I pass your text on" in asked.html
    assert await reviews(chat) == 0
    edited, *_ = await chat.press(asked, "Yes", by=READER)
    assert "fact-checker will look" in edited.html
    assert edited.buttons == ()
    assert await reviews(chat) == 1
    assert await feedback(chat) == [(1, "wrong"), (2, "wrong")]


async def test_a_suggestion_retracted_meanwhile_is_not_sent(chat: Chat) -> None:
    said, _ = await suggest(chat)
    await chat.command("/retract 2 wrong", by=EDITOR)
    (notice,) = await chat.press(said, "2. The Sun", by=READER)
    assert "has been retracted" in notice.html
    assert await feedback(chat) == []


async def test_where_there_are_no_buttons_a_number_picks_a_suggestion(chat: Chat) -> None:
    said, _ = await suggest(chat, by=X_OWNER)
    assert said.buttons == ()
    assert "3 – None of these" in said.html
    (sent,) = await chat.write("2.", by=X_OWNER)
    assert chat.taken
    assert "https://example.org/sun" in sent.html
    assert "1 – 👍 Helped" in sent.html
    thanks = text(await chat.write("1", by=X_OWNER))
    assert "Thank you" in thanks
    assert await feedback(chat) == [(2, "right")]


@pytest.mark.parametrize("typed", ["0", "9", "-1", "1 or 2", "101"])
async def test_other_numbers_choose_nothing_and_are_no_texts_to_check(chat: Chat, typed: str) -> None:
    await suggest(chat, by=X_OWNER)
    said = text(await chat.write(typed, by=X_OWNER))
    assert chat.taken
    assert "from 1 to 3" in said
    assert await feedback(chat) == []


async def test_a_number_in_another_script_counts(chat: Chat) -> None:
    await suggest(chat, by=X_OWNER)
    assert "https://example.org/sun" in text(await chat.write("٢", by=X_OWNER))


async def test_a_number_chooses_nothing_after_a_day(chat: Chat) -> None:
    await suggest(chat, by=X_OWNER)
    chat.later(hours=25)
    assert "nothing to choose" in text(await chat.write("1", by=X_OWNER))
    assert await feedback(chat) == []


async def test_before_others_without_buttons_nothing_is_offered(chat: Chat) -> None:
    said, _, _ = await answer(chat, X_TIMELINE, X_OWNER)
    assert said.buttons == ()
    assert "Helped" not in said.html
    assert said.html.endswith("https://example.org/check")


async def test_a_public_number_is_never_a_choice(chat: Chat) -> None:
    await suggest(chat, by=X_OWNER)
    assert await chat.write("1", by=X_OWNER, place=X_TIMELINE) == []


async def test_nothing_found_says_so(chat: Chat) -> None:
    decision = await chat.decision()
    said = await chat.say(lambda turn: say_nothing_found(turn, decision, had_text=True))
    assert "know of no fact-check" in text(said)
