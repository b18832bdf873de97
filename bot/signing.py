"""Keyed hashes: pseudonyms of authors, and button payloads that cannot be forged or carried elsewhere."""

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.config import Settings
from bot.errors import ConfigurationError
from bot.events import Account, ButtonPress

_MAC_BYTES = 9
_MOST_BYTES = 64
"""Telegram's limit for callback data."""


@dataclass(frozen=True)
class ButtonAction:
    """What a button means: a verb and its numbers, such as `helped`, (decision 12, claim 7)."""

    verb: str
    numbers: tuple[int, ...] = ()


class Signer:
    """Makes and checks keyed hashes (HMAC-SHA-256)."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def pseudonym(self, account: Account) -> str:
        """A name for somebody that nobody without the key can turn back into an account (32 hex digits)."""
        return self._mac(f"author|{account.ref}").hex()[:32]

    def pack(self, action: ButtonAction, place_id: str, account_id: str | None = None) -> str:
        """A button's payload, bound to the place and, where given, to the only account that may press it.

        Raises:
            ValueError: it would be longer than 64 bytes.
        """
        body = ":".join([action.verb, *(_to_base36(number) for number in action.numbers)])
        owner = "" if account_id is None else "!"
        payload = f"{body}{owner}|{self._button_mac(body, place_id, account_id)}"
        if len(payload.encode()) > _MOST_BYTES:
            raise ValueError(f"button payload too long: {payload!r}")
        return payload

    def unpack(self, press: ButtonPress) -> ButtonAction | None:
        """The action of a genuine press; None when it was forged, altered or belongs to somebody else."""
        body, _, mac = press.payload.rpartition("|")
        bound = body.endswith("!")
        body = body.removesuffix("!")
        expected = self._button_mac(body, press.place.id, press.author.id if bound else None)
        if not body or not hmac.compare_digest(mac.encode(), expected.encode()):
            return None
        verb, *numbers = body.split(":")
        return ButtonAction(verb, tuple(int(number, 36) for number in numbers))

    def _button_mac(self, body: str, place_id: str, account_id: str | None) -> str:
        digest = self._mac(f"button|{body}|{place_id}|{account_id or ''}")
        return base64.urlsafe_b64encode(digest[:_MAC_BYTES]).decode()

    def _mac(self, text: str) -> bytes:
        return hmac.new(self._key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()


def number_of(code: str) -> int:
    """A short code, such as `en` or `misleading`, as the number by which a button carries it.

    Buttons carry codes, never positions in a list: what a button that was sent means does not change when
    the list grows.

    Raises:
        ValueError: it holds other characters than small letters and digits, or begins with 0.
    """
    number = int(code, 36)
    if _to_base36(number) != code:
        raise ValueError(f"no code: {code!r}")
    return number


def code_of(number: int) -> str:
    """The code that a button carries, as `number_of` made a number of it."""
    return _to_base36(number)


def load_key(settings: Settings, database_file: Path | None) -> bytes:
    """The secret key: from the settings, else from a file beside the SQLite database, made on first use.

    Raises:
        ConfigurationError: none is set and the database is a server, which several workers share.
    """
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value().encode()
    if database_file is None:
        raise ConfigurationError(
            "CLAIMSPREAD_SECRET_KEY is not set; with PostgreSQL every worker needs the same one: "
            "set it to a long random text"
        )
    file = key_file(database_file)
    if not file.exists():
        _write_key_once(file)
    return file.read_bytes()


def key_file(database_file: Path) -> Path:
    """Where the secret key is kept when the settings hold none."""
    return database_file.with_name(f"{database_file.stem}.key")


def _write_key_once(file: Path) -> None:
    """Make a key that only its owner may read; of several processes at once, one wins."""
    with tempfile.NamedTemporaryFile(dir=file.parent) as new:
        new.write(secrets.token_hex(32).encode())
        new.flush()
        with contextlib.suppress(FileExistsError):
            os.link(new.name, file)


def _to_base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = digits[digit] + text
    return text or "0"
