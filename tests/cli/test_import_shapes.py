"""``assay import`` of other shapes than our own: told by the look of the file, or named."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from assay_cli.main import cli

SAMPLE = {"task_id": "A/1", "prompt": "def one():\n", "completion": "    return 1\n"}


def run(*arguments: str | Path) -> tuple[int, str]:
    ran = CliRunner().invoke(cli, ["import", *map(str, arguments)], standalone_mode=False)
    assert ran.exception is None, ran.exception
    return ran.return_value, ran.stderr


def test_a_dump_is_known_by_its_look_and_checked_without_a_server(tmp_path: Path) -> None:
    (tmp_path / "samples.jsonl").write_text(json.dumps(SAMPLE) + "\n")
    assert run(tmp_path / "samples.jsonl", "--dry-run") == (0, "1 tasks are right; nothing was imported (--dry-run)\n")


def test_language_and_aspect_are_named_as_records_name_them(tmp_path: Path) -> None:
    (tmp_path / "samples.jsonl").write_text(json.dumps(SAMPLE) + "\n")
    asked = ("--language", "go", "--aspect", "quality", "--dry-run")
    assert run(tmp_path / "samples.jsonl", *asked)[0] == 0


def test_every_wrong_record_is_listed(tmp_path: Path) -> None:
    rows = [SAMPLE, {"task_id": "A/2"}, {**SAMPLE, "task_id": "A/3"}]
    (tmp_path / "samples.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    status, told = run(tmp_path / "samples.jsonl", "--dry-run")
    assert status == 2
    assert [line.split(": ")[0] for line in told.splitlines()] == [
        "assay",
        "assay",
        "2 wrong records, 1 right ones; nothing was imported",
    ]
    assert "samples.jsonl:2: has no task_id or no code" in told
    assert "task A/3: has the prompt, files and candidates of an earlier one" in told
