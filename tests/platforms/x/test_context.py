"""What is meant may stand two steps away from the question: it is found, for no more reads than it takes."""

from collections.abc import Sequence
from typing import Any

import pytest

from bot.events import Address, Post
from bot.platforms.x.context import MOST_STEPS, with_context
from bot.platforms.x.ledger import BudgetSpent
from bot.platforms.x.messages import message_of
from bot.platforms.x.posts import Bot, last_id_before, post_of
from bot.platforms.x.texts import Includes
from tests.fakes.x import FakeX
from tests.platforms.x.adapter import Desk, listening
from tests.platforms.x.test_activity import streaming

ME = Bot("2000", "claimbot")
LOOKUP = "/2/tweets"
LEMONADE = "The swimming pool of our town was filled with yellow lemonade"


@pytest.fixture
def desk(fake: FakeX) -> Desk:
    start = last_id_before(fake.clock.now())
    return Desk(cursors={"x:mentions": start, "x:dms": start})


async def heard(fake: FakeX, desk: Desk) -> Post:
    """The one mention, as polling hears it."""
    async with listening(fake, desk):
        await desk.wait_for(1)
    (post,) = desk.events
    assert isinstance(post, Post)
    return post


@pytest.mark.parametrize("words", ["?", "is it true?", "真的吗？", "это правда?"])
@pytest.mark.parametrize("comment", ["wow", "Everybody, look at that, unbelievable people!", ""])
async def test_under_a_quote_post_the_quoted_one_may_be_meant(
    fake: FakeX, desk: Desk, words: str, comment: str
) -> None:
    rumour = fake.post("2002", LEMONADE)
    shared = fake.post("2002", comment, quotes=rumour)
    fake.mention("2001", words, reply_to=shared)
    post = await heard(fake, desk)
    assert [one.id for one in post.above] == [shared.id, rumour.id]
    assert [call.query["ids"] for call in fake.calls("GET", LOOKUP)] == [rumour.id]


async def test_under_small_talk_the_post_above_it_may_be_meant_then_what_that_one_quotes(
    fake: FakeX, desk: Desk
) -> None:
    root = fake.post("2001", "Good morning everyone")
    rumour = fake.post("2002", LEMONADE)
    shared = fake.post("2002", "see", reply_to=root, quotes=rumour)
    parent = fake.post("2001", "hm", reply_to=shared)
    fake.mention("2002", "?", reply_to=parent)
    post = await heard(fake, desk)
    assert [one.id for one in post.above] == [parent.id, shared.id, rumour.id]


async def test_the_threads_first_post_is_looked_at_last(fake: FakeX, desk: Desk) -> None:
    root = fake.post("2002", LEMONADE)
    last = root
    for words in ("haha", "no way", "oh", "hm"):
        last = fake.post("2001" if last.author_id == "2002" else "2002", words, reply_to=last)
    fake.mention("2001", "true?", reply_to=last)
    post = await heard(fake, desk)
    assert post.above[-1].id == root.id
    assert len(fake.calls("GET", LOOKUP)) <= MOST_STEPS


async def test_by_the_activity_stream_it_is_found_as_well(fake: FakeX, desk: Desk) -> None:
    rumour = fake.post("2002", LEMONADE)
    shared = fake.post("2002", "look", quotes=rumour)
    async with streaming(fake, desk, poll_seconds=600):
        fake.mention("2001", "?", reply_to=shared)
        await desk.wait_for(1)
    (post,) = desk.events
    assert isinstance(post, Post)
    assert [one.id for one in post.above] == [shared.id, rumour.id]


@pytest.mark.parametrize("case", ["asker says it", "parent says it", "own answer", "gone"])
async def test_nothing_is_fetched_where_it_is_not_needed(fake: FakeX, desk: Desk, case: str) -> None:
    root = fake.post("2002", "hi")
    said = LEMONADE if case == "parent says it" else "yes"
    parent = fake.post("2000" if case == "own answer" else "2001", said, reply_to=root)
    words = f"so {LEMONADE}, is that so?" if case == "asker says it" else "?"
    fake.mention("2002", words, reply_to=parent)
    if case == "gone":
        fake.delete(parent)
    await heard(fake, desk)
    assert not fake.calls("GET", LOOKUP)


async def test_a_post_that_is_gone_is_asked_for_once(fake: FakeX, desk: Desk) -> None:
    rumour = fake.post("2002", LEMONADE)
    shared = fake.post("2002", "look", quotes=rumour)
    fake.delete(rumour)
    fake.mention("2001", "?", reply_to=shared)
    post = await heard(fake, desk)
    assert [one.id for one in post.above] == [shared.id]
    assert len(fake.calls("GET", LOOKUP)) == 1


@pytest.mark.parametrize("where", ["own", "above", "quoted"])
async def test_the_title_of_a_links_card_is_read_with_few_words(fake: FakeX, desk: Desk, where: str) -> None:
    fake.world.cards["https://example.org/pool"] = LEMONADE + " &amp; nobody noticed"
    words = "look https://example.org/pool"
    if where == "own":
        fake.mention("2001", words)
        post = await heard(fake, desk)
    else:
        shared = fake.post("2002", words)
        more: dict[str, Any] = {"reply_to": shared} if where == "above" else {"quotes": shared}
        fake.mention("2001", "?", **more)
        post = (await heard(fake, desk)).above[0]
    assert post.text == f"look https://example.org/pool\n{LEMONADE} & nobody noticed"
    assert post.links == ("https://example.org/pool",)


async def test_who_says_something_is_not_taken_to_say_what_the_card_says(fake: FakeX, desk: Desk) -> None:
    fake.world.cards["https://example.org/pool"] = LEMONADE
    words = "Our newspaper writes nonsense again about water and drinks: https://example.org/pool"
    fake.mention("2001", words)
    assert (await heard(fake, desk)).text == words


@pytest.mark.parametrize("body", ["plain_text", "preview_text", ""])
async def test_an_article_is_read_with_its_title(fake: FakeX, desk: Desk, body: str) -> None:
    article = fake.post("2002", "https://x.com/i/article/1900000000000000099")
    fake.world.articles[article.id] = {"title": "News of our town", **({body: LEMONADE} if body else {})}
    fake.mention("2001", "?", reply_to=article)
    (above,) = (await heard(fake, desk)).above
    assert above.text.split("\n")[1:] == ["News of our town", *([LEMONADE] if body else [])]


def written(id_: int, text: str, author: str = "2002", **references: int) -> dict[str, Any]:
    made = {"id": str(id_), "author_id": author, "text": text, "created_at": "2026-11-02T09:00:00Z"}
    listed = [{"type": kind, "id": str(target)} for kind, target in references.items()]
    return {**made, "conversation_id": "1", "referenced_tweets": listed}


async def test_where_the_budget_has_no_room_the_question_is_heard_without() -> None:
    async def fetch(_ids: Sequence[str]) -> dict[str, Any]:
        raise BudgetSpent("nothing left", 60)

    data = written(9, "@claimbot ?", "2001", replied_to=8)
    includes = Includes(posts={"8": written(8, "look", quoted=7)})
    post = post_of(data, includes, ME)
    assert post is not None
    assert await with_context([post], [(data, includes)], ME, fetch) == [post]


async def test_a_post_shared_in_a_message_brings_what_it_quotes() -> None:
    async def fetch(ids: Sequence[str]) -> dict[str, Any]:
        assert list(ids) == ["7"]
        return {"data": [written(7, LEMONADE)]}

    data = {"id": "20", "sender_id": "2001", "text": "?", "dm_conversation_id": "2000-2001"}
    data |= {"created_at": "2026-11-02T09:00:00Z", "referenced_tweets": [{"id": "8"}]}  # type: ignore[dict-item]
    includes = Includes(posts={"8": written(8, "look", quoted=7)})
    post = message_of(data, includes, ME)
    assert post is not None
    (whole,) = await with_context([post], [(data, includes)], ME, fetch)
    assert isinstance(whole, Post)
    assert whole.address is Address.DIRECT
    assert [one.text for one in whole.above] == ["look", LEMONADE]


async def test_many_questions_share_one_call_a_step() -> None:
    asked: list[list[str]] = []

    async def fetch(ids: Sequence[str]) -> dict[str, Any]:
        asked.append(list(ids))
        return {"data": [written(int(id_), LEMONADE) for id_ in ids]}

    found = []
    for number in range(3):
        data = written(90 + number, "@claimbot ?", "2001", replied_to=8)
        found.append((data, Includes(posts={"8": written(8, "look", quoted=7)})))
    events = [post for data, includes in found if (post := post_of(data, includes, ME)) is not None]
    whole = await with_context(events, found, ME, fetch)
    assert asked == [["7"]]
    assert all(isinstance(one, Post) and one.above[-1].id == "7" for one in whole)
