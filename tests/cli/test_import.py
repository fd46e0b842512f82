"""``assay import``: every wrong record in one line that says where; nothing comes in unless all is right."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

RIGHT: dict[str, Any] = {
    "schema": "assay.task/v1",
    "id": "right",
    "title": "Right",
    "prompt": "Do it.",
    "language": "python",
    "aspects": ["correctness"],
    "candidates": [{"id": "a", "files": {"app.py": "x = 1\n"}}],
}


def record(**changes: object) -> str:
    return json.dumps({key: value for key, value in {**RIGHT, **changes}.items() if value is not None})


BROKEN = {
    "truncated": (record(id="truncated")[:-20], ":2"),
    "unknown key": (record(id="unknown", surprise=1), "surprise"),
    "missing field": (record(id="missing", prompt=None), "prompt"),
    "duplicate id": (record(), "right"),
    "30 MB candidate": (
        record(id="big", candidates=[{"id": "a", "files": {"app.py": "x" * 30_000_000}}]),
        "candidates",
    ),
    "NUL bytes": (record(id="nul", candidates=[{"id": "a", "files": {"app.py": "a\0b"}}]), "candidates"),
    "a way out": (record(id="out", candidates=[{"id": "a", "files": {"../../etc/passwd": "x"}}]), "candidates"),
}


def assay_import(*arguments: str | Path, data: Path, status: int) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    run = subprocess.run(
        [sys.executable, "-m", "assay_cli", "import", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**environment, "ASSAY_DATA_DIR": str(data)},
    )
    assert run.returncode == status, run.stdout + run.stderr
    assert run.stdout == ""
    return run


@pytest.mark.parametrize("name", BROKEN)
def test_a_wrong_record_is_one_line_with_its_place(name: str, tmp_path: Path) -> None:
    line, place = BROKEN[name]
    file = tmp_path / "broken.jsonl"
    file.write_text(f"{record()}\n{line}\n")
    told = assay_import(file, data=tmp_path, status=2).stderr.splitlines()
    assert len(told) == 2
    assert told[0].startswith("assay: ")
    assert f"{file}:2" in told[0]
    assert place in told[0]
    assert len(told[0]) < 500
    assert told[1] == "1 wrong records, 1 right ones; nothing was imported"


def test_all_wrong_records_are_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "broken.jsonl"
    file.write_text("\n".join([record(), *(line for line, _ in BROKEN.values())]))
    told = assay_import(file, data=tmp_path, status=2).stderr.splitlines()
    assert len(told) == len(BROKEN) + 1
    assert [line.split(": ")[1].rpartition(":")[2] for line in told[:-1]] == [str(2 + n) for n in range(len(BROKEN))]


def test_a_dry_run_needs_no_server(tmp_path: Path) -> None:
    file = tmp_path / "right.jsonl"
    file.write_text(record())
    assert "1 tasks are right" in assay_import(file, "--dry-run", data=tmp_path, status=0).stderr


def test_without_a_server_it_says_how_to_start_one(tmp_path: Path) -> None:
    file = tmp_path / "right.jsonl"
    file.write_text(record())
    told = assay_import(file, data=tmp_path, status=3).stderr
    assert "no database is running here" in told
    assert "assay up" in told


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "none.jsonl" in assay_import(tmp_path / "none.jsonl", data=tmp_path, status=2).stderr
