"""The rows of seeded tasks, in the order of the tables' columns."""

from __future__ import annotations

import hashlib
import json
import random
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import models

from assay.domain.rubric import Rubric
from assay_web.adjudication.models import KnownDefect
from assay_web.insight.synthetic import Flaw, Solution, body, code, judge, solution
from assay_web.review.models import Assignment, Decision, Review, ReviewFinding
from assay_web.tasks.models import Candidate, CandidateOrigin, EvidenceFinding, Examination, Task

PRICE_MINOR = 4_000
DAYS = 90
"""Over which the reviews are spread, up to now."""

_LANGUAGES = (("python", "app.py"), ("go", "app.go"), ("typescript", "app.ts"))
_RULES = (("bandit", "B101", 0.2), ("bandit", "B608", 0.9), ("ruff", "B023", 0.7), ("semgrep", "", 0.5))
"""Source, rule, and how often a finding of it is real."""

Row = tuple[object, ...]
Reserve = Callable[[type[models.Model], int], list[int]]


@dataclass(frozen=True)
class Plan:
    """How much to make. ``contested``: tasks whose conflicts are sought; the others wait for one more reviewer."""

    slug: str
    tasks: int = 1_000
    reviews: int = 3
    """Of each task."""
    candidates: int = 3
    """Of each task."""
    reviewers: int = 60
    models: int = 8
    contested: int = 200
    seed: int = 1


@dataclass(frozen=True)
class Author:
    """Who reviews, and how often they are right."""

    user: int
    skill: float


@dataclass
class Batch:
    """Rows by table, filled task by task."""

    plan: Plan
    draw: random.Random
    strengths: Mapping[str, float]
    rubric: Rubric
    rubric_key: str
    now: datetime
    project: int
    currency: str
    lead: int
    reserve: Reserve
    """Of all assignments."""
    tallies: Counter[str] = field(default_factory=Counter)
    """What the resting triggers would have counted."""
    findings: list[Row] = field(default_factory=list)
    _rows: dict[type[models.Model], list[Row]] = field(default_factory=dict)
    _ids: dict[type[models.Model], list[int]] = field(default_factory=dict)

    def tables(self) -> Iterator[tuple[type[models.Model], tuple[str, ...], list[Row]]]:
        """Every table with its columns and rows, those first that others point at."""
        for model, columns in _COLUMNS.items():
            yield model, columns, self.findings if model is ReviewFinding else self._rows.get(model, [])

    def add(self, number: int, authors: Sequence[Author]) -> None:
        """The task of that number (from 0) with candidates, evidence and reviews by some of ``authors``."""
        task = self._id(Task)
        language, path = _LANGUAGES[number % len(_LANGUAGES)]
        self._put(Task, self._task(task, number, language))
        names = self.draw.sample(sorted(self.strengths), self.plan.candidates)
        solutions = [solution(self.draw, name, self.strengths[name]) for name in names]
        candidates = [self._candidate(task, number, at, one, path) for at, one in enumerate(solutions)]
        evidence = [self._evidence(number, at, path) for at in range(len(candidates))]
        for slot, author in enumerate(self.draw.sample(authors, self.plan.reviews), 1):
            self._review(task, slot, author, solutions, candidates, evidence, path)

    def _task(self, task: int, number: int, language: str) -> Row:
        more = number >= self.plan.contested
        self.tallies.update(task=1, place=self.plan.reviews + more)
        return (
            task, self.project, self._uuid(), number + 1, f"seeded-{number}", f"Seeded task {number + 1}", language,
            ["correctness", "ranking"], "", "Make it count, also when two threads meet.", "{}", "{}",
            '{"files":{},"visible":[],"command":null,"timeout_s":10.0}', "", self.rubric_key, "", "",
            True, PRICE_MINOR, self.currency, self.plan.reviews + more, not more, 30, self.now,
        )  # fmt: skip

    def _candidate(self, task: int, number: int, position: int, one: Solution, path: str) -> int:
        candidate = self._id(Candidate)
        self.tallies["candidate ready"] += 1
        files = json.dumps({path: code(number, position)})
        key = self._key(number, position)
        self._put(Candidate, (candidate, task, position, f"seeded-{position}", files, key, "ready", ""))
        self._put(CandidateOrigin, (candidate, json.dumps({"model": one.model})))
        if self.draw.random() < 0.05:  # planted
            self._put(KnownDefect, self._known(candidate, one.flaws[0], path))
        return candidate

    def _known(self, candidate: int, flaw: Flaw, path: str) -> Row:
        name = f"planted-{candidate}"
        record = {
            "id": name, "path": path, "anchors": [{"start_line": flaw.line, "end_line": flaw.line + 1}],
            "category": flaw.category.value, "cwe": flaw.cwe, "severity": flaw.severity.value, "title": flaw.title,
            "explanation": "", "operator": "seeded",
        }  # fmt: skip
        return candidate, name, json.dumps(record), True, self.now

    def _evidence(self, number: int, position: int, path: str) -> tuple[str, float]:
        """One machine finding of the candidate; its id, and how often such a one is real."""
        examination, public_id = self._id(Examination), self._uuid()
        source, rule, real = self.draw.choice(_RULES)
        key = self._key(number, position)
        self._put(Examination, (examination, key, "analyzers", "seeded", None, self.now))
        record = {
            "candidate": f"seeded-{position}", "path": path, "start_line": 7, "end_line": 7, "aspect": "security",
            "category": "security", "severity": "minor", "title": f"{source} {rule} looks at line 7",
            "source": {"kind": "analyzer", "name": source, "rule": rule or None},
        }  # fmt: skip
        self._put(EvidenceFinding, (examination, public_id, 0, source, rule, "minor", json.dumps(record)))
        return str(public_id), real

    def _review(
        self,
        task: int,
        slot: int,
        author: Author,
        solutions: Sequence[Solution],
        candidates: Sequence[int],
        evidence: Sequence[tuple[str, float]],
        path: str,
    ) -> None:
        order = list(range(len(solutions)))
        self.draw.shuffle(order)
        said = judge(self.draw, solutions, author.skill, [one.id for one in self.rubric.criteria])
        answers = {key: self._answer(real) for key, real in evidence}
        written = body(self.draw, said, order, path, answers)
        assignment, review = self._id(Assignment), self._id(Review)
        at = self.now - timedelta(seconds=self.draw.randrange(DAYS * 86_400))
        accepted = self.draw.random() < 0.85
        state = "accepted" if accepted else "submitted"
        self.tallies[f"assignment {state}"] += 1
        active_ms = int(self.draw.lognormvariate(14.2, 0.5))
        begun = at - timedelta(milliseconds=active_ms)
        self._put(
            Assignment,
            (assignment, self._uuid(), task, self.project, author.user, slot, state, PRICE_MINOR, self.currency, order,
             begun, at, begun, at),
        )  # fmt: skip
        self._put(
            Review,
            (review, self._uuid(), assignment, 1, json.dumps(written), active_ms, f"seeded-{assignment}", begun, begun,
             at),
        )  # fmt: skip
        for position, (candidate, flaw) in enumerate(said.claims):
            self.findings.append(
                (review, candidates[candidate], position, path, flaw.line, flaw.line + 1, "correctness",
                 flaw.category.value, flaw.severity.value, flaw.cwe, "unproven")
            )  # fmt: skip
        if accepted:
            self._put(Decision, (review, True, "", self.lead, at + timedelta(minutes=30)))

    def _answer(self, real: float) -> dict[str, Any]:
        if self.draw.random() < real:
            return {"verdict": "real", "reason": None, "note": ""}
        return {"verdict": "false", "reason": "intended", "note": ""}

    def _put(self, model: type[models.Model], row: Row) -> None:
        self._rows.setdefault(model, []).append(row)

    def _id(self, model: type[models.Model]) -> int:
        ids = self._ids.setdefault(model, [])
        if not ids:
            ids += reversed(self.reserve(model, 1_000))
        return ids.pop()

    def _uuid(self) -> uuid.UUID:
        return uuid.UUID(int=self.draw.getrandbits(128), version=4)

    def _key(self, number: int, position: int) -> str:
        return hashlib.sha256(f"{self.plan.slug}:{number}:{position}".encode()).hexdigest()


_COLUMNS: dict[type[models.Model], tuple[str, ...]] = {
    Task: (
        "id", "project_id", "public_id", "number", "record_id", "title", "language", "aspects", "entry_point",
        "prompt", "base_files", "visible_tests", "tests", "reference", "rubric_id", "source", "license",
        "training_allowed", "price_minor", "currency", "overlap", "filled", "expected_minutes", "created_at",
    ),
    Candidate: (
        "id", "task_id", "position", "record_id", "files", "content_key", "evidence_state", "evidence_problem",
    ),
    CandidateOrigin: ("candidate_id", "origin"),
    KnownDefect: ("candidate_id", "name", "record", "planted", "made_at"),
    Examination: ("id", "content_key", "examiner", "version", "run", "created_at"),
    EvidenceFinding: ("examination_id", "public_id", "position", "source", "rule", "severity", "record"),
    Assignment: (
        "id", "public_id", "task_id", "project_id", "reviewer_id", "slot", "state", "price_minor", "currency", "order",
        "claimed_at", "lease_expires_at", "locked_at", "submitted_at",
    ),
    Review: (
        "id", "public_id", "assignment_id", "revision", "body", "active_ms", "idempotency_key", "claimed_at",
        "locked_at", "submitted_at",
    ),
    ReviewFinding: (
        "review_id", "candidate_id", "position", "path", "start_line", "end_line", "aspect", "category", "severity",
        "cwe", "proof",
    ),
    Decision: ("review_id", "accepted", "reason", "decided_by_id", "decided_at"),
}  # fmt: skip
"""Tables in the order in which rows may point at each other."""
