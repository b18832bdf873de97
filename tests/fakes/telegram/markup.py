"""Keyboards under messages, checked as the platform checks them.

Source: https://core.telegram.org/bots/api#inlinekeyboardbutton.
"""

import re
from typing import Any

from tests.fakes.telegram.errors import bad_request

Json = dict[str, Any]

CALLBACK_DATA_BYTES = 64

_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_LOOKS = ("text", "style", "icon_custom_emoji_id")
_OTHER_KEYBOARDS = ("keyboard", "remove_keyboard", "force_reply")


def check_markup(markup: Json | None, *, inline_only: bool = False) -> Json | None:
    """The inline keyboard to store with the message, None for none.

    Raises:
        ApiError: 400 for a keyboard or button that the platform refuses.
    """
    if not markup:
        return None
    if "inline_keyboard" not in markup:
        if inline_only or not any(name in markup for name in _OTHER_KEYBOARDS):
            raise bad_request("inline keyboard expected")
        return None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse inline keyboard: an array of arrays of buttons expected")
    if sum(map(len, rows)) > 100:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            _check_button(button)
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _check_button(button: Any) -> None:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad_request("can't parse inline keyboard button: text is empty")
    if unknown := set(button) - set(_ACTIONS) - set(_LOOKS):
        raise bad_request(f"can't parse inline keyboard button: unknown field {min(unknown)!r}")
    if sum(name in button for name in _ACTIONS) != 1:
        raise bad_request("can't parse inline keyboard button: text buttons need exactly one action")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not re.match(r"(https?://[^\s/]+\.?|tg://)", str(url)):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
