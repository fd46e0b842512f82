"""Requests over HTTP by httpx: no proxy and no certificate from the environment, no redirection, no endless silence."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assay.errors import ServiceUnavailable, ToolUnavailable
from assay.evidence.connection import Connection, Reply

if TYPE_CHECKING:
    import httpx

CONNECT_S: Final = 10.0
SILENCE_S: Final = 120.0
"""Longest time between two pieces of an answer; a model may think for long before its first word."""


@contextmanager
def open_connection(*, certificates: Path | None = None, silence_s: float = SILENCE_S) -> Iterator[Connection]:
    """A connection that trusts the machine's authorities, or those in the file ``certificates``.

    Raises:
        ToolUnavailable: httpx is not installed.
    """
    try:
        import httpx  # noqa: PLC0415 - an optional extra
    except ImportError:
        raise ToolUnavailable(
            "httpx is not installed", remedy="install it with: pip install 'assay[critics]'"
        ) from None
    trusted = ssl.create_default_context(cafile=str(certificates) if certificates else None)
    timeout = httpx.Timeout(silence_s, connect=CONNECT_S)
    with httpx.Client(verify=trusted, timeout=timeout, trust_env=False, follow_redirects=False) as client:
        yield _Http(client)


class _Http:
    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    @contextmanager
    def post(self, address: str, headers: Mapping[str, str], body: bytes) -> Iterator[Reply]:
        """See :class:`Connection`."""
        import httpx  # noqa: PLC0415 - an optional extra

        try:
            with self._client.stream("POST", address, headers=dict(headers), content=body) as response:
                yield Reply(
                    response.status_code,
                    {name.lower(): value for name, value in response.headers.items()},
                    _pieces(response),
                )
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise ServiceUnavailable(f"the service cannot be reached ({type(error).__name__})") from error


def _pieces(response: httpx.Response) -> Iterator[bytes]:
    import httpx  # noqa: PLC0415 - an optional extra

    try:
        yield from response.iter_bytes()
    except (httpx.HTTPError, httpx.StreamError) as error:
        raise ServiceUnavailable(f"the connection broke off ({type(error).__name__})") from error
