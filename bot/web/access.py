"""Who looks at a page: a cookie's session, its account, and the role that the account has at this moment."""

import hmac
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import UploadFile

from bot.app import App
from bot.events import Account
from bot.roles import Role, role_of
from bot.translations import Translator
from storage import web_access

COOKIE = "claimspread"


@dataclass(frozen=True)
class Visitor:
    """Somebody who is signed in, with their role now and the secret of their forms."""

    account: Account
    role: Role
    csrf: str
    words: Translator


class NotSignedIn(Exception):
    """Nobody is signed in; the page that says how is shown instead."""


def running_bot(request: Request) -> App:
    """The bot behind the site."""
    app: App = request.app.state.bot
    return app


RunningBot = Annotated[App, Depends(running_bot)]


async def signed_in(request: Request, app: RunningBot) -> Visitor:
    """The person behind the request's cookie.

    Raises:
        NotSignedIn: no session, or the account has no role any more.
    """
    token = request.cookies.get(COOKIE, "")
    async with app.database.read() as session:
        found = await web_access.session_of(session, token, app.now()) if token else None
        if found is None:
            raise NotSignedIn
        platform, _, account_id = found.account.partition(":")
        account = Account(platform, account_id)
        role = await role_of(session, app.settings, account)
    if role < Role.REVIEWER:
        raise NotSignedIn
    visitor = Visitor(account, role, found.csrf, Translator(found.language))
    request.state.visitor = visitor
    return visitor


def visitor_of(request: Request) -> Visitor | None:
    """Who was found to be signed in while this request was answered."""
    found: Visitor | None = getattr(request.state, "visitor", None)
    return found


SignedIn = Annotated[Visitor, Depends(signed_in)]


class AtLeast:
    """Lets those pass who have a role."""

    def __init__(self, role: Role) -> None:
        self._role = role

    def __call__(self, person: SignedIn) -> Visitor:
        """The person.

        Raises:
            HTTPException: 403, their role is too low.
        """
        if person.role < self._role:
            raise HTTPException(403, person.words.plain("web-role-too-low"))
        return person


Editor = Annotated[Visitor, Depends(AtLeast(Role.EDITOR))]
Admin = Annotated[Visitor, Depends(AtLeast(Role.ADMIN))]


async def genuine_form(request: Request, person: SignedIn) -> dict[str, str | UploadFile]:
    """The fields of a form that this person was given in this session.

    Raises:
        HTTPException: 403, it was not.
    """
    fields: dict[str, Any] = dict(await request.form(max_files=1, max_fields=200, max_part_size=8_000_000))
    given = fields.pop("csrf", "")
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), person.csrf.encode()):
        raise HTTPException(403, person.words.plain("web-form-stale"))
    return fields


Form = Annotated[dict[str, str | UploadFile], Depends(genuine_form)]


def text_of(form: dict[str, str | UploadFile], name: str) -> str:
    """A field's text, empty where it is missing or a file."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def number_of(form: dict[str, str | UploadFile], name: str) -> int:
    """A field's number, 0 where it is none."""
    value = text_of(form, name)
    return int(value) if value.isdecimal() and len(value) < 19 else 0
