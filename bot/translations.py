"""What the bot says, in the reader's language: Fluent messages from `bot/locales/LANGUAGE/TOPIC.ftl`.

Every argument that comes from outside is escaped here, in one place; only `Markup` passes as it is.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from markupsafe import Markup, escape

FOLDER: Traversable = files("bot") / "locales"
"""A folder for each language; a new language is a new folder."""

FALLBACK = "en"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


class Translator:
    """The messages of one language; a message that it lacks is taken from English.

    Raises:
        KeyError: neither this language nor English knows the message (a fault of ours, held by a test).
    """

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, message: str, /, **arguments: object) -> Markup:
        """The message as small HTML, its arguments escaped.

        Args:
            message: id of the message, such as `start` or `button-helped`.
            arguments: values by name; numbers and dates are formatted for the language, other values
                become text and are escaped unless they are `Markup`.
        """
        safe = {name: _safe(value) for name, value in arguments.items()}
        for bundle in _bundles(self.language):
            if bundle.has_message(message) and (pattern := bundle.get_message(message).value) is not None:
                text, faults = bundle.format_pattern(pattern, safe)
                if faults:
                    raise KeyError(f"{message} ({self.language}): {faults[0]}")
                return Markup(text)  # noqa: S704 - the pattern is ours, the arguments are escaped
        raise KeyError(message)

    def plain(self, message: str, /, **arguments: object) -> str:
        """The message without markup, for buttons and menus."""
        return self(message, **arguments).striptags()

    def has(self, message: str) -> bool:
        """Whether the message exists in this language or in English."""
        return any(bundle.has_message(message) for bundle in _bundles(self.language))


@cache
def languages() -> tuple[str, ...]:
    """The languages that the bot speaks, as ISO 639-1 codes."""
    return tuple(sorted(entry.name for entry in FOLDER.iterdir() if entry.is_dir()))


def choose_language(candidates: Iterable[str | None]) -> str:
    """The first of these languages that the bot speaks, else English; `pt-BR` counts as `pt`."""
    for candidate in candidates:
        if candidate and (code := candidate.split("-")[0].lower()) in languages():
            return code
    return FALLBACK


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=language in RIGHT_TO_LEFT)
    for topic in sorted((FOLDER / language).iterdir(), key=lambda file: file.name):
        bundle.add_resource(FluentResource(topic.read_text("utf-8")))
    return bundle


@cache
def _bundles(language: str) -> tuple[FluentBundle, ...]:
    order = dict.fromkeys((language, FALLBACK))
    return tuple(_bundle(code) for code in order if code in languages())


def _safe(value: object) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return str(escape(value))
