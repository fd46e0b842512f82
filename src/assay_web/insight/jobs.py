"""Background work of this app: whoever wants figures pulls them from what was said; nobody pushes."""

from __future__ import annotations

from asgiref.sync import sync_to_async
from procrastinate.contrib.django import app

from assay_web.insight.models import Figures, Fit
from assay_web.insight.services import due_figures, make_figures, mark_stale_by_critics, take_in
from assay_web.kit.connections import with_fresh_connection
from assay_web.projects.models import Project
from assay_web.tasks.evidence_queue import BULK

TAKE_IN = "assay.take_in_reviews"


@app.periodic(cron="* * * * * */5")
@app.task(name=TAKE_IN, queue=BULK, queueing_lock="take-in", lock="take-in", priority=50)
async def take_in_reviews(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Take in what was said in the last seconds, and make the figures that are due."""
    await sync_to_async(_take_in)()


@with_fresh_connection
def _take_in() -> None:
    while changed := take_in():
        Figures.objects.filter(project__in=changed).update(stale=True)
    mark_stale_by_critics()
    for project in Project.objects.filter(pk__in=Fit.objects.values("project")).order_by("pk"):
        stale = set(Figures.objects.filter(project=project, stale=True).values_list("name", flat=True))
        known = set(Figures.objects.filter(project=project).values_list("name", flat=True))
        make_figures(project, [name for name in due_figures(project) if name in stale or name not in known])
