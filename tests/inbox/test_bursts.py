"""Posts that somebody sends at once are answered together."""

from bot.events import Address
from tests.inbox.conversation import GROUP, READER, Conversation

MOON = "The old moon above our town is made of cheese and holes"
POOL = "The swimming pool of our town was filled with yellow lemonade"
CAKE = "my grandmother bakes wonderful apple cakes on rainy Sundays"
WALK = "yesterday we walked along the river for three quiet hours"


async def test_forwards_sent_at_once_get_each_claim_once_and_one_word_about_the_rest(
    talk: Conversation,
) -> None:
    await talk.claim(MOON, "https://example.org/moon")
    await talk.claim(POOL, "https://example.org/pool")
    words = (MOON, CAKE, MOON, POOL, WALK)
    said = await talk.hand_in(*(talk.post(text) for text in words))
    assert [("/moon" in one.html, "/pool" in one.html) for one in said] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert "about these messages: 2" in said[-1].html
    assert CAKE in said[-1].html
    assert WALK in said[-1].html


async def test_pictures_without_text_get_no_word_beside_an_answer(talk: Conversation) -> None:
    await talk.claim(MOON, "https://example.org/moon")
    pictures = [talk.post(text) for text in (MOON, "", "")]
    (said,) = await talk.hand_in(*pictures)
    assert "https://example.org/moon" in said.html


async def test_pictures_without_any_text_get_one_word_together(talk: Conversation) -> None:
    (said,) = await talk.hand_in(*(talk.post("") for _ in range(4)))
    assert "found no text to check" in said.html


async def test_posts_that_come_later_are_answered_by_themselves(talk: Conversation) -> None:
    first = await talk.hand_in(talk.post(CAKE))
    talk.later(seconds=11)
    second = await talk.hand_in(talk.post(WALK))
    assert [len(first), len(second)] == [1, 1]
    assert second[0].buttons


async def test_a_command_in_between_ends_a_burst(talk: Conversation) -> None:
    said = await talk.hand_in(talk.post(CAKE), talk.command("/privacy"), talk.post(WALK))
    assert len(said) == 3
    assert "What I keep" in said[1].html


async def test_posts_in_a_group_are_answered_one_by_one(talk: Conversation) -> None:
    said = await talk.hand_in(talk.post(CAKE, place=GROUP), talk.post(WALK, place=GROUP))
    assert [message.reply_to is not None for message in said] == [True, True]


async def test_a_burst_heard_twice_is_answered_once(talk: Conversation) -> None:
    posts = [talk.post(CAKE), talk.post(WALK)]
    assert all(post.address is Address.DIRECT and post.author == READER for post in posts)
    assert len(await talk.hand_in(*posts)) == 1
    assert await talk.hand_in(*posts) == []
