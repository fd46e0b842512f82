"""Bring task records into a project, all of them or none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from assay.domain.task import Task
from assay.errors import RecordError
from assay_cli.exits import ExitCode


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--project", "slug", help="Slug of the project; may be left out while there is only one.")
@click.option("--dry-run", is_flag=True, help="Only say what is wrong with the file.")
def command(file: Path, slug: str | None, *, dry_run: bool) -> ExitCode:
    """Bring the tasks of FILE (.jsonl, .jsonl.gz, or a folder of task folders) into a project, all of them or none.

    Every wrong record is told in one line: file, line, place in the record, what was expected. Nothing is imported
    then. The evidence of what came in is collected in the background.
    """
    good = wrong = 0
    for record in _records(file, "Checking"):
        if isinstance(record, RecordError):
            wrong += 1
            click.echo(f"assay: {record}", err=True)
        else:
            good += 1
    if wrong:
        click.echo(f"{wrong} wrong records, {good} right ones; nothing was imported", err=True)
        return ExitCode.WRONG_INPUT
    if dry_run:
        click.echo(f"{good} tasks are right; nothing was imported (--dry-run)", err=True)
        return ExitCode.DONE
    return _import(file, slug)


def _import(file: Path, slug: str | None) -> ExitCode:
    from assay_cli.platform.instance import running_instance, start_django  # noqa: PLC0415 - help stays quick

    start_django(running_instance())
    from assay_web.projects.selectors import project_called  # noqa: PLC0415 - Django is set up by now
    from assay_web.tasks.services import import_tasks  # noqa: PLC0415 - as above

    project = project_called(slug)
    report = import_tasks(project, _records(file, "Importing"))
    click.echo(f"{report.tasks} tasks with {report.candidates} candidates are now in {project.slug!r}", err=True)
    return ExitCode.DONE


def _records(file: Path, what: str) -> Iterator[Task | RecordError]:
    from assay import read_tasks  # noqa: PLC0415 - help stays quick

    if not sys.stderr.isatty():
        yield from read_tasks(file)
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import track  # noqa: PLC0415 - as above

    yield from track(read_tasks(file), description=what, console=Console(stderr=True), transient=True)
