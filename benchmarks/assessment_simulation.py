"""An assessment taken by people of known skill, through the real services and a real database: who passes, and is that
what was promised.

    python benchmarks/assessment_simulation.py [--reviewers 200] [--pilots 80] [--sources 80] [--seed 1]

Items have true difficulties from N(0, 1). People of skills from N(0, 1) pilot them; what they catch gives the
difficulties that the tests then use. Candidates of known skill and known rate of false alarms take attempts: they are
given items, hand reviews in, and are graded and decided by the platform as everybody is.

- *Pass rates* on defects: 3.5, 87 and 99.7 % at 42, 70 and 84 % true recall; on sound code, 8 % of those who raise a
  false alarm on 30 % of it, and 91 % of those who do on 10 %; of those who flood every item with nitpicks nobody. These
  hold on average over assessments. In one of them everybody meets the same items near the middle, whose difficulties
  are estimates, so that its own rates lie about 4 points around them (one standard deviation, 80 pilots). What the
  sequential test must give with this assessment's difficulties is therefore worked out beside, and each rate must lie
  within three standard errors of that.
- *Length*: items until the decision. *Difficulty*: correlation of what was estimated with the truth.
- *Leaks*: sound items that were retired; of two items that everybody knows from some day on, how many were.

It ends with 1 if a rate is not reproduced, or if somebody was given two versions of one piece of code.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import tempfile
import time
import uuid
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assay_cli.platform.folder import DataFolder
from assay_cli.platform.instance import Instance, database, start_django
from assay_cli.platform.serve import migrate

sys.path.insert(0, str(Path(__file__).parents[1]))
from _report import figure
from tests.support.assessing import EXPLANATION, LINE, TITLE, plant

Any_ = Any  # of the platform, which starts later


@dataclass(frozen=True)
class Level:
    """People of one kind, how many of 200, and the share of them that should pass."""

    name: str
    theta: float
    alarms: float
    share: float
    promised: float
    nits: int = 0
    """Nitpicks about every item, beside what they find."""


LEVELS = (
    Level("42 % recall", -0.4, 0.02, 0.25, 0.035),
    Level("70 % recall", 1.0, 0.02, 0.25, 0.87),
    Level("84 % recall", 2.0, 0.02, 0.20, 0.997),
    Level("84 % recall, 30 % false alarms", 2.0, 0.30, 0.15, 0.08),
    Level("84 % recall, 10 % false alarms", 2.0, 0.10, 0.15, 0.91),
    Level("84 % recall, 6 nitpicks an item", 2.0, 0.02, 0.10, 0.0, nits=6),
)


class World:
    """The platform with one open assessment, and what is true of its items."""

    def __init__(self, seed: int, sources: int) -> None:
        from assay_web.accounts.services import create_user
        from assay_web.assessments import services
        from assay_web.assessments.models import ItemGold
        from assay_web.projects.services import create_project

        self.draw = random.Random(seed)  # noqa: S311 - a simulation
        self.lead = create_user("lead@example.org", None)
        self.project = create_project(slug="simulated", name="Simulated", lead=self.lead, price_minor=0)
        self.assessment = services.create_assessment(
            self.lead, self.project, services.Terms("Simulated", minutes=1440, judges=1)
        )
        plants = [plant(number, f"operator_{number % 8}") for number in range(sources)]
        services.add_plants(self.assessment, plants, title="Add up", prompt="Add all values.")
        operators = {f"operator_{number}": self.draw.gauss(0, 0.8) for number in range(8)}
        golds = list(ItemGold.objects.order_by("item").values_list("item", "is_clean", "operator"))
        self.clean = {item: clean for item, clean, _ in golds}
        self.difficulty = {item: operators[name] + self.draw.gauss(0, 0.6) for item, clean, name in golds if not clean}
        middle = sum(self.difficulty.values()) / len(self.difficulty)
        self.difficulty = {item: b - middle for item, b in self.difficulty.items()}
        self.estimated: dict[int, float] = {}
        self.leaked: set[int] = set()
        self.criteria: list[str] = []

    def person(self, name: str) -> Any_:
        """An account."""
        from assay_web.accounts.services import create_user

        return create_user(f"{name}@example.org", None)

    def take(self, person: Any_, attempt: Any_, theta: float, alarms: float, nits: int = 0) -> int:
        """Take items until there are none; how many."""
        from assay_web.assessments import services
        from assay_web.assessments.models import Take

        taken = 0
        while (assignment := services.next_item(person, attempt.public_id)) is not None:
            item = Take.objects.values_list("item", flat=True).get(assignment=assignment)
            nitpicks = [_nitpick(self.draw, number) for number in range(nits)]
            self._hand_in(person, assignment, [*self._findings(item, theta, alarms), *nitpicks])
            services.grade_waiting()
            taken += 1
        return taken

    def _findings(self, item: int, theta: float, alarms: float) -> list[dict[str, Any]]:
        if self.clean[item]:
            return [_claim(self.draw, "Nonsense", "Nothing of the kind")] if self.draw.random() < alarms else []
        chance = 1 / (1 + math.exp(self.difficulty[item] - theta))
        if self.draw.random() < (0.97 if item in self.leaked else chance):
            return [_claim(self.draw, TITLE, EXPLANATION, cwe=193)]
        return []

    def _hand_in(self, person: Any_, assignment: Any_, findings: list[dict[str, Any]]) -> None:
        from assay_web.review import services
        from assay_web.review.draft import DraftBody
        from assay_web.tasks.rubrics import rubric_of

        if not self.criteria:
            self.criteria = [one.id for one in rubric_of(assignment.task).criteria]
        body = DraftBody.model_validate(
            {
                "findings": findings,
                "ratings": {name: {"A": 3} for name in self.criteria},
                "verdicts": {"A": "reject" if findings else "accept"},
            }
        )
        services.submit(person, assignment.public_id, 0, body, f"key-{assignment.pk}")


def _claim(draw: random.Random, title: str, explanation: str, cwe: int | None = None) -> dict[str, Any]:
    """A finding at the defect's line, in words that differ from person to person."""
    own = " ".join(f"{draw.getrandbits(24):06x}" for _ in range(3))
    return {
        "id": str(uuid.UUID(int=draw.getrandbits(128), version=4)),
        "candidate": "A",
        "path": "summing.py",
        "start_line": LINE,
        "end_line": LINE,
        "severity": "major" if cwe else "minor",
        "category": "logic",
        "cwe": cwe,
        "title": title,
        "explanation": f"{explanation} {own}",
    }


def _nitpick(draw: random.Random, number: int) -> dict[str, Any]:
    """A true word about nothing."""
    claim = _claim(draw, f"Name {number} could be longer", "A longer name would say more")
    return claim | {"severity": "nit", "category": "style", "start_line": 1, "end_line": 1}


def main() -> int:
    """Simulate and print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("reviewers", 200), ("pilots", 80), ("sources", 80), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="assay-bench-") as temporary:
        folder = DataFolder(Path(temporary) / "data")
        with database(folder) as url:
            start_django(Instance(folder, url))
            migrate()
            begin = time.perf_counter()
            world = World(options.seed, options.sources)
            pilot(world, options.pilots)
            right = attempts(world, options.reviewers)
            right &= leaks(world)
            right &= nobody_twice()
            print(f"in {time.perf_counter() - begin:.0f} s")
    return 0 if right else 1


def pilot(world: World, people: int) -> None:
    """Measure the items, and open the assessment."""
    from assay_web.assessments import services
    from assay_web.assessments.models import ItemFigures

    for number in range(people):
        person = world.person(f"pilot{number}")
        world.take(person, services.begin_pilot(person, world.assessment), world.draw.gauss(0, 1), 0.1)
    services.weigh(world.assessment)
    services.open_assessment(world.assessment)
    rows = ItemFigures.objects.exclude(difficulty=None).values_list("item", "difficulty", "low", "high")
    truth = [world.difficulty[item] for item, *_ in rows]
    held = [low <= world.difficulty[item] <= high for item, _, low, high in rows]
    found = np.corrcoef(truth, [estimate for _, estimate, *_ in rows])[0, 1]
    print(
        f"difficulty after {people} pilots: correlation with the truth {found:.2f}, intervals hold {np.mean(held):.0%}"
    )
    world.estimated = {item: estimate for item, estimate, *_ in rows}


def attempts(world: World, people: int) -> bool:
    """Let everybody take it, in turns that are drawn; print and compare the pass rates."""
    from assay_web.assessments import services

    turn = [level for level in LEVELS for _ in range(round(people * level.share))]
    world.draw.shuffle(turn)
    passed: dict[Level, list[bool]] = defaultdict(list)
    lengths: dict[Level, list[int]] = defaultdict(list)
    for number, level in enumerate(turn):
        person = world.person(f"candidate{number}")
        attempt = services.begin(person, world.project)
        lengths[level].append(world.take(person, attempt, level.theta, level.alarms, level.nits))
        attempt.refresh_from_db()
        assert attempt.state in {"passed", "failed"}, attempt.state
        passed[level].append(attempt.state == "passed")
    right = True
    for level in LEVELS:
        n, rate = len(passed[level]), float(np.mean(passed[level]))
        here = level.promised * passing(world, level.theta) / passing(world, level.theta, true=True)
        error = math.sqrt(here * (1 - here) / n)
        kept = abs(rate - here) <= 3 * error + 0.005
        right &= kept
        figure(f"{level.name} passes_percent".replace(",", "").replace(" ", "_"), 100 * rate)
        print(
            f"  {level.name:<31} {rate:6.1%} of {n} pass (on average {level.promised:.1%}, here {here:.1%}"
            f" ± {3 * error:.1%}), "
            f"{np.mean(lengths[level]):.1f} items{'' if kept else '  NOT REPRODUCED'}"
        )
    return right


def passing(world: World, theta: float, *, true: bool = False, people: int = 4000) -> float:
    """The share of people of this skill whom the sequential test on defects lets pass, if it takes the difficulties for
    what was estimated, or for what they are.
    """
    from assay.judgement.skill import DefectTest, Standing
    from assay.workflows.assess import MIDDLE
    from assay_web.assessments.rules import BEST

    draw = random.Random(theta)  # noqa: S311 - a simulation
    known = world.difficulty if true else {item: world.estimated.get(item, 0.0) for item in world.difficulty}
    taken = dict.fromkeys(known, 0)
    test, passed = DefectTest(), 0
    for _ in range(people):
        left, answers, standing = set(known), list[tuple[bool, float]](), Standing.OPEN
        while standing is Standing.OPEN:
            best = sorted(left, key=lambda one: (abs(known[one] - MIDDLE), taken[one], one))[:BEST]
            item = draw.choice(best)
            left.discard(item)
            taken[item] += 1
            caught = draw.random() < 1 / (1 + math.exp(world.difficulty[item] - theta))
            answers.append((caught, known[item]))
            standing = test.judge(answers).standing
        passed += standing is Standing.PASSED
    return passed / people


def leaks(world: World) -> bool:
    """How many sound items a look at all of them retires; then the two that most were given become known to all."""
    from django.db.models import Count

    from assay_web.assessments import services
    from assay_web.assessments.models import Item

    wrong = services.weigh(world.assessment)
    popular = Item.objects.filter(retired_at=None, gold__is_clean=False).annotate(n=Count("takes")).order_by("-n", "pk")
    world.leaked = set(popular.values_list("pk", flat=True)[:2])
    for number in range(40):
        person = world.person(f"later{number}")
        world.take(person, services.begin(person, world.project), world.draw.gauss(0, 1), 0.1)
    services.weigh(world.assessment)
    found = Item.objects.filter(pk__in=world.leaked, retired_at__isnull=False).count()
    takes = dict(Item.objects.filter(pk__in=world.leaked).values_list("pk", "figures__n"))
    told = ", ".join(str(n) for n in takes.values())
    print(f"leaks: {wrong} of {len(world.difficulty)} sound items retired; {found} of 2 leaked ones (of {told} takes)")
    return wrong <= max(1, len(world.difficulty) // 40)


def nobody_twice() -> bool:
    """Whether nobody was given two versions of one piece of code."""
    from django.db.models import Count

    from assay_web.assessments.models import Take

    twice = Take.objects.values("person", "source").annotate(n=Count("pk")).filter(n__gt=1).count()
    figure("given_twice", twice)
    print(f"{Take.objects.count()} items given, {twice} times two versions of one piece of code to one person")
    return twice == 0


if __name__ == "__main__":
    sys.exit(main())
