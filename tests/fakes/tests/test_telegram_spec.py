"""The fake Bot API held against the specification; skipped where its file is absent."""

from dataclasses import replace

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    ReplyParameters,
)

from tests.fakes.telegram import FakeTelegram, Spec, document, photo, poll, sticker, text, video, voice
from tests.fakes.telegram.methods import METHODS
from tests.fakes.telegram.registry import HANDLERS

ALL_KINDS = [
    *("message", "edited_message", "channel_post", "edited_channel_post", "guest_message", "inline_query"),
    *("chosen_inline_result", "callback_query", "my_chat_member", "chat_member", "message_reaction"),
    *("poll", "poll_answer"),
]


# The raw answers are wanted, as the platform writes them.
pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot.:telegram.warnings.PTBUserWarning")


@pytest.fixture(scope="module")
def spec() -> Spec:
    """The specification."""
    found = Spec.load()
    if found is None:
        pytest.skip("the Bot API specification is not beside this checkout")
    return found


def documented(types: list[str]) -> set[str]:
    """The specification's types as the method table writes them."""
    written = {kind.removeprefix("Array of ") + "[]" * kind.count("Array of ") for kind in types}
    return {
        "InputMedia[]" if kind.startswith("InputMedia") and kind.endswith("[]") else kind for kind in written
    }


@pytest.mark.parametrize("name", METHODS)
def test_every_method_and_parameter_of_the_fake_is_documented(spec: Spec, name: str) -> None:
    assert name in spec.methods
    fields = {field["name"]: field for field in spec.methods[name].get("fields", [])}
    for parameter in METHODS[name].parameters.values():
        assert parameter.name in fields
        assert set(parameter.types) == documented(fields[parameter.name]["types"])
        assert parameter.required == fields[parameter.name]["required"]
    needed = {field["name"] for field in fields.values() if field["required"]}
    assert needed <= set(METHODS[name].parameters)


def test_every_method_of_the_table_is_served() -> None:
    assert set(HANDLERS) | {"getUpdates"} == set(METHODS)


async def play(fake: FakeTelegram, bot: Bot) -> list[tuple[str, object]]:
    """A bit of everything; the answers of methods come back beside their names."""
    owner, ann = fake.user(1, "Owner", username="the_owner"), fake.user(2, "Ann", hides_forwards=True)
    group = fake.group(-5, owner=owner, members=[ann])
    supergroup = fake.group(-1002, kind="supergroup", bot="administrator", owner=owner)
    forum = fake.group(-1003, kind="forum", bot="administrator", owner=owner)
    outside = fake.group(-1004, kind="supergroup", bot="left")
    channel = fake.channel(-1005, "News", discussion=supergroup)
    await bot.get_updates(allowed_updates=ALL_KINDS)
    await ann.private(text("<b>bold</b> https://example.org/x #tag", html=True))
    for item in (photo("p"), video(), voice(), sticker(), document(b"x"), poll("Q?", "a", "b")):
        await ann.private(item)
    post = await channel.post(photo("a claim"), signature="Editor")
    await channel.edit(post, photo("a milder claim"))
    await ann.forward(post)
    await ann.write(supergroup, "see", reply_to=post, quote="claim")
    await ann.edit(await ann.private("once"), "twice")
    mine = await ann.write(supergroup, "my words", anonymous=True)
    await ann.react(mine, "👍")
    await owner.forward(mine)
    await owner.forward(await ann.private("hidden"))
    topic = await forum.open_topic("T", by=owner)
    await owner.write(forum, "in topic", topic=topic)
    await forum.close_topic(topic, by=owner)
    await owner.write(outside, "@claimspread_bot true?", reply_to=await ann.write(outside, "a rumour"))
    await supergroup.join(ann)
    await supergroup.set_standing(ann, "kicked")
    await owner.block()
    await owner.unblock()
    await owner.private("/start")
    await group.migrate(-1006, by=owner)
    asked_inline = await owner.inline("words")
    article = InlineQueryResultArticle("r", "T", InputTextMessageContent("shared"))
    await bot.answer_inline_query(asked_inline, [article])
    await owner.choose(asked_inline, "r", outside)
    for update in await bot.get_updates():
        if update.guest_message:
            await update.guest_message.answer_guest_query(article)
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("A", callback_data="a")]])
    asked = await ann.private("?")
    reply = ReplyParameters(asked.message_id, quote="?")
    await bot.send_message(2, "<i>x</i>", parse_mode="HTML", reply_parameters=reply, reply_markup=keyboard)
    await ann.press(fake.sent[-1], "A")
    await bot.send_media_group(2, [InputMediaPhoto(b"1"), InputMediaPhoto(b"2")])
    await bot.send_document(2, b"file")
    await bot.send_poll(2, "Q?", ["a", "b"], is_anonymous=False)
    await ann.vote(fake.sent[-1], 1)
    names = (
        "getMe",
        "getChat",
        "getChatAdministrators",
        "getChatMember",
        "createForumTopic",
        "getWebhookInfo",
    )
    answers: list[object] = [
        await bot.do_api_request("getMe"),
        await bot.do_api_request("getChat", {"chat_id": -1002}),
        await bot.do_api_request("getChatAdministrators", {"chat_id": -1003}),
        await bot.do_api_request("getChatMember", {"chat_id": -1002, "user_id": 2}),
        await bot.do_api_request("createForumTopic", {"chat_id": -1003, "name": "New"}),
        await bot.do_api_request("getWebhookInfo"),
    ]
    return list(zip(names, answers, strict=True))


async def test_updates_messages_and_answers_are_as_documented(
    spec: Spec, fake: FakeTelegram, bot: Bot
) -> None:
    answers = await play(fake, bot)
    updates = await fake.perform("updates_created")
    assert {kind for update in updates for kind in update} >= set(ALL_KINDS)
    for update in updates:
        assert spec.problems(["Update"], update, f"update {update}") == []
    for call in fake.calls:
        if call.message is not None:
            assert spec.problems(["Message"], call.message, call.method) == []
    for name, answer in answers:
        assert spec.problems(spec.methods[name]["returns"], answer, name) == []


async def test_requests_of_the_client_are_valid_and_forged_ones_are_not(
    spec: Spec, fake: FakeTelegram, bot: Bot
) -> None:
    await play(fake, bot)
    assert spec.violations(fake.calls) == []
    call = next(call for call in fake.calls_of("sendMessage") if "reply_parameters" in call.params)
    forged = [
        replace(call, method="sendTelepathy"),
        replace(call, params=call.params | {"colour": "red"}),
        replace(call, params={"text": "no chat"}),
        replace(call, params=call.params | {"message_thread_id": "many"}),
        replace(call, params=call.params | {"reply_parameters": {"quote": "?"}}),
        replace(call, params=call.params | {"reply_markup": {"inline_keyboard": [[{"label": "A"}]]}}),
    ]
    assert all(spec.violations([one]) for one in forged)
