"""Taking an assessment: beginning, the clock, the next item, pausing, handing in. The attempt's row is the lock."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from assay_web.accounts.models import User
from assay_web.assessments.models import (
    LIVE,
    Answer,
    Assessment,
    AssessmentState,
    Attempt,
    AttemptState,
    Item,
    Stage,
    Take,
)
from assay_web.assessments.policies import attempts_of
from assay_web.assessments.rules import PILOT_ITEMS, Kinds, OnOffer, choose, choose_for_pilot
from assay_web.assessments.selectors.standing import StandingState, last_attempt, standing
from assay_web.assessments.services.deciding import (
    RAN_OUT,
    advance,
    end,
    leave_items,
    needs,
    needs_pair,
    settle_attempt,
    wait_for_people,
)
from assay_web.kit.refusals import Conflict, Gone, Refusal
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.review.models import OPEN_STATES, Assignment
from assay_web.review.services import hand_out, take_back
from assay_web.tasks.models import GoldItem, SeenCode


@transaction.atomic
def begin(person: User, project: Project) -> Attempt:
    """An attempt at the open assessment of ``project``, whose clock starts with the first item; one that is under way
    is answered again.

    Raises:
        Refusal: the project has no open assessment, or this person has qualified, or must wait; the message says until
            when.
    """
    assessment = (
        Assessment.objects.select_for_update(no_key=True).filter(project=project, state=AssessmentState.OPEN).first()
    )
    shown = standing(person, project)
    if shown.state in {StandingState.RUNNING, StandingState.GRADING}:
        found = last_attempt(person, project)
        assert found is not None  # noqa: S101 - it is what stands
        return found
    if shown.state is StandingState.PASSED:
        raise Refusal("You have passed the assessment of this project already")
    if shown.state in {StandingState.FAILED, StandingState.APPEALED} and shown.until is not None:
        raise Refusal(f"You can try again here from {shown.until:%-d %B %Y} on; other projects may be open to you now")
    if assessment is None:
        raise Refusal("This project has no open assessment now")
    return Attempt.objects.create(assessment=assessment, person=person)


@transaction.atomic
def begin_pilot(person: User, assessment: Assessment) -> Attempt:
    """An attempt that measures items and decides nothing about the person.

    Raises:
        Refusal: this person is taking it already.
    """
    live = attempts_of(person).filter(assessment=assessment, state__in=LIVE).first()
    if live is not None:
        raise Refusal(f"{person.get_full_name()} is taking it already")
    return Attempt.objects.create(assessment=assessment, person=person, pilot=True)


@transaction.atomic
def next_item(person: User, attempt_id: UUID) -> Assignment | None:
    """The item that is open, or another one; None when there is none to come. The first starts the clock.

    Raises:
        NotVisible: it is not this person's.
        Gone: the time is over.
        Conflict: it is paused.
    """
    attempt = locked_attempt(person, attempt_id)
    if attempt.state == AttemptState.PAUSED:
        raise Conflict("The clock stands still; go on before you take the next item")
    if attempt.state == AttemptState.READY:
        _start(attempt)
    if attempt.state != AttemptState.RUNNING:
        return None
    _refuse_over(attempt)
    if attempt.stage != Stage.ITEMS:
        return None
    open_take = attempt.takes.filter(assignment__state__in=OPEN_STATES).select_related("assignment").first()
    if open_take is not None:
        return open_take.assignment
    advance(attempt)
    return _another(attempt) if attempt.state == AttemptState.RUNNING and attempt.stage == Stage.ITEMS else None


def _another(attempt: Attempt) -> Assignment | None:
    """A further item; without one the items are over, or people have to judge what is open first. Pairs come last: who
    fails the tests is not asked for more.
    """
    dice = random.SystemRandom()
    if not attempt.pilot and not any(needs(attempt)):
        if not needs_pair(attempt):
            wait_for_people(attempt)
            return None
        item = choose_for_pilot(on_offer(attempt, pairs=True), dice)
    else:
        item = _choose(attempt, dice)
    if item is None:
        leave_items(attempt, RAN_OUT)
        return None
    return _give(attempt, item)


@transaction.atomic
def pause(person: User, attempt_id: UUID) -> None:
    """Stop the clock. What is open is closed until it goes on, with its draft kept: nobody reads on meanwhile.

    Raises:
        NotVisible: it is not this person's.
        Gone: the time is over, or the attempt.
        Refusal: this assessment is taken in one go.
    """
    attempt = locked_attempt(person, attempt_id)
    if attempt.state == AttemptState.PAUSED:
        return
    _refuse_over(attempt)
    if attempt.state != AttemptState.RUNNING or attempt.ends_at is None:
        raise Conflict("The clock has not started yet")
    if not attempt.assessment.may_pause:
        raise Refusal("This assessment is taken in one go; its clock does not stop")
    take_back(Assignment.objects.filter(take__attempt=attempt))
    attempt.left_s = max(0, int((attempt.ends_at - timezone.now()).total_seconds()))
    attempt.state, attempt.ends_at, attempt.pauses = AttemptState.PAUSED, None, attempt.pauses + 1
    attempt.save(update_fields=["left_s", "state", "ends_at", "pauses"])


@transaction.atomic
def resume(person: User, attempt_id: UUID) -> None:
    """Let the clock go on, and open what was open.

    Raises:
        NotVisible: it is not this person's.
        Gone: the attempt is over.
    """
    attempt = locked_attempt(person, attempt_id)
    if attempt.state == AttemptState.RUNNING:
        return
    if attempt.state != AttemptState.PAUSED or attempt.left_s is None:
        raise Gone("This attempt is over")
    attempt.ends_at = timezone.now() + timedelta(seconds=attempt.left_s)
    attempt.state, attempt.left_s = AttemptState.RUNNING, None
    attempt.save(update_fields=["ends_at", "state", "left_s"])
    waiting = (
        attempt.takes.filter(assignment__submitted_at=None, grade=None)
        .select_related("item__task")
        .order_by("position")
        .last()
    )
    if waiting is not None:
        hand_out(person, waiting.item.task, attempt.ends_at)


@transaction.atomic
def save_answers(person: User, attempt_id: UUID, answers: Mapping[int, str], *, hand_in: bool) -> Attempt:
    """Store written answers by the position of their question; handed in, they stand for good.

    Raises:
        NotVisible: it is not this person's.
        Gone: the time is over, or the attempt.
        Conflict: it is paused, or at its items.
    """
    attempt = locked_attempt(person, attempt_id)
    _refuse_over(attempt)
    if attempt.state != AttemptState.RUNNING or attempt.stage != Stage.WRITTEN:
        raise Conflict("Written questions come after the items, while the clock goes on")
    for question in attempt.assessment.questions.all():
        if question.position in answers:
            text = answers[question.position][:20_000]
            Answer.objects.update_or_create(attempt=attempt, question=question, defaults={"text": text})
    if hand_in:
        end(attempt, "written")
        settle_attempt(attempt)
    return attempt


@transaction.atomic
def stop(person: User, attempt_id: UUID) -> None:
    """End the attempt with what has been handed in so far.

    Raises:
        NotVisible: it is not this person's.
        Gone: it is over.
    """
    attempt = locked_attempt(person, attempt_id)
    if attempt.state not in {AttemptState.READY, AttemptState.RUNNING, AttemptState.PAUSED}:
        raise Gone("This attempt is over")
    if attempt.state == AttemptState.READY:
        _start(attempt)
    end(attempt, "stopped")
    settle_attempt(attempt)


def end_run_out() -> int:
    """End the attempts whose time is over; answers how many."""
    late = Attempt.objects.filter(state=AttemptState.RUNNING, ends_at__lt=timezone.now()).values_list("pk", flat=True)
    ended = 0
    for pk in list(late):
        with transaction.atomic():
            attempt = Attempt.objects.select_for_update().select_related("assessment").get(pk=pk)
            if attempt.state == AttemptState.RUNNING and attempt.ends_at and attempt.ends_at < timezone.now():
                end(attempt, "time")
                settle_attempt(attempt)
                ended += 1
    return ended


def locked_attempt(person: User, attempt_id: UUID) -> Attempt:
    """The person's own attempt, locked for this transaction.

    Raises:
        NotVisible: there is none, or it is somebody else's.
    """
    mine = attempts_of(person).filter(public_id=attempt_id)
    attempt = mine.select_related("assessment__project").select_for_update(of=("self",)).first()
    if attempt is None:
        raise NotVisible("no such attempt")
    return attempt


def _start(attempt: Attempt) -> None:
    now = timezone.now()
    attempt.state, attempt.started_at = AttemptState.RUNNING, now
    attempt.ends_at = now + timedelta(minutes=attempt.assessment.minutes)
    attempt.save(update_fields=["state", "started_at", "ends_at"])


def _refuse_over(attempt: Attempt) -> None:
    if attempt.state not in {AttemptState.READY, AttemptState.RUNNING, AttemptState.PAUSED}:
        raise Gone("This attempt is over")
    if attempt.ends_at is not None and attempt.ends_at < timezone.now():
        raise Gone("The time of this assessment is over; nothing more is taken in")


def _give(attempt: Attempt, item_id: int) -> Assignment:
    assert attempt.ends_at is not None  # noqa: S101 - a constraint of the table, while it runs
    item = (
        Item.objects.select_related("task", "figures", "source").defer("task__tests", "task__reference").get(pk=item_id)
    )
    assignment = hand_out(attempt.person, item.task, attempt.ends_at)
    Take.objects.create(
        attempt=attempt,
        item=item,
        source_id=item.source_id,
        person_id=attempt.person_id,
        assignment=assignment,
        position=attempt.takes.count() + 1,
        difficulty=item.figures.difficulty or 0.0 if hasattr(item, "figures") else 0.0,
    )
    SeenCode.objects.get_or_create(user_id=attempt.person_id, digest=item.source.digest)
    return assignment


def _choose(attempt: Attempt, dice: random.Random) -> int | None:
    pool = on_offer(attempt)
    given = list(attempt.takes.filter(item__gold__sound="").values_list("item__gold__is_clean", flat=True))
    if attempt.pilot:
        return choose_for_pilot(pool, dice) if len(given) < PILOT_ITEMS else None
    defects, twins = needs(attempt)
    assessment = attempt.assessment
    kinds = Kinds(
        defects, twins, given.count(False) < assessment.most_defects, given.count(True) < assessment.most_twins
    )
    return choose(pool, kinds, dice)


def on_offer(attempt: Attempt, *, pairs: bool = False) -> list[OnOffer]:
    """Items, or pairs to rank, from code that this person has not been given in any version, here or in a project."""
    seen = Take.objects.filter(person=attempt.person_id).values("source")
    elsewhere = GoldItem.objects.filter(task__assignments__reviewer=attempt.person_id).values("digest")
    rows = (
        Item.objects.filter(~Q(gold__sound="") if pairs else Q(gold__sound=""))
        .filter(assessment=attempt.assessment_id, retired_at=None)
        .exclude(source__in=seen)
        .exclude(source__digest__in=elsewhere)
        .annotate(taken=Count("takes"))
        .values_list("pk", "gold__is_clean", "figures__difficulty", "taken")
    )
    return [OnOffer(pk, clean, difficulty or 0.0, taken) for pk, clean, difficulty, taken in rows]
