"""An answer whose post was changed is changed with it or withdrawn, and is never said a second time."""

from dataclasses import replace

import pytest

from bot.events import Account, Delivery, OutgoingMessage, Place, PlaceKind, Post, message_json
from bot.outbox.revisions import IN_PLACE_OF, aim
from storage import outbox
from tests.inbox.conversation import GROUP, Conversation

MOON = "The old moon above our town is made of cheese and holes"
POOL = "The swimming pool of our town was filled with yellow lemonade"
DENIAL = "It is false that the old moon above our town is made of cheese and holes, do not believe it"
ON_X = Account("x", "71", "Xenia", "en")


def on_a_timeline(talk: Conversation, words: str) -> Post:
    post = talk.post(words, ON_X, Place("x", "900", PlaceKind.TIMELINE))
    return replace(post, id="900", message_id="900")


def changed(talk: Conversation, post: Post, words: str) -> Post:
    return replace(post, text=words, edited=True, event_id=talk.post(words).event_id)


@pytest.mark.parametrize("other", [DENIAL, POOL])
async def test_a_public_reply_that_no_longer_fits_is_withdrawn_and_none_follows(
    talk: Conversation, other: str
) -> None:
    await talk.claim(MOON, "https://example.org/moon")
    await talk.claim(POOL, "https://example.org/pool")
    post = on_a_timeline(talk, MOON)
    (answer,) = await talk.hand_in(post)
    assert "https://example.org/moon" in answer.html
    (withdrawal,) = await talk.hand_in(changed(talk, post, other))
    assert withdrawal.delivery is Delivery.WITHDRAW
    assert await talk.hand_in(changed(talk, post, MOON)) == []


async def test_a_public_post_changed_before_its_reply_left_is_answered_once(talk: Conversation) -> None:
    await talk.claim(MOON, "https://example.org/moon")
    await talk.claim(POOL, "https://example.org/pool")
    post = on_a_timeline(talk, MOON)
    await talk.intake([post])
    await talk.handler.handle_due()
    (answer,) = await talk.hand_in(changed(talk, post, POOL))
    assert answer.delivery is Delivery.SEND
    assert "https://example.org/pool" in answer.html


@pytest.mark.parametrize(
    ("fate", "becomes"),
    [("unknown", None), ("sent", None), ("dead", Delivery.SEND), ("cancelled", Delivery.SEND)],
)
async def test_a_change_is_sent_anew_only_where_the_answer_never_arrived(
    talk: Conversation, fate: str, becomes: Delivery | None
) -> None:
    change = OutgoingMessage(GROUP, "Better words", delivery=Delivery.EDIT, extra={IN_PLACE_OF: "answer:1"})
    async with talk.database.write() as session:
        payload = message_json.dump_json(replace(change, delivery=Delivery.SEND, extra={})).decode()
        await outbox.enqueue(session, "answer:1", "telegram", GROUP.id, payload, talk.now)
        answer = await outbox.by_key(session, "answer:1")
        assert answer is not None
        answer.status = fate
    async with talk.database.read() as session:
        aimed = await aim(session, change)
    assert (None if aimed is None else aimed.delivery) is becomes
