"""Every format: exactly the published columns, the files load with ``datasets``, and rows say what they should."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from datasets import Dataset, load_dataset
from scipy.integrate import quad
from scipy.stats import norm
from tests.support.reviewed import review, reviewed_samples, sample_tasks

from assay import Options, Reviewed, deliver, read_reviews
from assay.export.format import FORMATS
from assay.workflows.judging import judge

PAIR = [
    "pair_id task_id p_chosen ci_low ci_high margin weight n_reviewers n_qualified agreement adjudicated source",
    "chosen_model rejected_model rubric_version language split license",
]
OWN = {
    "trl-preference": "prompt chosen rejected",
    "trl-reward": "chosen rejected margin",
    "trl-unpaired": "prompt completion label",
    "trl-sft": "prompt completion",
    "trl-prompt": "prompt task_id tests",
    "trl-stepwise": "prompt completions labels",
    "rewardbench": "prompt chosen chosen_model rejected rejected_model subset id",
    "rewardbench-2": "id prompt chosen rejected num_correct num_incorrect total_completions models subset "
    "additional_metadata",
    "ranking": "task_id prompt responses models ranks scores ci_low ci_high",
    "critique": "task_id prompt response critique verdict p_accept",
}
"""The published columns, which stand first and in this order."""
PAIRS = {"trl-preference", "trl-reward", "rewardbench"}
MESSAGES = pa.list_(pa.struct([("role", pa.string()), ("content", pa.string())]))


def written(name: str, ending: str, folder: Path, options: Options | None = None) -> Path:
    target = folder / f"out{ending}"
    deliver(reviewed_samples(), name, target, options=options or Options())
    return target


def rows_of(name: str, folder: Path, options: Options | None = None) -> list[dict[str, Any]]:
    target = written(name, ".jsonl", folder, options)
    return [json.loads(line) for line in target.read_text().splitlines()]


def test_these_are_all_formats() -> None:
    assert set(FORMATS.names()) == {*OWN, "reviews", "sarif"}


@pytest.mark.parametrize("name", OWN)
def test_the_published_columns_come_first_and_pairs_say_how_sure_they_are(name: str) -> None:
    columns = FORMATS.get(name).columns
    assert columns is not None
    own = OWN[name].split()
    assert columns.names[: len(own)] == own
    if name in PAIRS:
        assert set(columns.names) == {*own, *" ".join(PAIR).split()}


def test_types_are_those_that_the_readers_ask_for() -> None:
    def types(name: str) -> dict[str, pa.DataType]:
        columns = FORMATS.get(name).columns
        assert columns is not None
        return dict(zip(columns.names, columns.types, strict=True))

    assert {types("trl-preference")[one] for one in ("prompt", "chosen", "rejected")} == {MESSAGES}
    assert types("trl-reward")["margin"] == pa.float64()
    assert types("trl-unpaired")["label"] == pa.bool_()
    assert types("trl-stepwise")["labels"] == pa.list_(pa.bool_())
    assert types("rewardbench")["id"] == pa.int64()
    assert types("rewardbench-2")["num_correct"] == pa.int64()


@pytest.mark.parametrize(("name", "ending"), [*((name, ".parquet") for name in OWN), ("trl-preference", ".jsonl")])
def test_files_load_with_datasets(name: str, ending: str, tmp_path: Path) -> None:
    target = written(name, ending, tmp_path)
    kind = "json" if ending == ".jsonl" else "parquet"
    loaded = load_dataset(kind, data_files=str(target), split="train", cache_dir=str(tmp_path / "cache"))
    assert isinstance(loaded, Dataset)
    columns = FORMATS.get(name).columns
    assert columns is not None
    assert loaded.column_names == columns.names
    assert loaded.num_rows > 0


@pytest.mark.parametrize("name", OWN)
def test_csv_holds_the_same_rows_with_lists_as_json(name: str, tmp_path: Path) -> None:
    plain = rows_of(name, tmp_path)
    with written(name, ".csv", tmp_path).open(newline="") as stream:
        cells = list(csv.DictReader(stream))
    assert len(cells) == len(plain)
    for column, value in plain[0].items():
        cell = cells[0][column]
        assert (json.loads(cell) if isinstance(value, list | dict) else cell) == (
            value if isinstance(value, list | dict) else "" if value is None else str(value)
        )


def test_p_chosen_is_the_expectation_over_the_posterior_of_the_difference(tmp_path: Path) -> None:
    rows = [row for row in rows_of("trl-preference", tmp_path) if row["source"] == "ranking"]
    assert rows
    for row in rows[:20]:
        task = next(one for one in sample_tasks() if one.id == row["task_id"])
        chance = next(
            chance
            for chance in judge(Reviewed(task, tuple(review(task, who) for who in range(3)))).chances.values()
            if math.isclose(chance.p, row["p_chosen"])
        )
        half = (math.log(chance.high / (1 - chance.high)) - math.log(chance.low / (1 - chance.low))) / 2
        deviation = half / norm.ppf(0.975)
        expected, _ = quad(
            lambda d, mean=row["margin"], sd=deviation: norm.pdf(d, mean, sd) / (1 + math.exp(-d)), -40, 40, points=[0]
        )
        assert row["p_chosen"] == pytest.approx(expected, abs=1e-5)
        assert row["ci_low"] < row["p_chosen"] < row["ci_high"]
        assert row["weight"] == pytest.approx(2 * row["p_chosen"] - 1)


def test_two_who_agree_reach_the_default_and_one_alone_does_not(tmp_path: Path) -> None:
    task = next(one for one in sample_tasks() if len(one.candidates) == 2)
    for people, expected in ((1, 0), (2, 1)):
        given = [Reviewed(task, tuple(review(task, who, corrections=()) for who in range(people)))]
        assert deliver(given, "trl-preference", tmp_path / "out.jsonl").rows == expected


def test_ties_stand_in_a_file_of_their_own(tmp_path: Path) -> None:
    task = next(one for one in sample_tasks() if len(one.candidates) == 2)
    tied = Reviewed(task, (review(task, 2, corrections=()),))
    manifest = deliver([tied], "trl-preference", tmp_path / "out.parquet")
    assert [(one.name, one.rows) for one in manifest.files] == [("out.parquet", 0), ("out.ties.parquet", 1)]
    loaded = load_dataset(
        "parquet", data_files=str(tmp_path / "out.ties.parquet"), split="train", cache_dir=str(tmp_path / "cache")
    )
    assert loaded[0]["p_chosen"] == pytest.approx(0.5)
    assert loaded[0]["agreement"] == 0.5


def test_a_correction_that_fails_its_tests_teaches_nothing(tmp_path: Path) -> None:
    task = next(one for one in sample_tasks() if one.reference)
    said = review(task, 0)
    run = said.corrections[0].run
    assert run is not None
    failing = said.corrections[0].model_copy(update={"run": run.model_copy(update={"outcome": "failed"})})
    for name in ("trl-sft", "trl-unpaired", "trl-preference"):
        given = Reviewed(task, (said.model_copy(update={"corrections": (failing,)}),))
        manifest = deliver([given], name, tmp_path / "out.jsonl")
        assert manifest.left_out["correction fails the tests"] == 1
        lines = (tmp_path / "out.jsonl").read_text().splitlines()
        assert "correction" not in {json.loads(one).get("source") for one in lines}


def test_pairs_on_which_too_few_agree_can_be_left_out(tmp_path: Path) -> None:
    rows = rows_of("trl-preference", tmp_path, Options(min_p=0.5, min_agreement=0.9))
    assert rows
    assert min(row["agreement"] for row in rows) >= 0.9
    assert len(rows) < len(rows_of("trl-preference", tmp_path, Options(min_p=0.5)))


def test_labels_follow_the_verdicts(tmp_path: Path) -> None:
    rows = [row for row in rows_of("trl-unpaired", tmp_path) if row["source"] == "verdict"]
    by_task: dict[str, list[bool]] = {}
    for row in rows:
        by_task.setdefault(row["task_id"], []).append(row["label"])
    assert by_task
    for labels in by_task.values():
        assert labels == [*[True] * (len(labels) - 1), False]


def test_steps_are_wrong_where_a_finding_that_is_believed_touches_them(tmp_path: Path) -> None:
    rows = rows_of("trl-stepwise", tmp_path)
    wrong = [row for row in rows if not all(row["labels"])]
    assert {row["task_id"] for row in wrong} == {task.id for task in sample_tasks()}
    for row in wrong:
        assert row["labels"][0] is False
        assert len(row["labels"]) == len(row["completions"])


def test_critiques_carry_how_surely_each_finding_is_true(tmp_path: Path) -> None:
    worst = [row for row in rows_of("critique", tmp_path) if row["verdict"] == "reject"]
    assert len(worst) == 24
    for row in worst:
        said = {(one["comment"].partition("\n")[0], one["p_valid"]) for one in row["critique"]}
        proven, other = posterior(4, 0), posterior(3, 0)
        assert said == {
            ("Off by one, says 0", proven),
            ("Off by one, says 1", other),
            ("Off by one, says 2", other),
            ("Line too long", posterior(2, 1)),
        }
        assert row["p_accept"] == posterior(0, 3)


def posterior(wins: int, losses: int) -> float:
    return (wins + 0.5) / (wins + losses + 1)


def test_rankings_are_ordered_with_intervals(tmp_path: Path) -> None:
    for row in rows_of("ranking", tmp_path):
        assert row["ranks"] == sorted(row["ranks"])
        assert row["scores"] == sorted(row["scores"], reverse=True)
        assert sum(row["scores"]) == pytest.approx(0)
        assert all(
            low < score < high for low, score, high in zip(row["ci_low"], row["scores"], row["ci_high"], strict=True)
        )


def test_reward_bench_2_counts_what_it_holds(tmp_path: Path) -> None:
    for row in rows_of("rewardbench-2", tmp_path):
        assert row["num_correct"] == len(row["chosen"]) >= 1
        assert row["num_incorrect"] == len(row["rejected"]) >= 1
        assert row["total_completions"] == len(row["models"]) == row["num_correct"] + row["num_incorrect"]


def test_prompts_bring_their_tests_along(tmp_path: Path) -> None:
    tasks = {task.id: task for task in sample_tasks()}
    for row in rows_of("trl-prompt", tmp_path):
        assert {one["path"]: one["text"] for one in row["tests"]["files"]} == tasks[row["task_id"]].tests.files


def test_reviews_go_round_without_a_change(tmp_path: Path) -> None:
    first = written("reviews", ".jsonl", tmp_path)
    content = first.read_bytes()
    tasks = {task.id: task for task in sample_tasks()}
    again = []
    for one in read_reviews(first):
        assert not isinstance(one, Exception)
        again.append(Reviewed(tasks[one.task], (one,)))
    deliver(again, "reviews", tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == content
