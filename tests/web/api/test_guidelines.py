"""Versions of guidelines for programs: which there were, and what has changed since one of them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from tests.web.api.conftest import Calling
from tests.web.api.test_operations import ROOT, all_of
from tests.web.pages.world import HOSTILE, World

from assay_web.kit import differences
from assay_web.projects.selectors import versions
from assay_web.projects.services import acknowledge, change_guidelines

READ = "/api/v1/guidelines/concurrency/changes"


@pytest.fixture
def written(world: World) -> World:
    """The first version is empty."""
    change_guidelines(world.project, f"Read all.\n{HOSTILE}\nCite.\n", must_acknowledge=True)
    change_guidelines(world.project, f"Read all, twice.\n{HOSTILE}\nCite.\n", must_acknowledge=True)
    world.project.refresh_from_db()
    return world


def test_versions_are_listed_with_their_time_the_newest_first(
    written: World, calling: Calling, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead, at = calling(written.lead), f"{ROOT}/guidelines/versions"
    change_guidelines(written.project, written.project.guidelines, must_acknowledge=False)
    found = all_of(lead, at)
    assert [one["version"] for one in found] == [3, 2, 1]
    written_at = [datetime.fromisoformat(one["since"]) for one in found]
    assert timezone.now() > written_at[0] >= written_at[1] >= written_at[2] > timezone.now() - timedelta(hours=1)
    monkeypatch.setattr(versions, "PAGE", 1)
    assert all_of(lead, at) == found


def test_a_lead_reads_what_changed_since_a_version(written: World, calling: Calling) -> None:
    lead, at = calling(written.lead), f"{ROOT}/guidelines/changes"
    told = lead.get(f"{at}?since=2").json()
    assert (told["since"], told["version"], told["added"], told["removed"]) == (2, 3, 1, 1)
    assert told["lines"] == [
        {"kind": "remove", "before": 1, "after": None, "text": "Read all."},
        {"kind": "add", "before": None, "after": 1, "text": "Read all, twice."},
        {"kind": "same", "before": 2, "after": 2, "text": HOSTILE},
        {"kind": "same", "before": 3, "after": 3, "text": "Cite."},
    ]
    assert lead.get(f"{at}?since=1").json()["added"] == 3
    assert {lead.get(f"{at}?since={other}").status_code for other in (3, 4, 2**31 - 1)} == {404}
    assert {lead.get(f"{at}{other}").status_code for other in ("", "?since=0", "?since=x")} == {422}


def test_a_reviewer_reads_what_changed_since_they_confirmed(written: World, calling: Calling) -> None:
    reviewer = calling(written.reviewer)
    assert reviewer.get(READ).status_code == 404
    assert reviewer.get(f"{READ}?since=2").json()["added"] == 1
    acknowledge(written.reviewer, written.project, 3, {})
    assert reviewer.get(READ).status_code == 404
    change_guidelines(written.project, "Others.", must_acknowledge=True)
    told = reviewer.get(READ).json()
    assert (told["since"], told["version"], told["added"], told["removed"]) == (3, 4, 1, 3)
    assert calling(written.colleague).get(READ).status_code == 404
    assert calling(written.newcomer).get(f"{READ}?since=2").status_code == 404


def test_changes_in_too_many_lines_are_counted_alone(
    written: World, calling: Calling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(differences, "MAX_LINES", 5)
    told = calling(written.lead).get(f"{ROOT}/guidelines/changes?since=2").json()
    assert (told["too_long"], told["lines"]) == (True, [])
