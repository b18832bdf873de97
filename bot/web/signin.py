"""Signing in by a link from the bot, signing out, and the language of the pages.

Opening the link changes nothing: chats fetch links for their previews. The button on its page uses it up.
"""

import secrets
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse

from bot.translations import FALLBACK, languages
from bot.web.access import COOKIE, Form, RunningBot, SignedIn, text_of
from bot.web.rendering import page
from storage import audit, web_access

router = APIRouter(include_in_schema=False)
Code = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{22}$")]


@router.get("/in/{code}")
async def offer(request: Request, code: Code, app: RunningBot) -> Response:
    """Show whether the link is good, with the button that signs in."""
    async with app.database.read() as session:
        good = await web_access.link_waits(session, code, app.now())
    return page(request, "signin.html", None, 200 if good else 410, code=code, good=good)


@router.post("/in/{code}")
async def sign_in(request: Request, code: Code, app: RunningBot) -> Response:
    """Use the link up and begin a session."""
    now = app.now()
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    async with app.database.write() as session:
        used = await web_access.use_link(session, code, now)
        if used is not None:
            account, language = used
            await web_access.begin(session, token, csrf, account, language, now)
            await audit.note(session, now, account, "web.sign-in", f"account:{account}")
    if used is None:
        return page(request, "signin.html", None, 410, code=code, good=False)
    response = RedirectResponse("/", 303)
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(web_access.SESSION_LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=app.settings.web.public_url.startswith("https://"),
    )
    return response


@router.post("/out")
async def sign_out(app: RunningBot, person: SignedIn, _form: Form) -> Response:
    """End all sessions of this account."""
    async with app.database.write() as session:
        await web_access.end(session, person.account.ref)
    response = RedirectResponse("/", 303)
    response.delete_cookie(COOKIE)
    return response


@router.post("/language")
async def choose_language(request: Request, app: RunningBot, _person: SignedIn, form: Form) -> Response:
    """Show this session's pages in another language."""
    chosen = text_of(form, "language")
    back = text_of(form, "back")
    async with app.database.write() as session:
        found = await web_access.session_of(session, request.cookies.get(COOKIE, ""), app.now())
        if found is not None:
            found.language = chosen if chosen in languages() else FALLBACK
    local = back.startswith("/") and not back.startswith(("//", "/\\"))
    return RedirectResponse(back if local else "/", 303)
