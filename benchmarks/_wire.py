"""One connection that stays open and speaks as much of HTTP/1.1 as a benchmark needs, at a small part of the cost of a
client for everything: on the machine that is measured, what the clients compute is taken from the servers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import urlsplit


class Wire:
    """Requests to one address, one after another."""

    def __init__(self, base: str, patience_s: float = 120.0) -> None:
        parts = urlsplit(base)
        self._host, self._port = parts.hostname or "", parts.port or 80
        self._patience_s = patience_s
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        """Status and content.

        Raises:
            ConnectionError: the server closed the connection before it had answered.
            TimeoutError: it took too long.
        """
        async with asyncio.timeout(self._patience_s):
            if self._streams is None or self._streams[0].at_eof():
                await self.close()
                self._streams = await asyncio.open_connection(self._host, self._port)
            reader, writer = self._streams
            lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            head = f"{method} {path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n{lines}"
            writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            try:
                told = (await reader.readuntil(b"\r\n\r\n")).lower()
                content = await reader.readexactly(_length(told))
            except (asyncio.IncompleteReadError, ConnectionError) as error:
                await self.close()
                raise ConnectionError(f"{method} {path}: the connection ended: {error}") from error
            if b"\r\nconnection: close" in told:
                await self.close()
            return int(told[9:12]), content

    async def close(self) -> None:
        """Close the connection; the next request opens one."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


def _length(told: bytes) -> int:
    """Of the content, in bytes: servers of ours say it of every answer that has one."""
    _, named, rest = told.partition(b"\r\ncontent-length:")
    if b"\r\ntransfer-encoding:" in told:
        raise ValueError("an answer in pieces")
    return int(rest.partition(b"\r\n")[0]) if named else 0
