"""One task for an adjudicator: its code with everybody's findings, and its conflicts. No names, no origins.

Reviewers are r1, r2… and candidates A, B… in orders that are this task's own, so that neither tells who or what it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString

from assay.domain.finding import Finding
from assay.domain.rubric import Criterion, Rubric
from assay_web.accounts.models import User
from assay_web.adjudication.models import Appeal, Conflict, ConflictState, Ruling
from assay_web.adjudication.opinions import Opinion
from assay_web.adjudication.policies import open_to, seen_by_adjudicator
from assay_web.adjudication.rules import shuffled
from assay_web.adjudication.selectors.code import FileView, file_views
from assay_web.adjudication.selectors.standing import opinions_of
from assay_web.adjudication.wording import Choice, choices, say
from assay_web.kit.markdown import render_markdown
from assay_web.kit.visibility import NotVisible
from assay_web.review.models import Assignment
from assay_web.review.rules import letters
from assay_web.tasks.models import Candidate, Task
from assay_web.tasks.rubrics import rubric_of


@dataclass(frozen=True, slots=True)
class Names:
    """What people and candidates are called on this task: assignment to r1…, position to A…"""

    people: Mapping[int, str]
    letters: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class SaidBy:
    """One reviewer's answer. ``value`` is what taking it posts; empty when they said nothing of it."""

    name: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class MemberView:
    """A finding that a conflict is about: whose, which number of theirs, and what it says."""

    name: str
    number: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class ConflictView:
    """One conflict with all that the page shows of it."""

    conflict: Conflict
    letter: str
    criterion: Criterion | None
    answers: list[SaidBy]
    groups: list[list[MemberView]]
    choices: list[Choice]
    outcome: str
    may_rule: bool
    appeals: list[str]
    rulings: list[Ruling]
    """Of the round that settled it; of an open one nobody sees any."""

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody."""
        return bool(self.conflict.state == ConflictState.OPEN)


@dataclass(frozen=True, slots=True)
class CandidateView:
    """A candidate's files with the findings under their lines."""

    letter: str
    files: list[FileView]
    finding_count: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole page."""

    task: Task
    prompt_html: SafeString
    candidates: list[CandidateView]
    conflicts: list[ConflictView]
    people: list[str]

    @property
    def open_count(self) -> int:
        """Conflicts that this person may still rule on."""
        return sum(one.may_rule for one in self.conflicts)


def sheet(user: User, task_id: UUID, *, only: UUID | None = None) -> Sheet:
    """The task with its conflicts, or with one of them.

    Raises:
        NotVisible: there is no such task with conflicts for this person.
    """
    found = seen_by_adjudicator(user).filter(task__public_id=task_id).order_by("-weight", "pk")
    conflicts = list(found.filter(public_id=only) if only else found)
    if not conflicts:
        raise NotVisible("no such task")
    task = Task.objects.select_related("project").defer("tests", "reference").get(public_id=task_id)
    names = names_of(task)
    opinions = opinions_of([task.pk]).get(task.pk, [])
    waiting = set(open_to(user).filter(task=task).values_list("pk", flat=True))
    extras = _Extras.of(conflicts)
    rubric = rubric_of(task)
    return Sheet(
        task=task,
        prompt_html=render_markdown(task.prompt),
        candidates=[] if only else _candidates(task, names, opinions),
        conflicts=[_conflict(one, names, opinions, rubric, extras, may_rule=one.pk in waiting) for one in conflicts],
        people=list(names.people.values()),
    )


def names_of(task: Task) -> Names:
    """What everybody and everything is called on this task, the same for every adjudicator."""
    people = Assignment.objects.filter(task=task, reviews__isnull=False).distinct().values_list("pk", flat=True)
    positions = list(Candidate.objects.filter(task=task).values_list("position", flat=True))
    return Names(
        {pk: f"r{number}" for number, pk in enumerate(shuffled(task.public_id, list(people), "people"), 1)},
        dict(zip(shuffled(task.public_id, positions, "candidates"), letters(len(positions)), strict=True)),
    )


@dataclass(frozen=True)
class _Extras:
    rulings: Mapping[int, list[Ruling]]
    appeals: Mapping[int, list[str]]

    @staticmethod
    def of(conflicts: Sequence[Conflict]) -> _Extras:
        rulings: dict[int, list[Ruling]] = {}
        rounds = {one.pk: one.round for one in conflicts if one.state == ConflictState.CLOSED}
        for ruling in Ruling.objects.filter(conflict__in=rounds).order_by("pk"):
            if ruling.round == rounds[ruling.conflict_id]:
                rulings.setdefault(ruling.conflict_id, []).append(ruling)
        appeals: dict[int, list[str]] = {}
        for appeal in Appeal.objects.filter(conflict__in=[one.pk for one in conflicts]).order_by("pk"):
            appeals.setdefault(appeal.conflict_id, []).append(appeal.text)
        return _Extras(rulings, appeals)


def _conflict(
    conflict: Conflict,
    names: Names,
    opinions: Sequence[Opinion],
    rubric: Rubric,
    extras: _Extras,
    *,
    may_rule: bool,
) -> ConflictView:
    criterion = next((one for one in rubric.criteria if one.id == conflict.criterion), None)
    answers = sorted(
        (
            SaidBy(
                names.people.get(one["assignment"], "r?"),
                "" if one["value"] is None else str(one["value"]),
                say(conflict.kind, one["value"], names.letters),
            )
            for one in conflict.answers
        ),
        key=lambda one: one.name,
    )
    return ConflictView(
        conflict=conflict,
        letter=names.letters.get(-1 if conflict.position is None else conflict.position, ""),
        criterion=criterion,
        answers=answers,
        groups=_groups(conflict, names, opinions),
        choices=choices(conflict.kind, [one.value for one in answers], criterion, names.letters),
        outcome=say(conflict.kind, conflict.outcome, names.letters) if conflict.state == ConflictState.CLOSED else "",
        may_rule=may_rule,
        appeals=extras.appeals.get(conflict.pk, []),
        rulings=extras.rulings.get(conflict.pk, []),
    )


def _groups(conflict: Conflict, names: Names, opinions: Sequence[Opinion]) -> list[list[MemberView]]:
    known = {
        (one.assignment, claim.id): MemberView(names.people.get(one.assignment, "r?"), number, claim.finding)
        for one in opinions
        for number, claim in enumerate(one.claims, 1)
    }
    return [[known[tuple(member)] for member in group if tuple(member) in known] for group in conflict.members]


def _candidates(task: Task, names: Names, opinions: Sequence[Opinion]) -> list[CandidateView]:
    claims = [
        (names.people.get(one.assignment, "r?"), number, claim)
        for one in opinions
        for number, claim in enumerate(one.claims, 1)
    ]
    base = json.loads(task.base_files)
    views = []
    for candidate in Candidate.objects.filter(task=task):
        mine = [(name, number, one.finding) for name, number, one in claims if one.position == candidate.position]
        files = {**base, **json.loads(candidate.files)} if mine else json.loads(candidate.files)
        views.append(
            CandidateView(names.letters[candidate.position], file_views(files, mine, task.language), len(mine))
        )
    return sorted(views, key=lambda one: one.letter)
