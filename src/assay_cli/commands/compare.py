"""Look for an input on which two pieces of code differ."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import click

from assay.errors import InputError, RecordError
from assay.workflows.compare import Compared, Shown, compare_paths, compare_tasks
from assay_cli.exits import ExitCode
from assay_cli.screen import printable


@click.command()
@click.argument("first", type=click.Path(path_type=Path))
@click.argument("second", required=False, type=click.Path(path_type=Path))
@click.option(
    "--entry", metavar="NAME", help="The function or class to compare.  [default: the task's, else all in common]"
)
@click.option(
    "--budget",
    type=click.FloatRange(0.1, 600),
    default=8.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to look for a witness of one function or class.",
)
@click.option("--format", "layout", type=click.Choice(["table", "json"]), default="table", show_default=True)
def command(first: Path, second: Path | None, entry: str | None, budget: float, layout: str) -> ExitCode:
    """Compare FIRST with SECOND, two files or folders of one language; or the candidates of the tasks in FIRST.

    Candidates of a task are compared with its reference, or with each other where there is none. An input on which they
    differ is confirmed in fresh processes and made small; both results are shown. Of classes, in Python, it is a few
    calls on an object, shown step by step; methods that one of them lacks are told. Who is wrong it does not say.
    Without a difference it says how much was tried: that proves nothing equal. Exits with 1 if any two differ; that
    both raise, only not the same, or that they differ in attributes nobody promised, is told and does not count.
    """
    found: Iterator[Compared | RecordError]
    if second is None:
        if not _holds_tasks(first):
            raise InputError("is no task", where=str(first), remedy="name two files, or a task's folder or .jsonl")
        found = compare_tasks(first, entry=entry, budget_s=budget)
    else:
        found = iter(compare_paths(first, second, entry=entry, budget_s=budget))
    compared: list[Compared] = []
    wrong = 0
    for one in found:
        if isinstance(one, RecordError):
            wrong += 1
            click.echo(f"assay: {one}", err=True)
            continue
        compared.append(one)
        if layout == "table":
            click.echo("\n".join(_lines(one)))
    if layout == "json":
        document = {"schema": "assay.compare/v1", "comparisons": [_record(one) for one in compared]}
        click.echo(json.dumps(document, indent=2, ensure_ascii=False))
    if wrong:
        return ExitCode.WRONG_INPUT
    return ExitCode.NO if any(_result(one) == "differs" for one in compared) else ExitCode.DONE


def _holds_tasks(path: Path) -> bool:
    named = path.name.endswith((".jsonl", ".jsonl.gz"))
    return named or (path / "task.toml").exists() or (path.is_dir() and any(path.glob("*/task.toml")))


def _result(one: Compared) -> str:
    if one.reason:
        return "not-compared"
    if one.shown is None:
        return "alike"
    return "raises-differently" if one.shown.weak else "differs"


def _record(one: Compared) -> dict[str, object]:
    record = dataclasses.asdict(one)
    witness = record.pop("shown")
    if witness is not None and not witness["steps"]:
        del witness["steps"]
    for name in ("only_first", "only_second"):
        if not record[name]:
            del record[name]
    return {**record, "result": _result(one), "witness": witness}


def _lines(one: Compared) -> list[str]:
    place = f"{one.task}: " if one.task else ""
    head = f"{place}{one.first} and {one.second}"
    if one.reason:
        return [printable(f"{head}: not compared: {one.reason}")]
    only = [
        printable(f"    only {name} has {', '.join(methods)} for these arguments, not compared")
        for name, methods in ((one.first, one.only_first), (one.second, one.only_second))
        if methods
    ]
    what = "usages" if one.kind == "class" else "inputs"
    tried = f"{one.tried:,} {what} tried, {one.returned:,} of them returned on both sides"
    if one.shown is None:
        return [printable(f"{head}: {one.entry}: alike on all: {tried}"), *only]
    shown = one.shown
    notes = [
        *([_why_weak(shown)] if shown.weak else []),
        *(["what its arguments are is guessed"] if shown.guessed else []),
    ]
    told = f" ({'; '.join(notes)})" if notes else ""
    return [
        printable(f"{head}: {one.entry}: differ in {shown.differs_in}{told}"),
        printable(f"    {shown.call}"),
        *(printable(line) for line in _steps(one, shown)),
        *only,
    ]


def _why_weak(shown: Shown) -> str:
    if not shown.steps:
        return "both raise, so it does not count"
    return "not promised to anybody, so it does not count"


def _steps(one: Compared, shown: Shown) -> list[str]:
    if not shown.steps:
        return [f"    {one.first} {shown.first}", f"    {one.second} {shown.second}"]
    last = shown.steps[-1]
    told = [f"    step {len(shown.steps)}, {last.call}:"] if len(shown.steps) > 1 else []
    return [*told, f"    {one.first} {last.first}", f"    {one.second} {last.second}"]
