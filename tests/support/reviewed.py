"""The sample project, reviewed by a script: what three careful people could have said of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from assay import Reviewed, read_tasks
from assay.domain.finding import Category, Finding, Proof, Severity, Source, SourceKind
from assay.domain.review import (
    CandidateVerdict,
    Correction,
    EvidenceJudgement,
    EvidenceVerdict,
    Ranking,
    Review,
    Times,
    Verdict,
)
from assay.domain.run import Outcome, Run
from assay.domain.task import Aspect, Candidate, Task

SAMPLES = Path(__file__).parents[2] / "samples"
START = datetime(2025, 1, 31, 12, tzinfo=UTC)


@cache
def sample_tasks() -> list[Task]:
    """All of the demo's tasks."""
    tasks = [one for one in read_tasks(SAMPLES) if isinstance(one, Task)]
    assert len(tasks) == 24
    return tasks


def reviewed_samples(reviewers: int = 3) -> Iterator[Reviewed]:
    """Each sample task with the reviews of ``reviewers`` people."""
    for number, task in enumerate(sample_tasks()):
        yield Reviewed(task, tuple(review(task, who, number) for who in range(reviewers)))


def review(task: Task, who: int, number: int = 0, **changes: object) -> Review:
    """What reviewer ``who`` says: the candidates stand in the order of their ids, the last two tied by one reviewer in
    three; the first is accepted, the last rejected for a fault that a reproducer proves, and corrected where the task
    has a reference."""
    ids = [one.id for one in task.candidates]
    submitted = START + timedelta(hours=number, minutes=who)
    worst = task.candidates[-1]
    said = Review(
        id=f"{task.id}-{who}",
        task=task.id,
        reviewer=f"reviewer-{who}",
        presented=tuple(ids),
        rubric="default@1",
        findings=(finding(worst, who),),
        ranking=ranking(ids, tie=who == 2) if len(ids) > 1 else None,
        verdicts=tuple(verdict(one, at, len(ids)) for at, one in enumerate(ids)),
        corrections=(correction(task, worst),) if task.reference and who == 0 else (),
        evidence=(judged(worst, EvidenceVerdict.REAL if who else EvidenceVerdict.FALSE),),
        times=Times(claimed_at=START, submitted_at=submitted, active_s=60.5),
    )
    return said.model_copy(update=changes)


def ranking(ids: list[str], *, tie: bool = False) -> Ranking:
    groups = [(one,) for one in ids]
    return Ranking(order=(*groups[:-2], (ids[-2], ids[-1])) if tie else tuple(groups), justification="As it stands.")


def verdict(candidate: str, at: int, of: int) -> CandidateVerdict:
    said = Verdict.ACCEPT if at == 0 else Verdict.REJECT if at == of - 1 else Verdict.ACCEPT_WITH_CHANGES
    return CandidateVerdict(candidate=candidate, verdict=said)


def finding(candidate: Candidate, who: int) -> Finding:
    return Finding(
        candidate=candidate.id,
        path=next(iter(candidate.files)),
        start_line=1 + who,
        end_line=2 + who,
        aspect=Aspect.CORRECTNESS,
        category=Category.LOGIC,
        severity=Severity.MAJOR,
        title=f"Off by one, says {who}",
        explanation="The last element is never looked at.",
        proof=Proof.PROVEN if who == 0 else Proof.UNPROVEN,
        source=Source(kind=SourceKind.REVIEWER, name=f"reviewer-{who}"),
    )


def judged(candidate: Candidate, said: EvidenceVerdict) -> EvidenceJudgement:
    found = Finding(
        candidate=candidate.id,
        path=next(iter(candidate.files)),
        start_line=3,
        end_line=3,
        aspect=Aspect.QUALITY,
        category=Category.STYLE,
        severity=Severity.NIT,
        title="Line too long",
        source=Source(kind=SourceKind.ANALYZER, name="ruff", version="1", rule="E501"),
    )
    return EvidenceJudgement(finding=found, verdict=said)


def correction(task: Task, candidate: Candidate) -> Correction:
    """The reference, under the name of the candidate's own file where there is one each."""
    assert task.reference is not None
    files = dict(task.reference.files)
    if len(files) == len(candidate.files) == 1:
        files = dict(zip(candidate.files, files.values(), strict=True))
    run = Run(outcome=Outcome.PASSED, passed=1, total=1)
    return Correction(candidate=candidate.id, files=files, run=run)
