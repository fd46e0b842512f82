from __future__ import annotations

import json
from pathlib import Path

import pytest

from assay_cli.main import main


def run(capsys: pytest.CaptureFixture[str], *arguments: object, status: int) -> tuple[str, str]:
    code = main(["compare", *map(str, arguments)])
    said = capsys.readouterr()
    assert code == status, said.out + said.err
    return said.out, said.err


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    one, two = tmp_path / "one.py", tmp_path / "two.py"
    one.write_text("def double(number: int) -> int:\n    return 2 * number\n")
    two.write_text("def double(number: int) -> int:\n    return number * number\n")
    return one, two


def test_a_difference_is_shown_with_both_results(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = run(capsys, *pair, status=1)
    head, call, first, second = out.splitlines()
    assert head.endswith("double: differ in value")
    assert call.strip() == "double(1)"
    assert first.endswith("returns 2")
    assert second.endswith("returns 1")


def test_no_difference_says_how_much_was_tried(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = run(capsys, pair[0], pair[0], status=0)
    assert "alike on all" in out
    assert "inputs tried" in out


def test_one_json_document(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(run(capsys, *pair, "--format", "json", status=1)[0])
    assert document["schema"] == "assay.compare/v1"
    (one,) = document["comparisons"]
    assert (one["result"], one["entry"]) == ("differs", "double")
    assert one["witness"] == {
        "call": "double(1)",
        "first": "returns 2",
        "second": "returns 1",
        "differs_in": "value",
        "weak": False,
        "guessed": False,
    }


def test_two_ways_to_raise_are_told_and_do_not_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = tmp_path / "one.py", tmp_path / "two.py"
    one.write_text("def f(x: int):\n    if x < 0: raise ValueError(x)\n    return x")
    two.write_text("def f(x: int):\n    if x < 0: raise KeyError(x)\n    return x")
    out, _ = run(capsys, one, two, status=0)
    assert "differ in kind of exception (both raise, so it does not count)" in out


def test_wrong_calls_are_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.py").write_text("def f(x): ...")
    _, err = run(capsys, tmp_path / "one.py", status=2)
    assert "is no task; name two files, or a task's folder or .jsonl" in err
    assert "no such file" in run(capsys, tmp_path / "one.py", tmp_path / "two.py", status=2)[1]


def test_what_a_candidate_prints_cannot_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = tmp_path / "one.py", tmp_path / "two.py"
    one.write_text("def f(x: int):\n    return 'a'")
    two.write_text("def f(x: int):\n    print('\\x1b[2J')\n    return '\\x1b[31m\\u202e'")
    out, _ = run(capsys, one, two, status=1)
    assert "\x1b" not in out
    assert "\u202e" not in out
