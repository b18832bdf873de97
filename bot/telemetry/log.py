"""Structured logs: one line an event, on standard error; JSON where nobody watches.

Libraries that log with the standard `logging` speak through the same processors, so that their lines have the
same form. No secret passes, and no character that could forge a line or play with a terminal.
"""

import logging
import re
import sys
from collections.abc import Iterable
from typing import cast

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.config.secrets import hide

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, line separators of Unicode and marks that turn the reading direction."""
_MOST_CHARACTERS = 20_000
"""Of one value: no text from outside fills the disk."""
_MANY_LINES = ("exception", "stack")


def configure_logging(level: int) -> None:
    """Set up logging for this process.

    Args:
        level: below which nothing is logged; libraries only from warnings on.
    """
    people = sys.stderr.isatty()
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderers: list[Processor] = [
        structlog.processors.format_exc_info,
        _clean,
        structlog.dev.ConsoleRenderer()
        if people
        else structlog.processors.JSONRenderer(ensure_ascii=False, default=_as_text),
    ]
    structlog.configure(
        processors=[*shared, *renderers],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=_to_standard_error,
    )
    handler = _Handler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderers],
        )
    )
    root = logging.getLogger()
    for old in [one for one in root.handlers if isinstance(one, _Handler)]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(max(level, logging.WARNING))
    logging.getLogger("httpx").setLevel(logging.WARNING)


class _Handler(logging.Handler):
    """Writes to what standard error is now, not to what it was when logging was set up."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(self.format(record) + "\n")
        except Exception:
            self.handleError(record)


def _to_standard_error(*_arguments: object) -> structlog.PrintLogger:
    """A logger on what standard error is now, not on what it was when logging was set up."""
    return structlog.PrintLogger(sys.stderr)


def _clean(_logger: WrappedLogger, _method: str, values: EventDict) -> EventDict:
    """Hide secrets and escape what is not printable, in every value however deep."""
    return {key: _cleaned(value, many_lines=key in _MANY_LINES) for key, value in values.items()}


def _cleaned(value: object, *, many_lines: bool = False) -> object:
    if isinstance(value, dict):
        return {str(key): _cleaned(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_cleaned(one) for one in cast("Iterable[object]", value)]
    if isinstance(value, bool | int | float) or value is None:
        return value
    text = printable(hide(_as_text(value)))
    if not many_lines:
        text = text.replace("\n", "\\n").replace("\t", "\\t")
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"


def printable(text: str) -> str:
    r"""The text with characters that nobody sees written out, such as `\x1b`; line breaks stay."""
    return _UNPRINTABLE.sub(lambda found: ascii(found.group())[1:-1], text)


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else str(value)
