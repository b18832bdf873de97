"""Who is calling: checks OAuth 1.0a signatures, app-only bearer tokens and OAuth 2.0 user tokens."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol

from oauthlib.oauth1 import RequestValidator, ResourceEndpoint
from yarl import URL

from .problems import unauthorized

AuthKind = Literal["OAuth 1.0a User Context", "OAuth 2.0 User Context", "OAuth 2.0 Application-Only"]
OAUTH1: Final[AuthKind] = "OAuth 1.0a User Context"
OAUTH2: Final[AuthKind] = "OAuth 2.0 User Context"
APP: Final[AuthKind] = "OAuth 2.0 Application-Only"

SIGNED_HOST: Final = "https://api.x.com"
"""The name that a signature must cover: the one under which X documents its API."""


@dataclass(frozen=True)
class Credentials:
    """The keys of the one app, and of the bot's account in it."""

    consumer_key: str = "fake-consumer-key"
    consumer_secret: str = "fake-consumer-secret"
    access_token: str = "2000-fake-access-token"
    access_token_secret: str = "fake-access-token-secret"
    bearer_token: str = "fake-bearer-token"
    client_id: str = "fake-client-id"
    client_secret: str = "fake-client-secret"


@dataclass(frozen=True)
class Caller:
    """Whose keys a call used; ``scopes`` is None where OAuth 2.0 scopes do not apply."""

    kind: AuthKind
    user_id: str | None
    scopes: frozenset[str] | None = None


class SignatureCheck(RequestValidator):
    """Verifies HMAC-SHA1 signatures with oauthlib; a nonce counts once."""

    @property
    def safe_characters(self) -> set[str]:
        """Keys may hold anything that is printed."""
        return set(map(chr, range(33, 127)))

    def __init__(self, credentials: Credentials) -> None:
        super().__init__()
        self._credentials = credentials
        self._nonces: set[tuple[str, str]] = set()
        self._endpoint = ResourceEndpoint(self)

    client_key_length = access_token_length = nonce_length = (1, 200)
    dummy_client = dummy_access_token = "nobody"

    def valid(self, method: str, url: URL, headers: Mapping[str, str]) -> bool:
        """Whether the request, as its sender addressed it to X, carries a good signature."""
        ok, request = self._endpoint.validate_protected_resource_request(
            SIGNED_HOST + url.raw_path_qs, http_method=method, headers=dict(headers)
        )
        if ok:
            self._nonces.add((str(request.timestamp), str(request.nonce)))
        return bool(ok)

    def validate_timestamp_and_nonce(
        self,
        client_key: str,
        timestamp: Any,
        nonce: str,
        request: Any,
        request_token: str | None = None,
        access_token: str | None = None,
    ) -> bool:
        """Refuse what is older than ten minutes or was used before."""
        return abs(time.time() - int(timestamp)) < 600 and (str(timestamp), nonce) not in self._nonces

    def validate_client_key(self, client_key: str, request: Any) -> bool:
        """Only the one app is known."""
        return client_key == self._credentials.consumer_key

    def validate_access_token(self, client_key: str, token: str, request: Any) -> bool:
        """Only the bot's account has authorised the app."""
        return token == self._credentials.access_token

    def validate_realms(
        self,
        client_key: str,
        token: str,
        request: Any,
        uri: str | None = None,
        realms: list[str] | None = None,
    ) -> bool:
        """X has no realms."""
        return True

    def get_client_secret(self, client_key: str, request: Any) -> str:
        """The secret half of the app's key."""
        return self._credentials.consumer_secret

    def get_access_token_secret(self, client_key: str, token: str, request: Any) -> str:
        """The secret half of the account's token."""
        return self._credentials.access_token_secret


class UserTokens(Protocol):
    """What the doorkeeper needs of the OAuth 2.0 side."""

    def scopes_of(self, access_token: str) -> frozenset[str] | None:
        """The scopes of a live token, None for any other."""


@dataclass
class Doorkeeper:
    """Tells who calls. ``user_tokens`` knows the OAuth 2.0 access tokens."""

    credentials: Credentials
    bot_id: str
    user_tokens: UserTokens
    signatures: SignatureCheck
    revoked: bool = False
    """True: the account has withdrawn the app's access, and every key of it is answered with 401."""

    def identify(self, method: str, url: URL, headers: Mapping[str, str]) -> Caller:
        """Find the caller.

        Raises:
            ApiProblem: 401.
        """
        scheme, _, token = headers.get("Authorization", "").partition(" ")
        caller: Caller | None = None
        if scheme == "OAuth" and self.signatures.valid(method, url, headers):
            caller = Caller(OAUTH1, self.bot_id)
        elif scheme == "Bearer" and token == self.credentials.bearer_token:
            caller = Caller(APP, None)
        elif scheme == "Bearer" and (scopes := self.user_tokens.scopes_of(token)) is not None:
            caller = Caller(OAUTH2, self.bot_id, scopes)
        if caller is None or (self.revoked and caller.kind != APP):
            raise unauthorized()
        return caller
