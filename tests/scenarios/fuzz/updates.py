"""Reading what platforms send: takes any JSON object and must never be surprised.

Used by Hypothesis in the tests and by the coverage-guided fuzzer (`make fuzz`).
"""

import json
from typing import Any

from pydantic import SecretStr

from bot.config import TelegramSettings
from bot.events import Event, event_json
from bot.inbox.intake import payload_of
from bot.platforms.telegram.messages import Me
from bot.platforms.telegram.platform import TelegramPlatform
from bot.platforms.x.posts import Bot as XBot
from bot.platforms.x.posts import posts_of

X_ME = XBot("700", "claimspread_bot")
EXPECTED_OF_X = (KeyError, ValueError, TypeError, AttributeError)
"""What a page that is not as X documents it may raise; anyone who reads it keeps it as unreadable."""


def telegram() -> TelegramPlatform:
    """The platform that translates; it never connects."""
    platform = TelegramPlatform(TelegramSettings(token=SecretStr("700:" + "A" * 35)))
    platform._me = Me(700, "claimspread_bot")
    return platform


def read_telegram(platform: TelegramPlatform, update: dict[str, Any]) -> None:
    """A Bot API update becomes an event that survives the inbox, or is kept as unreadable: nothing else."""
    heard = platform._translate([update])
    assert len(heard.events) + len(heard.unreadable) <= 1
    for event in heard.events:
        survives_the_inbox(event)
    for oddity in heard.unreadable:
        json.loads(oddity.payload)


def read_x(answer: dict[str, Any]) -> None:
    """An answer of the X API becomes posts that survive the inbox, or an error that is expected."""
    try:
        posts = posts_of(answer, X_ME)
    except EXPECTED_OF_X:
        return
    for post in posts:
        survives_the_inbox(post)


def survives_the_inbox(event: Event) -> None:
    """What is accepted comes out as it went in; what would not is refused, so that it can be kept apart."""
    try:
        payload = payload_of(event)
    except ValueError:
        return
    payload.encode()
    again = event_json.validate_json(payload)
    assert payload_of(again) == payload
    assert (again.event_id, again.author.id) == (event.event_id, event.author.id)


def parse(data: bytes) -> dict[str, Any] | None:
    """A JSON object; everything else is refused before it gets here."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
