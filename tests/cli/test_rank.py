from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from tests.support.command import assay

VOTES = """\
task,left,right,winner,reviewer
t1,ada,bob,left,r1
t1,bob,ada,left,r2
t1,ada,cy,tie,r1
t2,bob,cy,right,r2
t2,ada,cy,left,r3
t3,cy,ada,left,r1
t3,cy,bob,left,r3
t3,bob,cy,left,r2
"""


@pytest.fixture
def votes(tmp_path: Path) -> Path:
    path = tmp_path / "votes.csv"
    path.write_text(VOTES)
    return path


def test_a_table_with_intervals_best_first(votes: Path) -> None:
    run = assay("rank", votes, "--elo")
    head, *rows = run.stdout.splitlines()
    assert head.split() == ["rank", "model", "theta", "interval", "ranks", "P(best)", "n", "Elo", "interval"]
    assert [row.split()[:2] for row in rows] == [["1", "cy"], ["2", "ada"], ["3", "bob"]]
    assert run.stderr == "assay: bradley-terry, 8 comparisons, 95% intervals clustered by 3 reviewers and 3 tasks\n"


def test_one_json_document(votes: Path) -> None:
    document = json.loads(assay("rank", votes, "--format", "json", "--elo", "--cluster", "none").stdout)
    assert document["schema"] == "assay.standing/v1"
    assert (document["model"], document["n"], document["clusters"]) == ("bradley-terry", 8, {})
    best = document["places"][0]
    assert best.keys() == {
        *("group", "rank", "model", "theta", "low", "high", "rank_low", "rank_high", "p_best", "n", "elo")
    }
    assert best["model"] == "cy"
    assert best["elo"]["low"] < best["elo"]["rating"] < best["elo"]["high"]


def test_csv_with_the_models_that_have_no_place_at_the_end(votes: Path) -> None:
    votes.write_text(VOTES + "t3,bob,dee,left,r3\n")
    run = assay("rank", votes, "--format", "csv")
    rows = list(csv.DictReader(run.stdout.splitlines()))
    assert [row["model"] for row in rows] == ["cy", "ada", "bob", "dee"]
    assert rows[3]["unplaced"] == "lost every comparison (against bob): no lower bound for its skill"
    assert rows[3]["theta"] == ""
    assert "{ada, bob, cy} never lost to {dee}" in run.stderr


def test_a_prior_places_everybody(votes: Path) -> None:
    votes.write_text(VOTES + "t3,bob,dee,left,r3\n")
    places = json.loads(assay("rank", votes, "--map", "--format", "json").stdout)["places"]
    assert [place["model"] for place in places][-1] == "dee"
    assert len(places) == 4


def test_davidson_tells_how_often_ties_happen(votes: Path) -> None:
    run = assay("rank", votes, "--model", "davidson")
    assert run.stdout.splitlines()[-1].startswith("nu: ")


def test_rankings_under_plackett_luce(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("task,reviewer,order\nt1,r1,a>b=c\nt1,r2,c>a>b\nt2,r1,b>a>c\nt2,r2,a>c>b\n")
    run = assay("rank", path, "--model", "plackett-luce", "--cluster", "reviewer")
    assert run.stdout.splitlines()[1].split()[:2] == ["1", "a"]
    assert "plackett-luce, 4 rankings, 95% intervals clustered by 2 reviewers" in run.stderr


def test_wrong_input_is_one_line_and_code_2(votes: Path) -> None:
    votes.write_text(VOTES + "t3,bob,cy,both,r3\n")
    run = assay("rank", votes, status=2)
    assert run.stdout == ""
    assert run.stderr == f"assay: {votes}: row 9, column 'winner': 'both' is no winner; one of left, right, tie\n"


def test_names_cannot_steer_the_terminal(votes: Path) -> None:
    votes.write_text(VOTES.replace("cy", "c\x1b[2Jy"))
    run = assay("rank", votes)
    assert "\x1b" not in run.stdout + run.stderr


def test_position_and_length_are_told_apart_from_skill(votes: Path) -> None:
    lines = VOTES.splitlines()
    lengths = [(30, 20), (25, 30), (40, 38), (10, 30), (35, 20), (20, 40), (30, 25), (22, 31)]
    rows = [f"{row},{left},{right}" for row, (left, right) in zip(lines[1:], lengths, strict=True)]
    votes.write_text("\n".join([f"{lines[0]},left_length,right_length", *rows]) + "\n")
    run = assay("rank", votes, "--covariate", "position", "--map", "--format", "json", "--cluster", "none")
    assert [one["name"] for one in json.loads(run.stdout)["parameters"]] == ["position"]
    both = assay("rank", votes, "--covariate", "length", "--covariate", "position", "--map", "--cluster", "none")
    assert [line.split(":")[0] for line in both.stdout.splitlines()[-2:]] == ["length", "position"]
    differences = "\n".join(
        [f"{lines[0]},longer", *(f"{row},{a - b}" for row, (a, b) in zip(lines[1:], lengths, strict=True))]
    )
    votes.write_text(differences + "\n")
    one = assay("rank", votes, "--covariate", "longer", "--covariate", "position", "--map", "--cluster", "none")
    assert one.stdout.splitlines()[-2] == both.stdout.splitlines()[-2].replace("length", "longer")


def test_a_covariate_without_a_column_is_refused(votes: Path) -> None:
    run = assay("rank", votes, "--covariate", "length", status=2)
    assert run.stderr == (
        f"assay: {votes}: no column 'length', nor 'left_length' and 'right_length'; "
        "name a column of numbers, or position\n"
    )
    votes.write_text(VOTES.replace("reviewer\n", "length\n"))
    assert "column 'length': 'r1' is no number" in assay("rank", votes, "--covariate", "length", status=2).stderr


def test_acuities_of_reviewers(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    rows = [
        f"{a},{b},{'left' if (a < b) != (reviewer == 'r0' and (turn % 2 == 0)) else 'right'},{reviewer}"
        for turn in range(8)
        for reviewer in ("r0", "r1", "r2", "r3")
        for a, b in (("a", "b"), ("b", "c"), ("c", "a"))
    ]
    rows += ["a,b,right,r1", "b,c,right,r2", "c,a,left,r3"]
    path.write_text("left,right,winner,reviewer\n" + "\n".join(rows) + "\n")
    run = assay("rank", path, "--model", "reviewer-scaled")
    assert [line.split()[1] for line in run.stdout.splitlines()[1:4]] == ["a", "b", "c"]


def test_bootstrap_intervals_say_so(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    rows = [
        f"{a},{b},{('left', 'right', 'left')[(task + turn) % 3]},{task}"
        for task in range(30)
        for turn, (a, b) in enumerate((("a", "b"), ("b", "c"), ("c", "a")))
    ]
    path.write_text("left,right,winner,task\n" + "\n".join(rows) + "\n")
    run = assay("rank", path, "--bootstrap", "200")
    assert "95% bootstrap (200 rounds) intervals clustered by 30 tasks" in run.stderr
    assert "use at least 100" in assay("rank", path, "--bootstrap", "3", status=2).stderr


def test_a_page_that_needs_nothing_else_and_trusts_no_name(votes: Path) -> None:
    votes.write_text(VOTES.replace("cy", "<script>alert(1)</script>") + "t3,bob,dee,left,r3\n")
    page = assay("rank", votes, "--format", "html", "--elo").stdout
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert page.count("<circle") == 3
    assert "lost every comparison (against bob)" in page
    assert not re.search(r"(src|href|url\()", page)
