"""Connections to the open Internet, and to nothing else.

A name is resolved here, each of its addresses is looked at, and the connection goes to one that was: so a name that
answers differently the second time (DNS rebinding) gains nothing. Redirections are not followed. See OWASP,
"Server-Side Request Forgery Prevention".
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import httpcore

from assay_web.hooks.deadlines import Deadline, HurriedStream
from assay_web.hooks.rules import may_be_reached

CONNECT_S: Final = 5.0
ANSWER_S: Final = 10.0
"""Seconds for all of it: connection, handshake, message and answer."""

_MOST_READ: Final = 4096


class NotAllowed(Exception):
    """The address is none that may be called."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The status that came back, and how long it took."""

    status: int
    milliseconds: int


def require_callable(address: str, allowed_hosts: Collection[str]) -> None:
    """Refuse what is no address of a webhook: https only, but to hosts that the operator allows.

    Raises:
        NotAllowed: why.
    """
    if not address.isascii() or not address.isprintable() or " " in address:
        raise NotAllowed("it holds letters that no web address has; write names of other scripts as xn--…")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise NotAllowed(f"it is no web address ({error})") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise NotAllowed("it is no web address; write https://…")
    if parts.username or parts.password:
        raise NotAllowed("it carries a name or password; the secret of the webhook proves who calls")
    if parts.hostname not in allowed_hosts and parts.scheme != "https":
        raise NotAllowed("it is not encrypted; use https")
    if port == 0:
        raise NotAllowed("it has no port that can be called")
    if parts.hostname not in allowed_hosts and not _may_be_a_name(parts.hostname):
        raise NotAllowed(f"{parts.hostname} is not on the open Internet")


def _may_be_a_name(host: str) -> bool:
    """Whether ``host`` is a name, of which the call itself tells where it leads, or an address that may be called."""
    try:
        return may_be_reached(host)
    except ValueError:
        return True


def post(address: str, headers: Mapping[str, str], body: bytes, allowed_hosts: Collection[str]) -> Answer:
    """Send ``body`` there, and read a little of the answer, within :data:`ANSWER_S` seconds.

    Raises:
        NotAllowed: the address, or what its name resolves to, must not be called.
        OSError: nobody answers, in time, as HTTP.
    """
    require_callable(address, allowed_hosts)
    began = time.monotonic()
    outward = _Outward(allowed_hosts, Deadline(ANSWER_S))
    try:
        with (
            httpcore.ConnectionPool(
                ssl_context=ssl.create_default_context(), network_backend=outward, max_connections=1
            ) as pool,
            pool.stream(
                "POST",
                address,
                headers=[(name.encode(), value.encode()) for name, value in headers.items()],
                content=body,
                extensions={"timeout": {"connect": CONNECT_S}},
            ) as response,
        ):
            _read_some(response.iter_stream())
            return Answer(response.status, round((time.monotonic() - began) * 1000))
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, ssl.SSLError) as error:
        said = str(error) or type(error).__name__
        raise OSError(said) from error


def _read_some(pieces: Iterable[bytes]) -> None:
    """Enough for the sender to be done with a short answer; whoever drips it out has answered all the same."""
    seen = 0
    with suppress(httpcore.TimeoutException):
        for piece in pieces:
            seen += len(piece)
            if seen > _MOST_READ:
                return


class _Outward(httpcore.SyncBackend):
    def __init__(self, allowed_hosts: Collection[str], deadline: Deadline) -> None:
        self._allowed_hosts = allowed_hosts
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """To an address of ``host`` that may be reached; certificates are still checked against its name."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host!r} leads nowhere") from error
        addresses = [str(one[4][0]) for one in found]
        if host not in self._allowed_hosts:
            for address in addresses:
                if not may_be_reached(address):
                    raise NotAllowed(f"{host} leads to {address}, which is not on the open Internet")
        left = self._deadline.left(timeout)
        connection = super().connect_tcp(addresses[0], port, left, local_address, socket_options)
        return HurriedStream(connection, self._deadline)

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.NetworkStream:  # noqa: ANN401 - as httpcore's
        """Never."""
        raise NotAllowed("a webhook is no socket of this machine")
