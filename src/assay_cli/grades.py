"""Grades for people: figures down, sources across."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assay.workflows.grade import Figure, Grades, Row, Unscored
from assay.workflows.grade_document import NAMES
from assay_cli.screen import printable

_FIRST_WIDTH, _WIDTH = 26, 18


def print_table(grades: Grades, console: Console) -> None:
    """As many sources side by side as fit, the others below; then what is counted in none of the figures."""
    across = max(1, (console.width - _FIRST_WIDTH) // (_WIDTH + 1))
    for start in range(0, len(grades.rows), across):
        console.print(_table(grades.rows[start : start + across]))
    console.print(Text(_sum(grades)), soft_wrap=True)
    for reason in sorted(_reasons(grades)):
        console.print(Text(f"-  {printable(reason)}", style="dim"), soft_wrap=True)


def _table(rows: tuple[Row, ...]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    table.add_column("", width=_FIRST_WIDTH, no_wrap=True)
    for row in rows:
        heading = Text(f"{row.grader.kind}\n{printable(row.grader.name)}")
        table.add_column(heading, width=_WIDTH, overflow="fold")
    table.add_row("candidates", *(str(row.card.items) for row in rows))
    for name, label in NAMES.items():
        table.add_row(label, *(_cell(row.card.figures[name]) for row in rows))
    table.add_row("open: defects, twins", *(f"{row.card.open_defects}, {row.card.open_twins}" for row in rows))
    for kind in rows[0].card.counts:
        table.add_row(f"findings: {kind}", *(str(row.card.counts[kind]) for row in rows))
    return table


def _cell(figure: Figure | Unscored) -> Text:
    """Value and n, the interval below; a dash and n where there is no figure."""
    if isinstance(figure, Unscored):
        return Text(f"-  n {figure.n}", style="dim")
    interval = figure.interval
    return Text(f"{figure.value:.2f}  n {figure.n}\n{interval.low:.2f} … {interval.high:.2f}")


def _reasons(grades: Grades) -> set[str]:
    figures = [figure for row in grades.rows for figure in row.card.figures.values()]
    few = any(isinstance(one, Unscored) and one.n < grades.settings.minimum for one in figures)
    other = {one.reason for one in figures if isinstance(one, Unscored) and one.n >= grades.settings.minimum}
    return other | ({f"no figure is shown below n = {grades.settings.minimum}"} if few else set())


def _sum(grades: Grades) -> str:
    where = "each source on its own candidates" if grades.own_items else "all sources on the same candidates"
    text = (
        f"{grades.items} of {grades.gold_items} candidates, {grades.defects} defects, {grades.twins} clean twins; "
        f"{where}; intervals 95 % ({grades.settings.method}); texts compared by '{grades.similarity}'"
    )
    waiting = f"; {len(grades.open)} findings wait for a person" if grades.open else ""
    return text + waiting
