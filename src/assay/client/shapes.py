"""What the API answers, as far as the client names it. What a newer server adds is passed over."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """Base of all answers: frozen, and open to additions."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Membership(Shape):
    """A role in a project."""

    project: str
    role: str


class Me(Shape):
    """Whose token it is."""

    email: str
    name: str
    is_operator: bool
    projects: tuple[Membership, ...]


class Project(Shape):
    """A project."""

    slug: str
    name: str
    state: str
    currency: str
    deadline: date | None
    created_at: datetime


class Task(Shape):
    """A task in a project's list, with what has become of its places, in counts."""

    task_id: UUID
    code: str
    title: str
    language: str
    overlap: int
    in_progress: int
    submitted: int
    accepted: int
    candidates: int


class Offer(Shape):
    """A task that the caller may accept."""

    task_id: UUID
    code: str
    title: str
    language: str
    aspects: tuple[str, ...]
    candidate_count: int
    expected_minutes: int
    project: str


class Review(Shape):
    """A submitted review in a project's list."""

    review_id: UUID
    task_code: str
    task_title: str
    reviewer: str
    revision: int
    state: str
    finding_count: int
    active_ms: int
    submitted_at: datetime


class Finding(Shape):
    """A finding of a submitted review."""

    review_id: UUID
    task_id: UUID
    code: str
    candidate: str
    reviewer: str
    path: str
    start_line: int
    end_line: int
    category: str
    severity: str
    cwe: int | None
    proof: str
    title: str
    explanation: str


class Import(Shape):
    """An import: ``state`` is queued, running, done, refused (records are wrong), failed or cancelled."""

    id: UUID
    file: str
    dry_run: bool
    state: str
    good: int
    wrong: int
    problems: tuple[str, ...]
    tasks: int
    candidates: int
    passed_over: int
    problem: str


class FindingsIn(Shape):
    """What came in of a log of another tool; results that were passed over are counted by reason."""

    results: int
    findings: int
    candidates: int
    passed_over: dict[str, int]


class Plant(Shape):
    """A planted defect: ``task`` is the code of its task, empty while it waits."""

    plant: str
    title: str
    added_at: datetime
    task: str
    done: int
    caught: int


class PlantsAdded(Shape):
    """How many plants are new, and how many were there already."""

    added: int
    known: int


class ExportFile(Shape):
    """A file of an export; ``rows`` is None for the card and the manifest."""

    name: str
    rows: int | None
    address: str


class Export(Shape):
    """An export: ``state`` is queued, running, done, failed or cancelled. ``mark`` is where the next one goes on."""

    id: UUID
    format: str
    ending: str
    state: str
    percent: int
    problem: str
    mark: str | None
    files: tuple[ExportFile, ...]
