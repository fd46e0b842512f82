"""Files outside of the database: a folder or a bucket, by the address in the settings; streamed both ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Protocol, cast
from urllib.parse import parse_qsl, unquote, urlsplit

import obstore
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from assay.errors import ServerUnavailable
from assay_web.exchange.models import Export, Import

PIECE: Final = 1 << 20
_OPTIONS: Final = frozenset({"endpoint", "region"})


class Storage(Protocol):
    """Somewhere to keep files by their keys, such as ``exports/ID/NAME``."""

    def put(self, key: str, content: Path | Iterable[bytes]) -> None:
        """Keep a file; it is there whole or not at all."""
        ...

    def get(self, key: str) -> Iterator[bytes]:
        """Its content, piece by piece.

        Raises:
            FileNotFoundError: there is none.
        """
        ...

    def keys(self, prefix: str) -> list[str]:
        """The keys below ``prefix``."""
        ...

    def remove(self, keys: list[str]) -> None:
        """Remove files; those that are gone already do not matter."""
        ...


def file_key(export: Export, name: str) -> str:
    """Where a file of an export is kept."""
    return f"exports/{export.public_id}/{name}"


def import_key(brought: Import) -> str:
    """Where the file of an import is kept until it ends."""
    return f"imports/{brought.public_id}/file"


def storage() -> Storage | None:
    """What the settings name; None for the database."""
    return _of(settings.STORAGE_URL)


@lru_cache(maxsize=8)
def _of(url: str) -> Storage | None:
    parts = urlsplit(url)
    if parts.scheme in {"", "postgres"}:
        return None
    options = dict(parse_qsl(parts.query))
    if unknown := sorted(options.keys() - _OPTIONS):
        raise ImproperlyConfigured(f"ASSAY_STORAGE_URL has an unknown option {unknown[0]!r}; known: endpoint, region")
    if parts.scheme == "file" and parts.path.startswith("/"):
        return _Objects(LocalStore(prefix=unquote(parts.path), mkdir=True))
    if parts.scheme == "s3" and parts.hostname:
        return _Objects(_bucket(parts.hostname, parts.path, parts.username, parts.password, options))
    raise ImproperlyConfigured(
        "ASSAY_STORAGE_URL names no storage; use postgres:, file:///folder or s3://bucket/prefix"
    )


def _bucket(name: str, path: str, key: str | None, secret: str | None, options: dict[str, str]) -> S3Store:
    given: dict[str, Any] = {"region": options.get("region", "us-east-1")}
    if key:
        given |= {"access_key_id": unquote(key), "secret_access_key": unquote(secret or "")}
    if endpoint := options.get("endpoint"):
        given["endpoint"] = endpoint
        given["client_options"] = {"allow_http": endpoint.startswith("http://")}
    return S3Store(name, prefix=unquote(path).strip("/") or None, **given)


class _Objects:
    def __init__(self, store: LocalStore | S3Store) -> None:
        self._store = store

    def put(self, key: str, content: Path | Iterable[bytes]) -> None:
        """See :class:`Storage`."""
        try:
            obstore.put(self._store, key, content if isinstance(content, Path) else iter(content))
        except BaseError as error:
            raise _unavailable(error) from error

    def get(self, key: str) -> Iterator[bytes]:
        """See :class:`Storage`."""
        try:
            stream = obstore.get(self._store, key).stream(min_chunk_size=PIECE)
        except FileNotFoundError:
            raise
        except BaseError as error:
            raise _unavailable(error) from error
        return (bytes(piece) for piece in stream)

    def keys(self, prefix: str) -> list[str]:
        """See :class:`Storage`."""
        try:
            return [str(one["path"]) for page in obstore.list(self._store, prefix=prefix) for one in page]
        except BaseError as error:
            raise _unavailable(error) from error

    def remove(self, keys: list[str]) -> None:
        """See :class:`Storage`."""
        for key in keys:
            try:
                obstore.delete(self._store, cast("Any", key))
            except FileNotFoundError:
                continue
            except BaseError as error:
                raise _unavailable(error) from error


def _unavailable(error: BaseError) -> ServerUnavailable:
    """What it says may hold addresses and names of keys; the first words of it do not."""
    return ServerUnavailable(
        f"the storage of files does not answer ({type(error).__name__})", remedy="see ASSAY_STORAGE_URL, and try again"
    )
