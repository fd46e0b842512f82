"""A project with conflicts, judged evidence, an accepted review and figures made of all of it."""

from __future__ import annotations

import pytest
from tests.web.opinions import adjudicator_of, say
from tests.web.pages.world import World

from assay_web.adjudication.models import Conflict
from assay_web.adjudication.services import rule
from assay_web.insight.models import EvidenceAnswer, Reading
from assay_web.insight.services import make_figures, take_in
from assay_web.review.services import accept_review


@pytest.fixture
def told(world: World) -> World:
    first = say(world, world.reviewer, world.task)
    say(world, world.colleague, world.task, verdicts=("accept", "accept"), order=((0,), (1,)), findings=[])
    accept_review(world.lead, world.project, first.public_id)
    take_in()
    for name in ("one", "two"):
        rule(adjudicator_of(world, name), Conflict.objects.get(kind="claim").public_id, "blocker", "code")
    take_in()
    reading = Reading.objects.get(reviewer=world.reviewer)
    EvidenceAnswer.objects.bulk_create(
        EvidenceAnswer(
            reading=reading,
            project=world.project,
            source="bandit",
            rule="B101",
            finding_id=f"00000000-0000-4000-8000-{number:012d}",
            real=number == 0,
            reason="" if number == 0 else "intended",
        )
        for number in range(10)
    )
    make_figures(world.project)
    return world
