"""`/asked`: what several people asked in vain becomes a claim, and all who wait hear of it."""

from bot.decisions import demand
from bot.events import Account, Address, OutgoingMessage
from matchers.encoding.encoders import HashingEncoder
from matchers.matcher import ClaimMatcher
from storage import decisions, unanswered
from tests.commands.chat import EDITOR, READER, Chat, post_of, private, text

QUESTION = "Is the old bridge going to be sold to a circus?"
PEOPLE = [READER, Account("telegram", "1011", "Tim"), Account("telegram", "1012", "Uma")]
LINK = "https://example.org/bridge"


async def ask(chat: Chat, who: Account, *, consents: bool) -> None:
    """Ask in private, find nothing, be counted, and perhaps let fact-checkers see it."""
    (said,) = await chat.hear(QUESTION, by=who, address=Address.DIRECT)
    async with chat.database.write() as session:
        latest = await decisions.latest_in_place(session, who.platform, who.id)
        assert latest is not None
        vectors = ClaimMatcher(HashingEncoder()).embed([QUESTION])
        (sketch,) = demand.sketches_of(vectors, chat.signer)
        author = chat.signer.pseudonym(who)
        await unanswered.note(session, latest.id, author, sketch, chat.matcher.model_id, "en", chat.now)
    if consents:
        asked, *_ = await chat.press(said, "Ask a fact-checker", by=who)
        await chat.press(asked, "Yes", by=who, about=post_of(who, private(who), QUESTION))


async def start_a_claim(chat: Chat) -> OutgoingMessage:
    (listed,) = await chat.command("/asked", by=EDITOR)
    assert QUESTION in listed.html
    assert "3" in listed.html
    begun = await chat.press(listed, "1", by=EDITOR)
    assert QUESTION in text(begun)
    await chat.write("The old bridge is sold to a circus", by=EDITOR)
    await chat.write("false", by=EDITOR)
    (proposed,) = await chat.write(LINK, by=EDITOR)
    return proposed


async def test_two_people_show_nothing(chat: Chat) -> None:
    for who in PEOPLE[:2]:
        await ask(chat, who, consents=True)
    (said,) = await chat.command("/asked", by=EDITOR)
    assert QUESTION not in said.html


async def test_without_consent_no_words_are_shown(chat: Chat) -> None:
    for who in PEOPLE:
        await ask(chat, who, consents=False)
    (said,) = await chat.command("/asked", by=EDITOR)
    assert "bridge" not in said.html
    assert "3" in said.html


async def test_a_claim_from_what_was_asked_answers_all_who_wait(chat: Chat) -> None:
    for who, consents in zip(PEOPLE, (True, True, False), strict=True):
        await ask(chat, who, consents=consents)
    saved = await chat.press(await start_a_claim(chat), "Save", by=EDITOR)
    assert "Claim 1" in text(saved)
    chat.later(seconds=11)
    told = await chat.settle_reviews()
    assert {message.place for message in told} == {private(who) for who in PEOPLE[:2]}
    assert all(LINK in message.html for message in told)
    (said,) = await chat.command("/asked", by=EDITOR)
    assert QUESTION not in said.html


async def test_readers_do_not_see_what_others_ask(chat: Chat) -> None:
    for who in PEOPLE:
        await ask(chat, who, consents=True)
    said = await chat.command("/asked", by=READER)
    assert QUESTION not in text(said)
