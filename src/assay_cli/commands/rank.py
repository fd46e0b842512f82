"""Rank models from comparisons or rankings, with intervals."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from rich.console import Console

from assay.workflows.stand import Model, Question, Settings, stand
from assay.workflows.standing_page import standing_page
from assay.workflows.standing_report import standing_csv, standing_document, summary
from assay_cli.exits import ExitCode
from assay_cli.screen import printable
from assay_cli.standings import print_standing

_PIPED_WIDTH = 200
_PRIOR_DEVIATION = 1.5


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--model",
    type=click.Choice([model.value for model in Model]),
    default=Model.BRADLEY_TERRY.value,
    show_default=True,
    help="Davidson gives ties a probability of their own; Plackett-Luce takes a ranking as a row of choices;"
    " reviewer-scaled lets each reviewer tell models apart more or less sharply.",
)
@click.option(
    "--cluster",
    metavar="NAMES",
    help="Columns whose values repeat: up to two of reviewer, task, event, joined by a comma; 'none' for neither."
    "  [default: reviewer,task as far as they are there, else event]",
)
@click.option("--map", "shrunk", is_flag=True, help="Small data: skills come from a normal distribution (see --prior).")
@click.option(
    "--prior",
    type=click.FloatRange(min=0, min_open=True),
    default=_PRIOR_DEVIATION,
    show_default=True,
    help="With --map: the standard deviation of skills in log-odds.",
)
@click.option(
    "--level", type=click.FloatRange(0, 1, min_open=True, max_open=True), default=0.95, show_default=True, metavar="P"
)
@click.option(
    "--covariate",
    "covariates",
    multiple=True,
    metavar="NAME",
    help="What else may have decided: a column of numbers for the left model, or left_NAME and right_NAME; 'position'"
    " is standing on the left. May be given several times.",
)
@click.option(
    "--bootstrap",
    type=click.IntRange(min=0),
    default=0,
    metavar="ROUNDS",
    help="Percentile intervals from so many draws of clusters, instead of the clustered sandwich.",
)
@click.option("--elo", is_flag=True, help="Also in Elo points, the mean of a group at 1000.")
@click.option(
    "--format", "layout", type=click.Choice(["table", "json", "csv", "html"]), default="table", show_default=True
)
def command(  # noqa: PLR0913, PLR0917 - click passes options by name
    file: Path,
    model: str,
    cluster: str | None,
    shrunk: bool,  # noqa: FBT001 - click passes options by name
    prior: float,
    level: float,
    covariates: tuple[str, ...],
    bootstrap: int,
    elo: bool,  # noqa: FBT001 - click passes options by name
    layout: str,
) -> ExitCode:
    """Rank the models in FILE (.csv, .jsonl or .parquet).

    Comparisons have the columns left, right, winner (left, right or tie); rankings the column order, as in "A>B=C".
    Both may have task, reviewer and weight, comparisons also event: what was judged at once.

    Skills (theta) are log-odds against the mean; intervals take into account that judgements of one reviewer and on one
    task resemble each other. Models that nothing connects are ranked apart, and standard error says so.
    """
    settings = Settings(Model(model), prior if shrunk else None, level, bootstrap)
    standing = stand(file, Question(settings, _names(cluster), covariates))
    if layout == "json":
        click.echo(json.dumps(standing_document(standing, elo=elo), indent=2, ensure_ascii=False))
    elif layout == "csv":
        click.echo(standing_csv(standing, elo=elo), nl=False)
    elif layout == "html":
        click.echo(standing_page(standing, elo=elo), nl=False)
    else:
        on_screen = sys.stdout.isatty()
        print_standing(
            standing, Console(width=None if on_screen else _PIPED_WIDTH, highlight=False, emoji=False), elo=elo
        )
    click.echo(f"assay: {summary(standing)}", err=True)
    for note in standing.notes:
        click.echo(f"assay: {printable(note)}", err=True)
    return ExitCode.DONE


def _names(cluster: str | None) -> tuple[str, ...] | None:
    if cluster is None:
        return None
    return tuple(name for part in cluster.split(",") if (name := part.strip()) and name != "none")
