"""The reviewers' queue, and what a decision leads to once nobody can undo it any more."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.events import Account, Address, Delivery, OutgoingMessage, Place, PlaceKind
from storage import accounts, decisions, outbox, reviews
from storage.models import Feedback
from tests.commands.chat import EDITOR, GROUP, OWNER, READER, START, Chat, labels, private, text

REVIEWER = Account("telegram", "1020", "Rita")
SECOND = Account("telegram", "1021", "Ron")
MOON = "The Moon is made of cheese"
SUN = "The Sun is made of butter"
LINK = "https://example.org/check"


@pytest.fixture(autouse=True)
async def _reviewers(chat: Chat) -> None:
    async with chat.database.write() as session:
        for account in (REVIEWER, SECOND):
            await accounts.grant(session, account.platform, account.id, "reviewer", OWNER.ref, START)


async def doubtful(chat: Chat, claim: int, words: str = "they say so", by: Account = READER) -> str:
    """Somebody asks in the group, and the bot is not sure: what it says there."""
    return text(await chat.hear(words, (claim, 0.7), by=by, place=GROUP, address=Address.SUMMONED))


async def next_item(chat: Chat, by: Account = REVIEWER) -> OutgoingMessage:
    (shown,) = await chat.command("/review", by=by)
    return shown


async def feedback(chat: Chat) -> Sequence[tuple[int, str]]:
    async with chat.database.read() as session:
        rows = await session.execute(select(Feedback.claim_id, Feedback.verdict).order_by(Feedback.claim_id))
        return [(row.claim_id, row.verdict) for row in rows]


async def sighted(chat: Chat) -> dict[int, int]:
    async with chat.database.read() as session:
        return await decisions.sighting_counts(session)


async def test_whoever_asked_in_a_group_hears_that_fact_checkers_look(chat: Chat) -> None:
    assert "passed it to the fact-checkers" in await doubtful(chat, await chat.claim(MOON))


async def test_an_item_shows_the_post_the_candidates_the_evidence_and_what_can_be_decided(chat: Chat) -> None:
    await doubtful(chat, await chat.claim(MOON), "the moon? all cheese!")
    shown = await next_item(chat)
    said = text([shown])
    assert "the moon? all cheese!" in said
    assert f"70% sure that it is claim 1: “{MOON}”" in said
    assert "People who wait for an answer: 1" in said
    assert labels(shown) == [f"✓ 1. {MOON}", "Another claim", "No claim", "Skip"]


async def test_an_editor_may_also_add_a_new_claim(chat: Chat) -> None:
    await doubtful(chat, await chat.claim(MOON))
    assert "New claim" in labels(await next_item(chat, EDITOR))


async def test_two_reviewers_never_get_the_same_item(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    await doubtful(chat, claim, "first words")
    await doubtful(chat, claim, "second words")
    assert "first words" in (await next_item(chat)).html
    assert "second words" in (await next_item(chat, SECOND)).html
    assert "first words" in (await next_item(chat)).html
    assert "Nothing waits" in (await next_item(chat, EDITOR)).html


async def test_an_item_that_its_reviewer_forgot_goes_to_another(chat: Chat) -> None:
    await doubtful(chat, await chat.claim(MOON))
    forgotten = await next_item(chat)
    chat.later(minutes=16)
    assert MOON in (await next_item(chat, SECOND)).html
    (notice,) = await chat.press(forgotten, "No claim", by=REVIEWER)
    assert "not yours to decide" in notice.html


async def test_a_user_cannot_review(chat: Chat) -> None:
    await doubtful(chat, await chat.claim(MOON))
    shown = await next_item(chat)
    (notice,) = await chat.press(shown, "No claim", by=READER)
    assert "role does not allow" in notice.html
    assert "needs the role" in text(await chat.command("/review", by=READER))


async def test_a_skipped_item_is_left_to_others_and_the_next_is_shown(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    await doubtful(chat, claim, "first words")
    await doubtful(chat, claim, "second words")
    shown = await next_item(chat)
    skipped, following, *_ = await chat.press(shown, "Skip", by=REVIEWER)
    assert "left to others" in skipped.html
    assert "second words" in following.html
    assert "first words" in (await next_item(chat, SECOND)).html


async def test_a_decision_takes_effect_after_ten_seconds_and_not_before(chat: Chat) -> None:
    await doubtful(chat, await chat.claim(MOON))
    decided, *_ = await chat.press(await next_item(chat), "✓ 1.", by=REVIEWER)
    assert "Final in 10 seconds" in decided.html
    chat.later(seconds=9)
    assert await chat.settle_reviews() == []
    assert await feedback(chat) == []
    chat.later(seconds=1)
    (answer,) = await chat.settle_reviews()
    assert (answer.place.id, answer.reply_to is not None) == (GROUP.id, True)
    assert LINK in answer.html
    assert await feedback(chat) == [(1, "right")]
    assert await sighted(chat) == {1: 1}
    assert await chat.settle_reviews() == []


async def test_a_decision_can_be_undone_within_ten_seconds_only(chat: Chat) -> None:
    await doubtful(chat, await chat.claim(MOON))
    decided, *_ = await chat.press(await next_item(chat), "✓ 1.", by=REVIEWER)
    shown, *_ = await chat.press(decided, "Undo", by=REVIEWER)
    assert "For review" in shown.html
    chat.later(seconds=30)
    assert await chat.settle_reviews() == []
    decided, *_ = await chat.press(shown, "No claim", by=REVIEWER)
    chat.later(seconds=10)
    (notice,) = await chat.press(decided, "Undo", by=REVIEWER)
    assert "final already" in notice.html


async def test_nobody_undoes_anothers_decision(chat: Chat) -> None:
    await doubtful(chat, await chat.claim(MOON))
    decided, *_ = await chat.press(await next_item(chat), "No claim", by=REVIEWER)
    (notice,) = await chat.press(decided, "Undo", by=SECOND)
    assert "final already" in notice.html


async def test_no_claim_labels_every_candidate_wrong_and_tells_the_one_who_asked(chat: Chat) -> None:
    first, second = await chat.claim(MOON), await chat.claim(SUN)
    await chat.hear("so?", (first, 0.7), (second, 0.65), place=GROUP, address=Address.SUMMONED)
    await chat.press(await next_item(chat), "No claim", by=REVIEWER)
    chat.later(seconds=10)
    (told,) = await chat.settle_reviews()
    assert (told.place.id, told.reply_to is not None) == (GROUP.id, True)
    assert "no fact-check about it so far" in told.html
    assert await feedback(chat) == [(first, "wrong"), (second, "wrong")]


async def test_whoever_was_promised_an_answer_gets_one_where_the_group_has_it_or_is_at_its_cap(
    chat: Chat,
) -> None:
    claim = await chat.claim(MOON)
    await doubtful(chat, claim)
    chat.admins.add((GROUP.id, OWNER.id))
    (panel,) = await chat.command("/settings", place=GROUP)
    (panel, *_) = await chat.press(panel, "Answers an hour")
    await chat.press(panel, "1")
    (said,) = await chat.hear("so?", (claim, 0.99), by=SECOND, place=GROUP, address=Address.SUMMONED)
    assert "within the hour" in said.html
    await chat.press(await next_item(chat), "✓ 1.", by=REVIEWER)
    chat.later(seconds=10)
    (answer,) = await chat.settle_reviews()
    assert LINK in answer.html


async def test_nobody_hears_of_a_post_on_a_timeline_that_is_no_claim(chat: Chat) -> None:
    timeline = Place("x", "700", PlaceKind.TIMELINE)
    asker = Account("x", "2009", "asker")
    claim = await chat.claim(MOON)
    await chat.hear("so?", (claim, 0.7), by=asker, place=timeline, address=Address.SUMMONED)
    assert "asked a reviewer" in text(await chat.command("/why", by=OWNER, place=timeline))
    await chat.press(await next_item(chat), "No claim", by=REVIEWER)
    chat.later(seconds=10)
    assert await chat.settle_reviews() == []


async def test_why_says_that_it_was_passed_on(chat: Chat) -> None:
    await doubtful(chat, await chat.claim(MOON))
    said = text(await chat.command("/why", by=READER, place=GROUP))
    assert "I passed it to the fact-checkers" in said
    assert "said nothing" not in said


async def test_another_claim_is_chosen_by_its_number(chat: Chat) -> None:
    first, second = await chat.claim(MOON), await chat.claim(SUN, url="https://example.org/sun")
    await doubtful(chat, first)
    await chat.press(await next_item(chat), "Another claim", by=REVIEWER)
    decided, *_ = await chat.write(f"#{second}", by=REVIEWER)
    assert f"is claim {second}" in decided.html
    chat.later(seconds=10)
    (answer,) = await chat.settle_reviews()
    assert "https://example.org/sun" in answer.html
    assert await feedback(chat) == [(first, "wrong"), (second, "right")]
    assert (await sighted(chat))[second] == 1


async def test_another_claim_is_found_by_words(chat: Chat) -> None:
    first, second = await chat.claim(MOON), await chat.claim(SUN)
    await doubtful(chat, first)
    await chat.press(await next_item(chat), "Another claim", by=REVIEWER)
    (found,) = await chat.write("butter", by=REVIEWER)
    decided, *_ = await chat.press(found, f"✓ {second}.", by=REVIEWER)
    assert f"is claim {second}" in decided.html


async def test_a_new_claim_decides_about_the_post_that_it_was_added_for(chat: Chat) -> None:
    await doubtful(chat, await chat.claim(MOON), "lemonade flows from our taps")
    await chat.press(await next_item(chat, EDITOR), "New claim", by=EDITOR)
    await chat.write("Lemonade flows from the taps of the town", by=EDITOR)
    await chat.write("false", by=EDITOR)
    (preview,) = await chat.write("https://example.org/lemonade", by=EDITOR)
    said = text(await chat.press(preview, "Save", by=EDITOR))
    assert "Claim 2 is saved" in said
    assert "is claim 2" in said
    chat.later(seconds=10)
    (answer,) = await chat.settle_reviews()
    assert "https://example.org/lemonade" in answer.html


async def test_a_confirmed_claim_that_was_retracted_meanwhile_is_not_sent(chat: Chat) -> None:
    await doubtful(chat, await chat.claim(MOON))
    await chat.press(await next_item(chat), "✓ 1.", by=REVIEWER)
    await chat.command("/retract 1 wrong", by=EDITOR)
    chat.later(seconds=10)
    (told,) = await chat.settle_reviews()
    assert "no fact-check about it so far" in told.html
    assert await feedback(chat) == []


async def test_whoever_said_stop_meanwhile_is_left_alone(chat: Chat) -> None:
    await doubtful(chat, await chat.claim(MOON))
    await chat.press(await next_item(chat), "✓ 1.", by=REVIEWER)
    await chat.command("/stop", by=READER)
    chat.later(seconds=10)
    assert await chat.settle_reviews() == []
    assert await feedback(chat) == [(1, "right")]


async def test_what_nobody_asked_is_confirmed_in_silence(chat: Chat) -> None:
    await chat.command("/settings", by=READER, place=GROUP)
    chat.admins.add((GROUP.id, READER.id))
    (panel,) = await chat.command("/settings", by=READER, place=GROUP)
    await chat.press(panel, "watch", by=READER)
    claim = await chat.claim(MOON)
    assert await chat.hear("maybe so", (claim, 0.7), place=GROUP) == []
    await chat.press(await next_item(chat), "✓ 1.", by=REVIEWER)
    chat.later(seconds=10)
    assert await chat.settle_reviews() == []
    assert await sighted(chat) == {claim: 1}


def watched(chat: Chat, gets: str = "items", review_chat: str = "telegram:-700") -> None:
    """Let the reviewers have a chat of their own."""
    wanted = {"review_chat": review_chat, "review_chat_gets": gets}
    chat.settings = chat.settings.model_copy(update=wanted)


async def test_items_arrive_by_themselves_in_the_review_chat_with_their_buttons(chat: Chat) -> None:
    watched(chat)
    claim = await chat.claim(MOON)
    await doubtful(chat, claim, "one two")
    await doubtful(chat, claim, "three four")
    first, second = await chat.settle_reviews()
    assert (first.place.id, second.place.id) == ("-700", "-700")
    assert "one two" in first.html
    assert "three four" in second.html
    assert labels(first) == [f"✓ 1. {MOON}", "Another claim", "No claim"]
    assert await chat.settle_reviews() == []


async def test_of_many_items_the_review_chat_gets_a_digest_and_no_flood(chat: Chat) -> None:
    watched(chat)
    claim = await chat.claim(MOON)
    for number in range(6):
        await doubtful(chat, claim, f"post {number}")
    (digest,) = await chat.settle_reviews()
    assert "New for review: 6" in digest.html
    assert digest.buttons == ()
    for number in range(5):
        await doubtful(chat, claim, f"later {number}")
        (item,) = await chat.settle_reviews()
        assert f"later {number}" in item.html
    await doubtful(chat, claim, "one too many")
    assert await chat.settle_reviews() == []
    chat.later(minutes=15)
    (item,) = await chat.settle_reviews()
    assert "one too many" in item.html


async def test_where_a_digest_is_wished_no_item_arrives_by_itself(chat: Chat) -> None:
    watched(chat, gets="digest")
    claim = await chat.claim(MOON)
    for words in ("one two", "three four", "five six"):
        await doubtful(chat, claim, words)
    (digest,) = await chat.settle_reviews()
    assert digest.place.id == "-700"
    assert "New for review: 3" in digest.html
    await doubtful(chat, claim, "seven eight")
    assert await chat.settle_reviews() == []
    chat.later(minutes=15)
    (digest,) = await chat.settle_reviews()
    assert "New for review: 1. In all 4 wait" in text([digest])
    chat.later(minutes=15)
    assert await chat.settle_reviews() == []


async def test_where_there_are_no_buttons_the_review_chat_gets_digests(chat: Chat) -> None:
    watched(chat, review_chat="x:77")
    await doubtful(chat, await chat.claim(MOON))
    (digest,) = await chat.settle_reviews()
    assert "New for review: 1" in digest.html


async def arrived(chat: Chat, words: str = "they say so") -> OutgoingMessage:
    """An item as it arrived in the review chat by itself."""
    watched(chat)
    await doubtful(chat, await chat.claim(MOON), words)
    (item,) = await chat.settle_reviews()
    async with chat.database.read() as session:
        row = await outbox.by_key(session, "review-item:1")
    assert row is not None
    assert row.message_id is not None
    item.extra["id"] = row.message_id
    return item


async def test_whoever_presses_first_has_the_item_that_arrived_by_itself(chat: Chat) -> None:
    item = await arrived(chat)
    decided, *_ = await chat.press(item, "✓ 1.", by=REVIEWER)
    assert (decided.delivery, decided.message_id) == (Delivery.EDIT, item.extra["id"])
    assert "Final in 10 seconds" in decided.html
    (refused,) = await chat.press(item, "No claim", by=SECOND)
    assert "not yours to decide" in refused.html
    (forbidden,) = await chat.press(item, "No claim", by=READER)
    assert "role does not allow" in forbidden.html
    chat.later(seconds=10)
    sent = await chat.settle_reviews()
    assert any(LINK in one.html and one.place == GROUP for one in sent)


async def test_an_item_kept_from_the_review_chat_comes_first_in_private(chat: Chat) -> None:
    item = await arrived(chat)
    await doubtful(chat, 1, "another post")
    (hint,) = await chat.press(item, "Another claim", by=REVIEWER)
    assert "in a private chat" in hint.html
    assert "another post" in (await next_item(chat, SECOND)).html
    assert "they say so" in (await next_item(chat)).html


async def test_once_decided_anywhere_the_words_go_from_the_review_chat(chat: Chat) -> None:
    item = await arrived(chat, "the moon? all cheese!")
    await chat.press(await next_item(chat), "No claim", by=REVIEWER)
    chat.later(seconds=10)
    sent = await chat.settle_reviews()
    (changed,) = [one for one in sent if one.place.id == "-700"]
    assert (changed.delivery, changed.message_id) == (Delivery.EDIT, item.extra["id"])
    assert "no known claim" in changed.html
    assert "cheese" not in changed.html
    assert changed.buttons == ()


async def test_the_words_of_who_asks_to_be_forgotten_go_from_the_review_chat(chat: Chat) -> None:
    item = await arrived(chat, "the moon? all cheese!")
    await chat.command("/forgetme", by=READER)
    sent = await chat.settle_reviews()
    (changed,) = [one for one in sent if one.place.id == "-700"]
    assert (changed.delivery, changed.message_id) == (Delivery.EDIT, item.extra["id"])
    assert "asked to be forgotten" in changed.html


async def test_stats_count_answers_feedback_and_what_waits(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    (answer, *_) = await chat.hear("so?", (claim, 0.99), address=Address.DIRECT)
    await chat.press(answer, "Helped", by=READER)
    await doubtful(chat, claim)
    said = text(await chat.command("/stats", by=REVIEWER))
    assert "Posts answered: 1" in said
    assert "“It helped”, “this one”: 1" in said
    assert "Waiting for a reviewer: 1" in said
    assert "People waiting for an answer: 1" in said


async def test_the_oldest_item_comes_first(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    await doubtful(chat, claim, "older words")
    await doubtful(chat, claim, "newer words")
    async with chat.database.write() as session:
        first = await reviews.take_next(session, "telegram:5", chat.now)
        assert first is not None
        second = await reviews.take_next(session, "telegram:6", chat.now)
        assert second is not None
        assert first.id < second.id
        assert first.claimed_until == chat.now + timedelta(minutes=15)


async def test_the_private_chat_of_the_asker_is_where_they_are_answered(chat: Chat) -> None:
    await chat.claim(MOON)
    (nothing,) = await chat.hear("cheese up there?", address=Address.DIRECT)
    asked, *_ = await chat.press(nothing, "Ask a fact-checker", by=READER)
    await chat.press(asked, "Yes", by=READER)
    await chat.write("cheese up there?", by=READER)
    await chat.press(await next_item(chat), "Another claim", by=REVIEWER)
    await chat.write("1", by=REVIEWER)
    chat.later(days=4)
    (answer,) = await chat.settle_reviews()
    assert answer.place == private(READER)
    assert "A fact-checker has looked at this" in answer.html
    assert LINK in answer.html
    assert "👍 Helped" in labels(answer)
