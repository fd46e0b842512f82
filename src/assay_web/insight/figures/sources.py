"""One yardstick: what people, analyzers, probes and critics find of known defects, and how often they are right.

A critic that nobody sees is measured here like everybody else.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from assay.domain.finding import Finding, Severity, SourceKind
from assay.domain.gold import Defect, Gold, finding_key
from assay.errors import InputError
from assay.workflows.grade import Grader, Item, Row, Submission, grade_submissions
from assay_web.adjudication.models import KnownDefect
from assay_web.adjudication.opinions import opinion
from assay_web.adjudication.selectors.standing import STANDING
from assay_web.insight.figures.query import shown
from assay_web.projects.models import Project
from assay_web.review.models import Review
from assay_web.tasks.asking import latest_of_critics
from assay_web.tasks.imported import latest_imported
from assay_web.tasks.models import Candidate, EvidenceFinding, Examination, Examiner

MOST: Final = 500
"""Candidates with known defects that are graded on: the newest."""

_SHOWN: Final = ("recall", "localised_recall", "precision", "nitpick_rate", "false_rate")


@dataclass
class _Said:
    """What each source was asked about, and what it said there."""

    asked: dict[Grader, set[Item]] = field(default_factory=lambda: defaultdict(set))
    findings: dict[Grader, dict[Item, dict[str, Finding]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )

    def add(self, item: Item, finding: Finding) -> None:
        """A claim, and each witness's as its own."""
        for source in (finding.source, *finding.witnesses):
            grader = Grader(source.kind, source.name)
            self.asked[grader].add(item)
            if finding.severity is not Severity.GOOD:
                own = finding.model_copy(update={"source": source, "witnesses": (), "candidate": item[1]})
                self.findings[grader][item][finding_key(item[0], own)] = own

    def submissions(self) -> list[Submission]:
        """One per source, people first."""
        kinds = list(SourceKind)
        return [
            Submission(
                grader,
                frozenset(self.asked[grader]),
                {item: tuple(said.values()) for item, said in self.findings[grader].items()},
            )
            for grader in sorted(self.asked, key=lambda one: (kinds.index(one.kind), one.name))
        ]


def sources(project: Project) -> dict[str, Any]:
    """``rows``, one per source, each graded on the candidates it was asked about; ``items`` and ``defects`` in all."""
    candidates = _with_gold(project)
    gold = [_gold(one) for one in candidates]
    said = _Said()
    _by_reviewers(said, candidates)
    _by_tools(said, candidates)
    _by_critics(said, candidates, project)
    _by_imports(said, candidates, project)
    try:
        grades = grade_submissions(said.submissions(), gold, own_items=True)
    except InputError:  # nobody was asked about any of them
        return {"rows": [], "items": len(gold), "defects": 0, "limited": False}
    return {
        "rows": [_row(row) for row in grades.rows],
        "items": len(gold),
        "defects": sum(len(one.defects) for one in gold),
        "limited": len(gold) == MOST,
    }


def _with_gold(project: Project) -> list[Candidate]:
    known = KnownDefect.objects.filter(candidate__task__project=project)
    newest = known.order_by("-candidate").values_list("candidate", flat=True).distinct()[:MOST]
    found = Candidate.objects.filter(pk__in=list(newest)).prefetch_related("known_defects").order_by("pk")
    return list(found.only("pk", "task_id", "position", "content_key"))


def _item(candidate: Candidate) -> Item:
    return str(candidate.task_id), str(candidate.position)


def _gold(candidate: Candidate) -> Gold:
    task, position = _item(candidate)
    defects = [Defect.model_validate(one.record, strict=False) for one in candidate.known_defects.all()]
    return Gold(task=task, candidate=position, defects=tuple(defects))


def _by_reviewers(said: _Said, candidates: Sequence[Candidate]) -> None:
    positions: dict[int, list[int]] = defaultdict(list)
    for one in candidates:
        positions[one.task_id].append(one.position)
    rows = (
        Review.objects.filter(assignment__task__in=positions, assignment__state__in=STANDING)
        .order_by("assignment", "-revision")
        .distinct("assignment")
        .values_list("assignment", "assignment__task", "assignment__order", "assignment__reviewer__pseudonym", "body")
    )
    for assignment, task, order, pseudonym, body in rows:
        grader = Grader(SourceKind.REVIEWER, pseudonym)
        said.asked[grader] |= {(str(task), str(position)) for position in positions[task]}
        for claim in opinion(assignment, order, body).claims:
            if claim.position in positions[task]:
                source = claim.finding.source.model_copy(update={"name": pseudonym})
                said.add((str(task), str(claim.position)), claim.finding.model_copy(update={"source": source}))


def _by_tools(said: _Said, candidates: Sequence[Candidate]) -> None:
    items = _items(candidates)
    kinds = {Examiner.ANALYZERS.value: SourceKind.ANALYZER, Examiner.PROBES.value: SourceKind.PROBE}
    latest = list(
        Examination.objects.filter(content_key__in=items, examiner__in=kinds)
        .order_by("content_key", "examiner", "-id")
        .distinct("content_key", "examiner")
    )
    for one in latest:
        names = [part.partition("=")[0] for part in one.version.split(" ") if "=" in part]
        for name in names:
            if name not in {"for", ""}:
                said.asked[Grader(kinds[one.examiner], name)] |= items[one.content_key]
    _add(said, {one.pk: items[one.content_key] for one in latest})


def _by_critics(said: _Said, candidates: Sequence[Candidate], project: Project) -> None:
    heard = latest_of_critics(candidates, project.pk)
    items: dict[int, set[Item]] = defaultdict(set)
    for one in candidates:
        for critic, examination in heard.get(one.pk, ()):
            said.asked[Grader(SourceKind.CRITIC, critic)].add(_item(one))
            items[examination.pk].add(_item(one))
    _add(said, items)


def _by_imports(said: _Said, candidates: Sequence[Candidate], project: Project) -> None:
    items = _items(candidates)
    brought = latest_imported(candidates, project.pk)
    _add(said, {one.pk: items[content] for content, of_one in brought.items() for one in of_one})


def _items(candidates: Iterable[Candidate]) -> dict[str, set[Item]]:
    """By content: candidates with the same content share what was said of it."""
    items: dict[str, set[Item]] = defaultdict(set)
    for one in candidates:
        items[one.content_key].add(_item(one))
    return items


def _add(said: _Said, items: Mapping[int, set[Item]]) -> None:
    rows = EvidenceFinding.objects.filter(examination__in=items).values_list("examination", "record")
    for examination, record in rows.iterator(chunk_size=2_000):
        finding = Finding.model_validate_json(json.dumps(record))
        for item in items[examination]:
            said.add(item, finding)


def _row(row: Row) -> dict[str, Any]:
    return {
        "kind": row.grader.kind.value,
        "name": row.grader.name,
        "asked": row.asked,
        "counts": {kind.value: count for kind, count in row.card.counts.items()},
        "open": row.card.open_defects,
        **{name: shown(row.card.figures[name]) for name in _SHOWN},
    }
