"""What writes exports: the same code for the command line and for the page's job."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from assay import Options, Reviewed, deliver
from assay.workflows.deliver import About, Manifest, reads_findings
from assay_web.exchange import selectors
from assay_web.exchange.rules import Selection
from assay_web.projects.models import Project

Progress = Callable[[int, int], None]
"""Told how many tasks of how many are done."""

_EVERY = 100
"""Tasks between two reports."""


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


def export_project(
    project: Project,
    format_name: str,
    path: Path,
    *,
    selection: Selection,
    options: Options,
    consent: str = "",
    progress: Progress = _silent,
    before: Callable[[Manifest], None] | None = None,
) -> Manifest:
    """Write what ``selection`` asks for to ``path``; see :func:`assay.workflows.deliver.deliver`.

    Raises:
        InputError: the format cannot do it, or the place cannot be written to.
    """
    findings = reads_findings(format_name)
    until = selectors.mark_now()
    total = selectors.count_reviewed(project, selection, until)
    about = About(
        title=project.name,
        consent=consent,
        selection={"project": project.slug, **selection.document()},
        mark=str(until),
    )
    reviewed = _told(selectors.reviewed(project, selection, until, findings=findings), total, progress)
    return deliver(reviewed, format_name, path, options=options, about=about, before=before)


def _told(reviewed: Iterator[Reviewed], total: int, progress: Progress) -> Iterator[Reviewed]:
    progress(0, total)
    for done, one in enumerate(reviewed, 1):
        yield one
        if done % _EVERY == 0 or done == total:
            progress(done, total)
