"""Log lines that say which request or job they belong to, as text for people or as JSON for machines.

Addresses may hold tokens (an invitation's, for one), so lines name routes, never paths.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from pythonjsonlogger.json import JsonFormatter

_about: ContextVar[dict[str, object]] = ContextVar("about", default={})  # noqa: B039 - never changed in place


@contextmanager
def about(**what: object) -> Iterator[None]:
    """Lines that are written in this block, in this thread or task, carry ``what``."""
    token = _about.set({**_about.get(), **what})
    try:
        yield
    finally:
        _about.reset(token)


class Json(JsonFormatter):
    """One JSON object on each line."""

    def __init__(self) -> None:
        super().__init__(
            "%(asctime)s %(levelname)s %(name)s %(message)s",
            datefmt="%Y-%m-%dT%H:%M:%S%z",
            rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
        )

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        """What the line says, and what it is about."""
        super().add_fields(log_data, record, message_dict)
        log_data.update(_about.get())


class Text(logging.Formatter):
    """What people read on a terminal."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The line, with what it is about at its end; control characters in it cannot end it or move the cursor."""
        named = "".join(f" {name}={value}" for name, value in _about.get().items())
        head, *trace = super().format(record).split("\n")
        return "\n".join(["".join(one if one.isprintable() else repr(one)[1:-1] for one in head) + named, *trace])


class RouteOnly(logging.Filter):
    """Django tells the path of a request that failed; this puts its route there."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every line stays."""
        request = getattr(record, "request", None)
        if request is not None and record.args:
            match = getattr(request, "resolver_match", None)
            rest = record.args[:-1] if isinstance(record.args, tuple) else ()
            record.args = (*rest, f"/{match.route}" if match else "an address that does not exist")
            del record.request  # type: ignore[attr-defined]  # it would be written out with all it holds
        return True
