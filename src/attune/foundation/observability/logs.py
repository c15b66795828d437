"""Logs as JSON lines that cannot carry a health fact: only known keys pass, and messages are not filled in."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

from attune.foundation.observability.correlation import current_request_id

ALLOWED_KEYS = frozenset(
    {
        "event", "level", "logger", "timestamp", "request_id", "exception", "frames",
        "method", "route", "status", "milliseconds", "queries",
        "job", "job_id", "queue", "attempt", "outcome", "holder_id", "practice_id", "reference",
        "edition", "environment", "component", "count", "port", "release", "reason_code", "check",
    }
)  # fmt: skip
"""Every key a line may carry. Ids, names of ours, numbers: nothing a person typed."""

OURS = "attune."
"""What our loggers' names begin with: their lines have passed structlog already."""

Event = MutableMapping[str, Any]


def configure_logging(settings: dict[str, str]) -> None:
    """Send every log line, ours and the libraries', to standard error as one JSON object.

    Django calls this with LOGGING; its ``level`` is the least that is written.
    """
    level = settings["level"]
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        with_request_id,
        bare_exception,
        only_allowed_keys,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer()],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(BareFormatter(shared))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for chatty in ("procrastinate.blueprints", "procrastinate.periodic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


class BareFormatter(logging.Formatter):
    """Writes a library's record with its message unfilled: ``Not Found: %s`` and never the address itself."""

    def __init__(self, processors: list[Any]) -> None:
        super().__init__()
        self.processors = processors

    def format(self, record: logging.LogRecord) -> str:
        """Return one JSON line; a line that structlog wrote already passes as it is."""
        text = str(record.msg)
        if record.name.startswith(OURS) and text.startswith("{") and not record.args:
            return text
        event: Event = {"event": text[:200], "exc_info": record.exc_info}
        # Django's lines about an answer: their messages can be two places and nothing else.
        if isinstance(status := getattr(record, "status_code", None), int):
            event["status"] = status
        logger = logging.getLogger(record.name)
        for processor in self.processors:
            event = processor(logger, record.levelname.lower(), event)
        return str(structlog.processors.JSONRenderer()(logger, record.levelname.lower(), event))


def with_request_id(_logger: object, _method: str, event: Event) -> Event:
    """Tie the line to its request or job."""
    event.setdefault("request_id", str(current_request_id()))
    return event


def bare_exception(_logger: object, _method: str, event: Event) -> Event:
    """Replace an exception by its type and where it came from; its text may quote a row."""
    told = event.pop("exc_info", None)
    if told is True:
        told = sys.exc_info()
    if isinstance(told, BaseException):
        told = (type(told), told, told.__traceback__)
    if told and told[0] is not None:
        event["exception"] = f"{told[0].__module__}.{told[0].__qualname__}"
        event["frames"] = frames_of(told[2])
    return event


def frames_of(trace: TracebackType | None) -> list[str]:
    """Return file, line and function of the innermost frames, outermost first."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)[-12:]]


def only_allowed_keys(_logger: object, _method: str, event: Event) -> Event:
    """Drop every key that is not known to be harmless, and say how many."""
    unknown = [key for key in event if key not in ALLOWED_KEYS]
    for key in unknown:
        del event[key]
    if unknown:
        event["count"] = len(unknown)
        event["reason_code"] = "keys_dropped"
    return event
