"""The HTTP API, version 1: its own OpenAPI document, tokens with scopes, rates."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy.exc import DBAPIError

from bot.app import App
from bot.web.api import catalogue, checking, exporting, spreading
from bot.web.limits import Rates

_DESCRIPTION = (
    "Check texts against fact-checked claims, read claims, sightings and spread, give feedback. "
    "Every call needs a token: `Authorization: Bearer …`, made with `claimspread token create`. "
    "Texts that are checked are not kept. `first` always means first seen by us."
)


def api(app: App, rates: Rates) -> FastAPI:
    """The API over an opened bot; `GET /openapi.json` describes it."""
    made = FastAPI(
        title="Claimspread",
        version="1",
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        root_path_in_servers=True,
    )
    made.state.bot = app
    made.state.rates = rates
    for module in (checking, catalogue, spreading, exporting):
        made.include_router(module.router)
    made.add_exception_handler(DBAPIError, _say_that_the_store_is_gone)
    return made


async def _say_that_the_store_is_gone(_request: Request, _error: Exception) -> Response:
    return JSONResponse({"detail": "the database does not answer; try again"}, 503, {"Retry-After": "5"})
