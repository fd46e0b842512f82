"""Plant defects in right code, each with a witness and its proof."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from assay.domain.plant import Plant
from assay.errors import InputError, RecordError
from assay.workflows.plant import Asked, Planting, Result, plant_file, plant_task, prove_records
from assay_cli.exits import ExitCode
from assay_cli.screen import printable

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=_PATH, required=False)
@click.option("--tests", multiple=True, type=_PATH, help="A visible test file; it must stay green.")
@click.option("--witness", "hidden", multiple=True, type=_PATH, help="A hidden test file that may see the defect.")
@click.option("--with", "beside", multiple=True, type=_PATH, help="Another file that FILE needs.")
@click.option("--operator", "operators", multiple=True, metavar="NAME", help="Only this operator.  [default: all]")
@click.option("--seed", type=int, default=0, show_default=True, help="Draws proposals, twins and names.")
@click.option(
    "--most", type=click.IntRange(1), default=3, show_default=True, help="Most proposals of each operator to try."
)
@click.option("--rename", is_flag=True, help="Change the names of variables first: for code that is public.")
@click.option("--prove", "record", type=_PATH, help="Prove the plants of this file again, from their records alone.")
@click.option("--format", "layout", type=click.Choice(["table", "json"]), default="table", show_default=True)
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    file: Path | None,
    tests: tuple[Path, ...],
    hidden: tuple[Path, ...],
    beside: tuple[Path, ...],
    operators: tuple[str, ...],
    seed: int,
    most: int,
    rename: bool,  # noqa: FBT001 - click passes options by name
    record: Path | None,
    layout: str,
) -> ExitCode:
    """Plant defects in FILE, a source file with its --tests, or a task's folder with a reference.

    A plant keeps the visible tests green, and a hidden witness shows it every time: a test that is given, one that is
    adapted, an input or a schedule that is searched for. It compiles, is small, linters say nothing of it, and it has a
    clean twin. What cannot be proven is refused with its reason. With --format json each plant is one line, a record
    that --prove can prove again. Exits with 1 if nothing was planted, or a record does not hold.
    """
    if record is not None:
        return _prove(record, layout)
    if file is None:
        raise InputError("no FILE to plant defects in", remedy="name a source file and --tests, or a task's folder")
    asked = Asked(operators, seed, most, rename)
    if file.is_dir():
        planting = plant_task(file, asked)
    elif tests:
        planting = plant_file(file, tests, hidden=hidden, beside=beside, asked=asked)
    else:
        raise InputError("no visible tests", where=str(file), remedy="name them with --tests")
    return _report(planting, layout)


def _report(planting: Planting, layout: str) -> ExitCode:
    planted = refused = 0
    for number, one in enumerate(planting.results, 1):
        is_plant = isinstance(one, Plant)
        planted, refused = planted + is_plant, refused + (not is_plant)
        if layout == "table":
            click.echo("\n".join(printable(line) for line in _lines(one)))
        elif isinstance(one, Plant):
            click.echo(one.model_dump_json(by_alias=True))
        if layout == "json" and not isinstance(one, Plant):
            click.echo(f"refused {one.operator} at line {one.line}: {one.why}: {printable(one.detail)}", err=True)
        if sys.stderr.isatty():
            click.echo(f"\r{number} of {planting.proposed} tried", err=True, nl=False)
    told = f"{planting.proposed} proposed, {planted} planted and proven, {refused} refused"
    click.echo(f"\r{told}" if sys.stderr.isatty() else told, err=True)
    return ExitCode.DONE if planted else ExitCode.NO


def _lines(one: Result) -> list[str]:
    if not isinstance(one, Plant):
        return [f"refused  {one.operator}, line {one.line}: {one.why}: {one.detail}"]
    place = one.anchors[0]
    return [
        f"planted  {one.operator}, line {place.start_line}: {one.title} (CWE-{one.cwe}, {one.severity})",
        f"         witness, {one.witness.origin}: {one.witness.shows}",
        f"         {one.proof[-1].clause if one.proof else 'not proven'}; {len(one.proof)} clauses hold; id {one.id}",
    ]


def _prove(record: Path, layout: str) -> ExitCode:
    wrong = failed = proven = 0
    for one in prove_records(record):
        if isinstance(one, RecordError):
            wrong += 1
            click.echo(f"assay: {one}", err=True)
            continue
        proven, failed = proven + one.holds, failed + (not one.holds)
        if layout == "json":
            checks = [check.model_dump(mode="json") for check in one.checks]
            click.echo(json.dumps({"id": one.plant.id, "holds": one.holds, "checks": checks}))
            continue
        last = one.checks[-1]
        told = f"{len(one.checks)} clauses hold" if one.holds else f"does not hold: {last.clause}: {last.seen}"
        click.echo(printable(f"{one.plant.id}  {one.plant.operator}: {told}"))
    click.echo(f"{proven} proven again, {failed} not", err=True)
    if wrong:
        return ExitCode.WRONG_INPUT
    return ExitCode.NO if failed else ExitCode.DONE
