"""Grades as one HTML file: every figure with all sources in one plot, and a table of the counts."""

from __future__ import annotations

from assay.workflows.grade import Figure, Grades
from assay.workflows.grade_document import NAMES
from assay.workflows.interval_page import Bar, page, plot, table


def grade_page(grades: Grades) -> str:
    """The whole file, ending with a line feed."""
    on = "on what each was asked about" if grades.own_items else "on the same candidates"
    summary = (
        f"{grades.items} candidates with {grades.defects} known defects, {grades.twins} clean twins; all "
        f"sources {on}. Texts were compared by '{grades.similarity}'; {len(grades.open)} findings wait for a person "
        "and are in no figure."
    )
    parts = [part for name, label in NAMES.items() for part in _figure(grades, name, label.replace("  ", "recall: "))]
    return page("Grades", summary, [*parts, _counts(grades)])


def _figure(grades: Grades, name: str, label: str) -> tuple[str, str, str]:
    bars, rows = [], []
    for row in grades.rows:
        who, figure = f"{row.grader.kind} {row.grader.name}", row.card.figures[name]
        if isinstance(figure, Figure):
            bars.append(Bar(who, figure.value, figure.interval.low, figure.interval.high))
            interval = f"{figure.interval.low:.2f} … {figure.interval.high:.2f}"
            rows.append([str(figure.n), who, f"{figure.value:.2f}", interval, ""])
        else:
            rows.append([str(figure.n), who, "-", "", figure.reason])
    heads = ["n", "source", "value", "interval", ""]
    return f"<h2>{label}</h2>", plot(bars, f"Intervals of {label} by source", label), table(heads, rows, label)


def _counts(grades: Grades) -> str:
    kinds = list(grades.rows[0].card.counts)
    rows = [
        [str(row.card.items), f"{row.grader.kind} {row.grader.name}", *(str(row.card.counts[kind]) for kind in kinds)]
        for row in grades.rows
    ]
    return table(["candidates", "source", *map(str, kinds)], rows, "Findings by what they turned out to be")
