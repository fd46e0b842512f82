"""Say what works on this machine, what is missing, and how to get it."""

from __future__ import annotations

import dataclasses
import json

import click

from assay.workflows.diagnose import Diagnosis, Part, diagnose
from assay_cli.exits import ExitCode

_TITLES = {"layer": "Sandbox layers", "language": "Languages", "analyzer": "Analyzers"}


@click.command()
@click.option("--format", "layout", type=click.Choice(["json", "table"]), default="table", show_default=True)
def command(layout: str) -> ExitCode:
    """Try every sandbox layer, language and analyzer on this machine.

    Each layer is proven by an attempt that fails inside the sandbox and works outside. What is missing is shown with
    the command that installs it and what is lost without it. Exits with 3 when untrusted code cannot be run safely.
    """
    found = diagnose()
    if layout == "json":
        click.echo(json.dumps(dataclasses.asdict(found), indent=2))
    else:
        _show(found)
    return ExitCode.DONE if found.sandbox else ExitCode.MISSING


def _show(found: Diagnosis) -> None:
    for kind, title in _TITLES.items():
        click.echo(click.style(title, bold=True))
        said: set[str] = set()
        for part in found.parts:
            if part.kind == kind:
                _show_part(part, said)
        click.echo()
    if any(part.kind != "layer" and not part.available for part in found.parts):
        click.echo(f"Programs were looked for in {', '.join(found.searched)}.")
        click.echo("One that lies elsewhere is found when PATH names its folder.\n")
    if found.sandbox:
        click.echo(f"Untrusted code runs in the sandbox {found.sandbox!r}.")
    else:
        click.echo("Untrusted code does not run here: a required layer is missing.")


def _show_part(part: Part, said: set[str]) -> None:
    """One part and its notes; a note that several parts share is said once."""
    state = "ok" if part.available else "MISSING" if part.required else "missing"
    click.echo(f"  {state:<8} {part.name:<30} {part.detail}")
    for label, text in (("get it", part.install), ("lost", part.lost)):
        if text and text not in said:
            said.add(text)
            click.echo(f"  {'':<8} {'':<30} {label}: {text}")
