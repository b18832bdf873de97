"""What one can do here, trying a text, and the settings as they are; secrets are never shown."""

from collections.abc import Iterator

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, SecretStr

from bot.config import Settings
from bot.decisions.preview import preview
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
async def settings(request: Request, app: RunningBot, person: Admin) -> Response:
    """Show every setting, whether a secret is set, and what each is for."""
    return page(
        request,
        "settings.html",
        person,
        rows=list(rows_of(app.settings)),
        model=app.matcher.model_id,
        thresholds=app.matcher.thresholds,
    )


def rows_of(settings: BaseModel, prefix: str = "CLAIMSPREAD_") -> Iterator[tuple[str, str, str]]:
    """Name, value as people may see it, and meaning of each setting."""
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        if isinstance(value, BaseModel):
            yield from rows_of(value, f"{prefix}{name.upper()}__")
        else:
            yield prefix + name.upper(), _shown(settings, name, value), field.description or ""


def _shown(settings: BaseModel, name: str, value: object) -> str:
    if value is None:
        return "—"
    if isinstance(value, SecretStr):
        return "••••••"
    if isinstance(settings, Settings) and name == "database_url":
        return str(value).partition("://")[0] + "://…"
    return str(value)
