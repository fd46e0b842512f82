"""Measure every source of findings with one yardstick: planted defects and clean twins."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import click
from rich.console import Console

from assay.workflows.grade import GradingSettings, IntervalMethod, grade
from assay.workflows.grade_document import COLUMNS, as_document, as_rows
from assay.workflows.grade_page import grade_page
from assay_cli.grades import print_table

_PIPED_WIDTH = 160


@click.command()
@click.argument("reviews", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--format", "layout", type=click.Choice(["table", "json", "csv", "html"]), default="table", show_default=True
)
@click.option(
    "--decisions",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Adjudicators' rulings on findings, as JSON Lines ('assay schema decision').",
)
@click.option(
    "--similarity",
    metavar="NAME",
    help="How texts are compared: 'semantic' settles matches, 'lexical' only orders.  [default: the best installed]",
)
@click.option(
    "--interval",
    "method",
    type=click.Choice([method.value for method in IntervalMethod]),
    default=IntervalMethod.WILSON.value,
    show_default=True,
    help="Interval of proportions.",
)
@click.option("--own-items", is_flag=True, help="Grade each source on all it was asked about, not on what all share.")
def command(
    reviews: tuple[Path, ...],
    gold: Path,
    layout: str,
    decisions: Path | None,
    similarity: str | None,
    method: str,
    own_items: bool,  # noqa: FBT001 - click passes options by name
) -> None:
    """Grade the sources in REVIEWS against GOLD, in one table on the same candidates.

    REVIEWS are JSON Lines of reviews ('assay schema review') and documents of 'assay check --format json'. GOLD is JSON
    Lines of candidates with planted defects, and of clean twins ('assay schema gold').

    Every figure has its 95 % interval and its n; below n = 8 none is shown. A finding that needs a person is in no
    figure: --format json lists such findings under "open", without their authors. Two adjudicators who rule alike
    settle one; a third decides between two. A grave claim that they call valid becomes gold for all sources.
    """
    settings = GradingSettings(method=IntervalMethod(method))
    grades = grade(reviews, gold, decisions=decisions, similarity=similarity, own_items=own_items, settings=settings)
    if layout == "json":
        click.echo(json.dumps(as_document(grades), indent=2, ensure_ascii=False))
    elif layout == "csv":
        lines = io.StringIO(newline="")
        writer = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(as_rows(grades))
        click.echo(lines.getvalue(), nl=False)
    elif layout == "html":
        click.echo(grade_page(grades), nl=False)
    else:
        width = None if sys.stdout.isatty() else _PIPED_WIDTH
        print_table(grades, Console(width=width, highlight=False, emoji=False))
    for absent in grades.absent:
        click.echo(f"assay: {absent.kind} {absent.name}: asked about nothing in {gold}, left out", err=True)
    if grades.unused_decisions:
        click.echo(f"assay: {grades.unused_decisions} decisions on findings that are not here", err=True)
