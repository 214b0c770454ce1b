"""Logs: one JSON object a line, no user text by construction, control characters escaped."""

import contextlib
import json
import logging
import sys
from typing import Any, TextIO

import structlog

from groupbot.process.traces import describe

OURS = ("groupbot", "adapters")


class Lossy:
    """A stream that loses what its file does not take: a full disk must stop nothing, and no traceback tells of it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        """Write what can be written."""
        with contextlib.suppress(OSError):
            self._stream.write(text)

    def flush(self) -> None:
        """Pass on what can be passed on."""
        with contextlib.suppress(OSError):
            self._stream.flush()


def configure(level: str) -> None:
    """Send our own log lines to standard error as JSON; other libraries' lines only from WARNING on.

    Fields are enums, counts and names of our own making: nothing that a member wrote is ever passed in. Errors are
    named without their words, and of a library's record only the first line is kept, because what follows it quotes
    what was being done. JSON escapes the control characters that could break a line.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _named_error,
    ]
    stream: Any = Lossy(sys.stderr)
    written = structlog.processors.JSONRenderer(serializer=_one_line)
    structlog.configure(
        processors=[*shared, written],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.WriteLoggerFactory(file=stream),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, _first_line],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, written],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
    for name in OURS:
        logging.getLogger(name).setLevel(level)


def _named_error(_logger: Any, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Put an error's class and place where its words and traceback would stand."""
    told = event.pop("exc_info", None)
    error = sys.exc_info()[1] if told is True else told[1] if isinstance(told, tuple) else told
    if isinstance(error, BaseException):
        event["error"] = describe(error)
    return event


def _first_line(_logger: Any, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    record = event["_record"]
    if not record.name.startswith(OURS):
        event["event"] = str(event["event"]).partition("\n")[0]
        event["logger"] = record.name
    return event


def _one_line(event: Any, **options: Any) -> str:
    """Write JSON in ASCII; DEL is the one control character that JSON leaves as it is."""
    return json.dumps(event, **options).replace("\x7f", "\\u007f")
