"""The flagship: the three defects of the thread-safe cache, found from the command line and shown again."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[2] / "samples" / "ttl-cache"

pytestmark = [pytest.mark.xdist_group("races"), pytest.mark.timeout(300)]


def assay(*arguments: str | Path, status: int = 0) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "assay_cli", *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert run.returncode == status, run.stdout + run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("check") / "ttl.json"
    path.write_text(assay("check", SAMPLE, "--select", "race", "--format", "json"))
    return path


def test_the_three_faulty_candidates_are_found_and_the_right_one_is_not_accused(document: Path) -> None:
    found = json.loads(document.read_text())["findings"]
    assert {"path", "start_line", "category", "severity", "cwe", "source"} <= set(found[0])
    by_candidate = {
        name: {(one["source"]["rule"], one["cwe"]) for one in found if one["candidate"] == name} for name in "abcd"
    }
    assert ("exception", 362) in by_candidate["a"]
    assert ("exception", 362) in by_candidate["b"]
    assert by_candidate["c"] == set()
    assert by_candidate["d"] == {("expired", 672)}
    lines = {(one["candidate"], one["start_line"]) for one in found}
    assert {("a", 99), ("b", 47), ("d", 43)} <= lines


def test_how_much_was_tried_is_said_of_each(document: Path) -> None:
    tried = json.loads(document.read_text())["tried"]
    assert [one["candidate"] for one in tried] == ["a", "b", "c", "d"]
    assert all("schedules" in one["tried"] for one in tried)


def test_every_schedule_is_reproduced_ten_times(document: Path) -> None:
    lines = assay("check", SAMPLE, "--replay", document).splitlines()
    assert len(lines) == len(json.loads(document.read_text())["findings"])
    assert all(line.endswith("reproduced 10 of 10") for line in lines)


def test_what_was_mended_is_not_reproduced(document: Path, tmp_path: Path) -> None:
    record = next(one for one in json.loads(document.read_text())["replays"] if one["candidate"] == "d")
    fixed = tmp_path / "ttl_cache.py"
    fixed.write_text((SAMPLE / "candidates" / "c" / "ttl_cache.py").read_text())
    shown = tmp_path / "one.json"
    shown.write_text(json.dumps({"replays": [{**record, "task": None, "candidate": None, "file": str(fixed)}]}))
    assert "reproduced 0 of 10" in assay("check", fixed, "--replay", shown, status=1)


def test_a_document_without_schedules_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.json").write_text("{}")
    assay("check", SAMPLE, "--replay", tmp_path / "no.json", status=2)


def test_without_running_anything_there_is_no_probe() -> None:
    document = json.loads(assay("check", SAMPLE, "--no-tests", "--format", "json"))
    assert document["tried"] == document["runs"] == []
