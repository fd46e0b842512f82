"""``assay grade`` on the cache of the sample project: two people, two analyzers and a probe."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from tests.support.command import Told, assay

DATA = Path(__file__).parents[2] / "examples" / "grading"
"""Gold written by hand for ``samples/ttl-cache``, two reviews, and what ``assay check`` says of it."""
FILES = (DATA / "reviews.jsonl", DATA / "check.json", DATA / "gold.jsonl")


def grade(*arguments: object, status: int = 0) -> Told:
    return assay("grade", *arguments, status=status)


def document(*arguments: object) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(grade(*arguments, "--similarity", "lexical", "--format", "json").stdout)
    return parsed


def test_every_source_stands_in_one_table_on_the_same_candidates() -> None:
    answer = document(*FILES)
    assert (answer["items"], answer["defects"], answer["clean_twins"]) == (16, 28, 4)
    sources = {one["name"]: one for one in answer["sources"]}
    assert {name: one["kind"] for name, one in sources.items()} == {
        "heron": "reviewer",
        "plover": "reviewer",
        "bandit": "analyzer",
        "ruff": "analyzer",
        "race": "probe",
    }
    assert {one["items"] for one in sources.values()} == {16}
    recall = {name: one["figures"]["recall"] for name, one in sources.items()}
    assert recall["heron"]["value"] > recall["race"]["value"] > recall["plover"]["value"] > recall["ruff"]["value"]
    for figure in recall.values():
        assert figure["low"] <= figure["value"] <= figure["high"]
        assert figure["n"] >= 8


def test_no_figure_is_shown_below_eight() -> None:
    for source in document(*FILES)["sources"]:
        for figure in source["figures"].values():
            assert ("value" in figure) <= (figure["n"] >= 8)
        alarms = source["figures"]["clean_alarm_rate"]
        assert alarms == {"unscored": f"{alarms['n']} clean twins, fewer than 8", "n": alarms["n"]}
        assert alarms["n"] in {3, 4}, "a finding on a clean twin may wait for a person"


def test_the_table_shows_n_interval_and_refusals() -> None:
    out = grade(*FILES, "--similarity", "lexical").stdout
    lines = out.splitlines()
    assert lines[0].split() == ["reviewer", "reviewer", "analyzer", "analyzer", "probe"]
    assert lines[1].split() == ["heron", "plover", "bandit", "ruff", "race"]
    at = next(index for index, line in enumerate(lines) if line.startswith("recall"))
    assert lines[at].split()[:4] == ["recall", "0.69", "n", "26"]
    assert lines[at + 1].split()[:3] == ["0.50", "…", "0.83"]
    (alarms,) = [line for line in lines if line.startswith("alarms on clean twins")]
    assert alarms.split()[4::3] == ["-"] * 5
    assert "16 of 16 candidates, 28 defects, 4 clean twins" in out
    assert "no figure is shown below n = 8" in out


def test_csv_has_one_row_per_source_and_figure() -> None:
    rows = list(csv.DictReader(io.StringIO(grade(*FILES, "--format", "csv").stdout)))
    assert len(rows) == 5 * 13
    assert all(bool(row["value"]) != bool(row["reason"]) for row in rows)
    assert all(bool(row["low"]) == bool(row["value"]) == bool(row["high"]) for row in rows)


def test_what_waits_for_a_person_is_listed_without_its_author() -> None:
    waiting = document(*FILES)["open"]
    assert len(waiting) == 17
    critical = next(one for one in waiting if one["reasons"] == ["critical"] and one["task"] == "ttl-cache")
    assert (critical["candidate"], critical["defect"], critical["score"]) == ("b", "b1", 1.0)
    assert not {"heron", "plover", "race"} & {str(value) for one in waiting for value in one.values()}


def test_two_adjudicators_settle_a_finding(tmp_path: Path) -> None:
    waiting = document(*FILES)["open"]
    critical = next(one for one in waiting if one["reasons"] == ["critical"] and one["task"] == "ttl-cache")
    base = {"schema": "assay.decision/v1", "finding": critical["finding"], "ruling": "hit", "defect": "b1"}
    decisions = tmp_path / "decisions.jsonl"
    decisions.write_text("".join(f"{json.dumps({**base, 'adjudicator': who})}\n" for who in ("wren", "finch")))
    answer = document(*FILES, "--decisions", decisions)
    heron = answer["sources"][0]
    assert (heron["counts"]["hit"], heron["open_defects"]) == (19, 1)
    assert (heron["figures"]["recall"]["n"], len(answer["open"])) == (27, 16)


def test_the_interval_is_a_choice() -> None:
    wilson, jeffreys = (
        document(*FILES, "--interval", method)["sources"][0]["figures"]["recall"] for method in ("wilson", "jeffreys")
    )
    assert wilson["value"] == jeffreys["value"]
    assert wilson["low"] != jeffreys["low"]


def test_many_sources_go_below_one_another(tmp_path: Path) -> None:
    first = json.loads((DATA / "reviews.jsonl").read_text().splitlines()[0])
    crowd = tmp_path / "crowd.jsonl"
    names = [f"reviewer-{number:02}" for number in range(20)]
    crowd.write_text("".join(f"{json.dumps({**first, 'id': name, 'reviewer': name})}\n" for name in names))
    out = grade(crowd, FILES[2]).stdout
    assert max(map(len, out.splitlines()[:-5])) <= 160
    assert [name for name in names if name not in out] == []
    assert sum(line.startswith("recall") for line in out.splitlines()) == 3


def test_sources_and_decisions_that_do_not_count_are_told(tmp_path: Path) -> None:
    stranger = json.loads((DATA / "reviews.jsonl").read_text().splitlines()[0])
    stranger |= {"id": "r9", "reviewer": "stranger", "task": "elsewhere"}
    reviews, decisions = tmp_path / "more.jsonl", tmp_path / "decisions.jsonl"
    reviews.write_text(f"{json.dumps(stranger)}\n")
    stray = {"schema": "assay.decision/v1", "finding": "0" * 16, "ruling": "false", "adjudicator": "wren"}
    decisions.write_text(f"{json.dumps(stray)}\n")
    err = grade(FILES[0], reviews, FILES[2], "--decisions", decisions).stderr
    assert "reviewer stranger: asked about nothing in" in err
    assert "1 decisions on findings that are not here" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.jsonl", FILES[2]], "missing.jsonl: cannot be read: no such file or directory"),
        ([FILES[0], FILES[0]], "reviews.jsonl:1"),
        ([*FILES, "--similarity", "semantics"], "no similarity 'semantics'; known: lexical, semantic"),
        ([FILES[2]], "Missing argument"),
    ],
)
def test_wrong_input_is_one_line(arguments: list[object], message: str) -> None:
    told = grade(*arguments, status=2)
    assert told.stdout == ""
    assert message in told.stderr
    assert told.stderr.count("\n") == 1


def test_a_page_that_needs_nothing_else() -> None:
    page = grade(*FILES, "--similarity", "lexical", "--format", "html").stdout
    assert page.count("<svg") > 5
    assert "reviewer heron" in page
    assert "fewer than 8" in page
    assert "<script" not in page
