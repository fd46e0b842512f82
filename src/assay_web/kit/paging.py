"""Lists of the API in pages: keyset-paged, with cursors that mean nothing to whoever follows them."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from typing import Annotated, Generic, TypeVar
from uuid import UUID

from django.http import HttpRequest
from ninja import Query
from pydantic import BaseModel, Field

from assay.errors import InputError

Item = TypeVar("Item")

Key = int | UUID | tuple[int, int]
"""Of the last row of a page: its number, its id, or the two numbers that it is sorted by."""

_MOST = 2**63

Cursor = Annotated[
    str | None, Query(max_length=200, description="Where the page begins: taken from 'next' of the page before.")
]


class Page(BaseModel, Generic[Item]):
    """Some items, and the address of the next ones; null at the end."""

    items: list[Item]
    next: str | None = Field(default=None, description="Address of the next page, relative to this one's host.")


def next_address(request: HttpRequest, key: Key | None) -> str | None:
    """The address of the page that begins after ``key``, with the same filters; None where there is none."""
    if key is None:
        return None
    query = request.GET.copy()
    query["cursor"] = _packed(key)
    return f"{request.path}?{query.urlencode()}"


def page_of(request: HttpRequest, items: Iterable[Item], key: Key | None) -> Page[Item]:
    """A page as it is sent; ``key`` is that of its last item, None at the end."""
    return Page(items=list(items), next=next_address(request, key))


def number_after(cursor: str | None) -> int:
    """The number that a cursor holds; 0 for the first page.

    Raises:
        InputError: it is none of ours.
    """
    key = _unpacked(cursor)
    if key is None:
        return 0
    return _number(key)


def pair_after(cursor: str | None) -> tuple[int, int]:
    """The two numbers that a cursor holds; two zeros for the first page.

    Raises:
        InputError: it is none of ours.
    """
    key = _unpacked(cursor)
    if key is None:
        return (0, 0)
    if not isinstance(key, list) or len(key) != 2:
        raise _not_ours()
    return _number(key[0]), _number(key[1])


def id_after(cursor: str | None) -> UUID | None:
    """The id that a cursor holds; None for the first page.

    Raises:
        InputError: it is none of ours.
    """
    key = _unpacked(cursor)
    if key is None:
        return None
    try:
        return UUID(str(key))
    except ValueError as error:
        raise _not_ours() from error


def _number(key: object) -> int:
    if isinstance(key, bool) or not isinstance(key, int) or not 0 <= key < _MOST:
        raise _not_ours()
    return key


def _packed(key: Key) -> str:
    text = json.dumps(str(key) if isinstance(key, UUID) else key)
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _unpacked(cursor: str | None) -> object:
    if not cursor:
        return None
    try:
        return json.loads(urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except ValueError as error:
        raise _not_ours() from error


def _not_ours() -> InputError:
    return InputError("the cursor is none that a page gave", remedy="begin without one, and follow 'next'")
