"""What a reproducer prints is shown while it runs; once it is over, its result is all there is."""

from __future__ import annotations

from uuid import uuid4

import pytest
from tests.web.pages.world import World

from assay.domain.finding import Proof
from assay.domain.run import Run
from assay.workflows.execute import judge_reproducer
from assay_web.review import services
from assay_web.review.jobs import carry_out
from assay_web.review.models import LiveRun

CODE = "def test_it():\n    print('looking closely')\n    assert False\n"


def test_what_is_printed_is_stored_while_it_runs(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assignment = world.claim(world.reviewer, world.task)
    run = services.run_reproducer(world.reviewer, assignment.public_id, "A", uuid4(), CODE)
    seen: list[tuple[str, str]] = []

    def look(on_candidate: Run, on_fixed: Run | None) -> Proof:
        seen.append(LiveRun.objects.values_list("state", "output").get(pk=run.pk))
        return judge_reproducer(on_candidate, on_fixed)

    monkeypatch.setattr("assay_web.review.jobs.judge_reproducer", look)
    carry_out(run.pk)
    assert seen[0][0] == "running"
    assert seen[0][1].startswith("looking closely")
    run.refresh_from_db()
    assert (run.state, run.output) == ("done", "")
    assert "looking closely" in (run.result or {})["output"]
