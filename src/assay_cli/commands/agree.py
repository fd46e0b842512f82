"""Measure how far reviewers agree beyond chance, with intervals."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assay.workflows.agree import Agreement, Level, Question, Resampling, Unscored, agree
from assay.workflows.agreement_page import agreement_page
from assay.workflows.agreement_report import agreement_csv, agreement_document
from assay_cli.exits import ExitCode
from assay_cli.screen import printable

_PIPED_WIDTH = 160


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--level",
    type=click.Choice([level.value for level in Level]),
    help="What may be done with values: tell them apart, order them, take differences.  [of ratings: ordinal]",
)
@click.option(
    "--order",
    metavar="NAMES",
    help="Values that are words, from lowest to highest, joined by commas: 'reject,change,accept'.",
)
@click.option("--similarity", metavar="NAME", help="How texts of findings are compared.  [default: the best installed]")
@click.option("--rounds", type=click.IntRange(min=100), default=1000, show_default=True, help="Draws of tasks.")
@click.option(
    "--confidence",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.95,
    show_default=True,
    metavar="P",
    help="Of the intervals.",
)
@click.option(
    "--format", "layout", type=click.Choice(["table", "json", "csv", "html"]), default="table", show_default=True
)
def command(
    file: Path,
    level: str | None,
    order: str | None,
    similarity: str | None,
    rounds: int,
    confidence: float,
    layout: str,
) -> ExitCode:
    """Measure agreement in FILE (.csv, .jsonl or .parquet).

    Values have the columns task, reviewer, value, and may have unit (what of the task was judged) and criterion.
    Rankings have task, reviewer, order, as in "A>B=C". Reviews ('assay schema review', .jsonl) give all that they hold:
    verdicts, ratings by criterion, rankings, findings and their severity.

    Intervals come from draws of whole tasks; n counts tasks. Below 8 tasks no figure is shown.
    """
    names = tuple(name.strip() for name in order.split(",")) if order else ()
    question = Question(Level(level) if level else None, names, similarity, Resampling(level=confidence, rounds=rounds))
    agreements = agree(file, question)
    if layout == "json":
        click.echo(json.dumps(agreement_document(agreements, confidence), indent=2, ensure_ascii=False))
    elif layout == "csv":
        click.echo(agreement_csv(agreements), nl=False)
    elif layout == "html":
        click.echo(agreement_page(agreements, confidence), nl=False)
    else:
        width = None if sys.stdout.isatty() else _PIPED_WIDTH
        Console(width=width, highlight=False, emoji=False).print(_table(agreements))
    return ExitCode.DONE


def _table(agreements: tuple[Agreement, ...]) -> Table:
    table = Table("of", "measure", "value", "interval", "n", "reviewers", "", box=None, pad_edge=False)
    for column in table.columns[2:6]:
        column.justify = "right"
    for one in agreements:
        figure, name = one.figure, Text(printable(one.of))
        if isinstance(figure, Unscored):
            why = Text(printable(figure.reason), style="dim")
            table.add_row(name, one.measure, "-", "", f"{figure.n:,}", f"{one.reviewers:,}", why)
            continue
        interval = f"{figure.interval.low:+.3f} … {figure.interval.high:+.3f}"
        table.add_row(name, one.measure, f"{figure.value:+.3f}", interval, f"{figure.n:,}", f"{one.reviewers:,}", "")
    return table
