"""Failures of python-telegram-bot and of the network under it, in our own words."""

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.errors import (
    OutcomeUnknown,
    PlaceBusy,
    PlaceClosed,
    PlaceMoved,
    PlatformError,
    Rejected,
    RetryLater,
    Unauthorised,
)

_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_CLOSED = (
    "chat not found",
    "chat was deactivated",
    "user is deactivated",
    "group chat was deleted",
    "peer_id_invalid",
)


def translate(error: TelegramError) -> PlatformError:  # noqa: PLR0911
    """What a failed call means for the message that it carried.

    A broken connection leaves the outcome open unless the request never left. A 5xx answer counts as not
    done: the Bot API answers so when it could not process the call.
    """
    text = f"Telegram: {error.message}"
    match error:
        case RetryAfter():
            wait = error.retry_after
            return PlaceBusy(text, wait if isinstance(wait, int) else wait.total_seconds())
        case ChatMigrated():
            return PlaceMoved(text, str(error.new_chat_id))
        case InvalidToken():
            return Unauthorised("Telegram refuses the bot token; take a valid one from @BotFather")
        case Forbidden():
            return PlaceClosed(text)
        case BadRequest():
            closed = any(sign in error.message.lower() for sign in _CLOSED)
            return PlaceClosed(text) if closed else Rejected(text)
        case Conflict():
            return RetryLater("Telegram: another process is reading this bot's updates", 30)
        case TimedOut() | NetworkError():
            return _network(error, text)
        case _:
            return Rejected(text)


def _network(error: NetworkError, text: str) -> PlatformError:
    cause = error.__cause__
    if cause is None or isinstance(cause, _NEVER_LEFT):
        return RetryLater(text)
    return OutcomeUnknown(f"{text} ({type(cause).__name__})")
