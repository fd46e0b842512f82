"""Reads what callers send, and refuses text that no database can hold and numbers that JSON does not know."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.errors import HttpError
from ninja.parser import Parser

_NOT_STORABLE = re.compile("[\0\ud800-\udfff]")


class StrictParser(Parser):
    """JSON and query strings of text that can be stored."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body as JSON (RFC 8259): no NaN, nothing beyond floating point, no key twice, no lone surrogates, no NUL.

        Raises:
            HttpError: the text holds what no database does.
            ValueError: it is no such JSON, or nested too deeply.
        """
        try:
            body: dict[str, Any] = json.loads(
                request.body, parse_constant=_no_number, parse_float=_finite, object_pairs_hook=_object
            )
        except RecursionError:
            msg = "nested too deeply"
            raise ValueError(msg) from None
        _require_storable([body])
        return body

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Parameters by name."""
        found: dict[str, Any] = super().parse_querydict(data, list_fields, request)
        _require_storable([found])
        return found


def _no_number(name: str) -> NoReturn:
    msg = f"{name} is no number of JSON"
    raise ValueError(msg)


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        _no_number(text[:20])
    return number


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two values under one key, two readers may take different ones; so there is no such object."""
    found = dict(pairs)
    if len(found) < len(pairs):
        msg = "an object has a key twice"
        raise ValueError(msg)
    return found


def _require_storable(values: Iterable[object]) -> None:
    waiting = list(values)
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if _NOT_STORABLE.search(value):
                raise HttpError(422, "Text holds NUL or half a surrogate pair, which cannot be stored; leave it out")
        elif isinstance(value, dict):
            waiting += [*value, *value.values()]
        elif isinstance(value, list):
            waiting += value
