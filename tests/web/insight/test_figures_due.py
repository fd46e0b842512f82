"""Figures are made when something was said, the oldest first, a slice at a time, and rest in between."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.web.opinions import say
from tests.web.pages.world import World

from assay_web.insight.figures import FIGURES
from assay_web.insight.models import Figures
from assay_web.insight.services import make_due, take_in


@pytest.fixture
def told(world: World) -> World:
    say(world, world.colleague, world.task)
    take_in()
    return world


def test_all_are_made_once_and_then_rest(told: World) -> None:
    assert make_due(slice_s=600) == len(FIGURES)
    assert set(Figures.objects.values_list("name", flat=True)) == set(FIGURES)
    Figures.objects.update(stale=True)
    assert make_due(slice_s=600) == 0


def test_a_slice_ends_after_the_set_that_fills_it_and_the_next_goes_on(told: World) -> None:
    made = [make_due(slice_s=0) for _ in FIGURES]
    assert made == [1] * len(FIGURES)
    assert make_due(slice_s=0) == 0


def test_only_what_is_stale_and_has_rested_is_made_again_oldest_first(told: World) -> None:
    make_due(slice_s=600)
    now = timezone.now()
    for hours, name in ((1, "rules"), (3, "defects"), (2, "people")):
        Figures.objects.filter(name=name).update(stale=name != "people", made_at=now - timedelta(hours=hours))
    assert make_due(slice_s=0) == 1
    assert not Figures.objects.get(name="defects").stale
    assert Figures.objects.get(name="rules").stale
    assert make_due(slice_s=600) == 1
    assert make_due(slice_s=600) == 0
