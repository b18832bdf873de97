"""Structured logs: one line an event, on standard error; JSON where nobody watches.

Libraries that log with the standard `logging` speak through the same processors, so that their lines have the
same form. No secret passes, and no character that could forge a line or play with a terminal.
"""

import logging
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import cast

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.config.secrets import hide

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, line separators of Unicode and marks that turn the reading direction."""
_MOST_CHARACTERS = 20_000
"""Of one value: no text from outside fills the disk."""
_MANY_LINES = ("exception", "stack")
_LINES = 30
"""Of one cause in a window; what goes wrong oftener is told by its first lines and a count."""
_WINDOW_SECONDS = 60.0
_MOST_CAUSES = 500
_QUIET_LEVELS = ("debug", "info")
"""The bot's own course of events; only what went wrong can be made to happen by anybody, without end."""


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
        Throttle(time.monotonic),
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


class Throttle:
    """Lets so many lines of one cause through in a minute; the next minute's first says how many it left out.

    A cause is a level and a text before values are filled in. Beyond the most causes, all others are one.

    Args:
        clock: seconds that pass.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._began = float("-inf")
        self._seen: Counter[tuple[str, str]] = Counter()
        self._left_out: Counter[tuple[str, str]] = Counter()

    def __call__(self, _logger: WrappedLogger, _method: str, values: EventDict) -> EventDict:
        """Pass a line on, or raise `structlog.DropEvent`."""
        level = str(values.get("level", ""))
        if level in _QUIET_LEVELS:
            return values
        now = self._clock()
        if now - self._began >= _WINDOW_SECONDS:
            self._began = now
            self._seen, self._left_out = Counter(), self._seen_too_often()
        record = values.get("_record")
        cause = (level, str(values.get("event") if record is None else record.msg)[:200])
        if cause not in self._seen and len(self._seen) >= _MOST_CAUSES:
            cause = (level, "…")
        self._seen[cause] += 1
        if self._seen[cause] > _LINES:
            raise structlog.DropEvent
        if left_out := self._left_out.pop(cause, 0):
            values["left_out"] = left_out
        return values

    def _seen_too_often(self) -> Counter[tuple[str, str]]:
        return Counter({cause: number - _LINES for cause, number in self._seen.items() if number > _LINES})


class _Handler(logging.Handler):
    """Writes to what standard error is now, not to what it was when logging was set up."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(self.format(record) + "\n")
        except structlog.DropEvent:
            return
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
