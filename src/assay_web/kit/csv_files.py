"""Tables as CSV files that spreadsheets may open."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.http import StreamingHttpResponse

from assay_web.kit.amounts import typed_amount
from assay_web.kit.money import Money

LINES_AT_ONCE = 200
"""Lines that are sent at a time."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Line:
    def write(self, text: str) -> str:
        return text


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """A download called ``name`` (UTF-8, RFC 4180), streamed some rows at a time.

    Text that a spreadsheet would take for a formula is written behind an apostrophe (OWASP, "CSV Injection").
    """
    response = StreamingHttpResponse(_lines(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield writer.writerow(header)
    lines = (writer.writerow([_safe(value) for value in row]) for row in rows)
    while chunk := "".join(islice(lines, LINES_AT_ONCE)):
        yield chunk


def _safe(value: object) -> object:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return typed_amount(value.amount_minor, value.currency) if isinstance(value, Money) else value
