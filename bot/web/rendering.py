"""Pages from templates: words in the reader's language, times, everything escaped."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from babel import Locale
from babel.dates import format_datetime, format_timedelta
from babel.numbers import format_decimal
from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.roles import Role
from bot.translations import RIGHT_TO_LEFT, Translator, choose_language, languages
from bot.web.access import Visitor
from bot.web.preferences import preferences_of
from bot.web.telling import forget_said, said_before

_environment = Environment(
    loader=PackageLoader("bot.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


def page(
    request: Request, template: str, person: Visitor | None, status: int = 200, /, **values: Any
) -> HTMLResponse:
    """Render a template for anyone who looks."""
    words = person.words if person is not None else Translator(language_of(request))
    told = said_before(request) if person is not None else None
    html = _environment.get_template(template).render(
        {
            "t": words,
            "person": person,
            "role": Role,
            "path": request.url.path,
            "language": words.language,
            "direction": "rtl" if words.language in RIGHT_TO_LEFT else "ltr",
            "languages": _language_names(),
            "privacy_policy_url": request.app.state.bot.settings.privacy_policy_url,
            "when": When(words.language),
            "amount": Amount(words.language),
            "told": told,
            "choices": preferences_of(request),
            **values,
        }
    )
    response = HTMLResponse(html, status)
    if told is not None:
        forget_said(response)
    return response


@cache
def _language_names() -> Mapping[str, str]:
    """Every language that the bot speaks, as it calls itself."""
    return {code: Translator(code).plain("language-name") for code in languages()}


def language_of(request: Request) -> str:
    """The language of somebody who is not signed in: what their browser asks for."""
    asked = request.headers.get("accept-language", "")
    return choose_language(part.partition(";")[0].strip() for part in asked.split(",")[:5])


class Amount:
    """Writes numbers as a language separates them: 10,000."""

    def __init__(self, language: str) -> None:
        self._locale = Locale.parse(language)

    def __call__(self, number: int) -> str:
        """A whole number."""
        return format_decimal(number, locale=self._locale)


class When:
    """Writes times for a language; they are UTC and say so."""

    def __init__(self, language: str) -> None:
        self._locale = Locale.parse(language)

    def __call__(self, moment: datetime | None) -> Markup:
        """A moment, in UTC; a dash where there is none."""
        if moment is None:
            return Markup("—")
        utc = moment.astimezone(UTC)
        shown = format_datetime(utc, "d MMM y, HH:mm", locale=self._locale)
        return Markup('<time datetime="{}">{} UTC</time>').format(utc.isoformat(timespec="seconds"), shown)

    def lasting(self, seconds: float) -> str:
        """A length of time, roughly."""
        return format_timedelta(timedelta(seconds=seconds), locale=self._locale, threshold=1.2)

    def as_it_is(self, name: str) -> str:
        """A name that is the same in every language."""
        return name

    def language(self, code: str | None) -> str:
        """A language's name in the reader's own."""
        if not code:
            return "?"
        try:
            name = Locale.parse(code.replace("-", "_")).get_language_name(self._locale.language)
        except (ValueError, LookupError):
            return code
        return name or code
