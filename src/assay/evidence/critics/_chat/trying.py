"""Asking until there is an answer: which failures pass, how long to wait, and when to give up."""

from __future__ import annotations

import email.utils
import random
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from time import monotonic, sleep
from typing import Final

from assay.errors import ServiceUnavailable
from assay.evidence.connection import Connection, Reply
from assay.evidence.critic import CriticSettings
from assay.evidence.critics._chat.answering import Said, read_answer
from assay.evidence.output import visible

_PASSING: Final = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_MALFORMED: Final = frozenset({400, 404, 415, 422, 501})
"""What services answer that do not know ``response_format``."""
_MOST_WAIT_ASKED_S: Final = 24 * 3600.0


class Refused(Exception):
    """The service does not take the request as it is; trying again cannot help."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"the service answered {status}{': ' + said if said else ''}")
        self.status = status

    @property
    def may_be_the_form(self) -> bool:
        """Whether the same request without a schema might be taken."""
        return self.status in _MALFORMED


class AskedLater(Exception):
    """The service wants more time than anybody waits here."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the service asks to be left alone for {seconds:.0f} s")
        self.seconds = seconds


@dataclass
class Spent:
    """Requests so far, and the tokens that the service counted."""

    requests: int = 0
    tokens_read: int | None = None
    tokens_written: int | None = None

    def add(self, said: Said) -> None:
        """Count one answer."""
        if said.tokens_read is not None:
            self.tokens_read = (self.tokens_read or 0) + said.tokens_read
        if said.tokens_written is not None:
            self.tokens_written = (self.tokens_written or 0) + said.tokens_written


@dataclass
class _Pace:
    """When each service may next be asked by this process."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    next_at: dict[str, float] = field(default_factory=dict)

    def wait(self, settings: CriticSettings) -> None:
        if not settings.requests_per_minute:
            return
        with self.lock:
            now = monotonic()
            at = max(now, self.next_at.get(settings.name, now))
            self.next_at[settings.name] = at + 60 / settings.requests_per_minute
        sleep(at - now)


_PACE: Final = _Pace()


def ask(settings: CriticSettings, connection: Connection, body: bytes, spent: Spent) -> Said:
    """The answer to ``body``.

    Raises:
        Refused, AskedLater: see there.
        ServiceUnavailable: each try failed; says how the last one did.
    """
    problem: ServiceUnavailable | None = None
    waited_for: float | None = None
    for number in range(settings.tries):
        if number:
            sleep(_wait(number, waited_for, settings.most_wait_s))
            waited_for = None
        _PACE.wait(settings)
        spent.requests += 1
        deadline = monotonic() + settings.timeout_s
        try:
            with connection.post(_address(settings), _headers(settings), body) as reply:
                if reply.status == HTTPStatus.OK:
                    said = read_answer(reply, deadline)
                    spent.add(said)
                    return said
                problem, waited_for = _passing(reply, settings)
        except ServiceUnavailable as error:
            problem = error
    raise problem or ServiceUnavailable("was not asked")


def _passing(reply: Reply, settings: CriticSettings) -> tuple[ServiceUnavailable, float | None]:
    if reply.status not in _PASSING:
        raise Refused(reply.status, _excerpt(reply, settings.key))
    asked = _retry_after(reply.headers)
    if asked is not None and asked > settings.most_wait_s:
        raise AskedLater(min(asked, _MOST_WAIT_ASKED_S))
    return ServiceUnavailable(f"the service answered {reply.status}"), asked


def _wait(number: int, asked: float | None, most: float) -> float:
    """What the service asks for, else twice as long each time, by chance up to half less: not all at the same time."""
    if asked is not None:
        return asked
    return min(2.0 ** (number - 1), most) * random.uniform(0.5, 1)  # noqa: S311 - spreads load, keeps no secret


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds, from either form of the header (RFC 9110, section 10.2.3)."""
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        at = email.utils.parsedate_to_datetime(said)
    except ValueError:
        return None
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _excerpt(reply: Reply, key: str) -> str:
    try:
        start = next(iter(reply.body), b"")[:2000]
    except ServiceUnavailable:
        return ""
    text = start.decode("utf-8", "replace")
    return visible(text.replace(key, "[key]") if key else text, 300).replace("\n", " ")


def _address(settings: CriticSettings) -> str:
    return f"{settings.address.rstrip('/')}/chat/completions"


def _headers(settings: CriticSettings) -> dict[str, str]:
    headers = {"content-type": "application/json", "accept": "text/event-stream, application/json"}
    return {**headers, "authorization": f"Bearer {settings.key}"} if settings.key else headers
