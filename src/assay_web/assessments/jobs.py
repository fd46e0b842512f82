"""Background work of assessments: grading what was handed in, ending what ran out of time, weighing items."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from assay_web.assessments.models import Assessment, TakeGrade
from assay_web.assessments.services import end_run_out, grade_waiting, weigh
from assay_web.assessments.services.reconsidering import TELL, write_of_second_look
from assay_web.kit.connections import with_fresh_connection
from assay_web.tasks.evidence_queue import OFFICE

GRADE = "assay.grade_attempts"


@app.periodic(cron="* * * * * */5")
@app.task(name=GRADE, queue=OFFICE, queueing_lock="grade-attempts", lock="grade-attempts", priority=5)
@with_fresh_connection
def grade_attempts(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """End what ran out of time, and grade what was handed in."""
    end_run_out()
    while grade_waiting():
        pass


@app.periodic(cron="*/10 * * * *")
@app.task(name="assay.weigh_items", queue=OFFICE, queueing_lock="weigh-items", lock="weigh-items")
@with_fresh_connection
def weigh_assessments(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Work out how items do, where something was graded since."""
    for assessment in Assessment.objects.order_by("pk"):
        newest = TakeGrade.objects.filter(take__item__assessment=assessment).order_by("-graded_at").first()
        made = (
            assessment.items.exclude(figures=None).order_by("-figures__made_at").values_list("figures__made_at").first()
        )
        if newest is not None and (made is None or made[0] < newest.graded_at):
            weigh(assessment)


@app.task(name=TELL, queue=OFFICE, retry=RetryStrategy(max_attempts=5, exponential_wait=60))
@with_fresh_connection
def tell_of_second_look(attempt_id: int) -> None:
    """Write to whose no was taken back."""
    write_of_second_look(attempt_id)
