"""Requests to an instance: sent again where that helps, and never done twice."""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Final, Self

from assay.errors import InputError, Refused, ServerUnavailable, ToolUnavailable

try:
    import httpx
except ImportError:
    raise ToolUnavailable("httpx is not installed", remedy="install it with: pip install 'assay[client]'") from None

_AGAIN: Final = frozenset({429, 502, 503, 504})
"""Statuses after which the same request may do better."""

_LONGEST_WAIT_S: Final = 60.0

Json = Any
"""A value of JSON."""


class Requests:
    """Sends requests with a token; ``tries`` counts how often one is sent at most, ``wait`` takes seconds."""

    def __init__(
        self,
        address: str,
        token: str,
        *,
        timeout_s: float = 30.0,
        tries: int = 5,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        if not address.startswith(("http://", "https://")):
            raise InputError(f"{address!r} is no address of an instance", remedy="write it with http:// or https://")
        self._tries = tries
        self._wait = wait
        self._http = httpx.Client(
            base_url=address.rstrip("/"),
            headers={"Authorization": f"Bearer {token}", "Accept": "application/json"},
            timeout=timeout_s,
            follow_redirects=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close its connections."""
        self._http.close()

    def request(
        self,
        method: str,
        path: str,
        *,
        body: Json = None,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        **more: Any,  # noqa: ANN401 - files and forms, as httpx takes them
    ) -> Json:
        """What the API answers, as JSON; None for an answer without a body. ``path`` comes after ``/api/v1``.

        Raises:
            Refused: the API says no; ``status``, ``title`` and the message say why.
            ServerUnavailable: it cannot be reached, or fails again and again.
        """
        sent = dict(headers or {})
        if method not in {"GET", "HEAD"}:
            sent.setdefault("Idempotency-Key", str(uuid.uuid4()))
        chosen = {name: str(value) for name, value in (query or {}).items() if value is not None}
        address = path if path.startswith("/api/") else f"/api/v1{path}"
        ask = self._http.build_request
        response = self._send(lambda: ask(method, address, json=body, params=chosen or None, headers=sent, **more))
        return response.json() if response.content else None

    def pages(self, path: str, **query: object) -> Iterator[Json]:
        """The items of a list, page after page."""
        following: str | None = path
        asked: Mapping[str, object] | None = query
        while following:
            page = self.request("GET", following, query=asked)
            yield from page["items"]
            following, asked = page.get("next"), None

    @contextmanager
    def stream(self, path: str) -> Iterator[Iterator[bytes]]:
        """A download in pieces.

        Raises:
            Refused, ServerUnavailable: as :meth:`request`.
        """
        try:
            with self._http.stream("GET", path) as response:
                if not response.is_success:
                    response.read()
                    raise _refused(response)
                yield response.iter_bytes()
        except httpx.TransportError as error:
            raise _unreachable(error) from error

    def _send(self, build: Callable[[], httpx.Request]) -> httpx.Response:
        for attempt in range(self._tries):
            last = attempt == self._tries - 1
            try:
                response = self._http.send(build())
            except httpx.TransportError as error:
                if last:
                    raise _unreachable(error) from error
                self._wait(_pause(attempt))
                continue
            if response.is_success:
                return response
            if response.status_code not in _AGAIN or last:
                raise _refused(response)
            self._wait(_asked_pause(response) or _pause(attempt))
        raise AssertionError("unreachable: the last try returns or raises")  # pragma: no cover


def _pause(attempt: int) -> float:
    """Seconds before the next try: twice as long each time, somewhere in the upper half of that."""
    return min(0.5 * 2.0**attempt, 10.0) * random.uniform(0.5, 1.0)  # noqa: S311 - spreads callers, hides nothing


def _asked_pause(response: httpx.Response) -> float | None:
    """What ``Retry-After`` says in seconds; None where it says nothing that we read."""
    said: str = response.headers.get("Retry-After", "")
    return min(float(said), _LONGEST_WAIT_S) if said.isdecimal() else None


def _refused(response: httpx.Response) -> Refused | ServerUnavailable:
    try:
        told = response.json()
    except ValueError:
        told = {}
    if not isinstance(told, dict):
        told = {}
    title = str(told.get("title") or f"status {response.status_code}")
    detail = str(told.get("detail") or "the server says no more")
    if response.status_code >= 500:
        return ServerUnavailable(f"the instance fails: {title}", remedy=detail)
    return Refused(f"{title}: {detail}", status=response.status_code, title=title, document=told)


def _unreachable(error: Exception) -> ServerUnavailable:
    return ServerUnavailable(
        f"the instance cannot be reached ({type(error).__name__}: {error})", remedy="check its address and that it runs"
    )
