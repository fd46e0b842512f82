"""The connection port: how a critic reaches its service. The engine has none of its own; ``assay.network`` opens one,
and a face that was told to hands it in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Reply:
    """What a server answers: header names in lower case, the body as it arrives."""

    status: int
    headers: Mapping[str, str]
    body: Iterator[bytes]
    """Raises :class:`assay.errors.ServiceUnavailable` where the connection breaks or falls silent."""


class Connection(Protocol):
    """Sends requests. May be used from several threads at once."""

    def post(self, address: str, headers: Mapping[str, str], body: bytes) -> AbstractContextManager[Reply]:
        """Send ``body``; redirections are answers like any other and are not followed.

        Raises:
            ServiceUnavailable: nobody answers at ``address``.
        """
        ...
