"""Failures of tweepy, of aiohttp under it and of X itself, in our own words.

    PlatformError
    ├── RetryLater
    │   ├── AccountRefused    the account as a whole, or a call of ours: see `account_refusals`
    │   ├── Unreachable       the network failed before X answered
    │   └── LimitUnknown      a rate limit whose end X does not tell
    ├── Rejected
    │   └── AlreadySaid       X takes the post for a repetition: perhaps ours has arrived before
    │       └── SameWords     because its text is one of ours already: other words may be taken
    └── Unauthorised
        ├── ClockWrong        a signature's time is not X's: the machine's clock is off
        └── NotPermitted      the keys are good, but the app or its plan may not make this call

What X says about a failure stands in `errors[].detail` or `detail`, which tweepy leaves out of its
exceptions' text: it is taken from the answer's body. Nothing here repeats a header, so no key can slip out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

import aiohttp

from bot.errors import (
    ClockWrong,
    OutcomeUnknown,
    PlaceClosed,
    PlatformError,
    Rejected,
    RetryLater,
    Unauthorised,
)
from bot.platforms.x.account_refusals import (
    closes_the_conversation,
    misunderstood,
    of_the_account,
    without_credits,
)
from bot.platforms.x.client import HTTPException
from bot.platforms.x.session import PlainRefusal

WITHOUT_RESET = 60.0
"""Seconds to wait after a 429 that does not say, or says a past moment; who repeats it waits longer."""

LONGEST_WAIT = 900.0
"""Seconds: X's windows are 15 minutes."""

_CLOCK_TOLERANCE = 240.0
"""Seconds by which a signature's time may differ from X's clock: X refuses from about 5 minutes on."""

_LONGEST_DETAIL = 300
_NEVER_LEFT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
)
_NOT_PERMITTED = (
    "client-forbidden",
    "oauth1-permissions",
    "unsupported-authentication",
    "not configured with the appropriate",
    "client-not-enrolled",
)
_SAME_WORDS = ("duplicate content", "already said that", "same text")
_REPEATED = ("already replied",)


class Unreachable(RetryLater):
    """The network failed: the next try may come soon."""


class LimitUnknown(RetryLater):
    """Too many calls, and X does not say until when: each further try has to come later."""


class AlreadySaid(Rejected):
    """X refuses a post as a repetition of an earlier one."""


class SameWords(AlreadySaid):
    """X refuses a post because an earlier one says the same, word for word."""


class NotPermitted(Unauthorised):
    """The app, or the plan that is paid for, may not make this call."""


def translate(
    error: Exception,
    now: datetime,
    *,
    writes: bool,
    private: bool = False,
    body: object = None,
    asks: bool = False,
) -> PlatformError:
    """What a failed call means for anyone who made it.

    Args:
        error: what tweepy or aiohttp raised.
        now: to count from to the moment at which a rate limit ends.
        writes: the call changes something at X, so that a broken connection leaves its outcome open. A 503
            counts as not done (X answers so when it is over capacity); other 5xx answers leave it open too.
        private: the call was about a direct message, whose refusal closes the conversation.
        body: what X answered, read as JSON, where it did.
        asks: the call asks for something, with parameters that are ours alone.

    Returns:
        The error to raise, its text in one line with X's own words.
    """
    if isinstance(error, HTTPException):
        answer = error.response
        said = _in_xs_words(body) or str(answer.reason)
        refusal = _Refusal(answer.status, said, answer.headers)
        return _of_answer(refusal, now, writes=writes, private=private, asks=asks)
    if isinstance(error, PlainRefusal):
        said = "a page instead of data" if error.status >= 500 else error.message
        refusal = _Refusal(error.status, said, error.headers or {})
        return _of_answer(refusal, now, writes=writes, private=private, asks=asks)
    name = type(error).__name__
    if isinstance(error, _NEVER_LEFT):
        return Unreachable(f"X cannot be reached ({name})")
    text = f"X: the connection broke or the answer made no sense ({name})"
    return OutcomeUnknown(text) if writes else Unreachable(text)


@dataclass(frozen=True)
class _Refusal:
    """What X answered: the status, its words in one line, the headers."""

    status: int
    said: str
    headers: Mapping[str, str]

    @property
    def text(self) -> str:
        return f"X {self.status}: {self.said}"


def _of_answer(refusal: _Refusal, now: datetime, *, writes: bool, private: bool, asks: bool) -> PlatformError:
    text, said = refusal.text, refusal.said.lower()
    match refusal.status:
        case 400 if asks:
            meant: PlatformError = misunderstood(text, said) or Rejected(text)
        case 401:
            meant = _unauthorised(text, said, refusal.headers, now)
        case 402:
            meant = without_credits(text)
        case 403:
            meant = _refusal(text, said, private=private)
        case 429:
            meant = of_the_account(text, said) or _limited(refusal, now)
        case status if status >= 500:
            meant = _of_server(status, refusal.said, writes=writes)
        case _:
            meant = Rejected(text)
    return meant


def _limited(refusal: _Refusal, now: datetime) -> RetryLater:
    wait = _until_reset(refusal.headers, now)
    return LimitUnknown(refusal.text, WITHOUT_RESET) if wait is None else RetryLater(refusal.text, wait)


def _unauthorised(text: str, said: str, headers: Mapping[str, str], now: datetime) -> Unauthorised:
    """Refused keys; or good ones, where the clock is so far off that no signature of OAuth 1.0a counts."""
    try:
        off = (now - parsedate_to_datetime(headers.get("Date", ""))).total_seconds()
    except (TypeError, ValueError):
        off = 0.0
    if abs(off) > _CLOCK_TOLERANCE:
        way = "ahead" if off > 0 else "behind"
        return ClockWrong(f"{text}; this machine's clock is {abs(off):.0f} s {way} of X's: set it (NTP)")
    if "timestamp" in said:
        return ClockWrong(
            f"{text}; X does not take the time in the signature: set this machine's clock (NTP)"
        )
    return Unauthorised(text)


def _of_server(status: int, said: str, *, writes: bool) -> PlatformError:
    text = f"X {status}: {said}"
    return OutcomeUnknown(text) if writes and status != 503 else RetryLater(text)


def _refusal(text: str, said: str, *, private: bool) -> PlatformError:
    if any(sign in said for sign in _NOT_PERMITTED):
        return NotPermitted(text)
    if any(sign in said for sign in _SAME_WORDS):
        return SameWords(text)
    if any(sign in said for sign in _REPEATED):
        return AlreadySaid(text)
    if refused := of_the_account(text, said):
        return refused
    return PlaceClosed(text) if private and closes_the_conversation(said) else Rejected(text)


def _in_xs_words(body: object) -> str:
    """Every title, detail, message and problem type in an answer's body, in one line."""
    if not isinstance(body, Mapping):
        return ""
    listed = body.get("errors")
    entries = [*listed, body] if isinstance(listed, list) else [body]
    words: list[str] = []
    for entry in entries:
        if isinstance(entry, Mapping):
            words += [str(entry[key]) for key in ("detail", "message", "title", "type") if entry.get(key)]
        else:
            words.append(str(entry))
    told = dict.fromkeys(word for word in words if word != "about:blank")
    return " ".join("; ".join(told).split())[:_LONGEST_DETAIL]


def _until_reset(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds until the window that is used up ends, None where X does not tell or tells a past moment.

    A day's window counts where it is used up.
    """
    resets = [headers.get("x-rate-limit-reset", "")]
    resets += [
        headers.get(f"x-{whose}-limit-24hour-reset", "")
        for whose in ("user", "app")
        if headers.get(f"x-{whose}-limit-24hour-remaining") == "0"
    ]
    moments = [float(reset) for reset in resets if reset.isdecimal()]
    wait = max(moments, default=0.0) - now.timestamp()
    return wait + 1 if wait > 0 else None
