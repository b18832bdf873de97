"""An editor who forwards a rumour can make a claim of it, or a wording of one, by a button."""

from datetime import UTC, datetime

from bot.events import Account, Address, Origin, OutgoingMessage
from bot.signing import Signer
from tests.commands.chat import EDITOR, GROUP, READER, Chat, labels, post_of, private, text

MOON = "The Moon is made of cheese"
RUMOUR = "Scientists found out that the moon up there is all cheese"
FORWARDED = Origin("channel", "-100", "Daily Rumour", "7", datetime(2026, 11, 2, tzinfo=UTC))
NOTHING: list[tuple[int, float]] = []
ABOVE = post_of(READER, private(EDITOR), RUMOUR)


async def forward(
    chat: Chat, words: str, *found: tuple[int, float], by: Account = EDITOR
) -> list[OutgoingMessage]:
    """Somebody forwards a post of a channel to the bot."""
    return await chat.hear(words, *found, by=by, origin=FORWARDED, address=Address.DIRECT)


async def test_under_the_answer_to_an_editors_forward_stand_both_buttons(chat: Chat) -> None:
    await chat.claim(MOON)
    for found in (NOTHING, [(1, 0.97)]):
        (answer,) = await forward(chat, RUMOUR, *found)
        assert {"New claim", "A wording of …"} <= set(labels(answer))
        assert answer.reply_to is not None


async def test_others_and_posts_that_are_no_forwards_get_no_such_buttons(chat: Chat) -> None:
    assert "New claim" not in labels((await forward(chat, RUMOUR, by=READER))[0])
    assert "New claim" not in labels((await chat.hear(RUMOUR, by=EDITOR, address=Address.DIRECT))[0])


async def test_a_new_claim_is_made_from_the_forward_and_keeps_its_words_as_a_wording(chat: Chat) -> None:
    (answer,) = await forward(chat, RUMOUR)
    (asked, *_) = await chat.press(answer, "New claim", by=EDITOR, about=ABOVE)
    assert RUMOUR in asked.html
    (rating,) = await chat.write(MOON, by=EDITOR)
    await chat.press(rating, "False", by=EDITOR)
    (preview,) = await chat.write("https://example.org/moon", by=EDITOR)
    assert RUMOUR in preview.html
    await chat.press(preview, "Save", by=EDITOR)
    claim = await chat.get(1)
    assert claim.statement == MOON
    assert [one.text for one in claim.phrasings] == [RUMOUR]


async def test_the_forwards_own_words_may_be_the_claim(chat: Chat) -> None:
    (answer,) = await forward(chat, RUMOUR)
    (asked, *_) = await chat.press(answer, "New claim", by=EDITOR, about=ABOVE)
    (rating, *_) = await chat.press(asked, "own words", by=EDITOR)
    await chat.press(rating, "False", by=EDITOR)
    (preview,) = await chat.write("https://example.org/moon", by=EDITOR)
    await chat.press(preview, "Save", by=EDITOR)
    claim = await chat.get(1)
    assert (claim.statement, list(claim.phrasings)) == (RUMOUR, [])


async def test_a_forward_becomes_a_wording_of_an_offered_claim(chat: Chat) -> None:
    await chat.claim(MOON)
    (answer,) = await forward(chat, RUMOUR)
    (which, *_) = await chat.press(answer, "A wording of", by=EDITOR, about=ABOVE)
    (said, *_) = await chat.press(which, "1. The Moon", by=EDITOR)
    assert "one other wording" in text([said])
    assert [one.text for one in (await chat.get(1)).phrasings] == [RUMOUR]
    assert 1 in chat.changed


async def test_the_claim_may_be_named_by_its_number_or_searched_for(chat: Chat) -> None:
    await chat.claim(MOON)
    for typed in ("1", "#1"):
        (answer,) = await forward(chat, f"{RUMOUR} {typed}")
        about = post_of(READER, private(EDITOR), f"{RUMOUR} {typed}")
        await chat.press(answer, "A wording of", by=EDITOR, about=about)
        await chat.write(typed, by=EDITOR)
    assert len((await chat.get(1)).phrasings) == 2
    (answer,) = await forward(chat, RUMOUR)
    await chat.press(answer, "A wording of", by=EDITOR, about=ABOVE)
    assert "1. The Moon" in labels((await chat.write("cheese", by=EDITOR))[0])[0]
    assert "no claim" in text(await chat.write("999", by=EDITOR))


async def test_nobody_makes_claims_of_anothers_forward(chat: Chat) -> None:
    (answer,) = await forward(chat, RUMOUR)
    chat.signer = Signer(b"a key for tests")
    said = await chat.press(answer, "New claim", by=Account("telegram", "1001"), about=ABOVE)
    assert "What is the claim?" not in text(said)


async def test_in_groups_no_such_buttons_stand(chat: Chat) -> None:
    await chat.claim(MOON)
    said = await chat.hear(
        RUMOUR, (1, 0.97), by=EDITOR, place=GROUP, origin=FORWARDED, address=Address.SUMMONED
    )
    assert all("New claim" not in labels(message) for message in said)
