"""SARIF of reviews: valid by the official schema, and the same bytes after a round trip."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft7Validator
from tests.support.reviewed import review, reviewed_samples, sample_tasks

from assay import Reviewed, deliver
from assay.domain.finding import Suggestion
from assay.interchange.sarif import read_sarif

SCHEMA = Path(__file__).parents[3] / "golden" / "data" / "sarif" / "sarif-schema-2.1.0.json"


def test_the_log_is_valid_by_the_official_schema(tmp_path: Path) -> None:
    deliver(reviewed_samples(), "sarif", tmp_path / "out.sarif")
    log = json.loads((tmp_path / "out.sarif").read_text())
    assert list(Draft7Validator(json.loads(SCHEMA.read_text())).iter_errors(log)) == []
    assert len(log["runs"]) == 24 * 3


def test_no_finding_is_still_a_log(tmp_path: Path) -> None:
    deliver([], "sarif", tmp_path / "out.sarif")
    log = json.loads((tmp_path / "out.sarif").read_text())
    assert list(Draft7Validator(json.loads(SCHEMA.read_text())).iter_errors(log)) == []


def test_read_and_written_again_it_is_the_same_to_the_byte(tmp_path: Path) -> None:
    awkward = [_awkward(one) for one in reviewed_samples()]
    deliver(awkward, "sarif", tmp_path / "first.sarif")
    tasks = {task.id: task for task in sample_tasks()}
    found: dict[str, list[object]] = {}
    for result in read_sarif(tmp_path / "first.sarif").results:
        assert result.task is not None
        found.setdefault(result.task, []).append(result.finding)
    again = [Reviewed(tasks[name], (review(tasks[name], 0, findings=tuple(ones)),)) for name, ones in found.items()]
    deliver(again, "sarif", tmp_path / "again.sarif")
    assert (tmp_path / "again.sarif").read_bytes() == (tmp_path / "first.sarif").read_bytes()
    assert [one for ones in found.values() for one in ones] == [
        one for given in awkward for said in given.reviews for one in said.findings
    ]


def _awkward(given: Reviewed) -> Reviewed:
    """Titles, explanations and paths that a message of SARIF cannot hold as they are."""
    changes = {
        "title": "Two  blanks {0} and\nan end",
        "explanation": "\n  indented \u202e\r\n",
        "path": "a b/ü%.py",
        "suggestion": (Suggestion(path="a b/ü%.py", start_line=1, end_line=1, text="x\n"),),
    }
    reviews = tuple(
        one.model_copy(update={"findings": tuple(found.model_copy(update=changes) for found in one.findings)})
        if at == 1
        else one
        for at, one in enumerate(given.reviews)
    )
    return Reviewed(given.task, reviews)
