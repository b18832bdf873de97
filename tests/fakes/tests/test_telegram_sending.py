"""What the fake Bot API accepts and refuses when the bot sends, edits and deletes."""

from datetime import timedelta

import aiohttp
import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatAction
from telegram.error import ChatMigrated, Forbidden, InvalidToken, RetryAfter

from tests.fakes.telegram import Clock, FakeTelegram, Limits, document, photo, poll
from tests.fakes.tests.conftest import NOON, client, refused

SMILE = "😀"


async def test_a_token_of_the_wrong_form_is_not_found_and_a_wrong_one_unauthorized(
    fake: FakeTelegram,
) -> None:
    for token, status in (("nonsense", 404), ("7000000001:AAF-another-token-that-is-not-ours", 401)):
        async with aiohttp.ClientSession() as session, session.get(f"{fake.bot_url}{token}/getMe") as answer:
            assert answer.status == status
            assert (await answer.json())["error_code"] == status
    with pytest.raises(InvalidToken):
        await client(fake, token="7000000001:AAF-another-token-that-is-not-ours").get_me()


async def test_get_me_says_what_the_bot_is_and_may_read(fake: FakeTelegram, bot: Bot) -> None:
    me = await bot.get_me()
    assert me.is_bot
    assert me.can_read_all_group_messages is False
    await fake.change_bot(can_read_all_group_messages=True)
    assert (await bot.get_me()).can_read_all_group_messages is True


async def test_an_unknown_method_or_parameter_is_refused(fake: FakeTelegram, bot: Bot) -> None:
    await fake.user(1).private("hello")
    with refused("unknown parameter 'colour'"):
        await bot.send_message(1, "hi", api_kwargs={"colour": "red"})
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{fake.bot_url}{fake.token}/sendTelepathy") as answer:
            assert answer.status == 404
        async with session.post(f"{fake.bot_url}{fake.token}/sendMessage", data={"chat_id": "1"}) as answer:
            assert "'text' is required" in (await answer.json())["description"]
        wrong = {"chat_id": "1", "text": "x", "message_thread_id": "many"}
        async with session.post(f"{fake.bot_url}{fake.token}/sendMessage", data=wrong) as answer:
            assert "can't parse parameter 'message_thread_id'" in (await answer.json())["description"]
    assert fake.sent == []


async def test_methods_are_found_in_any_case_and_by_query_string(fake: FakeTelegram) -> None:
    await fake.user(1).private("hello")
    url = f"{fake.bot_url}{fake.token}/SENDmessage?chat_id=1&text=hi"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert answer.status == 200
    async with aiohttp.ClientSession() as session:
        body = {"chat_id": 1, "text": "as JSON"}
        async with session.post(f"{fake.bot_url}{fake.token}/sendMessage", json=body) as answer:
            assert answer.status == 200
    assert [call.text for call in fake.sent] == ["hi", "as JSON"]


async def test_a_second_message_to_a_chat_within_a_second_is_too_many() -> None:
    clock = Clock(NOON)
    async with FakeTelegram(clock=clock) as fake, client(fake) as bot:
        await fake.user(1).private("hello")
        await bot.send_message(1, "one")
        with pytest.raises(RetryAfter) as raised:
            await bot.send_message(1, "two")
        assert raised.value.retry_after in (1, timedelta(seconds=1))
        clock.advance(1)
        await bot.send_message(1, "two")
        assert [call.text for call in fake.sent] == ["one", "two"]
        assert [call.status for call in fake.calls_of("sendMessage")] == [200, 429, 200]


async def test_a_group_takes_twenty_messages_a_minute() -> None:
    clock = Clock(NOON)
    async with FakeTelegram(clock=clock) as fake, client(fake) as bot:
        fake.group(-5)
        for number in range(20):
            await bot.send_message(-5, str(number))
            clock.advance(1)
        with pytest.raises(RetryAfter):
            await bot.send_message(-5, "one too many")
        assert "retry after 40" in str(fake.calls[-1].description)
        clock.advance(40)
        await bot.send_message(-5, "now")


async def test_thirty_messages_a_second_go_out_in_all() -> None:
    clock = Clock(NOON)
    async with FakeTelegram(clock=clock) as fake, client(fake) as bot:
        for number in range(1, 32):
            await fake.user(number).private("hello")
        for number in range(1, 31):
            await bot.send_message(number, "hi")
        with pytest.raises(RetryAfter):
            await bot.send_message(31, "hi")


async def test_lengths_are_measured_in_utf16_units_after_markup(fake: FakeTelegram, bot: Bot) -> None:
    await fake.user(1).private("hello")
    await bot.send_message(1, f"<b>{SMILE * 2048}</b>", parse_mode="HTML")
    with refused("message is too long"):
        await bot.send_message(1, SMILE * 2048 + "x")
    picture = photo()
    sent = await fake.user(1).private(picture)
    file_id = sent.raw["photo"][-1]["file_id"]
    await bot.send_photo(1, file_id, caption=SMILE * 512)
    with refused("caption is too long"):
        await bot.send_photo(1, file_id, caption=SMILE * 512 + "x")
    with refused("message text is empty"):
        await bot.send_message(1, "<b> </b>", parse_mode="HTML")


async def test_html_becomes_entities_with_utf16_offsets(fake: FakeTelegram, bot: Bot) -> None:
    await fake.user(1).private("hello")
    source = f'{SMILE} <b>5 &lt; 6 &amp; <a href="https://example.org/a?b=1&amp;c=2">7</a></b> @somebody'
    message = await bot.send_message(1, source, parse_mode="HTML")
    assert message.text == f"{SMILE} 5 < 6 & 7 @somebody"
    assert {str(entity.type): text for entity, text in message.parse_entities().items()} == {
        "bold": "5 < 6 & 7",
        "text_link": "7",
        "mention": "@somebody",
    }
    assert fake.sent[0].links == ("https://example.org/a?b=1&c=2",)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b>open", "Can't find end tag"),
        ("<b><i>crossed</b></i>", 'expected "</i>", found "</b>"'),
        ("closed</b>", "Unexpected end tag at byte offset 6"),
        ("<script>x</script>", 'Unsupported start tag "script"'),
        ("<p>x</p>", 'Unsupported start tag "p"'),
        ('<a href="https://example.org>x</a>', "Unclosed start tag"),
        ("<span>x</span>", 'must have class "tg-spoiler"'),
        ("<b", "Unclosed start tag"),
    ],
)
async def test_malformed_html_cannot_be_parsed(fake: FakeTelegram, bot: Bot, source: str, why: str) -> None:
    await fake.user(1).private("hello")
    with refused("can't parse entities"):
        await bot.send_message(1, source, parse_mode="HTML")
    assert why in str(fake.calls[-1].description)


async def test_other_parse_modes_are_refused(fake: FakeTelegram, bot: Bot) -> None:
    await fake.user(1).private("hello")
    with refused("unsupported parse_mode"):
        await bot.send_message(1, "*x*", parse_mode="MarkdownV2")


async def test_callback_data_holds_at_most_64_bytes(fake: FakeTelegram, bot: Bot) -> None:
    await fake.user(1).private("hello")

    async def send(button: InlineKeyboardButton) -> None:
        await bot.send_message(1, "hi", reply_markup=InlineKeyboardMarkup([[button]]))

    await send(InlineKeyboardButton("ok", callback_data="é" * 32))
    with refused("button_data_invalid"):
        await send(InlineKeyboardButton("too long", callback_data="é" * 33))
    with refused("invalid"):
        await send(InlineKeyboardButton("bad link", url="javascript:alert(1)"))
    assert fake.sent[0].buttons[0].data == "é" * 32


async def test_a_reply_to_a_message_that_is_gone_fails_unless_allowed(fake: FakeTelegram, bot: Bot) -> None:
    ann = fake.user(1)
    asked = await ann.private("is it true?")
    reply = await bot.send_message(1, "yes", reply_parameters=ReplyParameters(asked.message_id, quote="true"))
    assert reply.reply_to_message is not None
    assert reply.quote is not None
    assert reply.quote.text == "true"
    assert fake.sent[0].reply_to == asked.message_id
    with refused("quote_text_invalid"):
        await bot.send_message(1, "no", reply_parameters=ReplyParameters(asked.message_id, quote="false"))
    await ann.remove(asked)
    with refused("message to be replied not found"):
        await bot.send_message(1, "late", reply_parameters=ReplyParameters(asked.message_id))
    lenient = ReplyParameters(asked.message_id, allow_sending_without_reply=True)
    assert (await bot.send_message(1, "late", reply_parameters=lenient)).reply_to_message is None


async def test_who_blocked_the_bot_or_never_wrote_cannot_be_written_to(fake: FakeTelegram, bot: Bot) -> None:
    ann = fake.user(1)
    with refused("can't initiate", Forbidden):
        await bot.send_message(1, "hi")
    await ann.private("/start")
    await bot.send_message(1, "hi")
    await ann.block()
    with refused("blocked by the user", Forbidden):
        await bot.send_message(1, "hi")
    await ann.unblock()
    await bot.send_message(1, "hi")
    fake.user(2, deactivated=True)
    with refused("deactivated", Forbidden):
        await bot.send_message(2, "hi")
    with refused("chat not found"):
        await bot.send_message(3, "hi")


async def test_a_group_that_put_the_bot_out_refuses_it(fake: FakeTelegram, bot: Bot) -> None:
    owner = fake.user(1)
    group = fake.group(-100500, kind="supergroup", owner=owner)
    await bot.send_message(-100500, "hi")
    await group.set_bot("kicked")
    for action in (bot.send_message(-100500, "hi"), bot.send_chat_action(-100500, ChatAction.TYPING)):
        with refused("kicked from the supergroup chat", Forbidden):
            await action
    await group.set_bot("left")
    with refused("not a member of the supergroup chat", Forbidden):
        await bot.send_message(-100500, "hi")
    await group.set_bot("member")
    await group.change(bot_may_post=False)
    with refused("not enough rights"):
        await bot.send_message(-100500, "hi")
    await group.change(deleted=True)
    with refused("deleted", Forbidden):
        await bot.send_message(-100500, "hi")


async def test_an_upgraded_group_names_its_new_id(fake: FakeTelegram, bot: Bot) -> None:
    owner = fake.user(1)
    group = fake.group(-5, owner=owner)
    await group.migrate(-1005, by=owner)
    with pytest.raises(ChatMigrated) as raised:
        await bot.send_message(-5, "hi")
    assert raised.value.new_chat_id == -1005
    await bot.send_message(-1005, "hi")
    old, new = [update.message for update in await bot.get_updates()]
    assert old is not None
    assert new is not None
    assert (old.migrate_to_chat_id, new.migrate_from_chat_id) == (-1005, -5)


async def test_answers_stay_in_their_topic_and_a_closed_one_takes_none(fake: FakeTelegram, bot: Bot) -> None:
    owner = fake.user(1)
    forum = fake.group(-1007, kind="forum", owner=owner, bot="administrator")
    topic = await forum.open_topic("Rumours", by=owner)
    asked = await owner.write(forum, "is it true?", topic=topic)
    answer = await bot.send_message(-1007, "no", reply_parameters=ReplyParameters(asked.message_id))
    assert answer.message_thread_id == topic
    assert fake.sent[-1].topic == topic
    with refused("message thread not found"):
        await bot.send_message(-1007, "no", message_thread_id=4242)
    await forum.close_topic(topic, by=owner)
    with refused("topic_closed"):
        await bot.send_message(-1007, "no", message_thread_id=topic)


async def test_an_edit_changes_what_readers_see_but_not_to_the_same(fake: FakeTelegram, bot: Bot) -> None:
    ann = fake.user(1)
    asked = await ann.private("hello")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("A", callback_data="a")]])
    sent = await bot.send_message(1, "first", reply_markup=keyboard)
    with refused("not modified"):
        await bot.edit_message_text("first", 1, sent.message_id, reply_markup=keyboard)
    edited = await bot.edit_message_text("<b>second</b>", 1, sent.message_id, parse_mode="HTML")
    assert isinstance(edited, Message)
    assert edited.edit_date is not None
    assert edited.reply_markup is None
    with refused("can't be edited"):
        await bot.edit_message_text("forged", 1, asked.message_id)
    with refused("message to edit not found"):
        await bot.edit_message_text("nothing", 1, 999)
    assert [message["text"] for message in await fake.visible(1)] == ["hello", "second"]
    assert [call.text for call in fake.sent] == ["first", "second"]


async def test_a_bot_deletes_its_own_young_messages_and_others_only_as_admin(
    fake: FakeTelegram, bot: Bot
) -> None:
    owner = fake.user(1)
    group = fake.group(-1008, kind="supergroup", owner=owner)
    theirs = await owner.write(group, "spam")
    mine = [await bot.send_message(-1008, f"mine {number}") for number in range(2)]
    await bot.delete_message(-1008, mine[0].message_id)
    with refused("can't be deleted"):
        await bot.delete_message(-1008, theirs.message_id)
    await fake.advance(48 * 3600 + 1)
    with refused("can't be deleted"):
        await bot.delete_message(-1008, mine[1].message_id)
    await group.set_bot("administrator")
    assert await bot.delete_messages(-1008, [mine[1].message_id, theirs.message_id, 4242])
    with refused("message to delete not found"):
        await bot.delete_message(-1008, theirs.message_id)
    assert [message for message in await fake.visible(-1008) if "text" in message] == []


async def test_files_travel_both_ways(fake: FakeTelegram, bot: Bot) -> None:
    ann = fake.user(1)
    sent = await ann.private(document(b"claim,rating\n", "claims.csv", "import this"))
    received = (await bot.get_updates())[0].message
    assert received is not None
    assert received.document is not None
    assert received.document.file_name == "claims.csv"
    downloaded = await (await received.document.get_file()).download_as_bytearray()
    assert bytes(downloaded) == b"claim,rating\n"
    back = await bot.send_document(
        1, b"export", filename="export.csv", caption="<i>all</i>", parse_mode="HTML"
    )
    assert back.document is not None
    assert fake.world.files[back.document.file_id].data == b"export"
    assert fake.sent[-1].params["document"] == {"upload": "export.csv", "size": 6}
    assert (await bot.send_photo(1, b"png")).photo
    with refused("wrong file identifier"):
        await bot.send_photo(1, "https://example.org/picture.png")
    with refused("wrong file_id"):
        await bot.get_file("NOSUCH")
    assert sent.raw["caption"] == "import this"


async def test_an_album_is_several_messages_with_one_group_id(fake: FakeTelegram, bot: Bot) -> None:
    await fake.user(1).private("hello")
    media = [
        InputMediaPhoto(b"one", caption="<b>two pictures</b>", parse_mode="HTML"),
        InputMediaPhoto(b"two"),
    ]
    messages = await bot.send_media_group(1, media)
    assert len({message.media_group_id for message in messages}) == 1
    assert messages[0].caption == "two pictures"
    with refused("2-10"):
        await bot.send_media_group(1, media[:1])


async def test_forwards_and_copies_keep_or_drop_the_origin(fake: FakeTelegram, bot: Bot) -> None:
    ann = fake.user(1, "Ann")
    original = await ann.private(photo("a rumour"))
    forwarded = await bot.forward_message(1, 1, original.message_id)
    assert forwarded.forward_origin is not None
    assert forwarded.forward_origin.type == "user"
    await bot.copy_message(1, 1, original.message_id, caption="copied")
    assert fake.sent[-1].text == "copied"
    with refused("message to forward not found"):
        await bot.forward_message(1, 1, 999)


async def test_polls_are_sent_voted_on_and_stopped(fake: FakeTelegram, bot: Bot) -> None:
    ann = fake.user(1)
    await ann.private(poll("Is it true?", "yes", "no"))
    sent = await bot.send_poll(1, "Did this help?", ["yes", "no"], is_anonymous=False)
    await ann.vote(fake.sent[-1], 0)
    closed = await bot.stop_poll(1, sent.message_id)
    assert closed.total_voter_count == 1
    updates = await bot.get_updates()
    assert updates[0].message is not None
    assert updates[0].message.poll is not None
    assert [bool(update.poll) for update in updates] == [False, True, False]
    assert updates[2].poll_answer is not None
    with refused("at least 2"):
        await bot.send_poll(1, "?", ["only one"])


async def test_link_previews_are_kept_with_the_message(fake: FakeTelegram, bot: Bot) -> None:
    await fake.user(1).private("hello")
    await bot.send_message(1, "hi", link_preview_options=LinkPreviewOptions(is_disabled=True))
    assert fake.sent[0].message is not None
    assert fake.sent[0].message["link_preview_options"] == {"is_disabled": True}


async def test_limits_are_configurable() -> None:
    limits = Limits(overall_per_second=None, chat_per_second=2, group_per_minute=None)
    async with FakeTelegram(limits=limits, clock=Clock(NOON)) as fake, client(fake) as bot:
        await fake.user(1).private("hello")
        await bot.send_message(1, "one")
        await bot.send_message(1, "two")
        with pytest.raises(RetryAfter):
            await bot.send_message(1, "three")
