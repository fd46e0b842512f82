"""Print the JSON Schema of a record."""

from __future__ import annotations

import json

import click

from assay import schema, schema_names


@click.command()
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """Print the JSON Schema (2020-12) of the record called NAME; without NAME, the names.

    A schema states shapes. Rules across fields (ids are distinct, visible tests exist, sizes) are checked on reading.
    """
    if name is None:
        click.echo("\n".join(schema_names()))
    else:
        click.echo(json.dumps(schema(name), indent=2, ensure_ascii=False))
