"""The consensus of a project, estimated anew or, for a few tasks of a large one, from how its reviewers err."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict

from django.db import transaction

from assay.workflows.conclude import (
    VERDICT_LABELS,
    Consensus,
    Rated,
    Spread,
    Verdict,
    conclude_verdicts,
    pooled_spread,
    rate_units,
    weigh_votes,
)
from assay_web.adjudication.opinions import order_text
from assay_web.adjudication.selectors import settled_verdicts
from assay_web.insight.models import CandidateConsensus, Fit, Reading, TaskConsensus
from assay_web.insight.rules import Read, must_fit_anew, need_of, ranked, reliabilities, scores_of, unit, votes_of
from assay_web.projects.models import Project
from assay_web.tasks.models import Candidate, Task

_BATCH = 2_000


@transaction.atomic
def update_consensus(project: Project, tasks: Collection[int]) -> dict[int, set[int]]:
    """Bring the consensus on these tasks up to date, and on all tasks when everything was estimated anew.

    Answers for each task the positions whose verdict is certain by votes or by adjudicators.
    """
    readings = Reading.objects.filter(project=project)
    fit = Fit.objects.filter(project=project).first()
    count = readings.count()
    gone = set(tasks) - set(readings.filter(task__in=tasks).values_list("task", flat=True))
    TaskConsensus.objects.filter(task__in=gone).delete()
    if not count:
        return {task: set() for task in tasks}
    if must_fit_anew(count, fit.readings if fit else None):
        reads = _read(readings)
        votes = votes_of(reads)
        found = conclude_verdicts(votes, settled_verdicts(project)) if votes else None
        fit = _store_fit(project, count, found, reads)
        verdicts: Mapping[str, Verdict] = found.verdicts if found else {}
    else:
        assert fit is not None  # noqa: S101 - must_fit_anew says so
        reads = _read(readings.filter(task__in=tasks))
        known = settled_verdicts(project, tasks)
        verdicts = weigh_votes(votes_of(reads), fit.prevalence, reliabilities(fit.reviewers), known)
    return _store(project, reads, verdicts, fit)


def _read(readings: object) -> list[Read]:
    rows = readings.values_list("task", "reviewer", "verdicts", "ranks", "ratings")  # type: ignore[attr-defined]
    return [Read(*row) for row in rows.iterator(chunk_size=_BATCH)]


def _store_fit(project: Project, count: int, found: Consensus | None, reads: Sequence[Read]) -> Fit:
    spreads = {name: asdict(pooled_spread(scores)) for name, scores in scores_of(reads).items()}
    fit, _ = Fit.objects.update_or_create(
        project=project,
        defaults={
            "model": found.model.value if found else "",
            "readings": count,
            "prevalence": dict(found.prevalence) if found else dict.fromkeys(VERDICT_LABELS, 1 / len(VERDICT_LABELS)),
            "reviewers": {name: asdict(one) for name, one in found.reviewers.items()} if found else {},
            "spreads": spreads,
        },
    )
    return fit


def _store(project: Project, reads: Sequence[Read], verdicts: Mapping[str, Verdict], fit: Fit) -> dict[int, set[int]]:
    by_task: dict[int, list[Read]] = defaultdict(list)
    for one in reads:
        by_task[one.task].append(one)
    ratings = _ratings(reads, fit)
    settled: dict[int, set[int]] = {}
    names = list(by_task)
    for start in range(0, len(names), _BATCH):
        some = names[start : start + _BATCH]
        most = _most_reviews(project, some)
        tasks, candidates = [], []
        places = {(task, position): pk for task, position, pk in _candidates(some)}
        for task in some:
            of_task = {
                position: verdicts[unit(task, position)]
                for position in range(len(by_task[task][0].verdicts))
                if unit(task, position) in verdicts
            }
            settled[task] = {position for position, one in of_task.items() if need_of([one], most[task]) == "settled"}
            tasks.append(_task_row(project, task, by_task[task], list(of_task.values()), most[task]))
            candidates += [
                _candidate_row(places[task, position], task, one, ratings.get((task, position), {}))
                for position, one in of_task.items()
                if (task, position) in places
            ]
        _write(tasks, candidates)
    return settled


def _most_reviews(project: Project, tasks: Sequence[int]) -> dict[int, int]:
    rows = Task.objects.filter(pk__in=tasks).values_list("pk", "overlap")
    return {task: max(overlap, project.overlap_max or 0) for task, overlap in rows}


def _candidates(tasks: Sequence[int]) -> list[tuple[int, int, int]]:
    return list(Candidate.objects.filter(task__in=tasks).values_list("task", "position", "pk"))


def _ratings(reads: Sequence[Read], fit: Fit) -> dict[tuple[int, int], dict[str, Rated]]:
    found: dict[tuple[int, int], dict[str, Rated]] = defaultdict(dict)
    for criterion, scores in scores_of(reads).items():
        spread = Spread(**fit.spreads.get(criterion, {"variance": 0.0, "freedom": 0}))
        for place, rated in rate_units(scores, spread).items():
            found[place][criterion] = rated
    return found


def _task_row(
    project: Project, task: int, reads: Sequence[Read], verdicts: Sequence[Verdict], most: int
) -> TaskConsensus:
    return TaskConsensus(
        task_id=task,
        project=project,
        reviews=len(reads),
        need=need_of(verdicts, most),
        probability=min((one.probability for one in verdicts), default=0.0),
        ranking=ranked([order_text([rank or None for rank in one.ranks]) for one in reads]),
    )


def _candidate_row(candidate: int, task: int, verdict: Verdict, ratings: Mapping[str, Rated]) -> CandidateConsensus:
    return CandidateConsensus(
        candidate_id=candidate,
        task_id=task,
        verdict=verdict.label,
        probability=verdict.probability,
        chances=[verdict.chances[label] for label in VERDICT_LABELS],
        n=verdict.n,
        known=verdict.known,
        ratings={name: [one.value, one.low, one.high, one.n] for name, one in ratings.items()},
    )


def _write(tasks: Sequence[TaskConsensus], candidates: Sequence[CandidateConsensus]) -> None:
    TaskConsensus.objects.bulk_create(
        tasks,
        update_conflicts=True,
        unique_fields=["task"],
        update_fields=["reviews", "need", "probability", "ranking", "made_at"],
    )
    CandidateConsensus.objects.bulk_create(
        candidates,
        update_conflicts=True,
        unique_fields=["candidate"],
        update_fields=["verdict", "probability", "chances", "n", "known", "ratings"],
    )
