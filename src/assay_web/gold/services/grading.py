"""From submitted planted tasks to results.

A catch counts where the first pass had it: what machines showed afterwards is nobody's find. An alarm counts where it
was submitted: whoever has thought better of it has raised none. Where the matcher cannot say what a claim names, and it
matters, leads do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from assay.domain.finding import Finding
from assay.domain.gold import Gold, Ruling
from assay.domain.review import Ranking
from assay.workflows.assess import FindingClass, ItemGrade, Settled, grade_item, ranks_first
from assay_web.gold.known import clean_twin, known_of, with_defect
from assay_web.gold.models import GoldDoubt, GoldResult
from assay_web.gold.said import Said, said_on
from assay_web.gold.services.watching import watch
from assay_web.kit.apart import done_apart
from assay_web.projects.models import Project
from assay_web.review.models import Assignment, AssignmentState
from assay_web.tasks.models import GoldItem

MOST_AT_ONCE = 200
_DONE = (AssignmentState.SUBMITTED, AssignmentState.ACCEPTED, AssignmentState.RETURNED)


def grade_gold() -> int:
    """Grade what was submitted on planted tasks and not graded yet, a first revision each; answers how many."""
    waiting = Assignment.objects.filter(task__gold__isnull=False, state__in=_DONE)
    graded = GoldResult.objects.filter(assignment__in=waiting).values("assignment")
    found = waiting.exclude(pk__in=graded).order_by("submitted_at", "pk")[:MOST_AT_ONCE]
    rows = list(found.values_list("pk", "reviewer", "task__project"))
    left_out = (done_apart(f"planted assignment {row[0]}", partial(_grade_and_watch, *row)) for row in rows)
    return sum(error is None for error in left_out)


def _grade_and_watch(assignment: int, user: int, project: int) -> None:
    _grade(assignment)
    watch(Project.objects.get(pk=project), user)


def _grade(assignment: int) -> None:
    item = GoldItem.objects.select_related("task").get(task__assignments=assignment)
    said = said_on(assignment)
    result, _ = GoldResult.objects.get_or_create(
        assignment_id=assignment,
        defaults={
            "item": item,
            "project_id": item.project_id,
            "user_id": said.reviewer,
            "submitted_at": said.submitted_at,
        },
    )
    grade_result(result)


def grade_result(result: GoldResult) -> None:
    """Store what a submission is worth by what is known and ruled now, and what leads have to rule on."""
    settled = {one.key: settled_as(one.value) for one in result.doubts.exclude(value="")}
    marks = marks_of(known_of(result.item), said_on(result.assignment_id), settled)
    result.caught, result.alarmed, result.ranked = marks.caught, marks.alarmed, marks.ranked
    result.save(update_fields=["caught", "alarmed", "ranked"])
    result.doubts.filter(value="").exclude(key__in=marks.in_doubt).delete()
    GoldDoubt.objects.bulk_create([GoldDoubt(result=result, key=key) for key in marks.in_doubt], ignore_conflicts=True)


@dataclass(frozen=True)
class Marks:
    """What a submission is worth. None: still in doubt, or nothing of the kind was there; ``in_doubt`` are the claims
    on which it depends.
    """

    caught: bool | None
    alarmed: bool | None
    ranked: bool | None
    in_doubt: tuple[str, ...]


def marks_of(known: Sequence[Gold], said: Said, settled: Mapping[str, Settled]) -> Marks:
    """Of what somebody said of the candidates of one planted task, by what people have ruled on their claims."""
    wrong, sound = with_defect(known), clean_twin(known)
    caught = _graded(wrong, said.first, settled)
    alarmed = _graded(sound, said.findings, settled)
    return Marks(
        caught.caught if caught else None,
        alarmed.alarmed if alarmed else None,
        _ranked(wrong, sound, said.ranking),
        (
            *(_unresolved(caught) if caught and caught.caught is None else ()),
            *(_unresolved(alarmed) if alarmed and alarmed.alarmed is None else ()),
        ),
    )


def _graded(gold: Gold | None, findings: Sequence[Finding], settled: Mapping[str, Settled]) -> ItemGrade | None:
    if gold is None:
        return None
    return grade_item(gold, [one for one in findings if one.candidate == gold.candidate], settled)


def _unresolved(grade: ItemGrade) -> list[str]:
    return [one.match.key for one in grade.findings if one.kind is FindingClass.UNRESOLVED]


def _ranked(wrong: Gold | None, sound: Gold | None, ranking: Ranking | None) -> bool | None:
    if wrong is None or sound is None or ranking is None:
        return None
    return ranks_first(ranking, sound.candidate, wrong.candidate)


def settled_as(value: str) -> Settled:
    """What a lead's ruling says, as a :class:`GoldDoubt` holds it."""
    ruling, _, defect = value.partition(":")
    return Settled(Ruling(ruling), defect or None)
