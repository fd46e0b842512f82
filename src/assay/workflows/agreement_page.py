"""Agreement as one HTML file: intervals as a plot, and a table."""

from __future__ import annotations

from collections.abc import Sequence

from assay.workflows.agree import Agreement, Figure
from assay.workflows.interval_page import Bar, page, plot, table


def agreement_page(agreements: Sequence[Agreement], level: float) -> str:
    """The whole file, ending with a line feed."""
    unit = "agreement; for chance-corrected measures 0 is chance, 1 is perfect"
    bars = [
        Bar(f"{one.of}: {one.measure}", one.figure.value, one.figure.interval.low, one.figure.interval.high)
        for one in agreements
        if isinstance(one.figure, Figure)
    ]
    heads = ["n", "of", "measure", "value", "interval", "reviewers", ""]
    rows = [[f"{one.figure.n:,}", one.of, one.measure, *_cells(one)] for one in agreements]
    summary = f"{level:.0%} intervals from draws of whole tasks; n counts tasks."
    parts = [plot(bars, f"{level:.0%} intervals of {len(bars)} measures", unit), table(heads, rows, "All measures")]
    return page("Agreement", summary, parts)


def _cells(one: Agreement) -> list[str]:
    figure, reviewers = one.figure, f"{one.reviewers:,}"
    if not isinstance(figure, Figure):
        return ["-", "", reviewers, figure.reason]
    return [f"{figure.value:+.3f}", f"{figure.interval.low:+.3f} … {figure.interval.high:+.3f}", reviewers, ""]
