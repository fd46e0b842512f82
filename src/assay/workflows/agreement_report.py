"""Agreement as a document (``assay.agreement/v1``) and as rows of a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from pydantic import JsonValue

from assay.workflows.agree import Agreement, Figure

COLUMNS = ("of", "measure", "value", "low", "high", "n", "reviewers", "unscored")


def agreement_document(agreements: Sequence[Agreement], level: float) -> dict[str, JsonValue]:
    """One JSON document; a figure that cannot be had has ``unscored``, its reason, instead of a value."""
    return {"schema": "assay.agreement/v1", "level": level, "agreements": [_row(one) for one in agreements]}


def agreement_csv(agreements: Sequence[Agreement]) -> str:
    """One line per figure."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(_row(one) for one in agreements)
    return text.getvalue()


def _row(one: Agreement) -> dict[str, JsonValue]:
    row: dict[str, JsonValue] = {"of": one.of, "measure": one.measure}
    if isinstance(one.figure, Figure):
        row |= {"value": one.figure.value, "low": one.figure.interval.low, "high": one.figure.interval.high}
    else:
        row["unscored"] = one.figure.reason
    return row | {"n": one.figure.n, "reviewers": one.reviewers}
