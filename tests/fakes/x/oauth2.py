"""OAuth 2.0 with PKCE: an authorization page that consents by itself, and tokens that expire and rotate."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field

from aiohttp import BasicAuth, web
from yarl import URL

from .auth import Credentials
from .clock import Clock

ACCESS_TOKEN_SECONDS = 7200
"""An access token lives two hours (X's OAuth 2.0 documentation)."""

CODE_SECONDS = 30
"""An authorization code must be exchanged within 30 seconds (the same)."""


@dataclass(frozen=True)
class TokenPair:
    """What a grant gives: both tokens and their scopes; no refresh token without ``offline.access``."""

    access_token: str
    refresh_token: str | None
    scopes: frozenset[str]


@dataclass(frozen=True)
class _Code:
    redirect_uri: str
    challenge: str
    method: str
    scopes: frozenset[str]
    expires: float


class GrantError(Exception):
    """The token endpoint's refusal: an error code of RFC 6749 and its description."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.error, self.description, self.status = error, description, status


@dataclass
class OAuth2:
    """Issues, rotates and revokes the tokens of the bot's account."""

    clock: Clock
    credentials: Credentials
    consents: bool = True
    """False: anyone who sits before the authorization page presses "cancel"."""
    refreshes: int = 0
    _access: dict[str, tuple[frozenset[str], float]] = field(default_factory=dict)
    _refresh: dict[str, frozenset[str]] = field(default_factory=dict)
    _codes: dict[str, _Code] = field(default_factory=dict)

    def issue(self, scopes: str | frozenset[str]) -> TokenPair:
        """Give out a pair of tokens, as after a consent; ``scopes`` may be separated by spaces."""
        scopes = frozenset(scopes.split()) if isinstance(scopes, str) else scopes
        access = secrets.token_urlsafe(24)
        self._access[access] = (scopes, self.clock.timestamp() + ACCESS_TOKEN_SECONDS)
        refresh = None
        if "offline.access" in scopes:
            refresh = secrets.token_urlsafe(24)
            self._refresh[refresh] = scopes
        return TokenPair(access, refresh, scopes)

    def scopes_of(self, access_token: str) -> frozenset[str] | None:
        """The scopes of a live access token, None for any other."""
        scopes, expires = self._access.get(access_token, (None, 0.0))
        return scopes if self.clock.timestamp() < expires else None

    def revoke_all(self) -> None:
        """Make every token worthless, as when the account withdraws its consent."""
        self._access.clear()
        self._refresh.clear()

    async def authorize(self, request: web.Request) -> web.Response:
        """``GET /2/oauth2/authorize``: sends the browser back with a code, or with ``access_denied``."""
        query = request.query
        needed = ("client_id", "redirect_uri", "scope", "state", "code_challenge")
        if query.get("response_type") != "code" or any(not query.get(name) for name in needed):
            return web.Response(status=400, text="Something went wrong: a parameter is missing.")
        if query["client_id"] != self.credentials.client_id:
            return web.Response(status=400, text="Something went wrong: no such app.")
        back = URL(query["redirect_uri"])
        if not self.consents:
            answer = {"error": "access_denied", "state": query["state"]}
        else:
            code = secrets.token_urlsafe(24)
            self._codes[code] = _Code(
                query["redirect_uri"],
                query["code_challenge"],
                query.get("code_challenge_method", "plain"),
                frozenset(query["scope"].split()),
                self.clock.timestamp() + CODE_SECONDS,
            )
            answer = {"state": query["state"], "code": code}
        return web.Response(status=302, headers={"Location": str(back.update_query(answer))})

    async def token(self, request: web.Request) -> web.Response:
        """``POST /2/oauth2/token``: exchanges a code or a refresh token, each good for once."""
        try:
            form = await request.post()
            given = {name: str(value) for name, value in form.items()}
            self._check_client(request, given)
            pair = self._grant(given)
        except GrantError as refusal:
            body = {"error": refusal.error, "error_description": refusal.description}
            return web.json_response(body, status=refusal.status)
        body = {
            "token_type": "bearer",
            "expires_in": str(ACCESS_TOKEN_SECONDS),
            "access_token": pair.access_token,
            "scope": " ".join(sorted(pair.scopes)),
        }
        if pair.refresh_token:
            body["refresh_token"] = pair.refresh_token
        return web.json_response({**body, "expires_in": ACCESS_TOKEN_SECONDS})

    async def revoke(self, request: web.Request) -> web.Response:
        """``POST /2/oauth2/revoke``: makes one token worthless."""
        token = str((await request.post()).get("token", ""))
        self._access.pop(token, None)
        self._refresh.pop(token, None)
        return web.json_response({"revoked": True})

    def _check_client(self, request: web.Request, given: dict[str, str]) -> None:
        header = request.headers.get("Authorization")
        if header is None:
            known = given.get("client_id") == self.credentials.client_id
        else:
            try:
                auth = BasicAuth.decode(header)
            except ValueError as error:
                raise GrantError("unauthorized_client", "Missing valid authorization header", 401) from error
            known = (auth.login, auth.password) == (
                self.credentials.client_id,
                self.credentials.client_secret,
            )
        if not known:
            raise GrantError("unauthorized_client", "Missing valid authorization header", 401)

    def _grant(self, given: dict[str, str]) -> TokenPair:
        grant = given.get("grant_type")
        if grant == "refresh_token":
            scopes = self._refresh.pop(given.get("refresh_token", ""), None)
            if scopes is None:
                raise GrantError("invalid_request", "Value passed for the token was invalid.")
            self.refreshes += 1
            return self.issue(scopes)
        if grant == "authorization_code":
            code = self._codes.pop(given.get("code", ""), None)
            if code is None or self.clock.timestamp() >= code.expires:
                raise GrantError("invalid_request", "Value passed for the authorization code was invalid.")
            if given.get("redirect_uri") != code.redirect_uri:
                raise GrantError("invalid_request", "Value passed for the redirect uri did not match.")
            if _challenge(given.get("code_verifier", ""), code.method) != code.challenge:
                raise GrantError("invalid_request", "Value passed for the code verifier did not match.")
            return self.issue(code.scopes)
        raise GrantError("invalid_request", "Missing or unknown grant_type.")


def _challenge(verifier: str, method: str) -> str:
    if method == "plain":
        return verifier
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
