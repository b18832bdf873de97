"""What the bot says, in the reader's language: Fluent messages from `bot/locales/LANGUAGE/TOPIC.ftl`.

Every argument that comes from outside is escaped here, in one place; only `Markup` passes as it is.
"""

import re
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
_GENERAL = "general.ftl"
"""The file that a language begins with; one without it is known in part only."""

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})

_ENTRIES = re.compile(r"^(?=-?[a-zA-Z][\w-]* *=)", re.MULTILINE)
"""Where an entry of a Fluent file begins: all that belongs to it is indented, or closes a bracket."""

_REFERENCES = re.compile(r"\{\s*(-?[a-zA-Z][\w-]*)")


class Translator:
    """The messages of one language; a message that it lacks is taken from English.

    Args:
        language: one that the bot speaks.
        partly: one in which it only knows how to help and to stop; what it has of that is said in it.

    Raises:
        KeyError: none of these languages knows the message (a fault of ours, held by a test).
    """

    def __init__(self, language: str, partly: str | None = None) -> None:
        self.language = language
        self.partly = partly

    def __call__(self, message: str, /, **arguments: object) -> Markup:
        """The message as small HTML, its arguments escaped.

        Args:
            message: id of the message, such as `start` or `button-helped`.
            arguments: values by name; numbers and dates are formatted for the language, other values
                become text and are escaped unless they are `Markup`.
        """
        safe = {name: _safe(value) for name, value in arguments.items()}
        for messages in _spoken(self.language, self.partly):
            if messages.has(message):
                return messages.said(message, safe)
        raise KeyError(message)

    def plain(self, message: str, /, **arguments: object) -> str:
        """The message without markup, for buttons and menus."""
        return self(message, **arguments).striptags()

    def has(self, message: str) -> bool:
        """Whether the message exists in this language or in English."""
        return any(messages.has(message) for messages in _spoken(self.language, self.partly))


@cache
def languages() -> tuple[str, ...]:
    """The languages that the bot speaks, as ISO 639-1 codes."""
    return tuple(code for code in _folders() if (FOLDER / code / _GENERAL).is_file())


def partly_spoken() -> tuple[str, ...]:
    """The languages in which the bot only knows how to help and to stop."""
    return tuple(code for code in _folders() if code not in languages())


def _folders() -> tuple[str, ...]:
    return tuple(sorted(entry.name for entry in FOLDER.iterdir() if entry.is_dir()))


def choose_words(candidates: Iterable[str | None]) -> Translator:
    """The messages in the first of these languages that the bot speaks, else in English.

    Where one that it knows in part comes before, that one is used for what it has.
    """
    codes = [candidate.split("-")[0].lower() for candidate in candidates if candidate]
    first = next((code for code in codes if code in _folders()), None)
    return Translator(choose_language(codes), first if first in partly_spoken() else None)


def choose_language(candidates: Iterable[str | None]) -> str:
    """The first of these languages that the bot speaks, else English; `pt-BR` counts as `pt`."""
    for candidate in candidates:
        if candidate and (code := candidate.split("-")[0].lower()) in languages():
            return code
    return FALLBACK


class _Messages:
    """The messages of one language. Each is parsed when it is first said: all take a tenth of a second."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._bundle = FluentBundle([language], use_isolating=language in RIGHT_TO_LEFT)
        self._written: dict[str, str] = {}
        self._parsed: set[str] = set()
        for topic in sorted((FOLDER / language).iterdir(), key=lambda file: file.name):
            for entry in _ENTRIES.split(topic.read_text("utf-8"))[1:]:
                self._written.setdefault(entry.partition("=")[0].strip(), entry)

    def has(self, message: str) -> bool:
        """Whether the language has it."""
        return message in self._written and not message.startswith("-")

    def said(self, message: str, arguments: dict[str, Any]) -> Markup:
        """The message with its arguments, which are safe."""
        self._parse(message)
        pattern = self._bundle.get_message(message).value
        if pattern is None:
            raise KeyError(f"{message} ({self._language}): it has no text")
        text, faults = self._bundle.format_pattern(pattern, arguments)
        if faults:
            raise KeyError(f"{message} ({self._language}): {faults[0]}")
        return Markup(text)  # noqa: S704 - the pattern is ours, the arguments are escaped

    def _parse(self, name: str) -> None:
        """Parse an entry, and first those that it refers to."""
        entry = self._written.get(name)
        if entry is None or name in self._parsed:
            return
        for other in _REFERENCES.findall(entry):
            self._parse(other)
        self._bundle.add_resource(FluentResource(entry))
        self._parsed.add(name)  # at the end, for another thread may say it at the same time


@cache
def _messages(language: str) -> _Messages:
    return _Messages(language)


@cache
def _spoken(language: str, partly: str | None = None) -> tuple[_Messages, ...]:
    """The messages of a language, then those that stand in where it has none; what is known in part first."""
    order = dict.fromkeys((partly, language, FALLBACK))
    return tuple(_messages(code) for code in order if code is not None and code in _folders())


def _safe(value: object) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return str(escape(value))
