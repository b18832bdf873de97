"""What one can do here, trying a text, and the settings as they are; secrets are never shown."""

import asyncio
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, SecretStr

from bot.config import Settings
from bot.config.provenance import Origin, origin_of, read_file, settings_file
from bot.decisions.preview import preview
from bot.translations import Translator
from bot.web.access import Admin, Form, NotSignedIn, RunningBot, SignedIn, signed_in, text_of
from bot.web.rendering import page

router = APIRouter(include_in_schema=False)
_LONGEST_TEXT = 10_000


@router.get("/about")
async def about(request: Request, app: RunningBot) -> Response:
    """Say what the dashboard is for and how to sign in, to anyone."""
    try:
        person = await signed_in(request, app)
    except NotSignedIn:
        person = None
    return page(request, "about.html", person)


@router.get("/try")
async def ask(request: Request, person: SignedIn) -> Response:
    """Ask for a text."""
    return page(request, "try.html", person, text="", seen=None)


@router.post("/try")
async def attempt(request: Request, app: RunningBot, person: SignedIn, form: Form) -> Response:
    """Show what the bot would do with a text when asked in public; nothing is stored."""
    text = text_of(form, "text")[:_LONGEST_TEXT].strip()
    seen = await preview(app.database, app.matcher, app.settings, text) if text else None
    return page(request, "try.html", person, text=text, seen=seen)


@router.get("/settings")
async def settings(
    request: Request, app: RunningBot, person: Admin, q: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """Show every setting, its value, where that comes from, and what it is for; or those that words name."""
    environment, file = os.environ, await asyncio.to_thread(read_file)
    words = q.casefold().split()
    rows = [
        Setting(name, _shown(value, person.words), meaning, origin_of(name, environment, file))
        for name, value, meaning in rows_of(app.settings)
        if all(word in f"{name} {meaning}".casefold() for word in words)
    ]
    return page(
        request,
        "settings.html",
        person,
        rows=rows,
        q=q,
        file=settings_file(),
        model=app.matcher.model_id,
        thresholds=app.matcher.thresholds,
    )


@dataclass(frozen=True)
class Setting:
    """A setting as people may see it."""

    name: str
    value: str
    meaning: str
    origin: Origin


def rows_of(settings: BaseModel, prefix: str = "CLAIMSPREAD_") -> Iterator[tuple[str, object, str]]:
    """Name, value as people may see it, and meaning of each setting."""
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        if isinstance(value, BaseModel):
            yield from rows_of(value, f"{prefix}{name.upper()}__")
            continue
        if isinstance(settings, Settings) and name == "database_url":
            value = str(value).partition("://")[0] + "://…"
        yield prefix + name.upper(), value, (field.description or "").replace("`", "")


def _shown(value: object, words: Translator) -> str:
    """A value in words: what is not set, yes and no, lists with commas; secrets as dots."""
    if value is None or (isinstance(value, str | list | tuple | set | frozenset | dict) and not value):
        return words.plain("web-not-set")
    if isinstance(value, SecretStr):
        return "••••••"
    if isinstance(value, bool):
        return words.plain("web-yes" if value else "web-no")
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_shown(one, words)}" for name, one in value.items())
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(_shown(one, words) for one in value)
    return f"{value:g}" if isinstance(value, float) else str(value)
