"""A whole project, simulated through the real services and a real database: does it find the truth, and what it costs.

    python benchmarks/project_simulation.py [--tasks 500] [--reviewers 30] [--models 8] [--seed 1]

Reviewers of known skill claim, review and submit tasks whose true verdicts are known, written by models whose true
order is known. The overlap is adaptive: two reviews, then one more while a verdict is uncertain, five at most.

- *Consensus*: share of right verdicts, and of those that were called settled (with probability .95 or more).
- *Reviews saved*: against the smallest fixed overlap that is as accurate, with the same answers.
- *Leaderboard*: models whose true rank lies in their rank range.
- *Pay*: what reviewers are owed, what the project has spent, and the sum of all entries.

It ends with 1 if the money does not add up, if settled verdicts are right less often than .93, or if more than one
model's true rank lies outside its range.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from _report import figure

from assay import load_rubric
from assay.domain.task import Aspect, Candidate, Language, Origin, Task, Tests
from assay.workflows.conclude import VERDICT_LABELS, Vote, conclude_verdicts
from assay_cli.platform.folder import DataFolder
from assay_cli.platform.instance import Instance, database, start_django
from assay_cli.platform.serve import migrate

FIRST, MOST = 2, 5
"""Reviews of a task to begin with, and at most."""

SETTLED_RIGHT = 0.93
PRICE_MINOR = 4_000
PATH = "app.py"


class World:
    """What is true, and what each reviewer would say of each task: drawn once, whoever asks in whatever order."""

    def __init__(self, seed: int, tasks: int, reviewers: int, models: int) -> None:
        from assay_web.insight.synthetic import solution, strengths

        self.seed = seed
        draw = random.Random(seed)  # noqa: S311 - a simulation
        self.strengths = strengths(models)
        self.skills = [draw.uniform(0.6, 0.95) for _ in range(reviewers)]
        self.criteria = [one.id for one in load_rubric("default").criteria]
        self.tasks = [
            [solution(draw, name, self.strengths[name]) for name in draw.sample(sorted(self.strengths), 2)]
            for _ in range(tasks)
        ]

    def said(self, task: int, reviewer: int) -> Any:  # noqa: ANN401 - of the platform, which starts later
        """What this reviewer says of this task."""
        from assay_web.insight.synthetic import judge

        draw = random.Random(f"{self.seed}:{task}:{reviewer}")  # noqa: S311 - a simulation
        return judge(draw, self.tasks[task], self.skills[reviewer], self.criteria)

    def records(self) -> list[Task]:
        """The tasks as they are imported."""
        from assay_web.insight.synthetic import code

        return [
            Task(
                id=f"task-{number}",
                title=f"Task {number}",
                prompt="Make it count.",
                language=Language.PYTHON,
                aspects=(Aspect.CORRECTNESS, Aspect.RANKING),
                tests=Tests(),
                candidates=tuple(
                    Candidate(id=f"c{at}", files={PATH: code(number, at)}, origin=Origin(model=one.model))
                    for at, one in enumerate(solutions)
                ),
            )
            for number, solutions in enumerate(self.tasks)
        ]


def main() -> int:
    """Simulate and print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("tasks", 500), ("reviewers", 30), ("models", 8), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="assay-bench-") as temporary:
        folder = DataFolder(Path(temporary) / "data")
        with database(folder) as url:
            start_django(Instance(folder, url))
            migrate()
            world = World(options.seed, options.tasks, options.reviewers, options.models)
            begin = time.perf_counter()
            project = run(world)
            print(f"simulated in {time.perf_counter() - begin:.0f} s")
            right = consensus(world, project)
            right &= board(world, project)
            right &= pay(project)
    return 0 if right else 1


def run(world: World) -> Any:  # noqa: ANN401 - a project
    """Everybody reviews one task after the other until there is none left for anybody; the lead accepts all."""
    from assay_web.accounts.services import create_user
    from assay_web.insight.services import make_figures, take_in
    from assay_web.projects.models import Budget, Project, Role
    from assay_web.projects.services import add_member, create_project
    from assay_web.tasks.services import import_tasks

    lead = create_user("lead@example.org", None)
    project = create_project(
        slug="simulated", name="Simulated", lead=lead, price_minor=PRICE_MINOR, overlap=FIRST, evidence_policy="never"
    )
    Project.objects.filter(pk=project.pk).update(overlap_max=MOST)
    Budget.objects.filter(project=project).update(total_minor=len(world.tasks) * MOST * PRICE_MINOR)
    project.refresh_from_db()
    people = [create_user(f"reviewer{number}@example.org", None) for number in range(len(world.skills))]
    for person in people:
        add_member(project, person, Role.REVIEWER)
    import_tasks(project, world.records())
    draw = random.Random(world.seed)  # noqa: S311 - a simulation
    while True:
        turn = list(enumerate(people))
        draw.shuffle(turn)
        if not sum(_review(world, project, lead, number, person) for number, person in turn):
            break
        while take_in():
            pass
    make_figures(project)
    return project


def _review(world: World, project: Any, lead: Any, number: int, person: Any) -> bool:  # noqa: ANN401 - of the platform
    """Whether there was a task for this person."""
    from assay_web.insight.synthetic import body
    from assay_web.review import services
    from assay_web.review.draft import DraftBody

    assignment = services.claim_next(person)
    if assignment is None:
        return False
    task = int(assignment.task.record_id.removeprefix("task-"))
    draw = random.Random(f"{world.seed}:{task}:{number}:ids")  # noqa: S311 - a simulation
    written = body(draw, world.said(task, number), assignment.order, PATH)
    draft = DraftBody.model_validate(written)
    review = services.submit(person, assignment.public_id, 0, draft, f"key-{assignment.pk}")
    services.accept_review(lead, project, review.public_id)
    return True


def consensus(world: World, project: Any) -> bool:  # noqa: ANN401 - a project
    """Print accuracy and the reviews that were saved."""
    from assay_web.insight.models import CandidateConsensus, Reading, TaskConsensus

    rows = CandidateConsensus.objects.filter(task__project=project).values_list(
        "task__task__record_id", "candidate__position", "verdict", "probability"
    )
    right, certain, certain_right = 0, 0, 0
    for record, position, verdict, probability in rows:
        true = VERDICT_LABELS[world.tasks[int(record.removeprefix("task-"))][position].verdict]
        right += verdict == true
        certain += probability >= 0.95
        certain_right += probability >= 0.95 and verdict == true
    whole = 2 * len(world.tasks)
    reviews = Reading.objects.filter(project=project).count()
    open_ = TaskConsensus.objects.filter(project=project).exclude(need="settled").count()
    accuracy, settled = right / whole, certain_right / max(certain, 1)
    print(f"adaptive overlap {FIRST}-{MOST}: {reviews} reviews of {len(world.tasks)} tasks, {accuracy:.3f} right")
    print(f"  of {certain} settled verdicts {settled:.3f} right; {open_} tasks left to adjudicators")
    enough = None
    for overlap in range(FIRST, MOST + 1):
        fixed = _fixed(world, overlap)
        print(f"fixed overlap {overlap}: {overlap * len(world.tasks)} reviews, {fixed:.3f} right")
        if enough is None and fixed >= accuracy:
            enough = overlap
    against = enough or MOST
    saved = against * len(world.tasks) - reviews
    print(f"saved against a fixed overlap of {against}: {saved} reviews ({saved / (against * len(world.tasks)):.0%})")
    figure("settled_right_percent", 100 * settled)
    figure("reviews_saved_percent", 100 * saved / (against * len(world.tasks)))
    return settled >= SETTLED_RIGHT


def _fixed(world: World, overlap: int) -> float:
    """Share of right verdicts when so many reviewers, in turn, review each task."""
    votes = []
    for task in range(len(world.tasks)):
        for turn in range(overlap):
            reviewer = (task * overlap + turn) % len(world.skills)
            for position, code in enumerate(world.said(task, reviewer).verdicts):
                votes.append(Vote(f"{task}:{position}", str(reviewer), VERDICT_LABELS[code]))
    found = conclude_verdicts(votes).verdicts
    right = sum(
        found[f"{task}:{position}"].label == VERDICT_LABELS[one.verdict]
        for task, solutions in enumerate(world.tasks)
        for position, one in enumerate(solutions)
    )
    return right / (2 * len(world.tasks))


def board(world: World, project: Any) -> bool:  # noqa: ANN401 - a project
    """Print the leaderboard beside the truth."""
    from assay_web.insight.selectors.stored import figures

    stored = figures(project, "leaderboard")["leaderboard"]
    assert stored is not None
    rows = stored["boards"]["|"]["rows"]
    true = {name: rank for rank, name in enumerate(world.strengths, 1)}
    held = sum(row["rank_low"] <= true[row["model"]] <= row["rank_high"] for row in rows)
    for row in rows:
        print(f"  {row['model']}: true rank {true[row['model']]}, range {row['rank_low']}-{row['rank_high']}")
    width = sum(row["rank_high"] - row["rank_low"] + 1 for row in rows) / len(rows)
    print(f"leaderboard: {held} of {len(true)} true ranks in their ranges, which hold {width:.1f} ranks on average")
    figure("true_ranks_in_their_ranges_percent", 100 * held / len(true))
    return held >= len(true) - 1


def pay(project: Any) -> bool:  # noqa: ANN401 - a project
    """Print what the ledger holds."""
    from django.db.models import Sum

    from assay_web.ledger.models import Account, Entry
    from assay_web.ledger.services import settle
    from assay_web.projects.models import Budget
    from assay_web.review.models import Assignment

    settle()
    prices = Assignment.objects.filter(task__project=project, state="accepted").aggregate(n=Sum("price_minor"))["n"]
    balances: dict[str, int] = defaultdict(int)
    for kind, minor in Account.objects.values_list("kind", "balance_minor"):
        balances[kind] += minor
    by_entries = dict(Entry.objects.values_list("account__kind").annotate(n=Sum("amount_minor")))
    sums = {kind: minor for kind, minor in balances.items() if minor != by_entries.get(kind, 0)}
    owed, everything = balances["payable"], sum(by_entries.values())
    committed = Budget.objects.get(project=project).committed_minor
    print(f"pay: frozen prices {prices}, payable to reviewers {owed}, committed of the budget {committed}")
    print(f"  all entries add up to {everything}; balances that differ from their entries: {len(sums)}")
    return owed == prices == committed and everything == 0 and not sums


if __name__ == "__main__":
    sys.exit(main())
