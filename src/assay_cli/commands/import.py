"""Bring tasks into a project from records, data sets, dumps, changes and sessions: whole, or bit by bit."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assay.domain.task import Aspect, Language, Task
from assay.errors import RecordError
from assay_cli.exits import ExitCode

if TYPE_CHECKING:
    from assay.workflows.receive import Given

_LANGUAGES = click.Choice([one.value for one in Language])
_ASPECTS = click.Choice([one.value for one in Aspect])
_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=_PATH)
@click.option("--project", "slug", help="Slug of the project; may be left out while there is only one.")
@click.option("--dry-run", is_flag=True, help="Only say what is wrong with the file.")
@click.option("--resume", is_flag=True, help="Store as it goes, and pass over what is in the project already.")
@click.option(
    "--from", "shape", metavar="NAME", help="Shape of FILE, where its look does not tell; see 'assay plugins'."
)
@click.option("--language", type=_LANGUAGES, help="Language of what does not say one.")
@click.option("--aspect", "aspects", multiple=True, type=_ASPECTS, help="What reviewers judge.")
@click.option("--license", "license_", help="Licence of what does not say one.")
@click.option("--source", help="Source of what does not say one.")
@click.option("--model", help="Model that wrote the candidates, where FILE does not say it; hidden from reviewers.")
@click.option("--tool", help="Assistant that wrote them, likewise.")
@click.option("--base", type=_PATH, help="Folder that diffs were made in.")
@click.option("--prompts", type=_PATH, help="Text with the prompt, or a benchmark's own file with its questions.")
@click.option("--revisions", multiple=True, help="Of a git repository: A..B (commits) or A...BRANCH (a candidate).")
def command(  # noqa: PLR0913 - one for each option
    *,
    file: Path,
    slug: str | None,
    shape: str | None,
    language: str | None,
    aspects: tuple[str, ...],
    license_: str | None,
    source: str | None,
    model: str | None,
    tool: str | None,
    base: Path | None,
    prompts: Path | None,
    revisions: tuple[str, ...],
    dry_run: bool,
    resume: bool,
) -> ExitCode:
    """Bring the tasks of FILE into a project, all of them or none.

    FILE holds records (.jsonl, .jsonl.gz, a folder of task folders), Parquet, a saved data set, a benchmark's
    solutions, answers of models, diffs, a git repository or an assistant's session; docs/data.md shows each. A .sarif
    log of another tool becomes evidence on the candidates that are there. Every
    wrong record is told in one line: file, line, place in the record, what was expected. Nothing is imported then. The
    evidence of what came in is collected in the background.
    """
    if file.suffix == ".sarif" and shape is None:
        return _import_findings(file, slug, dry_run=dry_run)
    from assay.workflows.receive import Given  # noqa: PLC0415 - help stays quick

    given = Given(
        language=Language(language) if language else None,
        aspects=tuple(map(Aspect, aspects)),
        license=license_,
        source=source,
        model=model,
        tool=tool,
        base=base,
        prompts=prompts,
        revisions=revisions,
    )
    good = wrong = 0
    for record in _records(file, shape, given, "Checking"):
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
    return _import(_records(file, shape, given, "Importing"), slug, resume=resume)


def _import(records: Iterator[Task | RecordError], slug: str | None, *, resume: bool) -> ExitCode:
    from assay_cli.platform.instance import running_instance, start_django  # noqa: PLC0415 - help stays quick

    start_django(running_instance())
    from assay_web.projects.selectors import project_called  # noqa: PLC0415 - Django is set up by now
    from assay_web.tasks.services import import_tasks, resume_import  # noqa: PLC0415 - as above

    project = project_called(slug)
    report = resume_import(project, records) if resume else import_tasks(project, records)
    passed = f"; {report.passed_over} were there already" if report.passed_over else ""
    click.echo(
        f"{report.tasks} tasks with {report.candidates} candidates are now in {project.slug!r}{passed}", err=True
    )
    return ExitCode.DONE


def _import_findings(file: Path, slug: str | None, *, dry_run: bool) -> ExitCode:
    from assay.workflows.receive_findings import receive_findings  # noqa: PLC0415 - help stays quick

    log = receive_findings(file)
    if dry_run:
        click.echo(f"{len(log.results)} results can be read; nothing was imported (--dry-run)", err=True)
        return ExitCode.DONE
    from assay_cli.platform.instance import running_instance, start_django  # noqa: PLC0415 - as above

    start_django(running_instance())
    from assay_web.projects.selectors import project_called  # noqa: PLC0415 - Django is set up by now
    from assay_web.tasks.imported import import_findings  # noqa: PLC0415 - as above

    project = project_called(slug)
    report = import_findings(project, log)
    click.echo(f"{report.findings} findings on {report.candidates} candidates are now in {project.slug!r}", err=True)
    for reason, count in report.passed_over.items():
        click.echo(f"assay: passed over {count}: {reason}", err=True)
    return ExitCode.DONE


def _records(file: Path, shape: str | None, given: Given, what: str) -> Iterator[Task | RecordError]:
    from assay.workflows.receive import receive  # noqa: PLC0415 - help stays quick

    records = receive(file, given, shape)
    if not sys.stderr.isatty():
        yield from records
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import track  # noqa: PLC0415 - as above

    yield from track(records, description=what, console=Console(stderr=True), transient=True)
