"""One limit for a whole exchange: each step waits no longer than what the steps before it have left."""

from __future__ import annotations

import ssl
import time
from typing import Any

import httpcore


class Deadline:
    """So many seconds from now."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._seconds = seconds

    def left(self, at_most: float | None = None) -> float:
        """Seconds that a step may take, ``at_most`` of them where that is given: more than none.

        Raises:
            httpcore.TimeoutException: it is over.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.TimeoutException(f"it took longer than {self._seconds:g} s")
        return left if at_most is None else min(left, at_most)


class HurriedStream(httpcore.NetworkStream):
    """A connection whose reads, writes and handshake share one deadline.

    The peer may send a byte now and then: that ends the wait of a single read, not the exchange. A write is bounded
    where its bytes fit the buffers of this machine.
    """

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come."""
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """All of ``buffer``."""
        self._stream.write(buffer, self._deadline.left(timeout))

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted, under the same deadline."""
        try:
            left = self._deadline.left(timeout)
        except httpcore.TimeoutException:
            self.close()
            raise
        return HurriedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def close(self) -> None:
        """End it."""
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as httpcore's
        """What the connection itself says."""
        return self._stream.get_extra_info(info)
