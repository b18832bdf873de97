"""Secrets in the database, readable only with the installation's secret key."""

import base64
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import Unauthorised

_INFO: Final = b"claimspread: tokens of X"


@dataclass(frozen=True, repr=False)
class TokenPair:
    """Tokens of OAuth 2.0; never shown.

    Attributes:
        access: for calls, two hours at X.
        refresh: for the next pair, good once; empty without the scope `offline.access`.
        expires_at: when the access token ends.
    """

    access: str
    refresh: str
    expires_at: datetime


class Seal:
    """Encrypts token pairs (Fernet; its key is derived from the secret key by HKDF-SHA-256, RFC 5869)."""

    def __init__(self, secret_key: bytes) -> None:
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_INFO).derive(secret_key)
        self._fernet = Fernet(base64.urlsafe_b64encode(derived))

    def close(self, pair: TokenPair) -> str:
        """Encrypt."""
        plain = json.dumps({**asdict(pair), "expires_at": pair.expires_at.isoformat()})
        return self._fernet.encrypt(plain.encode()).decode()

    def open(self, sealed: str) -> TokenPair:
        """Decrypt.

        Raises:
            Unauthorised: it was encrypted with another secret key, or altered.
        """
        try:
            plain = json.loads(self._fernet.decrypt(sealed.encode()))
        except InvalidToken:
            plain = None
        if plain is None:
            raise Unauthorised(
                "the stored keys of X cannot be read: CLAIMSPREAD_SECRET_KEY is not the one with which they "
                "were stored; set it back, or run `claimspread x login` again"
            )
        return TokenPair(plain["access"], plain["refresh"], datetime.fromisoformat(plain["expires_at"]))
