"""Logs: events with their context, in which no 12-digit id and no secret part of a credential's link is readable."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

# The last part of a UUID may be 12 digits too: a hyphen stands before it.
ABC_ID = re.compile(r"(?<![0-9A-Za-z-])\d{4}(?:[ +-]|%20)?\d{4}(?:[ +-]|%20)?\d{4}(?![0-9A-Za-z-])")
HIDDEN = "[12 digits]"
# Whoever has the secret part of a link may read the credential; it may stand in the address of a sign-in page too.
LINK_KEY = re.compile(r"((?:[?&]|%3F|%26)k(?:=|%3D))[0-9A-Za-z_-]{16,}")


def hide_ids(text: str) -> str:
    """Return a text without 12-digit ids and keys of links: addresses hold them, logs are kept by others."""
    return LINK_KEY.sub(r"\1[key]", ABC_ID.sub(HIDDEN, text))


def hide_ids_of_event(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Leave ids out of every text of an event (a structlog processor)."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = hide_ids(value)
    return event


class HideIds(logging.Filter):
    """Leaves ids out of the records of the standard library's loggers."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Put the record into words at once, without ids; lets every record through."""
        record.msg, record.args = hide_ids(record.getMessage()), ()
        return True


def configure(*, for_machines: bool) -> None:
    """Write one event a line: JSON where machines collect logs, else for a person's eyes."""
    renderer: Any = structlog.processors.JSONRenderer()
    if not for_machines:
        renderer = structlog.dev.ConsoleRenderer(colors=sys.stdout.isatty())
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            hide_ids_of_event,
            renderer,
        ]
    )
