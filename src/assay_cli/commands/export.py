"""Write a project's reviews to a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import click

T = TypeVar("T")


@click.command()
@click.option("--project", "slug", help="Slug of the project; may be left out while there is only one.")
@click.option("--format", "format_name", required=True, metavar="NAME", help="reviews, trl-preference, …")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="File; its ending says how it is written."
)
@click.option("--accepted-only", is_flag=True, help="Leave out reviews that no lead has accepted.")
@click.option(
    "--min-p",
    type=click.FloatRange(0.5, 1.0),
    default=0.75,
    show_default=True,
    help="Preference pairs less certain than this are left out.",
)
def command(slug: str | None, format_name: str, output: Path, *, accepted_only: bool, min_p: float) -> None:
    """Write a project's reviews as training data or records; the file is complete or not there at all."""
    from assay_cli.platform.instance import running_instance, start_django  # noqa: PLC0415 - help stays quick

    start_django(running_instance())
    from assay import Options  # noqa: PLC0415 - help stays quick
    from assay.workflows.deliver import deliver  # noqa: PLC0415 - help stays quick
    from assay_web.projects.selectors import project_called  # noqa: PLC0415 - Django is set up by now
    from assay_web.review.selectors import reviewed  # noqa: PLC0415 - as above

    rows = _shown(reviewed(project_called(slug), accepted_only=accepted_only))
    manifest = deliver(rows, format_name, output, options=Options(min_p=min_p))
    left_out = "".join(f"; left out {count}: {reason}" for reason, count in manifest.left_out.items())
    click.echo(
        f"{manifest.rows} rows from {manifest.reviews} reviews of {manifest.tasks} tasks in {output}{left_out}",
        err=True,
    )


def _shown(rows: Iterator[T]) -> Iterator[T]:
    if not sys.stderr.isatty():
        yield from rows
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import track  # noqa: PLC0415 - as above

    yield from track(rows, description="Exporting", console=Console(stderr=True), transient=True)
