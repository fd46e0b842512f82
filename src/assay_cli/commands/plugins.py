"""List the plugins found, or print the page of one."""

from __future__ import annotations

import dataclasses
import json

import click

from assay.errors import InputError
from assay.workflows.plugins import Plugin, list_plugins


@click.command()
@click.argument("name", required=False)
@click.option("--format", "layout", type=click.Choice(["table", "json"]), default="table", show_default=True)
def command(name: str | None, layout: str) -> None:
    """List analyzers, languages, sandboxes, importers, export formats and rubrics; with NAME, print its page.

    A page says what a plugin finds and what it cannot. Plugins of other packages are found by their entry points
    (groups assay.analyzers, assay.languages, assay.sandboxes, assay.importers, assay.formats).
    """
    found = [one for one in list_plugins() if name in {None, one.name}]
    if not found:
        raise InputError(f"no plugin {name!r}", remedy="'assay plugins' lists them")
    if layout == "json":
        click.echo(json.dumps([dataclasses.asdict(one) for one in found], indent=2, ensure_ascii=False))
    elif name is None:
        _list(found)
    else:
        click.echo("\n\n".join(f"{one.kind} {one.name} ({one.origin})\n\n{one.page}" for one in found))


def _list(found: list[Plugin]) -> None:
    for one in found:
        click.echo(f"{one.kind:<10} {one.name:<18} {one.summary}".rstrip())
