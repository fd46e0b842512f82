"""Claims on planted tasks of which the matcher cannot say what they name. Nothing tells whose they are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from assay.domain.finding import Finding
from assay.domain.gold import Gold
from assay_web.assessments.rules import VALUES
from assay_web.assessments.selectors.judging import KnownHere, lines_at
from assay_web.gold.known import known_of
from assay_web.gold.models import GoldDoubt
from assay_web.gold.policies import doubts_open_to
from assay_web.gold.said import said_on
from assay_web.kit.code import CodeLine
from assay_web.kit.markdown import render_markdown
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.projects.policies import Person
from assay_web.tasks.models import Candidate

PAGE = 100


@dataclass(frozen=True, slots=True)
class DoubtShown:
    """One claim, the code it is about, what is known of that code, and what it can turn out to be."""

    doubt_id: UUID
    title: str
    prompt: SafeString
    finding: Finding
    lines: list[CodeLine]
    known: list[KnownHere]
    choices: list[tuple[str, str]]


def doubts(person: Person, project: Project) -> QuerySet[GoldDoubt]:
    """Those that this person may settle, the oldest first."""
    return doubts_open_to(person).filter(result__project=project).order_by("pk")


def doubt_page(person: Person, project: Project, after: int = 0) -> tuple[list[UUID], int | None]:
    """A page of their ids, and the key after which the next one begins; None at the end."""
    found = doubts(person, project).filter(pk__gt=after).values_list("pk", "public_id")[: PAGE + 1]
    rows = list(found)
    return [public for _, public in rows[:PAGE]], rows[PAGE - 1][0] if len(rows) > PAGE else None


def doubt_shown(person: Person, project: Project, doubt_id: UUID) -> DoubtShown:
    """One of them.

    Raises:
        NotVisible: there is none for this person, or it is settled.
    """
    found = doubts(person, project).select_related("result__item__task").filter(public_id=doubt_id).first()
    task = found.result.item.task if found is not None else None
    claim = said_on(found.result.assignment_id).claim(found.key) if found is not None else None
    if found is None or task is None or claim is None:
        raise NotVisible("nothing to settle")
    code = Candidate.objects.get(task=task, record_id=claim.candidate)
    files: dict[str, str] = {**json.loads(task.base_files), **json.loads(code.files)}
    known = known_of(found.result.item)
    return DoubtShown(
        doubt_id=found.public_id,
        title=task.title,
        prompt=render_markdown(task.prompt),
        finding=claim.unsigned(),
        lines=lines_at(files, claim.path, claim.start_line, claim.end_line, task.language),
        known=[
            KnownHere(one, lines_at(files, one.path, one.anchors[0].start_line, one.anchors[0].end_line, task.language))
            for gold in known
            if gold.candidate == claim.candidate
            for one in gold.defects
        ],
        choices=list(choices(known, claim).items()),
    )


def choices(known: Sequence[Gold], claim: Finding) -> dict[str, str]:
    """What the claim can turn out to be, in words: a known defect of its candidate, or something else."""
    defects = [one for gold in known if gold.candidate == claim.candidate for one in gold.defects]
    return {f"hit:{one.id}": f"Names the known defect: {one.title}" for one in defects} | dict(VALUES)
