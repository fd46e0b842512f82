"""Run candidates against their tests in the sandbox."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from assay.domain.run import CandidateRun, Outcome
from assay.errors import RecordError
from assay.workflows.run import run_tasks
from assay_cli.exits import ExitCode

_FAILED = frozenset(Outcome) - {Outcome.PASSED, Outcome.NOT_RUN}
_THRESHOLDS = {"failed": _FAILED, "not-passed": _FAILED | {Outcome.NOT_RUN}}


@click.command()
@click.argument("tasks", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-j", "--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Runs at a time.")
@click.option("--candidate", metavar="ID", help="Only the candidates with this id.")
@click.option(
    "--format", "layout", type=click.Choice(["json", "table"]), help="Default: table on a terminal, else json."
)
@click.option(
    "--fail-on",
    type=click.Choice(list(_THRESHOLDS)),
    help="Exit with 1 if a candidate failed (whichever way), or was not run either.",
)
@click.option("--allow-degraded", is_flag=True, help="Run although a sandbox layer is missing; every run says which.")
def command(
    tasks: tuple[Path, ...],
    jobs: int,
    candidate: str | None,
    layout: str | None,
    fail_on: str | None,
    allow_degraded: bool,  # noqa: FBT001 - click passes options by name
) -> ExitCode:
    """Run the candidates of TASKS (.jsonl files and task folders) against their tests, in the sandbox.

    One line per candidate, in the order of the files: outcome, tests, times, memory. With --format json each line is
    one JSON object. Languages without a runner answer not_run, with the reason.
    """
    as_table = layout == "table" or (layout is None and sys.stdout.isatty())
    outcomes: list[Outcome] = []
    wrong_records = 0
    for run in run_tasks(tasks, jobs=jobs, candidate=candidate, allow_degraded=allow_degraded):
        if isinstance(run, RecordError):
            wrong_records += 1
            click.echo(f"assay: {run}", err=True)
            continue
        if as_table and not outcomes:
            click.echo(_ROW.format("task", "candidate", "outcome", "passed", "wall s", "cpu s", "MiB", "").rstrip())
        outcomes.append(run.outcome)
        click.echo(_row(run) if as_table else run.model_dump_json())
    if outcomes:
        _summarize(outcomes)
    if wrong_records:
        return ExitCode.WRONG_INPUT
    failed = fail_on is not None and not _THRESHOLDS[fail_on].isdisjoint(outcomes)
    return ExitCode.NO if failed else ExitCode.DONE


_ROW = "{:<32} {:<20} {:<14} {:>9} {:>8} {:>8} {:>6}  {}"


def _row(run: CandidateRun) -> str:
    times = (f"{run.wall_s:.2f}", f"{run.cpu_s:.2f}", f"{run.peak_mib:.0f}") if run.sandbox else ("", "", "")
    count = f"{run.passed}/{run.total}" if run.total else ""
    missing = f"[degraded: without {', '.join(run.missing_layers)}] " if run.missing_layers else ""
    return _ROW.format(run.task, run.candidate, run.outcome, count, *times, missing + run.reason).rstrip()


def _summarize(outcomes: list[Outcome]) -> None:
    counts = ", ".join(f"{outcomes.count(one)} {one}" for one in Outcome if one in outcomes)
    click.echo(f"{len(outcomes)} candidates: {counts}", err=True)
