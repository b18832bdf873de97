"""Joins the pages and the HTTP API into one site over an opened bot."""

from http import HTTPStatus

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exception_handlers import http_exception_handler
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException as AnyHTTPException
from starlette.middleware.base import BaseHTTPMiddleware

from bot.app import App
from bot.commands.registry import Misuse
from bot.translations import Translator
from bot.web import (
    about,
    adding,
    bulk_review,
    changing,
    chart_data,
    claims,
    decisions,
    feeds,
    network_files,
    overview,
    people,
    preferences,
    review,
    signin,
    sources,
)
from bot.web.access import NotSignedIn, visitor_of
from bot.web.acting import plain
from bot.web.api import api
from bot.web.limits import Rates, guard
from bot.web.rendering import language_of, page

_PAGES = (
    signin,
    overview,
    adding,
    claims,
    changing,
    bulk_review,
    review,
    sources,
    feeds,
    decisions,
    people,
    preferences,
    about,
    chart_data,
    network_files,
)


def make_site(app: App) -> FastAPI:
    """The dashboard and, under `/api/v1`, the HTTP API.

    Args:
        app: an opened bot: its store, matcher and settings are used; it need not run.
    """
    rates = Rates()
    site = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    site.state.bot = app
    site.state.rates = rates
    site.add_middleware(BaseHTTPMiddleware, dispatch=guard(rates, app.settings.web.public_url))
    for module in _PAGES:
        site.include_router(module.router)
    site.mount("/api/v1", api(app, rates))
    site.mount("/static", StaticFiles(packages=[("bot.web", "static")]), name="static")
    site.add_exception_handler(NotSignedIn, _ask_to_sign_in)
    site.add_exception_handler(Misuse, _say_why_not)
    site.add_exception_handler(AnyHTTPException, _say_what_is_wrong)
    site.add_exception_handler(DBAPIError, _say_that_the_store_is_gone)
    return site


async def _ask_to_sign_in(request: Request, _error: Exception) -> Response:
    if request.url.path.endswith(".json"):
        return JSONResponse({"detail": "sign in"}, 401)
    return page(request, "welcome.html", None, 401 if request.url.path != "/" else 200)


async def _say_what_is_wrong(request: Request, error: Exception) -> Response:
    assert isinstance(error, AnyHTTPException)  # noqa: S101 - it is registered for these alone
    if request.url.path.endswith(".json"):
        return await http_exception_handler(request, HTTPException(error.status_code, error.detail))
    usual = HTTPStatus(error.status_code).phrase
    said = error.detail if error.detail != usual else ""
    return page(
        request, "problem.html", visitor_of(request), error.status_code, code=error.status_code, said=said
    )


async def _say_why_not(request: Request, error: Exception) -> Response:
    assert isinstance(error, Misuse)  # noqa: S101 - it is registered for these alone
    person = visitor_of(request)
    words = person.words if person is not None else Translator(language_of(request))
    said = plain(error.said(words))
    return page(request, "problem.html", person, 422, code=422, said=said)


async def _say_that_the_store_is_gone(request: Request, _error: Exception) -> Response:
    return page(request, "problem.html", None, 503, code=503, said="")
