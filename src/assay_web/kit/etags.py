"""Entity tags (RFC 9110, section 8.8.3): whether a thing still is what a caller read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from django.db import models, transaction
from django.http import HttpRequest
from django.utils.http import parse_etags
from ninja.renderers import JSONRenderer
from pydantic import BaseModel

from assay_web.kit.refusals import Outdated

Row = TypeVar("Row", bound=models.Model)

HEEDS_IF_MATCH: Final[dict[str, Any]] = {
    "parameters": [
        {
            "in": "header",
            "name": "If-Match",
            "required": False,
            "description": "The ETag of what you read: 412 when it has changed since.",
            "schema": {"type": "string", "maxLength": 1000},
        }
    ]
}
"""What the OpenAPI document says of an operation that calls :func:`unchanged`, as ``openapi_extra``."""


def etag_of(content: bytes) -> str:
    """A strong tag: 128 bits of the content's SHA-256."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def require_unchanged(request: HttpRequest, shape: BaseModel) -> None:
    """Heed ``If-Match``; without it, anything goes. ``shape`` is what reading the thing would answer now.

    Raises:
        Outdated: it is not what the caller read.
    """
    asked = request.headers.get("If-Match", "")
    if not asked or asked.strip() == "*":
        return
    rendered = str(JSONRenderer().render(request, shape.model_dump(), response_status=200))
    if etag_of(rendered.encode()) not in parse_etags(asked):
        raise Outdated("It has been changed since you read it; read it again, and decide anew")


@contextmanager
def unchanged(request: HttpRequest, found: Row, shape: Callable[[Row], BaseModel]) -> Iterator[Row]:
    """The row as it is stored, kept from others' changes until the block ends, and a transaction with it.

    ``shape`` makes of it what reading it answers.

    Raises:
        Outdated: as :func:`require_unchanged`.
    """
    with transaction.atomic():
        stored = type(found)._default_manager.select_for_update(no_key=True).get(pk=found.pk)  # noqa: SLF001 - Django's name for it
        require_unchanged(request, shape(stored))
        yield stored
