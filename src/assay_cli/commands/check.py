"""Check files or tasks: what analyzers find, and how the tests end."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click
from rich.console import Console

from assay.domain.finding import Severity
from assay.workflows.check import Checked, check
from assay.workflows.check_page import as_page
from assay.workflows.remembered import Memory
from assay.workflows.replay import replay_document
from assay.workflows.report import as_document, as_sarif
from assay_cli.critics import selected_critics
from assay_cli.exits import ExitCode
from assay_cli.findings import github_lines, print_table
from assay_cli.progress import watched

_LAYOUTS = ["table", "json", "sarif", "html", "github"]
_PIPED_WIDTH = 200


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--task", type=click.Path(path_type=Path), metavar="T", help="Run the tests of the task T on the files.")
@click.option(
    "--select", metavar="NAMES", default="", help="Only these analyzers, probes and critics, joined by commas."
)
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity if severity is not Severity.GOOD]),
    help="Exit with 1 for a finding of this severity or worse, or tests that fail.  [default: never]",
)
@click.option("--format", "layout", type=click.Choice(_LAYOUTS), default="table", show_default=True)
@click.option(
    "--replay",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="DOCUMENT",
    help="Show the schedules in a document of --format json again, ten times each; exit with 1 if one does not.",
)
@click.option("--no-cache", is_flag=True, help="Ask every tool again, also of what it has seen before.")
@click.option("--no-tests", is_flag=True, help="Run nothing: neither tests nor probes.")
def command(
    paths: tuple[Path, ...],
    task: Path | None,
    select: str,
    fail_on: str | None,
    layout: str,
    replay: Path | None,
    no_cache: bool,  # noqa: FBT001 - click passes options by name
    no_tests: bool,  # noqa: FBT001 - click passes options by name
) -> ExitCode:
    """Collect evidence for PATHS: source files, folders of them, task folders, .jsonl files of tasks, or .sarif logs of
    other tools.

    Analyzers read the code without running it. Probes run it in the sandbox in ways that tests do not; candidates of
    tasks are run against their tests there.
    Critics are language models behind the services in the file that ASSAY_CRITICS names (docs/critics.md). They are
    asked only where --select names them; what they claim is marked as theirs, unproven, and never decides --fail-on.
    Nothing in the code silences a finding (no noqa, no nosec), and no configuration that lies beside it is read.

    What tools and probes say is kept by content below $XDG_CACHE_HOME/assay, and tools are not asked the same again.
    What could not be asked is listed on standard error and under "missing" in JSON. Findings alone do not change the
    exit code: --fail-on does.
    """
    if replay is not None:
        return _replay(replay, list(paths))
    names = [name.strip() for name in select.split(",") if name.strip()]
    memory = Memory(None if no_cache else cache_folder() / "evidence")
    with watched() as watch, selected_critics(names) as critics:
        checked = check(paths, select=names, task=task, tests=not no_tests, critics=critics, memory=memory, watch=watch)
    _print(checked, layout)
    for one in checked.gaps():
        remedy = f"; {one.install}" if one.install else ""
        click.echo(f"assay: without {one.name}: {one.reason}{remedy}", err=True)
    for error in checked.errors:
        click.echo(f"assay: {error}", err=True)
    if checked.errors:
        return ExitCode.WRONG_INPUT
    return ExitCode.NO if fail_on is not None and checked.reaches(Severity(fail_on)) else ExitCode.DONE


def cache_folder() -> Path:
    """Where the command line keeps what it has found out."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "assay"


def _replay(document: Path, paths: list[Path]) -> ExitCode:
    whole = True
    for one in replay_document(document, paths):
        click.echo(f"{one.where}:{one.line}  {one.kind}  reproduced {one.again} of {one.runs}")
        whole = whole and one.again == one.runs
    return ExitCode.DONE if whole else ExitCode.NO


def _print(checked: Checked, layout: str) -> None:
    if layout == "table":
        on_screen = sys.stdout.isatty()
        print_table(checked, Console(width=None if on_screen else _PIPED_WIDTH, highlight=False, emoji=False))
    elif layout == "github":
        click.echo("".join(f"{line}\n" for line in github_lines(checked)), nl=False)
    elif layout == "html":
        click.echo(as_page(checked), nl=False)
    else:
        document = as_document(checked) if layout == "json" else as_sarif(checked)
        click.echo(json.dumps(document, indent=2, ensure_ascii=False))
