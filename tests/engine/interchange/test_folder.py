"""A task's folder holds what a task has, and nothing else; whatever is wrong is named by its file."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from assay.domain.task import Task
from assay.errors import RecordError
from assay.interchange import read_tasks

TOML = """\
schema = "assay.task/v1"
id = "one"
title = "One"
language = "python"
aspects = ["correctness", "ranking"]

[tests]
visible = ["test_a.py"]

[[candidates]]
id = "b"
[candidates.origin]
model = "m"

[[candidates]]
id = "a"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A task with base file, tests, reference and two candidates, listed as b, a."""
    root = tmp_path / "one"
    texts = {
        "task.toml": TOML,
        "prompt.md": "Do it.\n",
        "files/base.py": "old\n",
        "tests/test_a.py": "def test_a(): ...\n",
        "tests/deep/test_b.py": "",
        "reference/a.py": "right\n",
        "candidates/a/a.py": "first\r\n",
        "candidates/b/pkg/a.py": "second",
        "LICENSE.txt": "free",
        "NOTICE.md": "thanks",
        "README.md": "hello",
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())
    return root


def answer(path: Path) -> Task | RecordError:
    (one,) = read_tasks(path)
    return one


def error(path: Path) -> str:
    one = answer(path)
    assert isinstance(one, RecordError), one
    return str(one).removeprefix(f"{path}")


def test_a_folder_is_read_whole_and_to_the_byte(folder: Path) -> None:
    task = answer(folder)
    assert isinstance(task, Task)
    assert task.prompt == "Do it.\n"
    assert task.files == {"base.py": "old\n"}
    assert task.tests.files == {"test_a.py": "def test_a(): ...\n", "deep/test_b.py": ""}
    assert task.tests.visible == ("test_a.py",)
    assert task.reference is not None
    assert task.reference.files == {"a.py": "right\n"}
    assert [(one.id, dict(one.files), one.origin.model) for one in task.candidates] == [
        ("b", {"pkg/a.py": "second"}, "m"),
        ("a", {"a.py": "first\r\n"}, None),
    ]


def test_what_tools_leave_behind_is_ignored(folder: Path) -> None:
    before = answer(folder)
    for name in ("__pycache__/x.pyc", "tests/__pycache__/y.pyc", "candidates/a/.DS_Store", ".DS_Store"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"\x00junk")
    assert answer(folder) == before


def test_a_stranger_among_the_files_is_named(folder: Path) -> None:
    (folder / "notes.txt").write_text("x")
    assert error(folder).startswith(
        "/notes.txt: is no part of a task; a task's folder holds task.toml, prompt.md, files"
    )


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("candidates/a/logo.png", b"\x89PNG\x00\x00", "/candidates/a/logo.png: is a binary file; a record holds text"),
        ("tests/latin.py", b"caf\xe9", "/tests/latin.py: is not UTF-8: 0xe9 at byte 3; save it as UTF-8"),
        ("candidates/a/big.py", b"x" * 4_200_000, "/candidates/a/big.py: is 4.2 MB; the limit for one file is 4.2 MB"),
        ("task.toml", b"id = ", "/task.toml: not TOML: Invalid value (at end of document)"),
        ("task.toml", b"a = " + b"[" * 3000, "/task.toml: not TOML: nested too deeply"),
        ("task.toml", b"[candidates.x]\n[[candidates]]", "/task.toml: not TOML: Cannot"),
        ("task.toml", b"\xff", "/task.toml: is not UTF-8"),
        ("candidates/stray.py", b"", "/candidates/stray.py: is no candidate's folder; add [[candidates]]"),
        (
            "candidates/z/a.py",
            b"",
            '/candidates/z: is not listed among the candidates; add [[candidates]] with id = "z"',
        ),
    ],
)
def test_a_wrong_file_is_named(folder: Path, name: str, content: bytes, expected: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    assert error(folder).startswith(expected)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('title = "One"', 'titel = "One"', '/task.toml: $.titel: unknown key "titel" (and 1 more problem'),
        ('title = "One"', "title = 3", "/task.toml: $.title: expected a string, found the number 3"),
        ('title = "One"', "title = 2024-01-01", "/task.toml: holds a date, a time, or tables nested too deeply"),
        (
            'title = "One"',
            'title = "One"\nprompt = "x"',
            "/task.toml: $.prompt: does not belong here; put it into prompt",
        ),
        (
            "[tests]",
            '[tests]\nfiles = {"a" = "b"}',
            "/task.toml: $.tests.files: does not belong here; put it into tests/",
        ),
        (
            'id = "b"',
            'id = "b"\nfiles = {}',
            "/task.toml: $.candidates[0].files: does not belong here; put it into cand",
        ),
        ('id = "b"', 'id = "c"', '/task.toml: $.candidates[0].id: candidate "c" has no folder'),
        (
            'visible = ["test_a.py"]',
            'visible = ["no.py"]',
            "/task.toml: $.tests: visible names 'no.py', which is no test",
        ),
        ('id = "b"', "id = 5", "/candidates/b: is not listed among the candidates"),
    ],
)
def test_a_wrong_key_is_named_by_its_path(folder: Path, old: str, new: str, expected: str) -> None:
    toml = folder / "task.toml"
    toml.write_text(TOML.replace(old, new, 1))
    assert error(folder).startswith(expected)


def test_a_link_is_refused_even_to_a_harmless_file(folder: Path) -> None:
    (folder / "candidates/a/link.py").symlink_to("a.py")
    assert error(folder) == "/candidates/a/link.py: is a symbolic link; put the file itself there"


def test_a_linked_folder_is_refused(folder: Path) -> None:
    (folder / "candidates/a/etc").symlink_to("/etc")
    assert error(folder).startswith("/candidates/a/etc: is a symbolic link")


def test_a_pipe_is_refused_without_waiting_for_its_writer(folder: Path) -> None:
    os.mkfifo(folder / "tests/pipe.py")
    assert error(folder) == "/tests/pipe.py: is no regular file; take it out of the folder"


def test_a_name_that_is_no_utf8_is_refused(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/tests/\xff.py")).write_text("")
    assert error(folder) == "/tests/\\udcff.py: has a name that is not UTF-8; rename it"


def test_a_missing_prompt_is_named(folder: Path) -> None:
    (folder / "prompt.md").unlink()
    assert error(folder) == "/prompt.md: cannot be read: no such file or directory"


def test_a_file_where_a_folder_belongs_is_named(folder: Path) -> None:
    (folder / "reference/a.py").unlink()
    (folder / "reference").rmdir()
    (folder / "reference").write_text("x")
    assert error(folder) == "/reference: should be a folder"


def test_a_folder_of_tasks_is_read_in_the_order_of_names(folder: Path, tmp_path: Path) -> None:
    for name in ("two", "alpha"):
        other = tmp_path / name
        (other / "candidates/a").mkdir(parents=True)
        (other / "candidates/a/x.py").write_text("1")
        (other / "prompt.md").write_text("p")
        (other / "task.toml").write_text(
            f'id = "{name}"\ntitle = "t"\nlanguage = "go"\naspects = ["quality"]\n[[candidates]]\nid = "a"\n'
        )
    (tmp_path / "README.md").write_text("about")
    assert [one.id for one in read_tasks(tmp_path) if isinstance(one, Task)] == ["alpha", "one", "two"]


def test_strangers_among_task_folders_are_named_and_the_rest_is_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "tasks.jsonl").write_text("{}")
    (tmp_path / "empty").mkdir()
    answers = list(read_tasks(tmp_path))
    assert [str(one).removeprefix(f"{tmp_path}/") for one in answers if isinstance(one, RecordError)] == [
        "empty: the folder has no task.toml; move it elsewhere",
        "tasks.jsonl: is no task's folder; move it elsewhere",
    ]
    assert sum(isinstance(one, Task) for one in answers) == 1


def test_two_folders_with_one_id_name_each_other(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "two")
    first, second = read_tasks(tmp_path)
    assert isinstance(first, Task)
    assert str(second) == (
        f'{tmp_path}/two/task.toml: $.id: duplicate id "one", first used in {folder}; give each task its own id'
    )


def test_an_empty_folder_is_one_error(tmp_path: Path) -> None:
    assert error(tmp_path) == ": the folder holds no task; each needs a task.toml"
