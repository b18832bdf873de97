"""Real-looking updates and answers, from which the fuzzers start."""

from typing import Any

_ANN = {"id": 2001, "is_bot": False, "first_name": "Ann", "language_code": "en"}
_PRIVATE = {"id": 2001, "type": "private", "first_name": "Ann"}
_GROUP = {"id": -100500, "type": "supergroup", "title": "Neighbours"}
_CHANNEL = {"id": -100600, "type": "channel", "title": "News"}
_DATE = 1_793_700_000
_FORWARD = {"type": "channel", "chat": _CHANNEL, "message_id": 7, "date": _DATE}


def _message(chat: dict[str, Any], text: str, **more: Any) -> dict[str, Any]:
    return {"message_id": 5, "from": _ANN, "chat": chat, "date": _DATE, "text": text, **more}


def _entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


UPDATES: list[dict[str, Any]] = [
    {"update_id": 1, "message": _message(_PRIVATE, "They send 100,000 volunteers")},
    {"update_id": 2, "message": _message(_PRIVATE, "/retract 5", entities=[_entity("bot_command", 0, 8)])},
    {
        "update_id": 3,
        "message": _message(
            _PRIVATE, "/retract 5", entities=[_entity("bot_command", 0, 8)], forward_origin=_FORWARD
        ),
    },
    {
        "update_id": 4,
        "message": _message(
            _GROUP,
            "@claimspread_bot really? 👋 see",
            entities=[_entity("mention", 0, 16), _entity("text_link", 28, 3, url="https://example.org/a")],
            reply_to_message=_message(_GROUP, "The moon is cheese"),
            quote={"text": "moon", "position": 4},
        ),
    },
    {"update_id": 5, "edited_message": _message(_GROUP, "changed", edit_date=_DATE + 5)},
    {"update_id": 6, "channel_post": {**_message(_CHANNEL, "news"), "sender_chat": _CHANNEL}},
    {
        "update_id": 7,
        "callback_query": {
            "id": "77",
            "from": _ANN,
            "chat_instance": "1",
            "data": "helped:1:2|AAAAAAAAAAAA",
            "message": _message(_PRIVATE, "an answer"),
        },
    },
    {
        "update_id": 8,
        "my_chat_member": {
            "chat": _GROUP,
            "from": _ANN,
            "date": _DATE,
            "old_chat_member": {"user": _ANN, "status": "left"},
            "new_chat_member": {"user": _ANN, "status": "member"},
        },
    },
    {"update_id": 9, "message": {**_message(_GROUP, ""), "migrate_to_chat_id": -100501}},
    {
        "update_id": 10,
        "message": {
            **_message(_GROUP, ""),
            "caption": "look",
            "media_group_id": "9",
            "photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}],
        },
    },
    {
        "update_id": 11,
        "message": {
            **_message(_PRIVATE, ""),
            "poll": {
                "id": "1",
                "question": "Is it true?",
                "options": [{"text": "yes", "voter_count": 0, "persistent_id": "1"}],
                "total_voter_count": 0,
                "is_closed": False,
                "is_anonymous": True,
                "type": "regular",
                "allows_multiple_answers": False,
                "allows_revoting": False,
                "members_only": False,
            },
        },
    },
    {"update_id": 12, "inline_query": {"id": "1", "from": _ANN, "query": "moon", "offset": ""}},
]
ANSWERS: list[dict[str, Any]] = [
    {
        "data": {
            "id": "1900000000000000001",
            "text": "@claimspread_bot is this true? https://t.co/abc",
            "author_id": "2001",
            "conversation_id": "1900000000000000000",
            "created_at": "2026-11-03T12:00:00.000Z",
            "edit_history_tweet_ids": ["1900000000000000001"],
            "referenced_tweets": [{"type": "replied_to", "id": "1900000000000000000"}],
            "entities": {
                "mentions": [{"start": 0, "end": 16, "username": "claimspread_bot", "id": "700"}],
                "urls": [
                    {"start": 31, "end": 47, "url": "https://t.co/abc", "expanded_url": "https://e.org"}
                ],
            },
            "public_metrics": {"impression_count": 10},
            "lang": "en",
        },
        "includes": {
            "users": [{"id": "2001", "username": "ann", "name": "Ann"}],
            "tweets": [{"id": "1900000000000000000", "text": "The moon is cheese", "author_id": "2002"}],
        },
    },
]
