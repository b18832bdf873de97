"""Who calls the API: a token with scopes, and how often it may."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from limits import RateLimitItemPerMinute

from bot.events import Account
from bot.roles import OPERATOR, Role, role_of
from bot.web.access import RunningBot
from bot.web.limits import Rates
from bot.web.scopes import Scope
from storage import web_access

_CALLS = RateLimitItemPerMinute(600, namespace="api")
_STRANGERS = RateLimitItemPerMinute(30, namespace="api-strangers")
_bearer = HTTPBearer(auto_error=False, description="A token from `claimspread token create`.")


@dataclass(frozen=True)
class Caller:
    """A token: its number, name and scopes."""

    id: int
    name: str
    scopes: frozenset[str]


async def _caller(
    request: Request,
    app: RunningBot,
    given: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)],
) -> Caller:
    """The token of a call.

    Raises:
        HTTPException: 401 without a token that is known, 429 with too many calls in a minute.
    """
    rates: Rates = request.app.state.rates
    now = app.now()
    async with app.database.read() as session:
        token = None if given is None else await web_access.token_of(session, given.credentials)
        if token is not None and token.made_by != OPERATOR:
            platform, _, account_id = token.made_by.partition(":")
            if await role_of(session, app.settings, Account(platform, account_id)) is Role.USER:
                token = None
    if token is None:
        whose = request.client.host if request.client else "unknown"
        if not await rates.allow(_STRANGERS, whose):
            raise HTTPException(429, "too many calls without a good token", {"Retry-After": "60"})
        raise HTTPException(401, "a token is needed: Authorization: Bearer …", {"WWW-Authenticate": "Bearer"})
    if not await rates.allow(_CALLS, str(token.id)):
        raise HTTPException(429, "too many calls in a minute", {"Retry-After": "60"})
    if web_access.is_use_worth_noting(token, now):
        async with app.database.write() as session:
            await web_access.note_use(session, token.id, now)
    return Caller(token.id, token.name, frozenset(token.scopes))


class Needs:
    """Lets tokens pass that have a scope."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def __call__(self, caller: Annotated[Caller, Depends(_caller)]) -> Caller:
        """The caller.

        Raises:
            HTTPException: 403, the scope is missing.
        """
        if self._scope not in caller.scopes:
            raise HTTPException(403, f"this token lacks the scope {self._scope.value}")
        return caller


Reader = Annotated[Caller, Depends(Needs(Scope.READ))]
Checker = Annotated[Caller, Depends(Needs(Scope.CHECK))]
Judge = Annotated[Caller, Depends(Needs(Scope.FEEDBACK))]

REFUSALS: dict[int | str, dict[str, object]] = {
    401: {"description": "No token, or an unknown one."},
    403: {"description": "The token lacks the scope."},
    429: {"description": "Too many calls; see Retry-After."},
}
