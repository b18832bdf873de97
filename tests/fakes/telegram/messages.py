"""How messages are composed: texts and captions within their limits, media, polls, replies, quotes, forwards.

Used for what users write and for what the bot sends, so that both look alike.
"""

import base64
from typing import Any

from tests.fakes.telegram.errors import bad_request
from tests.fakes.telegram.formatting import Entity, format_text, utf16_length
from tests.fakes.telegram.markup import check_markup
from tests.fakes.telegram.world import Chat, StoredFile, World

Json = dict[str, Any]
Place = tuple[int, int]
"""Chat id and message id."""

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
MEDIA_KINDS = ("photo", "document", "video", "voice", "sticker", "animation")


def text_body(source: str, parse_mode: str | None = None, entities: list[Entity] | None = None) -> Json:
    """`text` and `entities` of a message.

    Raises:
        ApiError: 400 for malformed markup, an empty text, or more than 4,096 UTF-16 units after parsing.
    """
    text, found = format_text(source, parse_mode, entities)
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > TEXT_UNITS:
        raise bad_request("message is too long")
    return {"text": text} | ({"entities": found} if found else {})


def caption_body(
    source: str | None, parse_mode: str | None = None, entities: list[Entity] | None = None
) -> Json:
    """`caption` and `caption_entities` of a message; empty without a caption.

    Raises:
        ApiError: 400 for malformed markup or more than 1,024 UTF-16 units after parsing.
    """
    text, found = format_text(source or "", parse_mode, entities)
    if not text:
        return {}
    if utf16_length(text) > CAPTION_UNITS:
        raise bad_request("message caption is too long")
    return {"caption": text} | ({"caption_entities": found} if found else {})


def media_body(kind: str, stored: StoredFile, name: str) -> Json:
    """The field that holds a medium."""
    base: Json = {
        "file_id": stored.file_id,
        "file_unique_id": f"U{stored.file_id}",
        "file_size": len(stored.data),
    }
    pixels = {"width": 320, "height": 240}
    if kind == "photo":
        return {"photo": [base | {"width": 90, "height": 68}, base | pixels]}
    described: dict[str, Json] = {
        "document": {"file_name": name},
        "video": pixels | {"duration": 3},
        "animation": pixels | {"duration": 3},
        "voice": {"duration": 2, "mime_type": "audio/ogg"},
        "sticker": pixels | {"type": "regular", "is_animated": False, "is_video": False},
    }
    return {kind: base | described[kind]}


def poll_body(world: World, question: str, options: list[str], **given: Any) -> Json:
    """A poll, open and without votes.

    Raises:
        ApiError: 400 for a question over 300 characters or fewer than 2 or more than 12 options.
    """
    question, entities = format_text(question, given.pop("question_parse_mode", None))
    if not 1 <= utf16_length(question) <= 300:
        raise bad_request(
            "poll question length must not exceed 300" if question else "poll question is empty"
        )
    if not 2 <= len(options) <= 12:
        raise bad_request(f"poll must have {'at least 2' if len(options) < 2 else 'at most 12'} options")
    if not all(1 <= utf16_length(option) <= 100 for option in options):
        raise bad_request("poll options length must not exceed 100")
    poll: Json = {
        "id": world.new_id("POLL"),
        "question": question,
        "options": [
            {"persistent_id": str(number), "text": option, "voter_count": 0}
            for number, option in enumerate(options)
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
    }
    if entities:
        poll["question_entities"] = entities
    return {"poll": poll | given}


def user_body(world: World, content: Json) -> Json:
    """What a user's content (see `contents.py`) becomes in a message."""
    mode = "HTML" if content.get("html") else None
    if content["kind"] == "text":
        return text_body(content["text"], mode)
    if content["kind"] == "poll":
        return poll_body(world, content["question"], content["options"])
    kind = content["kind"]
    stored = world.keep_file(base64.b64decode(content["data"]), content["name"], f"{kind}s")
    body = media_body(kind, stored, content["name"]) | caption_body(content.get("caption"), mode)
    if kind == "sticker" and content.get("emoji"):
        body["sticker"]["emoji"] = content["emoji"]
    return body


def embedded(message: Json) -> Json:
    """A message as it stands inside another: without what it answered itself."""
    return {name: value for name, value in message.items() if name != "reply_to_message"}


def origin_of(world: World, message: Json) -> Json:
    """The `forward_origin` of a forwarded copy: the first origin, not the last hop."""
    if "forward_origin" in message:
        return dict(message["forward_origin"])
    origin: Json = {"date": message["date"]}
    chat = message["chat"]
    signature = {"author_signature": message["author_signature"]} if "author_signature" in message else {}
    if chat["type"] == "channel":
        return origin | {"type": "channel", "chat": chat, "message_id": message["message_id"]} | signature
    if "sender_chat" in message:
        return origin | {"type": "chat", "sender_chat": message["sender_chat"]} | signature
    sender = message["from"]
    person = world.persons.get(sender["id"])
    if person is not None and person.hides_forwards:
        name = " ".join(filter(None, (person.first_name, person.last_name)))
        return origin | {"type": "hidden_user", "sender_user_name": name}
    return origin | {"type": "user", "sender_user": sender}


CONTENT_FIELDS = ("text", "entities", "caption", "caption_entities", "poll", *MEDIA_KINDS)


def copied_body(message: Json) -> Json:
    """What a forward or copy takes over."""
    return {name: message[name] for name in CONTENT_FIELDS if name in message}


def reply_fields(world: World, chat: Chat, target: Place, quote: str | None) -> Json:
    """The fields of a message that answers another, of this chat or of another.

    Raises:
        ApiError: 400 where the message is gone or does not hold the quote.
    """
    chat_id, message_id = target
    other = world.chats.get(chat_id)
    message = other.messages.get(message_id) if other else None
    if other is None or message is None:
        raise bad_request("message to be replied not found")
    fields: Json = {}
    if other.id == chat.id:
        fields["reply_to_message"] = embedded(message)
        if chat.type == "supergroup" and not chat.is_forum:
            fields["message_thread_id"] = message.get("message_thread_id", message_id)
        elif message.get("is_topic_message"):
            fields |= {"message_thread_id": message["message_thread_id"], "is_topic_message": True}
    else:
        media = {name: message[name] for name in (*MEDIA_KINDS, "poll") if name in message}
        external = {"origin": origin_of(world, message)} | media
        if other.type != "private":
            external |= {"chat": other.chat(), "message_id": message_id}
        fields["external_reply"] = external
    if quote is not None:
        fields["quote"] = _quote(message, quote)
    elif "external_reply" in fields and "text" in message:
        fields["quote"] = {"text": message["text"][:1024], "position": 0}
    return fields


def _quote(message: Json, quote: str) -> Json:
    text = str(message.get("text", message.get("caption", "")))
    at = text.find(quote)
    if not quote or at < 0 or utf16_length(quote) > 1024:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"text": quote, "position": utf16_length(text[:at]), "is_manual": True}


def inline_body(result: Json) -> Json:
    """The message that an inline or guest result becomes, with its keyboard; articles only.

    Raises:
        ApiError: 400 for a result that the platform refuses.
    """
    if result.get("type") != "article":
        raise bad_request("RESULT_TYPE_INVALID (the fake takes articles only)")
    if not 1 <= len(str(result.get("id", "")).encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if not str(result.get("title", "")).strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content") or {}
    if not isinstance(content, dict) or "message_text" not in content:
        raise bad_request("message_text is required in input_message_content")
    body = text_body(content["message_text"], content.get("parse_mode"), content.get("entities"))
    markup = check_markup(result.get("reply_markup"), inline_only=True)
    return body | ({"reply_markup": markup} if markup else {})


def topic_fields(chat: Chat, topic_id: int | None) -> Json:
    """The fields of a message in a forum topic; None and 1 mean "General".

    Raises:
        ApiError: 400 for a topic that does not exist or is closed.
    """
    if topic_id is None or (topic_id == 1 and chat.is_forum):
        return {}
    topic = chat.topics.get(topic_id) if chat.is_forum else None
    if topic is None:
        raise bad_request("message thread not found")
    if topic.closed:
        raise bad_request("TOPIC_CLOSED")
    return {"message_thread_id": topic_id, "is_topic_message": True}
