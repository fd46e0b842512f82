"""Write a project's reviews to a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assay.domain.task import Aspect, Language
from assay.errors import InputError

if TYPE_CHECKING:
    from assay.workflows.deliver import Manifest

_DAY = click.DateTime(formats=["%Y-%m-%d"])
_LANGUAGES = click.Choice([one.value for one in Language])
_ASPECTS = click.Choice([one.value for one in Aspect])


@click.command()
@click.option("--project", "slug", help="Slug of the project; may be left out while there is only one.")
@click.option("--format", "format_name", required=True, metavar="NAME", help="reviews, trl-preference, …")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="File; its ending says how it is written."
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=_LANGUAGES,
    help="Only these languages.",
)
@click.option(
    "--aspect",
    "aspects",
    multiple=True,
    type=_ASPECTS,
    help="Only tasks that ask for these.",
)
@click.option("--from", "first", type=_DAY, help="Only reviews submitted on this day (UTC) or later.")
@click.option("--until", "last", type=_DAY, help="Only reviews submitted on this day (UTC) or before.")
@click.option("--accepted-only", is_flag=True, help="Leave out reviews that no lead has accepted.")
@click.option("--adjudicated-only", is_flag=True, help="Only tasks that an adjudicator has settled.")
@click.option("--since", metavar="MARK", help="Only tasks with something new since the export whose manifest says so.")
@click.option(
    "--min-p",
    type=click.FloatRange(0.5, 1.0),
    default=0.75,
    show_default=True,
    help="Rows less certain than this are left out.",
)
@click.option(
    "--min-agreement",
    type=click.FloatRange(0.0, 1.0),
    default=0.0,
    show_default=True,
    help="Rows on which a smaller share of the reviewers agrees are left out.",
)
@click.option(
    "--sensitive",
    type=click.Choice(["keep", "leave-out", "refuse"]),
    default="keep",
    show_default=True,
    help="What to do with rows that seem to hold a secret or personal data; they are reported in any case.",
)
@click.option("--consent", default="", help="What reviewers agreed to; stands on the dataset card.")
def command(  # noqa: PLR0913 - one for each option
    *,
    slug: str | None,
    format_name: str,
    output: Path,
    languages: tuple[str, ...],
    aspects: tuple[str, ...],
    first: datetime | None,
    last: datetime | None,
    since: str | None,
    min_p: float,
    min_agreement: float,
    sensitive: str,
    consent: str,
    accepted_only: bool,
    adjudicated_only: bool,
) -> None:
    """Write a project's reviews as training data or records, with a manifest and a dataset card beside the file.

    All files are complete or not there at all. Planted tasks never leave, and tasks that must not be trained on stay
    out of every training format.
    """
    from assay_cli.platform.instance import running_instance, start_django  # noqa: PLC0415 - help stays quick

    start_django(running_instance())
    from assay import Options  # noqa: PLC0415 - help stays quick
    from assay_cli.progress import counted  # noqa: PLC0415 - as above
    from assay_web.exchange.rules import Mark, Selection, parse_mark  # noqa: PLC0415 - Django is set up by now
    from assay_web.exchange.services import export_project  # noqa: PLC0415 - as above
    from assay_web.projects.selectors import project_called  # noqa: PLC0415 - as above

    selection = Selection(
        languages=tuple(map(Language, languages)),
        aspects=tuple(map(Aspect, aspects)),
        first_day=first.date() if first else None,
        last_day=last.date() if last else None,
        accepted_only=accepted_only,
        since=parse_mark(since) if since else Mark(),
    )
    options = Options(min_p, min_agreement, adjudicated_only, leave_out_sensitive=sensitive == "leave-out")
    with counted("Exporting") as told:
        manifest = export_project(
            project_called(slug),
            format_name,
            output,
            selection=selection,
            options=options,
            consent=consent,
            progress=told,
            before=lambda found: _report(found, refuse=sensitive == "refuse"),
        )
    _summarize(manifest, output)


def _report(manifest: Manifest, *, refuse: bool) -> None:
    """Told before any file is there."""
    for name, seen in manifest.sensitive.items():
        click.echo(f"{seen.rows} rows with what looks like: {name} ({'; '.join(seen.first)})", err=True)
    if refuse and manifest.sensitive:
        raise InputError(
            f"{', '.join(manifest.sensitive)} found; nothing was written",
            remedy="look at these rows, or use --sensitive leave-out",
        )


def _summarize(manifest: Manifest, output: Path) -> None:
    rows = ", ".join(f"{one.rows} rows in {output.with_name(one.name)}" for one in manifest.files)
    left_out = "".join(f"; left out {count}: {reason}" for reason, count in manifest.left_out.items())
    click.echo(f"{rows} from {manifest.reviews} reviews of {manifest.tasks} tasks{left_out}", err=True)
    click.echo(f"the next export goes on with --since {manifest.about.mark}", err=True)
