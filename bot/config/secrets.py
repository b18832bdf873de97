"""The secrets of the settings, so that no log line and no error shows one."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from pydantic import BaseModel, SecretStr
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

HIDDEN = "[hidden]"
_SHORTEST = 6
"""A shorter "secret" would black out ordinary words."""
_TOKENS = re.compile(
    r"\d{5,}:[A-Za-z0-9_-]{30,}"  # a Telegram bot token, in URLs that client libraries put into errors
    r"|(?<=Bearer )[\w.~+/=%-]{10,}"
    r"|(?<=oauth_signature=)[^&\s,]+|(?<=oauth_token=)[^&\s,]+"
)


def secrets_of(settings: BaseModel) -> Iterator[str]:
    """Every secret value of these settings, and the password within the database's URL."""
    for value in settings.__dict__.values():
        if isinstance(value, SecretStr):
            yield value.get_secret_value()
        elif isinstance(value, BaseModel):
            yield from secrets_of(value)
    url = getattr(settings, "database_url", None)
    if isinstance(url, str):
        try:
            password = make_url(url).password
        except (ArgumentError, ValueError):
            return
        if password:
            yield str(password)


_secrets: set[str] = set()
_known: list[re.Pattern[str]] = []
"""One pattern of all secrets, once there are some."""


def keep_secret(secrets: Iterable[str]) -> None:
    """From now on `hide` hides these values, also where they are percent-encoded."""
    for secret in secrets:
        if len(secret) >= _SHORTEST:
            _secrets.update((secret, quote(secret, safe="")))
    longest_first = sorted(_secrets, key=len, reverse=True)
    _known[:] = [re.compile("|".join(map(re.escape, longest_first)))] if longest_first else []


def hide(text: str) -> str:
    """The text without the secrets of the settings and without whatever has the form of a token."""
    for pattern in _known:
        text = pattern.sub(HIDDEN, text)
    return _TOKENS.sub(HIDDEN, text)
