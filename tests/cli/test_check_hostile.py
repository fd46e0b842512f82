"""``assay check`` on what nobody should write: it ends, says what it could not read, and nothing breaks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assay.errors import InputError
from assay.workflows import check as checking
from assay.workflows import collect as collecting
from assay.workflows import loose_files

DEEP = 20_000


def check(folder: Path, *arguments: str) -> tuple[int, dict[str, Any], str]:
    """Exit code, document and standard error of a check of everything in ``folder``."""
    command = [sys.executable, "-m", "assay_cli", "check", ".", "--format", "json", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=240, check=False)
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr
    return done.returncode, json.loads(done.stdout or "{}"), done.stderr


def test_nesting_without_end_costs_a_tool_its_answer_and_nothing_else(tmp_path: Path) -> None:
    nested = "(" * DEEP + "1" + ")" * DEEP
    for name, text in {
        "deep.py": f"x = {nested}\n",
        "open.py": "[" * 100_000,
        "deep.js": f"let x = {nested};\n",
        "deep.sql": f"SELECT {nested};\n",
        "deep.go": f"package a\n\nvar x = {nested}\n",
        "deep.c": f"int f(void) {{ return {nested}; }}\n",
        "deep.rs": f"pub fn f() -> i32 {{ {nested} }}\n",
        "Deep.java": f"class Deep {{ int x = {nested}; }}\n",
        "plain.py": "import os\nos.system(input())\n",
    }.items():
        (tmp_path / name).write_text(text)
    code, document, _ = check(tmp_path)
    assert code == 0
    assert any(one["path"] == "plain.py" and one["cwe"] == 78 for one in document["findings"])
    assert {one["path"] for one in document["findings"] if one["severity"] == "blocker"} >= {"open.py"}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("null.py", b"x = 1\x00\n", "is a binary file"),
        ("bytes.py", b"x = 1\n\xff\xfe\x00 = 3\n", "is a binary file"),
        ("utf16.py", "import os\n".encode("utf-16"), "is a binary file"),
        ("long.js", b'let x = "' + b"a" * 10_000_000 + b'";\n', "the limit for one file"),
    ],
)
def test_what_is_no_text_or_too_long_is_named(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "beside.py").write_text("import os\nos.system(input())\n")
    code, document, errors = check(tmp_path, "--select", "ruff,bandit,oxlint")
    assert code == 2
    assert f"{name}: " in errors
    assert told in errors
    assert {one["path"] for one in document["findings"]} == {"beside.py"}


def test_a_line_of_four_megabytes_ends(tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text('x = "' + "a" * 4_000_000 + '"\n')
    code, _, _ = check(tmp_path)
    assert code == 0


def test_odd_names_and_links_are_files_or_nothing(tmp_path: Path) -> None:
    for name in ("-rf.py", "--config=x.py", "a\nb.py", "$(touch owned).py", "ü \u202e.py"):
        (tmp_path / name).write_text("import os\nos.system(input())\n")
    (tmp_path / "link.py").symlink_to("/etc/passwd")
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "dangling.py").symlink_to("nowhere.py")
    (tmp_path / "ruff.toml").write_text('exclude = ["*"]\n')
    (tmp_path / "pyproject.toml").write_text('[tool.ruff]\nexclude = ["*"]\n[tool.bandit]\nexclude_dirs = ["."]\n')
    code, document, errors = check(tmp_path, "--select", "ruff,bandit,patterns,secrets")
    assert code == 0, errors
    found = [one for one in document["findings"] if one["cwe"] == 78]
    assert len({one["path"] for one in found}) == 5
    assert "root:" not in json.dumps(document)
    assert sorted(os.listdir(tmp_path)) == sorted({*os.listdir(tmp_path)} - {"owned"})  # noqa: PTH208 - names only


def test_a_pipe_without_a_writer_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    code, _, errors = check(tmp_path)
    assert code == 2
    assert "pipe.py: is no regular file" in errors


def test_more_files_than_the_limit_are_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loose_files, "MAX_LOOSE_FILES", 20)
    for number in range(21):
        (tmp_path / f"m{number}.py").write_text("")
    with pytest.raises(InputError, match="more than 20 files"):
        list(loose_files.loose_files([tmp_path]))


def test_thousands_of_files_are_all_read(tmp_path: Path) -> None:
    for number in range(1200):
        folder = tmp_path / f"d{number // 100}"
        folder.mkdir(exist_ok=True)
        (folder / f"m{number}.py").write_text(f"def f{number}(x):\n    return x + {number}\n")
    (tmp_path / "d7" / "odd.py").write_text("import os\nos.system(input())\n")
    code, document, _ = check(tmp_path, "--no-tests", "--select", "ruff,bandit,patterns")
    assert code == 0
    assert {one["path"] for one in document["findings"]} == {"d7/odd.py"}


def test_of_very_many_files_some_are_probed_and_the_rest_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "MAX_PROBED_FILES", 2)
    for number in range(5):
        (tmp_path / f"m{number}.py").write_text(
            f"def f(path: str) -> str:\n    return open(path).read() + '{number}'\n"
        )
    checked = checking.check([tmp_path], select=["leak"])
    assert len(checked.tried) == 2
    [missing] = checked.missing
    assert missing.name == "probes"
    assert "the first 2 of 5 files" in missing.reason


def test_what_a_tool_finds_too_much_of_is_told_in_one_sum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "MAX_FINDINGS", 3)
    (tmp_path / "one.py").write_text("import os\n" + "os.system(input())\n" * 5)
    for name in ("one.js", "two.ts"):
        (tmp_path / name).write_text("debugger;\n" * 5)
    checked = checking.check([tmp_path], select=["bandit", "oxlint"], tests=False)
    assert {one.name: one.reason for one in checked.gaps() if "oxlint" in one.name} == {
        "some of oxlint": "the lightest 4 findings are left out"
    }
    assert checked.left_out == {"bandit": 2, "oxlint": 4}
    assert len([one for one in checked.findings if one.finding.source.name == "oxlint"]) == 6
