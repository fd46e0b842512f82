"""One yardstick in the platform: people, tools and critics, each on what it was asked about."""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.opinions import say
from tests.web.pages.world import HOSTILE, World, finding, task_record

from assay_web.adjudication.models import KnownDefect
from assay_web.insight.figures.sources import sources
from assay_web.insight.models import Figures
from assay_web.insight.services import make_figures, mark_stale_by_critics
from assay_web.tasks.models import Candidate, CriticRun, EvidenceFinding, Examination
from assay_web.tasks.services import import_tasks

TITLE = "Two writers lose an update without a lock"


def known(candidate: Candidate) -> None:
    KnownDefect.objects.create(
        candidate=candidate,
        name=f"defect-{candidate.pk}",
        planted=True,
        record={
            "id": f"defect-{candidate.pk}",
            "path": "app.py",
            "anchors": [{"start_line": 2, "end_line": 2}],
            "category": "concurrency",
            "cwe": 362,
            "severity": "major",
            "title": TITLE,
            "explanation": TITLE,
        },
    )


def record(kind: str, name: str, title: str = TITLE, line: int = 2) -> dict[str, object]:
    return {
        "path": "app.py", "start_line": line, "end_line": line, "aspect": "correctness", "category": "concurrency",
        "cwe": 362, "severity": "minor", "title": title, "explanation": title, "source": {"kind": kind, "name": name},
    }  # fmt: skip


def examined(candidate: Candidate, examiner: str, version: str, *records: dict[str, object]) -> Examination:
    examination = Examination.objects.create(content_key=candidate.content_key, examiner=examiner, version=version)
    for position, one in enumerate(records):
        EvidenceFinding.objects.create(
            examination=examination, position=position, source=one["source"]["name"], severity="minor", record=one  # type: ignore[index]
        )  # fmt: skip
    return examination


def heard(candidate: Candidate, critic: str, *records: dict[str, object]) -> None:
    CriticRun.objects.create(
        project=candidate.task.project,
        candidate=candidate,
        critic=critic,
        version="1",
        outcome="answered",
        examination=examined(candidate, "critic", f"{critic}@{candidate.pk}", *records),
        findings=len(records),
    )


@pytest.fixture
def measured(world: World) -> World:
    """Ten candidates with one known defect each: a critic finds them all, a tool none, another critic talks."""
    import_tasks(world.project, [task_record(f"task-{n}", f"Task {n}", prompt=f"{n}") for n in range(5)])
    for task in world.project.tasks.filter(record_id__startswith="task-"):
        for candidate in task.candidates.all():
            Candidate.objects.filter(pk=candidate.pk).update(content_key=f"key-{candidate.pk}")
            candidate.refresh_from_db()
            known(candidate)
            examined(candidate, "analyzers", "bandit=1 ruff=2", record("analyzer", "ruff", "Unused import", 20))
            heard(candidate, "sharp", record("critic", "sharp"))
            heard(candidate, "vague", record("critic", "vague", f"Consider renaming {HOSTILE}", 25))
    return world


def by_name(told: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["kind"], row["name"]): row for row in told["rows"]}


def test_each_source_is_graded_on_what_it_was_asked_about(measured: World) -> None:
    told = sources(measured.project)
    rows = by_name(told)
    assert (told["items"], told["defects"]) == (10, 10)
    assert set(rows) == {("analyzer", "bandit"), ("analyzer", "ruff"), ("critic", "sharp"), ("critic", "vague")}
    assert rows["critic", "sharp"]["recall"]["value"] == 1
    assert rows["critic", "sharp"]["recall"]["low"] > 0.7
    assert rows["critic", "vague"]["recall"]["value"] == 0
    assert rows["analyzer", "bandit"]["recall"] == rows["analyzer", "ruff"]["recall"]
    assert {row["asked"] for row in rows.values()} == {10}


def test_people_stand_beside_them(measured: World) -> None:
    task = measured.project.tasks.get(record_id="task-0")
    said = finding(position=0, severity="minor", title=TITLE, explanation=TITLE)
    review = say(measured, measured.reviewer, task, findings=[said])
    row = by_name(sources(measured.project))["reviewer", measured.reviewer.pseudonym]
    assert row["asked"] == 2
    assert row["counts"]["hit"] == 1
    assert review.pk


def test_a_critic_that_failed_was_not_asked(measured: World) -> None:
    candidate = Candidate.objects.filter(task__record_id="task-0").first()
    assert candidate is not None
    CriticRun.objects.create(
        project=measured.project, candidate=candidate, critic="broken", version="1", outcome="failed"
    )
    assert ("critic", "broken") not in by_name(sources(measured.project))


def test_without_known_defects_there_is_nothing_to_measure_by(world: World) -> None:
    assert sources(world.project)["rows"] == []


def test_the_page_tells_all_of_it(measured: World) -> None:
    make_figures(measured.project, ["sources"])
    page = measured.page(measured.lead, "/projects/concurrency/sources/")
    assert page.status == 200
    assert "sharp Critic" in page.text
    assert "100.0" in page.text
    assert HOSTILE not in page.html


def test_figures_of_sources_are_made_anew_when_a_critic_was_heard(measured: World) -> None:
    make_figures(measured.project, ["sources", "rules"])
    mark_stale_by_critics()
    assert not Figures.objects.filter(stale=True).exists()
    candidate = Candidate.objects.filter(task=measured.task).first()
    assert candidate is not None
    heard(candidate, "late")
    Figures.objects.update(made_at="2026-01-01T00:00:00Z")
    mark_stale_by_critics()
    assert list(Figures.objects.filter(stale=True).values_list("name", flat=True)) == ["sources"]
