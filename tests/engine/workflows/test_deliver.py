"""Deliver: what may leave and what may not, what is told of it, and nothing half-written, whatever happens."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.support.reviewed import review, reviewed_samples, sample_tasks

from assay import Options, Reviewed, deliver
from assay.errors import InputError
from assay.export.format import FORMATS
from assay.workflows.deliver import About, Manifest


def names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


def test_the_manifest_counts_and_vouches_for_every_file(tmp_path: Path) -> None:
    manifest = deliver(reviewed_samples(), "trl-preference", tmp_path / "prefs.parquet", options=Options(min_p=0.7))
    assert names(tmp_path) == {"prefs.parquet", "prefs.manifest.json", "prefs.card.md"}
    told = json.loads((tmp_path / "prefs.manifest.json").read_text())
    assert told["schema"] == "assay.manifest/v1"
    assert told["options"]["min_p"] == 0.7
    assert (told["tasks"], told["reviews"]) == (24, 72)
    for file in told["files"]:
        content = (tmp_path / file["name"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert told["rows"] == sum(told["counts"]["splits"].values()) == manifest.rows
    assert sum(told["counts"]["languages"].values()) == 24


def test_the_card_says_what_one_should_know_before_training(tmp_path: Path) -> None:
    about = About(title="Caches | and more", consent="Everybody agreed to training.")
    deliver(reviewed_samples(), "trl-preference", tmp_path / "prefs.parquet", about=about)
    text = (tmp_path / "prefs.card.md").read_text()
    for expected in (
        "# Caches | and more",
        "Krippendorff's alpha of the verdicts",
        "n = 24",
        "## Licences",
        "default@1",
        "Everybody agreed to training.",
        "share a split",
    ):
        assert expected in text


def test_too_few_reviews_give_no_figure_of_agreement(tmp_path: Path) -> None:
    deliver(reviewed_samples(1), "reviews", tmp_path / "out.jsonl")
    assert "was not computed: nothing was reviewed twice" in (tmp_path / "out.card.md").read_text()


@pytest.mark.parametrize("name", FORMATS.names())
def test_gold_never_leaves(name: str, tmp_path: Path) -> None:
    fmt = FORMATS.get(name)
    target = tmp_path / f"out{fmt.endings[-1]}"
    manifest = deliver((replace(one, gold=True) for one in reviewed_samples()), name, target)
    assert (manifest.tasks, manifest.reviews, manifest.rows) == (0, 0, 0)
    assert manifest.left_out == {"gold": 24}
    assert "ttl-cache" not in target.read_text()


@pytest.mark.parametrize("name", FORMATS.names())
def test_what_must_not_be_trained_on_stays_out_of_every_training_format(name: str, tmp_path: Path) -> None:
    fmt = FORMATS.get(name)
    given = [replace(one, task=one.task.model_copy(update={"training_allowed": False})) for one in reviewed_samples()]
    manifest = deliver(given, name, tmp_path / f"out{fmt.endings[-1]}")
    if name in {"reviews", "sarif"}:
        assert manifest.rows > 0
    else:
        assert manifest.rows == 0
        assert manifest.left_out == {"training not allowed": 24}


def test_only_adjudicated_tasks_on_request(tmp_path: Path) -> None:
    first, *others = reviewed_samples()
    given = [replace(first, adjudicated=True), *others]
    manifest = deliver(given, "trl-preference", tmp_path / "out.jsonl", options=Options(adjudicated_only=True))
    assert manifest.left_out["not adjudicated"] == 23
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert rows
    assert all(row["task_id"] == first.task.id and row["adjudicated"] for row in rows)


def test_near_duplicates_share_the_split_of_their_group(tmp_path: Path) -> None:
    given = [replace(one, group="the-same") for one in reviewed_samples()]
    manifest = deliver(given, "trl-preference", tmp_path / "out.jsonl")
    assert len(manifest.counts.splits) == 1
    spread = deliver(reviewed_samples(), "trl-preference", tmp_path / "out.jsonl")
    assert len(spread.counts.splits) > 1


def test_qualified_reviewers_are_counted_where_people_are_tested(tmp_path: Path) -> None:
    given = [replace(one, qualified=frozenset({"reviewer-0", "reviewer-1"})) for one in reviewed_samples()]
    deliver(given, "trl-preference", tmp_path / "out.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert {row["n_qualified"] for row in rows if row["source"] == "ranking"} == {2}


def with_secret() -> list[Reviewed]:
    task = next(one for one in sample_tasks() if one.id == "ttl-cache")
    prompt = f"{task.prompt}\nkey = AKIA{'ABCDEFGHIJKLMNOP'}, ask jo.doe@somewhere.org"
    leaky = task.model_copy(update={"prompt": prompt})
    return [Reviewed(leaky, tuple(review(task, who) for who in range(3))), *list(reviewed_samples())[:3]]


def test_secrets_are_told_before_a_file_is_there(tmp_path: Path) -> None:
    told: list[Manifest] = []

    def look(manifest: Manifest) -> None:
        told.append(manifest)
        assert names(tmp_path) == set()

    deliver(with_secret(), "trl-prompt", tmp_path / "out.parquet", before=look)
    assert {name: seen.rows for name, seen in told[0].sensitive.items()} == {"AWS key": 1, "e-mail address": 1}
    assert told[0].sensitive["AWS key"].first == ("out.parquet row 1: AKIA…OP",)
    assert "jo.doe@somewhere.org" not in (tmp_path / "out.manifest.json").read_text()


def test_whoever_looks_may_refuse(tmp_path: Path) -> None:
    def refuse(manifest: Manifest) -> None:
        raise InputError("no")

    with pytest.raises(InputError, match="no"):
        deliver(with_secret(), "trl-prompt", tmp_path / "out.parquet", before=refuse)
    assert names(tmp_path) == set()


@pytest.mark.parametrize("ending", [".parquet", ".jsonl", ".csv"])
def test_rows_with_secrets_can_be_left_out(ending: str, tmp_path: Path) -> None:
    target = tmp_path / f"out{ending}"
    manifest = deliver(with_secret(), "trl-prompt", target, options=Options(leave_out_sensitive=True))
    assert manifest.rows == 3
    assert manifest.left_out == {"a secret or personal data": 1}
    assert b"AKIAABCDEF" not in target.read_bytes()


@pytest.mark.parametrize("name", FORMATS.names())
def test_an_error_on_the_way_leaves_what_was_there_before(name: str, tmp_path: Path) -> None:
    ending = FORMATS.get(name).endings[0]
    target = tmp_path / f"out{ending}"
    target.write_text("before")

    def breaking() -> Iterator[Reviewed]:
        yield from list(reviewed_samples())[:5]
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        deliver(breaking(), name, target)
    assert names(tmp_path) == {target.name}
    assert target.read_text() == "before"


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.support.reviewed import reviewed_samples
from assay import deliver
def given():
    for _ in range(3):
        yield from reviewed_samples()
    os.kill(os.getpid(), signal.SIGKILL)
deliver(given(), "trl-preference", Path(sys.argv[1]) / "out.jsonl")
"""


def test_a_killed_export_leaves_nothing_and_the_next_one_is_whole(tmp_path: Path) -> None:
    root = Path(__file__).parents[3]
    run = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False, cwd=root, env=dict(os.environ))
    assert run.returncode == -signal.SIGKILL
    assert names(tmp_path) == set()
    manifest = deliver(reviewed_samples(), "trl-preference", tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text().splitlines()
    assert len({json.loads(line)["pair_id"] for line in lines}) == len(lines) == manifest.rows


def test_an_unknown_format_or_ending_says_what_is_known(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no format 'trl'; known: critique, ranking, reviews"):
        deliver([], "trl", tmp_path / "out.jsonl")
    with pytest.raises(InputError, match=r"'sarif' cannot be written to 'out.jsonl'; end the name in \.sarif"):
        deliver([], "sarif", tmp_path / "out.jsonl")
