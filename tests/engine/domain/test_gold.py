"""Gold records that contradict themselves are refused with the way out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assay.domain.gold import Decision, Gold
from assay.errors import RecordError
from assay.interchange import read_decisions, read_gold

DEFECT: dict[str, Any] = {
    "id": "d",
    "path": "app.py",
    "anchors": [{"start_line": 3, "end_line": 4}],
    "category": "logic",
    "severity": "major",
    "title": "wrong",
}
GOLD: dict[str, Any] = {"schema": "assay.gold/v1", "task": "t", "candidate": "a", "defects": [DEFECT]}
DECISION: dict[str, Any] = {
    "schema": "assay.decision/v1",
    "finding": "0123456789abcdef",
    "ruling": "false",
    "adjudicator": "wren",
}


def write(folder: Path, *records: dict[str, Any]) -> Path:
    path = folder / "records.jsonl"
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records))
    return path


def test_a_planted_and_a_clean_candidate_are_read(tmp_path: Path) -> None:
    clean = {"schema": "assay.gold/v1", "task": "t", "candidate": "b", "clean": True}
    planted, twin = read_gold(write(tmp_path, GOLD, clean))
    assert isinstance(planted, Gold)
    assert isinstance(twin, Gold)
    assert (planted.defects[0].operator, planted.defects[0].cwe, planted.clean) == (None, None, False)
    assert (twin.defects, twin.clean) == ((), True)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"clean": True}, "clean is true, but defects lists 1; make clean false or leave the defects out"),
        ({"defects": []}, "defects is empty, but clean is not true; list what is planted, or set clean to true"),
        ({"defects": [DEFECT, DEFECT]}, "defects lists 'd' twice; each needs its own id"),
        (
            {"defects": [{**DEFECT, "anchors": []}]},
            "$.defects[0].anchors: expected at least 1 item(s), found an empty array",
        ),
        (
            {"defects": [{**DEFECT, "anchors": [{"start_line": 4, "end_line": 3}]}]},
            "$.defects[0].anchors[0]: end_line 3 lies before start_line 4",
        ),
        ({"defects": [{**DEFECT, "severity": "good"}]}, "severity 'good' is praise and no defect"),
        ({"clear": True}, 'unknown key "clear"'),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, change: dict[str, Any], expected: str) -> None:
    (answer,) = read_gold(write(tmp_path, {**GOLD, **change}))
    assert isinstance(answer, RecordError)
    assert expected in str(answer)


def test_a_candidate_stands_once(tmp_path: Path) -> None:
    answer = list(read_gold(write(tmp_path, GOLD, {**GOLD, "task": "u"}, GOLD)))
    assert [type(one) for one in answer] == [Gold, Gold, RecordError]
    assert ':3: $.candidate: duplicate candidate "t a", first used on line 1; put all' in str(answer[2])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"ruling": "hit"}, "ruling 'hit' needs a defect; say which under 'defect'"),
        ({"defect": "d"}, "ruling 'false' names a defect; leave 'defect' out, or rule 'hit'"),
        ({"finding": "0123"}, "$.finding"),
    ],
)
def test_a_decision_that_contradicts_itself_is_refused(tmp_path: Path, change: dict[str, Any], expected: str) -> None:
    (answer,) = read_decisions(write(tmp_path, {**DECISION, **change}))
    assert isinstance(answer, RecordError)
    assert expected in str(answer)


def test_each_adjudicator_rules_once_on_a_finding(tmp_path: Path) -> None:
    hit = {**DECISION, "ruling": "hit", "defect": "d", "adjudicator": "finch"}
    duplicate = {**DECISION, "ruling": "duplicate", "defect": "d", "adjudicator": "owl"}
    answer = list(read_decisions(write(tmp_path, DECISION, hit, duplicate, DECISION)))
    assert [type(one) for one in answer] == [Decision, Decision, Decision, RecordError]
    assert "duplicate finding" in str(answer[3])
