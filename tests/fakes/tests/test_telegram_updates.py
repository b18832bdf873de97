"""What the bot gets to hear from the fake Bot API, and how: polling, webhooks, privacy, kinds of chats."""

import asyncio
import time
from typing import Any

import pytest
from aiohttp import web
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChatMember,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    MessageOriginChannel,
    MessageOriginHiddenUser,
    Update,
)
from telegram.error import Conflict

from tests.fakes.telegram import FakeTelegram, ImpossibleActError, Posted, photo, text
from tests.fakes.tests.conftest import client, refused

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Helped", callback_data="helped:1")]])


def article(words: str, keyboard: InlineKeyboardMarkup | None = None) -> InlineQueryResultArticle:
    """An inline result."""
    return InlineQueryResultArticle(
        "r1", "A fact-check", InputTextMessageContent(words), reply_markup=keyboard
    )


async def texts(bot: Bot) -> list[str | None]:
    """The texts of the messages waiting, acknowledged on the way."""
    updates = await bot.get_updates()
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return [update.message.text for update in updates if update.message]


async def test_unacknowledged_updates_come_again(fake: FakeTelegram, bot: Bot) -> None:
    ann = fake.user(1)
    for words in ("one", "two", "three"):
        await ann.private(words)
    first = await bot.get_updates(limit=2)
    assert [update.update_id for update in await bot.get_updates(limit=2)] == [one.update_id for one in first]
    rest = await bot.get_updates(offset=first[1].update_id + 1)
    assert [update.message.text for update in rest if update.message] == ["three"]
    assert len(await fake.perform("updates_created", unacknowledged=True)) == 1
    assert len(await fake.perform("updates_created")) == 3
    await fake.advance(24 * 3600 + 1)
    assert await bot.get_updates() == ()


async def test_a_long_poll_ends_when_something_comes_and_else_in_time(fake: FakeTelegram, bot: Bot) -> None:
    began = time.monotonic()
    assert await bot.get_updates(timeout=1) == ()
    assert 0.9 <= time.monotonic() - began < 3
    waiting = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    await fake.user(1).private("hello")
    assert len(await asyncio.wait_for(waiting, 30)) == 1


async def test_a_second_poller_ends_the_first(fake: FakeTelegram, bot: Bot) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    async with client(fake) as other:
        await other.get_updates(timeout=0)
        with refused("terminated by other getUpdates", Conflict):
            await asyncio.wait_for(waiting, 30)


async def test_only_allowed_updates_are_made(fake: FakeTelegram, bot: Bot) -> None:
    ann = fake.user(1)
    group = fake.group(-1001, kind="supergroup", bot="administrator", owner=ann)
    asked = await ann.write(group, "hello")
    await ann.react(asked, "👍")
    assert [update.message_reaction for update in await bot.get_updates()] == [None]
    await bot.get_updates(offset=-1, allowed_updates=["message_reaction"])
    await ann.write(group, "not wanted")
    await ann.react(asked, "👎")
    kinds = [update for update in await bot.get_updates() if update.message_reaction]
    assert len(kinds) == 1
    assert len(await bot.get_updates()) == 2


async def test_privacy_mode_hides_what_is_not_meant_for_the_bot(fake: FakeTelegram, bot: Bot) -> None:
    ann = fake.user(1)
    group = fake.group(-5, owner=ann)
    said = await bot.send_message(-5, "I am here")
    await ann.write(group, "chatter")
    await ann.write(group, "/check this")
    await ann.write(group, "/check@other_bot this")
    await ann.write(group, "what about it, @Claimspread_Bot?")
    await ann.write(group, "mail me at ann@claimspread_bot.example")
    await ann.write(group, "thanks", reply_to=fake.sent[-1])
    await ann.write(group, photo("look @claimspread_bot"))
    assert await texts(bot) == ["/check this", "what about it, @Claimspread_Bot?", "thanks", None]
    await fake.change_bot(can_read_all_group_messages=True)
    await ann.write(group, "chatter, privacy off")
    await fake.change_bot(can_read_all_group_messages=False)
    await group.set_bot("administrator")
    await ann.write(group, "chatter, bot is admin")
    assert await texts(bot) == ["chatter, privacy off", "chatter, bot is admin"]
    assert said.chat.id == -5


async def test_other_bots_are_never_heard(fake: FakeTelegram, bot: Bot) -> None:
    robot = fake.user(9, "Robot", is_bot=True)
    group = fake.group(-5, bot="administrator")
    await robot.write(group, "beep @claimspread_bot")
    assert await texts(bot) == []


async def test_a_channel_post_goes_on_to_its_discussion_group(fake: FakeTelegram, bot: Bot) -> None:
    ann = fake.user(1)
    group = fake.group(-1002, "Talk", kind="supergroup", bot="administrator")
    channel = fake.channel(-1003, "News", discussion=group, username="news_of_it")
    post = await channel.post("a claim", signature="Editor")
    channel_update, group_update = await bot.get_updates()
    assert channel_update.channel_post is not None
    assert channel_update.channel_post.author_signature == "Editor"
    forwarded = group_update.message
    assert forwarded is not None
    assert forwarded.is_automatic_forward
    assert isinstance(forwarded.forward_origin, MessageOriginChannel)
    assert forwarded.forward_origin.message_id == post.message_id
    root = (await fake.visible(-1002))[0]["message_id"]
    comment = await ann.write(group, "is it?", reply_to=at_place(-1002, root))
    assert comment.raw["message_thread_id"] == root
    assert (await bot.get_chat(-1003)).linked_chat_id == -1002
    await channel.edit(post, "a milder claim")
    edited = (await bot.get_updates(offset=-1))[0].edited_channel_post
    assert edited is not None
    assert edited.text == "a milder claim"


def at_place(chat_id: int, message_id: int) -> Posted:
    """A message named by its place alone."""
    return Posted(chat_id, message_id, {})


async def test_forwards_name_the_first_origin(fake: FakeTelegram, bot: Bot) -> None:
    ann, shy = fake.user(1, "Ann"), fake.user(2, "Shy", last_name="Person", hides_forwards=True)
    channel = fake.channel(-1003, "News", bot="left")
    group = fake.group(-6, bot="left")
    post = await channel.post("a claim")
    hop = await shy.forward(post, to=group)
    await ann.forward(hop)
    await ann.forward(await shy.write(group, "my own words"))
    first, second = [update.message for update in await bot.get_updates()]
    assert first is not None
    assert isinstance(first.forward_origin, MessageOriginChannel)
    assert first.forward_origin.chat.id == -1003
    assert second is not None
    assert isinstance(second.forward_origin, MessageOriginHiddenUser)
    assert second.forward_origin.sender_user_name == "Shy Person"


async def test_quotes_and_replies_across_chats_show_what_was_answered(fake: FakeTelegram, bot: Bot) -> None:
    ann = fake.user(1)
    channel = fake.channel(-1003, "News", bot="left")
    group = fake.group(-5)
    post = await channel.post("this and that claim")
    await ann.write(group, "@claimspread_bot true?", reply_to=post, quote="that claim")
    message = (await bot.get_updates())[0].message
    assert message is not None
    assert message.reply_to_message is None
    assert message.external_reply is not None
    assert message.external_reply.message_id == post.message_id
    assert message.quote is not None
    assert (message.quote.text, message.quote.position) == ("that claim", 9)
    with pytest.raises(ImpossibleActError):
        await ann.write(group, "?", reply_to=post, quote="not in it")


async def test_albums_and_edits_and_links_arrive(fake: FakeTelegram, bot: Bot) -> None:
    ann = fake.user(1)
    await ann.album(photo("the caption"), photo(), photo())
    said = await ann.private(text('see <a href="https://example.org/x">this</a>', html=True))
    await ann.edit(said, "see nothing")
    updates = await bot.get_updates()
    assert len({update.message.media_group_id for update in updates[:3] if update.message}) == 1
    assert updates[3].message is not None
    assert updates[3].message.entities[0].url == "https://example.org/x"
    assert updates[4].edited_message is not None
    assert updates[4].edited_message.text == "see nothing"


async def test_a_button_press_is_answered_once_and_in_time(fake: FakeTelegram, bot: Bot) -> None:
    ann = fake.user(1)
    await ann.private("hello")
    await bot.send_message(1, "choose", reply_markup=KEYBOARD)
    press = await ann.press(fake.sent[-1], "Helped")
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert query.data == "helped:1"
    assert query.chat_instance
    await query.answer("Thank you")
    assert (await fake.answer_to(press))["text"] == "Thank you"
    with refused("query is too old"):
        await query.answer()
    late = await ann.press(fake.sent[-1], "Help")
    await fake.advance(61)
    with refused("query is too old"):
        await bot.answer_callback_query(late)
    with pytest.raises(ImpossibleActError, match="no one button"):
        await ann.press(fake.sent[-1], "Absent")


async def test_inline_results_are_offered_and_chosen(fake: FakeTelegram, bot: Bot) -> None:
    ann = fake.user(1)
    group = fake.group(-5, bot="left")
    asked = await ann.inline("volunteers")
    query = (await bot.get_updates())[0].inline_query
    assert query is not None
    await query.answer([article("Not so: https://example.org/f", KEYBOARD)])
    assert (await fake.answer_to(asked))["results"][0]["title"] == "A fact-check"
    posted = await ann.choose(asked, "r1", group)
    assert posted.raw["via_bot"]["id"] == fake.world.bot.id
    chosen = (await bot.get_updates(offset=-1))[0].chosen_inline_result
    assert chosen is not None
    await bot.edit_message_text("Mended", inline_message_id=chosen.inline_message_id)
    assert (await fake.visible(-5))[-1]["text"] == "Mended"
    await ann.inline("again")
    second = (await bot.get_updates(offset=-1))[0].inline_query
    assert second is not None
    with refused("result_id_duplicate"):
        await second.answer([article("a"), article("b")])


async def test_a_guest_is_called_by_mention_and_answers_once(fake: FakeTelegram, bot: Bot) -> None:
    ann, ben = fake.user(1, "Ann"), fake.user(2, "Ben")
    group = fake.group(-1009, kind="supergroup", bot="left")
    rumour = await ben.write(group, "100,000 volunteers")
    await ann.write(group, "@claimspread_bot true?", reply_to=rumour)
    (update,) = await bot.get_updates()
    message = update.guest_message
    assert message is not None
    assert message.reply_to_message is not None
    assert message.reply_to_message.text == "100,000 volunteers"
    sent = await message.answer_guest_query(article("Unsupported", KEYBOARD))
    call = await fake.wait_for(lambda call: call.method == "answerGuestQuery")
    assert (call.chat_id, call.text) == (-1009, "Unsupported")
    with refused("query is too old"):
        await message.answer_guest_query(article("Again"))
    await ann.press(call, "Helped")
    query = (await bot.get_updates(offset=-1))[0].callback_query
    assert query is not None
    assert query.message is None
    assert query.inline_message_id == sent.inline_message_id
    await query.edit_message_text("Unsupported, they say")
    assert (await fake.visible(-1009))[-1]["text"] == "Unsupported, they say"
    await fake.change_bot(supports_guest_queries=False)
    await ann.write(group, "@claimspread_bot and now?")
    assert (await bot.get_updates(offset=-1))[0].guest_message is None


async def test_admins_and_members_are_told_apart(fake: FakeTelegram, bot: Bot) -> None:
    owner, admin, ann = fake.user(1), fake.user(2), fake.user(3)
    group = fake.group(-1001, kind="supergroup", owner=owner, admins=[admin], members=[ann])
    admins = await bot.get_chat_administrators(-1001)
    assert {str(one.status): one.user.id for one in admins} == {"creator": 1, "administrator": 2}
    assert (await bot.get_chat_member(-1001, 3)).status == "member"
    await group.set_standing(ann, "administrator")
    assert (await bot.get_chat_member(-1001, 3)).status == "administrator"
    await group.leave(ann)
    assert (await bot.get_chat_member(-1001, 3)).status == "left"
    assert await bot.get_chat_member_count(-1001) == 3
    with refused("participant_id_invalid"):
        await bot.get_chat_member(-1001, 4242)
    await fake.user(1).private("/start")
    with refused("no administrators in the private chat"):
        await bot.get_chat_administrators(1)


async def test_the_bot_hears_of_its_own_coming_and_going(fake: FakeTelegram, bot: Bot) -> None:
    owner = fake.user(1)
    group = fake.group(-1001, kind="supergroup", owner=owner, bot="left")
    await group.set_bot("member")
    await group.set_bot("kicked")
    await owner.block()
    changes = [update.my_chat_member for update in await bot.get_updates() if update.my_chat_member]
    assert [str(change.new_chat_member.status) for change in changes] == ["member", "kicked", "kicked"]
    assert [change.chat.id for change in changes] == [-1001, -1001, 1]


async def test_command_menus_follow_scope_and_language(fake: FakeTelegram, bot: Bot) -> None:
    owner, ann = fake.user(1), fake.user(2)
    await ann.private("/start")
    group = fake.group(-1001, kind="supergroup", owner=owner, members=[ann])
    await bot.set_my_commands([BotCommand("help", "Help")])
    await bot.set_my_commands([BotCommand("ayuda", "Ayuda")], language_code="es")
    await bot.set_my_commands([BotCommand("check", "Check")], scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands([BotCommand("review", "Review")], scope=BotCommandScopeChatMember(-1001, 2))
    assert await ann.menu() == ["check"]
    assert await ann.menu(group) == ["review"]
    assert await owner.menu(group) == ["help"]
    assert await owner.menu(group, language="es") == ["ayuda"]
    with refused("bot_command_invalid"):
        await bot.set_my_commands([BotCommand("Help Me", "Help")])


async def test_reactions_are_set_from_the_known_ones(fake: FakeTelegram, bot: Bot) -> None:
    asked = await fake.user(1).private("hello")
    await bot.set_message_reaction(1, asked.message_id, "👀")
    shown = await fake.perform("reactions", message=[1, asked.message_id])
    assert shown[str(fake.world.bot.id)] == [{"type": "emoji", "emoji": "👀"}]
    with refused("reaction_invalid"):
        await bot.set_message_reaction(1, asked.message_id, "🧾")


class Receiver:
    """A webhook of a bot: keeps what came, answers as told."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.received: list[tuple[str | None, dict[str, Any]]] = []
        self.third = asyncio.Event()

    async def handle(self, request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.received.append((secret, await request.json()))
        if len(self.received) == 3:
            self.third.set()
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


async def test_a_webhook_gets_updates_with_the_secret_until_it_says_ok(fake: FakeTelegram, bot: Bot) -> None:
    receiver = Receiver()
    receiver.statuses = [500]
    app = web.Application()
    app.router.add_post("/hook", receiver.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        polling = asyncio.create_task(bot.get_updates(timeout=20))
        await asyncio.sleep(0.1)
        await bot.set_webhook(url, secret_token="s3cret_", allowed_updates=["message"])
        with refused("terminated by setWebhook", Conflict):
            await asyncio.wait_for(polling, 30)
        with refused("webhook is active", Conflict):
            await bot.get_updates()
        ann = fake.user(1)
        await ann.private("one")
        await ann.private("two")
        await asyncio.wait_for(receiver.third.wait(), 30)
        assert {secret for secret, _ in receiver.received} == {"s3cret_"}
        heard = [Update.de_json(update, bot).message for _, update in receiver.received]
        assert [message.text for message in heard if message] == ["one", "one", "two"]
        info = await bot.get_webhook_info()
        assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
        await bot.delete_webhook()
        await ann.private("three")
        assert await texts(bot) == ["three"]
    finally:
        await runner.cleanup()
    with refused("HTTPS"):
        await bot.set_webhook("http://example.org/hook")
    with refused("unallowed characters"):
        await bot.set_webhook("https://example.org/hook", secret_token="with space")
