"""Diffs and git: what comes in is what the change made, exactly, and nothing of a repository is run."""

from __future__ import annotations

import difflib
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.domain.task import Task
from assay.errors import RecordError
from assay.interchange.importer import Given, importer_of
from assay.interchange.patching import apply_patch, changed_files, parse_patch

TEXTS = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "--- x\n", "+++ y\n", "@@ -1 +1 @@\n", "\n"]), max_size=12)


@given(TEXTS, TEXTS)
@settings(max_examples=150)
def test_a_diff_gives_what_it_was_made_from(before: list[str], after: list[str]) -> None:
    diff = "".join(difflib.unified_diff(before, after, "a/f.py", "b/f.py", n=1))
    if before != after:
        (patch,) = parse_patch(diff, "x.diff")
        assert apply_patch(patch, "".join(before), "x.diff") == "".join(after)


def test_a_last_line_without_an_end() -> None:
    (patch,) = parse_patch("--- a/f\n+++ b/f\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+y\n", "x")
    assert apply_patch(patch, "x", "x") == "y\n"


@pytest.mark.parametrize(
    ("diff", "told"),
    [
        ("hello\n", "is no unified diff"),
        ("--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n a\n", "cut off"),
        ("--- a/f\n+++ b/f\n@@ -1 +1 @@\n-other\n+y\n", "does not fit at line 1"),
        ("--- a/f\n+++ b/f\n@@ -900000000 +1 @@\n-x\n+y\n", "which is not there"),
        ("--- a/g\n+++ b/g\n@@ -1 +1 @@\n-x\n+y\n", "which the base lacks"),
        ("--- a/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n", "deletes"),
        ("Binary files a/f and b/f differ\n", "binary"),
    ],
)
def test_what_cannot_be_applied_is_told(diff: str, told: str) -> None:
    with pytest.raises(RecordError, match=told):
        list(changed_files(parse_patch(diff, "x.diff"), {"f": "x\n"}, "x.diff"))


@pytest.fixture
def base(tmp_path: Path) -> Path:
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "app.py").write_text("x = 1\ny = 1\n")
    (tmp_path / "prompt.md").write_text("# Make x two\n\nPlease.\n")
    return tmp_path


def test_diffs_in_a_folder_are_candidates_of_one_task(base: Path) -> None:
    (base / "fix").mkdir()
    (base / "fix" / "a.diff").write_text("--- a/app.py\n+++ b/app.py\n@@ -1,2 +1,2 @@\n-x = 1\n+x = 2\n y = 1\n")
    (base / "fix" / "b.diff").write_text("--- /dev/null\n+++ b/new.py\n@@ -0,0 +1 @@\n+x = 2\n")
    (base / "fix" / "c.diff").write_text("--- a/app.py\n+++ b/../../out.py\n@@ -1 +1 @@\n-x = 1\n+x = 2\n")
    given_ = Given(base=base / "base", prompts=base / "prompt.md", tool="an assistant")
    (error,) = importer_of(base / "fix").read(base / "fix", given_)
    assert "leaves the task's folder" in str(error)
    (base / "fix" / "c.diff").unlink()
    (task,) = importer_of(base / "fix").read(base / "fix", given_)
    assert isinstance(task, Task)
    assert (task.title, dict(task.files)) == ("Make x two", {"app.py": "x = 1\ny = 1\n"})
    assert [dict(one.files) for one in task.candidates] == [
        {"app.py": "x = 2\ny = 1\n"},
        {"app.py": "x = 1\ny = 1\n", "new.py": "x = 2\n"},
    ]
    assert task.candidates[0].origin.parameters == {"diff": "a"}
    assert "a" not in {one.id for one in task.candidates}


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=N", "-c", "user.email=n@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q")
    for branch, text in ((None, "x = 1\n"), ("one", "x = 2\n"), ("two", "x = 3\n")):
        if branch:
            git(folder, "checkout", "-q", "-b", branch, "main")
        (folder / "app.py").write_text(text)
        git(folder, "add", ".")
        git(folder, "commit", "-q", "-m", f"Say {text.strip()}")
    (tmp_path / "prompt.md").write_text("Make it larger")
    return folder


def test_each_commit_is_a_task(repository: Path) -> None:
    (task,) = importer_of(repository).read(repository, Given(revisions=("main..one",)))
    assert isinstance(task, Task)
    assert (task.prompt, dict(task.files)) == ("Say x = 2", {"app.py": "x = 1\n"})
    assert dict(task.candidates[0].files) == {"app.py": "x = 2\n"}


def test_branches_are_candidates_of_one_task(repository: Path) -> None:
    given_ = Given(revisions=("main...one", "main...two"), prompts=repository.parent / "prompt.md")
    (task,) = importer_of(repository).read(repository, given_)
    assert isinstance(task, Task)
    assert [one.files["app.py"] for one in task.candidates] == ["x = 2\n", "x = 3\n"]
    assert dict(task.files) == {"app.py": "x = 1\n"}


@pytest.mark.parametrize("revisions", ["--output=/etc/x", "nowhere..main", "main...--help"])
def test_revisions_that_git_does_not_know_are_told(revisions: str, repository: Path) -> None:
    given_ = Given(revisions=(revisions,), prompts=repository.parent / "prompt.md")
    (error,) = importer_of(repository).read(repository, given_)
    assert "git says" in str(error)


def test_nothing_that_a_repository_configures_is_run(repository: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\ncat\n")
    trap.chmod(0o755)
    (repository / ".gitattributes").write_text("*.py diff=evil filter=evil\n")
    for name in ("core.fsmonitor", "diff.evil.textconv", "diff.external", "filter.evil.smudge", "core.pager"):
        git(repository, "config", name, str(trap))
    (task,) = importer_of(repository).read(repository, Given(revisions=("main..one",)))
    assert isinstance(task, Task)
    assert not (tmp_path / "sprung").exists()


def test_a_deleted_file_is_told(repository: Path) -> None:
    git(repository, "rm", "-q", "app.py")
    git(repository, "commit", "-q", "-m", "Remove")
    error = list(importer_of(repository).read(repository, Given(revisions=("one..two",))))[-1]
    assert "app.py: is deleted" in str(error)
