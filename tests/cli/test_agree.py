from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from tests.support.command import assay

VALUES = "task,reviewer,value\n" + "".join(
    f"t{task},{who},{value}\n"
    for task, pair in enumerate(["11", "12", "22", "33", "23", "44", "41", "11", "22", "33"])
    for who, value in zip("xy", pair, strict=True)
)


@pytest.fixture
def values(tmp_path: Path) -> Path:
    path = tmp_path / "values.csv"
    path.write_text(VALUES)
    return path


def test_a_table_with_intervals_and_n(values: Path) -> None:
    head, *rows = assay("agree", values, "--level", "nominal").stdout.splitlines()
    assert head.split() == ["of", "measure", "value", "interval", "n", "reviewers"]
    assert [row.split("  ")[1].strip() for row in rows] == ["alpha, nominal", "AC1", "equal answers"]
    value, low, _, high, n, reviewers = rows[2].split()[3:]
    assert (value, n, reviewers) == ("+0.700", "10", "2")
    assert 0.2 < float(low) < 0.5
    assert 0.8 < float(high) < 1


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_one_json_document(values: Path, level: str) -> None:
    document = json.loads(assay("agree", values, "--level", level, "--format", "json").stdout)
    assert (document["schema"], document["level"]) == ("assay.agreement/v1", 0.95)
    alpha = document["agreements"][0]
    assert alpha.keys() == {"of", "measure", "value", "low", "high", "n", "reviewers"}
    assert alpha["measure"] == f"alpha, {level}"
    assert alpha["low"] < alpha["value"] < alpha["high"]


def test_each_criterion_by_itself_and_words_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "ratings.jsonl"
    rows = [
        {"task": f"t{task}", "unit": unit, "criterion": criterion, "reviewer": who, "value": value}
        for task in range(8)
        for unit in "ab"
        for criterion in ("clarity", "tests")
        for who, value in (("x", "poor" if task % 2 else "good"), ("y", "poor" if task % 3 else "fair"))
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    run = assay("agree", path, "--level", "ordinal", "--order", "poor,fair,good", "--format", "csv")
    rows = list(csv.DictReader(run.stdout.splitlines()))
    assert [(row["of"], row["n"]) for row in rows[::2]] == [("clarity", "8"), ("tests", "8")]


def test_rankings_need_no_level(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(
        "task,reviewer,order\n" + "".join(f"t{t},r{r},{'a>b=c' if r else 'a>c>b'}\n" for t in range(9) for r in (0, 1))
    )
    measures = [one["measure"] for one in json.loads(assay("agree", path, "--format", "json").stdout)["agreements"]]
    assert measures == ["Kendall's W", "tau-b"]


def review(task: int, reviewer: str, verdict: str, order: list[list[str]], severity: str) -> dict[str, object]:
    times = {"claimed_at": "2026-01-01T00:00:00Z", "submitted_at": "2026-01-01T01:00:00Z"}
    finding = {
        "candidate": "a",
        "path": "app.py",
        "start_line": 3,
        "end_line": 3,
        "aspect": "correctness",
        "category": "concurrency",
        "severity": severity,
        "title": "check then act is a race",
        "source": {"kind": "reviewer", "name": reviewer},
    }
    return {
        "schema": "assay.review/v1",
        "id": f"{task}-{reviewer}",
        "task": f"t{task}",
        "reviewer": reviewer,
        "presented": ["a", "b"],
        "times": times,
        "findings": [finding],
        "verdicts": [{"candidate": "a", "verdict": verdict}],
        "ratings": [{"candidate": "a", "criterion": "correctness", "score": 1 + task % 4}],
        "ranking": {"order": order, "justification": "runs"},
    }


def test_reviews_give_all_that_they_hold(tmp_path: Path) -> None:
    path = tmp_path / "reviews.jsonl"
    rows = []
    for task in range(9):
        first = "accept" if task % 2 else "reject"
        rows.append(review(task, "x", first, [["a"], ["b"]], "major" if task % 2 else "minor"))
        rows.append(review(task, "y", first if task else "accept", [["a"], ["b"]], "major" if task % 2 else "minor"))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    found = json.loads(assay("agree", path, "--similarity", "lexical", "--format", "json").stdout)["agreements"]
    named = {(one["of"], one["measure"]): one for one in found}
    assert list(named) == [
        ("verdict", "alpha, nominal"),
        ("verdict", "AC1"),
        ("verdict", "equal answers"),
        ("verdict", "alpha, ordinal"),
        ("rating: correctness", "alpha, ordinal"),
        ("rating: correctness", "equal answers"),
        ("ranking", "Kendall's W"),
        ("ranking", "tau-b"),
        ("findings", "F1 of pairs, lexical"),
        ("findings: severity", "alpha, ordinal"),
    ]
    assert named["verdict", "equal answers"]["value"] == pytest.approx(8 / 9)
    assert named["findings", "F1 of pairs, lexical"]["value"] == 1
    assert named["rating: correctness", "alpha, ordinal"]["low"] == pytest.approx(0.025 ** (1 / 9))


def test_below_eight_tasks_nothing_is_shown(values: Path) -> None:
    values.write_text("".join(VALUES.splitlines(keepends=True)[:15]))
    run = assay("agree", values, "--level", "nominal")
    assert run.stdout.count("7 tasks, fewer than 8") == 3


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        (VALUES, [], "values need a level; give --level nominal, ordinal or interval"),
        (VALUES.replace("41", "4"), ["--order", "1,2"], "value '3' is not in the order 1, 2; name all values"),
        (VALUES.replace(",1\n", ",one\n"), [], "value 'one' is no finite number, as level ordinal needs"),
        (
            VALUES.replace("value", "grade"),
            [],
            "columns found: task, reviewer, grade; values need task, reviewer, value",
        ),
        ("task,reviewer,value\n", [], "no answers"),
        (VALUES + "t0,x,1\n", [], "reviewer 'x' stands twice with task 't0'"),
        (VALUES + "t0,,1\n", [], "row 21, column 'reviewer': is empty"),
        ("task,reviewer,order\nt,r,a>b>a\n", [], "row 1, column 'order'"),
        ("", [], "is empty; the first line names the columns"),
    ],
)
def test_wrong_input_is_one_line_and_code_2(values: Path, text: str, options: list[str], message: str) -> None:
    values.write_text(text)
    level = [] if "need a level" in message else ["--level", "ordinal"]
    run = assay("agree", values, *level, *options, status=2)
    assert run.stdout == ""
    assert message in run.stderr
    assert run.stderr.count("\n") == 1


def test_a_page_that_needs_nothing_else_and_trusts_no_name(tmp_path: Path) -> None:
    path = tmp_path / "values.csv"
    rows = [f"t{task},<i>,{who},{task * (who == 'x') % 3}" for task in range(9) for who in "xy"]
    path.write_text("task,criterion,reviewer,value\n" + "\n".join(rows) + "\n")
    page = assay("agree", path, "--level", "ordinal", "--format", "html").stdout
    assert page.count("<circle") == 2
    assert "&lt;i&gt;: alpha, ordinal" in page
    assert "<i>" not in page
