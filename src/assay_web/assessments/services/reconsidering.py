"""A no that was right by what was known, looked at again when more is known: it can become a yes, or an attempt to go
on with. A yes is never taken back.
"""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone
from procrastinate.contrib.django import app

from assay.workflows.assess import Part, Standing
from assay_web.assessments.models import LIVE, Attempt, AttemptState, Stage
from assay_web.assessments.services.deciding import judged, settle_attempt
from assay_web.tasks.evidence_queue import OFFICE

TELL = "assay.tell_of_second_look"

LEAST_WRITING_S = 1800
"""For written questions that were never shown, as the attempt had failed before."""


def reconsider(attempt: Attempt) -> None:
    """Decide a failed attempt anew, or give back the time that it had left. Whoever calls holds its lock.

    Where the person has begun again or passed since, the decision stands as it is: the newer attempt counts.
    """
    if attempt.state != AttemptState.FAILED or _by_writing(attempt) or _overtaken(attempt):
        return
    over = not attempt.spare_s
    standing = judged(attempt, ended=over).standing
    if standing is Standing.FAILED:
        return
    asks = standing is Standing.PASSED and attempt.assessment.questions.exists() and not attempt.answers.exists()
    attempt.decided_at, attempt.verdict, attempt.reopened_at = None, None, timezone.now()
    attempt.state, attempt.stage = AttemptState.GRADING, Stage.OVER
    if asks or standing is Standing.OPEN:
        attempt.state = AttemptState.PAUSED
        attempt.stage = Stage.WRITTEN if asks else Stage.ITEMS
        attempt.left_s = max(attempt.spare_s or 0, LEAST_WRITING_S if asks else 0)
        attempt.ended_at, attempt.ended_because = None, ""
    attempt.save()
    settle_attempt(attempt)
    if settings.EMAILS_LEAVE:
        app.configure_task(TELL, queue=OFFICE).defer(attempt_id=attempt.pk)


def _by_writing(attempt: Attempt) -> bool:
    """Whether all that a grade can change had been passed."""
    return (attempt.verdict or {}).get("because") not in set(Part)


def _overtaken(attempt: Attempt) -> bool:
    others = Attempt.objects.filter(
        assessment__project=attempt.assessment.project_id, person=attempt.person_id, pilot=False
    ).exclude(pk=attempt.pk)
    return others.filter(state__in=(*LIVE, AttemptState.PASSED)).exists()


def write_of_second_look(attempt_id: int) -> None:
    """Tell the person by mail."""
    attempt = Attempt.objects.select_related("assessment__project", "person").get(pk=attempt_id)
    name = " ".join(attempt.assessment.project.name.split())
    passed = attempt.state == AttemptState.PASSED
    onward = "You have passed." if passed else "Sign in and look under Assessments: you can go on where it ended."
    send_mail(
        f"Your assessment of {name}",
        f"The result of your assessment of {name} was taken back: people found a defect in its code that nobody had\n"
        f"planted, and what you said of it counts now.\n\n{onward}\n",
        settings.DEFAULT_FROM_EMAIL,
        [attempt.person.email],
    )
