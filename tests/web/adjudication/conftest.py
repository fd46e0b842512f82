"""The same small world as the pages have, and two people in it who disagree about a task."""

from __future__ import annotations

import pytest
from tests.web.opinions import adjudicator_of, say
from tests.web.pages.conftest import world
from tests.web.pages.world import World

from assay_web.accounts.models import User
from assay_web.insight.services import take_in

__all__ = ["world"]


@pytest.fixture
def judge(world: World) -> User:
    return adjudicator_of(world)


@pytest.fixture
def disputed(world: World) -> World:
    say(world, world.reviewer, world.task, verdicts=("reject", "accept"), order=((1,), (0,)))
    say(world, world.colleague, world.task, verdicts=("accept", "accept"), order=((0,), (1,)), findings=[])
    take_in()
    return world
