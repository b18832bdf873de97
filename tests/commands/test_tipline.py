"""The tipline: what is passed on only with the asker's leave, and news of claims to who wants them."""

from bot.events import Address, OutgoingMessage
from storage import decisions, outbox
from storage.models import DecisionRecord
from tests.commands.chat import EDITOR, GROUP, OWNER, READER, X_OWNER, Chat, labels, post_of, private, text

MOON = "The Moon is made of cheese"
WORDS = "They say that the Moon is a cheese"


async def nothing_found(chat: Chat) -> OutgoingMessage:
    (said,) = await chat.hear(WORDS, address=Address.DIRECT)
    return said


async def kept(chat: Chat) -> DecisionRecord:
    async with chat.database.read() as session:
        record = await decisions.get(session, 1)
    assert record is not None
    return record


async def waiting(chat: Chat) -> int:
    async with chat.database.read() as session:
        return await decisions.open_reviews(session)


async def test_where_nothing_is_found_a_fact_checker_is_offered_in_reply_to_the_post(chat: Chat) -> None:
    said = await nothing_found(chat)
    assert "know of no fact-check" in said.html
    assert labels(said) == ["Ask a fact-checker"]
    assert said.reply_to is not None


async def test_before_consent_no_text_is_kept_and_nobody_asked(chat: Chat) -> None:
    asked, *_ = await chat.press(await nothing_found(chat), "Ask a fact-checker", by=READER)
    assert labels(asked) == ["Yes, pass it on", "No"]
    assert (await kept(chat)).post_text is None
    assert await waiting(chat) == 0


async def test_with_consent_the_text_that_telegram_brings_along_is_kept_and_queued(chat: Chat) -> None:
    asked, *_ = await chat.press(await nothing_found(chat), "Ask a fact-checker", by=READER)
    about = post_of(READER, private(READER), WORDS)
    done, *_ = await chat.press(asked, "Yes", by=READER, about=about)
    assert "you will hear from me" in done.html
    assert (await kept(chat)).post_text == WORDS
    assert await waiting(chat) == 1


async def test_where_the_platform_brings_no_text_it_is_asked_for_again(chat: Chat) -> None:
    asked, *_ = await chat.press(await nothing_found(chat), "Ask a fact-checker", by=READER)
    again, *_ = await chat.press(asked, "Yes", by=READER)
    assert "send it to me once more" in again.html
    assert await waiting(chat) == 0
    (done,) = await chat.write(WORDS, by=READER)
    assert "you will hear from me" in done.html
    assert (await kept(chat)).post_text == WORDS
    assert await waiting(chat) == 1


async def test_without_consent_nothing_is_kept(chat: Chat) -> None:
    asked, *_ = await chat.press(await nothing_found(chat), "Ask a fact-checker", by=READER)
    done, *_ = await chat.press(asked, "No", by=READER, about=post_of(READER, private(READER), WORDS))
    assert "nothing is passed on" in done.html
    assert (await kept(chat)).post_text is None
    assert await waiting(chat) == 0


async def test_a_question_that_only_points_is_not_passed_on(chat: Chat) -> None:
    asked, *_ = await chat.press(await nothing_found(chat), "Ask a fact-checker", by=READER)
    for question in ("is it true?", "¿es verdad?", ""):
        again, *_ = await chat.press(
            asked, "Yes", by=READER, about=post_of(READER, private(READER), question)
        )
        assert "send it to me once more" in again.html
    (still,) = await chat.write("это правда?", by=READER)
    assert "What shall I check?" in still.html
    assert await waiting(chat) == 0
    await chat.write(WORDS, by=READER)
    assert (await kept(chat)).post_text == WORDS


async def test_in_a_group_whoever_asks_is_sent_to_private_where_the_post_is_gone(chat: Chat) -> None:
    (said,) = await chat.hear(WORDS, place=GROUP, address=Address.SUMMONED)
    asked, *_ = await chat.press(said, "Ask a fact-checker", by=READER)
    (told, *_) = await chat.press(asked, "Yes", by=READER, about=post_of(READER, GROUP, "is this real?"))
    assert "in a private chat" in told.html
    assert await waiting(chat) == 0


async def test_in_a_group_whoever_asks_hears_back(chat: Chat) -> None:
    (said,) = await chat.hear(WORDS, place=GROUP, address=Address.SUMMONED)
    asked, *_ = await chat.press(said, "Ask a fact-checker", by=READER)
    await chat.press(asked, "Yes", by=READER, about=post_of(OWNER, GROUP, WORDS))
    (why,) = await chat.command("/why", by=READER, place=GROUP)
    assert "passed it to the fact-checkers" in why.html
    (item,) = await chat.command("/review", by=OWNER)
    assert WORDS in item.html
    await chat.press(item, "No claim", by=OWNER)
    chat.later(seconds=11)
    (told,) = await chat.settle_reviews()
    assert (told.place, told.reply_to) == (GROUP, "77")


async def test_nobody_passes_anothers_post_on(chat: Chat) -> None:
    (said,) = await chat.hear(WORDS, place=GROUP, address=Address.SUMMONED)
    (notice,) = await chat.press(said, "Ask a fact-checker", by=EDITOR)
    assert "not for you" in notice.html
    assert await waiting(chat) == 0


async def test_where_there_are_no_buttons_numbers_lead_through_the_tipline(chat: Chat) -> None:
    (said,) = await chat.hear(WORDS, by=X_OWNER, address=Address.DIRECT)
    assert "1 – Ask a fact-checker" in said.html
    assert "1 – Yes, pass it on" in text(await chat.write("1", by=X_OWNER))
    assert "once more" in text(await chat.write("1", by=X_OWNER))
    assert "you will hear from me" in text(await chat.write(WORDS, by=X_OWNER))
    assert await waiting(chat) == 1


async def test_nobody_is_told_that_there_is_no_fact_check_before_a_person_looked(chat: Chat) -> None:
    asked, *_ = await chat.press(await nothing_found(chat), "Ask a fact-checker", by=READER)
    await chat.press(asked, "Yes", by=READER, about=post_of(READER, private(READER), WORDS))
    (item,) = await chat.command("/review", by=OWNER)
    assert WORDS in item.html
    await chat.press(item, "No claim", by=OWNER)
    chat.later(seconds=9)
    assert await chat.settle_reviews() == []
    chat.later(days=2)
    (told,) = await chat.settle_reviews()
    assert told.place == private(READER)
    assert "there is no fact-check about it so far" in told.html


async def subscribed(chat: Chat) -> int:
    claim = await chat.claim(MOON)
    (answer,) = await chat.hear("so?", (claim, 0.99), address=Address.DIRECT)
    (notice,) = await chat.press(answer, "Tell me if this changes", by=READER)
    assert "I will tell you" in notice.html
    return claim


async def test_a_changed_rating_is_told_to_who_wished_it(chat: Chat) -> None:
    claim = await subscribed(chat)
    _, news = await chat.command(f"/editclaim {claim} rating: misleading", by=EDITOR)
    assert news.place == private(READER)
    assert "now: <b>Misleading</b>" in news.html
    assert "https://example.org/check" in news.html


async def test_a_retraction_is_told_to_who_wished_it_even_after_their_answer_was_forgotten(
    chat: Chat,
) -> None:
    claim = await subscribed(chat)
    chat.later(days=100)
    async with chat.database.write() as session:
        await outbox.forget_sent(session, chat.now)
    _, news = await chat.command(f"/retract {claim} the article was withdrawn", by=EDITOR)
    assert news.place == private(READER)
    assert "do not rely on it" in news.html


async def test_a_change_of_the_claimant_is_no_news(chat: Chat) -> None:
    claim = await subscribed(chat)
    assert len(await chat.command(f"/editclaim {claim} claimant: A pundit", by=EDITOR)) == 1


async def test_pressing_again_ends_the_news(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    (answer,) = await chat.hear("so?", (claim, 0.99), address=Address.DIRECT)
    await chat.press(answer, "Tell me if this changes", by=READER)
    (notice,) = await chat.press(answer, "Tell me if this changes", by=READER)
    assert "not tell you" in notice.html
    assert len(await chat.command(f"/editclaim {claim} rating: misleading", by=EDITOR)) == 1


async def test_stop_ends_the_news_and_whatever_one_waits_for(chat: Chat) -> None:
    claim = await subscribed(chat)
    await chat.command("/stop", by=READER)
    assert len(await chat.command(f"/editclaim {claim} rating: misleading", by=EDITOR)) == 1


async def test_whoever_asks_to_be_forgotten_waits_for_nothing(chat: Chat) -> None:
    claim = await subscribed(chat)
    await chat.command("/forgetme", by=READER)
    assert len(await chat.command(f"/retract {claim} withdrawn", by=EDITOR)) == 1
