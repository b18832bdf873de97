from bot.events import Address
from tests.commands.chat import GROUP, READER, Chat, post_of, private, text


async def test_the_text_behind_the_command_is_judged(chat: Chat) -> None:
    await chat.command("/check The Moon is made of cheese", by=READER)
    (post,) = chat.judged
    assert (post.text, post.author, post.place) == ("The Moon is made of cheese", READER, private(READER))
    assert post.address is Address.DIRECT
    assert post.event_id.startswith("e")


async def test_the_post_replied_to_is_judged_for_the_asker(chat: Chat) -> None:
    about = post_of(READER, GROUP, "The Moon is made of cheese")
    await chat.command("/check", by=READER, place=GROUP, about=about)
    (post,) = chat.judged
    assert (post.id, post.text) == (about.id, about.text)
    assert post.address is Address.SUMMONED
    assert post.event_id != about.event_id


async def test_text_behind_the_command_comes_before_the_post_replied_to(chat: Chat) -> None:
    about = post_of(READER, GROUP, "Something else")
    await chat.command("/check The Moon is cheese", by=READER, place=GROUP, about=about)
    (post,) = chat.judged
    assert post.text == "The Moon is cheese"
    assert post.above == (about,)


async def test_nothing_to_check_gets_usage_and_an_example(chat: Chat) -> None:
    said = text(await chat.command("/check", by=READER))
    assert "What shall I check?" in said
    assert "For example: /check" in said
    assert chat.judged == []


async def test_a_megabyte_is_not_judged(chat: Chat) -> None:
    assert "too long" in text(await chat.command("/check " + "a" * 1_000_000, by=READER))
    assert chat.judged == []
