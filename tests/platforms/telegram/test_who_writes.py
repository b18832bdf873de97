"""Who wrote a message, as Telegram tells it: a person, a bot, or a chat that speaks for itself."""

from typing import Any

import pytest
from telegram import Message

from bot.platforms.telegram.messages import author_of

GROUP = {"id": -1001500, "type": "supergroup", "title": "Neighbours"}
CHANNEL = {"id": -1001777, "type": "channel", "title": "News of Lund"}
PERSON = {"id": 3001, "is_bot": False, "first_name": "Rosa"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL_BOT = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
BOT = {"id": 3009, "is_bot": True, "first_name": "Weather", "username": "weather_bot"}


@pytest.mark.parametrize(
    ("fields", "account_id", "kind"),
    [
        ({"chat": GROUP, "from": PERSON}, "3001", "person"),
        ({"chat": GROUP, "from": ANONYMOUS, "sender_chat": GROUP}, "-1001500", "chat"),
        ({"chat": GROUP, "from": CHANNEL_BOT, "sender_chat": CHANNEL}, "-1001777", "chat"),
        ({"chat": GROUP, "from": BOT}, "3009", "bot"),
        ({"chat": CHANNEL, "sender_chat": CHANNEL}, "-1001777", "chat"),
        ({"chat": CHANNEL}, "-1001777", "chat"),
    ],
)
def test_chats_and_bots_are_told_from_persons(fields: dict[str, Any], account_id: str, kind: str) -> None:
    message = Message.de_json({"message_id": 5, "date": 1_793_000_000, "text": "hello", **fields}, None)
    author = author_of(message)
    assert (author.id, author.kind, author.is_person) == (account_id, kind, kind == "person")
