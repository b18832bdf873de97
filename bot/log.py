"""Structured logs: one line an event, on standard error; JSON where nobody watches."""

import logging
import sys

import structlog


def configure_logging(level: int) -> None:
    """Set up logging for this process.

    Control characters in values are escaped by the renderers, so that no text from outside can forge a line.
    """
    people = sys.stderr.isatty()
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if people else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info if not people else _keep,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=_to_standard_error,
    )
    logging.basicConfig(level=max(level, logging.WARNING), format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)


def _to_standard_error(*_arguments: object) -> structlog.PrintLogger:
    """A logger on what standard error is now, not on what it was when logging was set up."""
    return structlog.PrintLogger(sys.stderr)


def _keep(
    _logger: structlog.typing.WrappedLogger, _method: str, values: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    return values
