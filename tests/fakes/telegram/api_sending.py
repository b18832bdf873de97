"""Methods by which the bot sends messages."""

from typing import Any

from tests.fakes.telegram.arguments import Arguments
from tests.fakes.telegram.errors import bad_request
from tests.fakes.telegram.markup import check_markup
from tests.fakes.telegram.messages import (
    caption_body,
    copied_body,
    media_body,
    origin_of,
    poll_body,
    reply_fields,
    text_body,
    topic_fields,
)
from tests.fakes.telegram.registry import handles
from tests.fakes.telegram.routing import into_discussion
from tests.fakes.telegram.world import Chat, StoredFile, World

Json = dict[str, Any]

_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


def open_for_posting(world: World, chat_id: int | str) -> Chat:
    """The chat, provided that the bot may write there.

    Raises:
        ApiError: as `World.open_chat`, and 400 without the right to write.
    """
    chat = world.open_chat(chat_id)
    if chat.type == "channel" and world.bot_status(chat) != "administrator":
        raise bad_request("need administrator rights in the channel chat")
    if not chat.bot_may_post:
        raise bad_request("not enough rights to send text messages to the chat")
    return chat


def _reply(world: World, chat: Chat, parameters: Json | None) -> Json:
    if not parameters:
        return {}
    other = chat if parameters.get("chat_id") is None else world.open_chat(parameters["chat_id"])
    message_id = parameters.get("message_id")
    if not isinstance(message_id, int):
        raise bad_request("can't parse reply parameters: message_id expected")
    if message_id not in other.messages and parameters.get("allow_sending_without_reply"):
        return {}
    quote = parameters.get("quote")
    if quote is not None:
        quote = text_body(quote, parameters.get("quote_parse_mode"))["text"]
    return reply_fields(world, chat, (other.id, message_id), quote)


def _dispatch(world: World, args: Arguments, bodies: list[Json]) -> list[Json]:
    """Send messages to one chat; all checks first, then the rate limits, then everything at once."""
    chat = open_for_posting(world, args["chat_id"])
    fields = _reply(world, chat, args.get("reply_parameters"))
    thread = args.get("message_thread_id", fields.get("message_thread_id") if chat.is_forum else None)
    fields |= topic_fields(chat, thread)
    markup = check_markup(args.get("reply_markup"))
    if markup:
        fields["reply_markup"] = markup
    if args.get("link_preview_options"):
        fields["link_preview_options"] = args["link_preview_options"]
    if args.get("protect_content"):
        fields["has_protected_content"] = True
    fields |= {"sender_chat": chat.chat()} if chat.type == "channel" else {"from": world.bot.user()}
    world.rates.charge(chat.id, is_group=chat.is_group, messages=len(bodies), now=world.clock())
    sent = [world.store(chat, fields | body) for body in bodies]
    for message in sent:
        into_discussion(world, chat, message)
    return sent


@handles("sendMessage")
def send_message(world: World, args: Arguments) -> Json:
    """A text."""
    body = text_body(args["text"], args.get("parse_mode"), args.get("entities"))
    return _dispatch(world, args, [body])[0]


def _file(
    world: World, args: Arguments, field: str, value: str | None, folder: str
) -> tuple[StoredFile, str]:
    """The file a parameter means: uploaded with the request, attached by name, or known by id."""
    attached = value.removeprefix("attach://") if value and value.startswith("attach://") else field
    upload = args.uploads.get(attached)
    if upload is not None:
        if not upload.data:
            raise bad_request("file must be non-empty")
        return world.keep_file(upload.data, upload.name, folder), upload.name
    if value in world.files:
        return world.files[value], world.files[value].path.rpartition("_")[2]
    raise bad_request("wrong file identifier/HTTP URL specified")


def _captioned(given: Any) -> Json:
    return caption_body(given.get("caption"), given.get("parse_mode"), given.get("caption_entities"))


@handles("sendPhoto")
def send_photo(world: World, args: Arguments) -> Json:
    """A photo."""
    stored, name = _file(world, args, "photo", args.get("photo"), "photos")
    return _dispatch(world, args, [media_body("photo", stored, name) | _captioned(args)])[0]


@handles("sendDocument")
def send_document(world: World, args: Arguments) -> Json:
    """A file."""
    stored, name = _file(world, args, "document", args.get("document"), "documents")
    return _dispatch(world, args, [media_body("document", stored, name) | _captioned(args)])[0]


@handles("sendMediaGroup")
def send_media_group(world: World, args: Arguments) -> list[Json]:
    """An album of photos or of files."""
    media = args["media"]
    if not 2 <= len(media) <= 10:
        raise bad_request("media group must contain 2-10 items")
    bodies = []
    for item in media:
        if item.get("type") not in ("photo", "document", "video"):
            raise bad_request("wrong media type in the album")
        stored, name = _file(world, args, "", item.get("media"), f"{item['type']}s")
        bodies.append(media_body(item["type"], stored, name) | _captioned(item))
    album = world.new_id("ALBUM")
    return _dispatch(world, args, [body | {"media_group_id": album} for body in bodies])


@handles("sendPoll")
def send_poll(world: World, args: Arguments) -> Json:
    """A poll."""
    options = [str(option.get("text", "")) for option in args["options"]]
    names = (
        "is_anonymous",
        "type",
        "allows_multiple_answers",
        "is_closed",
        "correct_option_ids",
        "explanation",
    )
    given = {name: args[name] for name in names if args.get(name) is not None}
    mode = args.get("question_parse_mode")
    body = poll_body(world, args["question"], options, question_parse_mode=mode, **given)
    return _dispatch(world, args, [body])[0]


def _source(world: World, args: Arguments, verb: str) -> Json:
    message = world.open_chat(args["from_chat_id"]).messages.get(args["message_id"])
    if message is None:
        raise bad_request(f"message to {verb} not found")
    if message.get("has_protected_content") or not copied_body(message):
        raise bad_request(f"the message can't be {'forwarded' if verb == 'forward' else 'copied'}")
    return message


@handles("forwardMessage")
def forward_message(world: World, args: Arguments) -> Json:
    """A forward, with its origin."""
    message = _source(world, args, "forward")
    body = copied_body(message) | {"forward_origin": origin_of(world, message)}
    return _dispatch(world, args, [body])[0]


@handles("copyMessage")
def copy_message(world: World, args: Arguments) -> Json:
    """A copy that does not say where it is from."""
    body = copied_body(_source(world, args, "copy"))
    if args.get("caption") is not None and "text" not in body:
        body.pop("caption", None)
        body.pop("caption_entities", None)
        body |= _captioned(args)
    return {"message_id": _dispatch(world, args, [body])[0]["message_id"]}


@handles("sendChatAction")
def send_chat_action(world: World, args: Arguments) -> bool:
    """The "typing…" sign."""
    open_for_posting(world, args["chat_id"])
    if args["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True
