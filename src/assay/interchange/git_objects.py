"""What a git repository holds, read by plumbing commands that run nothing the repository configures."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assay.domain.record import MAX_FILE_BYTES, MAX_FILES
from assay.errors import RecordError, ToolUnavailable
from assay.interchange.shown import visible

_SECONDS: Final = 60
_MOST_OUTPUT: Final = 64 * 2**20
_REGULAR: Final = ("100644", "100755")

_ENVIRONMENT: Final = {
    "PATH": os.defpath,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C.UTF-8",
}
"""Nothing of the caller's; a stranger's repository may neither fetch nor ask."""


@dataclass(frozen=True)
class Change:
    """One file between two commits: path, and the ids of its content; None where there is none or it is no file."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Repository:
    """A repository on this machine."""

    folder: Path

    def commits(self, revisions: str) -> list[str]:
        """Ids of the commits without merges, oldest first.

        Raises:
            RecordError: git does not know them.
            ToolUnavailable: there is no git.
        """
        return self._text("rev-list", "--reverse", "--no-merges", "--end-of-options", revisions, "--").split()

    def commit(self, revision: str) -> str:
        """The id of one commit.

        Raises:
            RecordError: there is none.
        """
        return self._text("rev-parse", "--verify", "--end-of-options", revision + "^{commit}").strip()

    def merge_base(self, one: str, other: str) -> str:
        """The commit where two branches part.

        Raises:
            RecordError: they have nothing in common.
        """
        return self._text("merge-base", "--end-of-options", self.commit(one), self.commit(other)).strip()

    def message(self, commit: str) -> str:
        """What its author wrote."""
        return self._text("cat-file", "commit", commit).partition("\n\n")[2].strip()

    def parent(self, commit: str) -> str | None:
        """The commit before; None for the first."""
        head = self._text("cat-file", "commit", commit).partition("\n\n")[0]
        return next((line[7:] for line in head.splitlines() if line.startswith("parent ")), None)

    def changes(self, before: str | None, after: str) -> list[Change]:
        """The files that differ, renames as a new file and a deleted one.

        Raises:
            RecordError: there are more than a record may hold.
        """
        ends = [before, after] if before else ["--root", after]
        told = self._text("diff-tree", "-r", "-z", "--no-renames", "--no-commit-id", *ends, "--").split("\0")
        if len(told) > 2 * MAX_FILES:
            raise RecordError(f"changes more than {MAX_FILES} files", where=after[:12])
        return [_change(head, path) for head, path in zip(told[::2], told[1::2], strict=False)]

    def text(self, content: str, path: str) -> str:
        """The text with this id.

        Raises:
            RecordError: it is too large or no UTF-8 text.
        """
        size = int(self._text("cat-file", "-s", content))
        if size > MAX_FILE_BYTES:
            raise RecordError(
                f"is {size / 1e6:.1f} MB; the limit is {MAX_FILE_BYTES / 1e6:.1f} MB", where=visible(path)
            )
        found = self._run("cat-file", "blob", content)
        try:
            text = found.decode()
        except UnicodeDecodeError:
            raise RecordError("is no UTF-8 text", where=visible(path)) from None
        if "\0" in text:
            raise RecordError("is a binary file", where=visible(path))
        return text

    def _text(self, *arguments: str) -> str:
        return self._run(*arguments).decode("utf-8", "replace")

    def _run(self, *arguments: str) -> bytes:
        git = shutil.which("git", path=os.defpath)
        if git is None:
            raise ToolUnavailable("git is not installed", remedy="install git")
        safe = f"safe.directory={self.folder.resolve()}"
        command = [git, "-c", safe, "-c", "core.fsmonitor=false", "-C", str(self.folder), *arguments]
        try:
            ran = subprocess.run(command, capture_output=True, env=_ENVIRONMENT, timeout=_SECONDS, check=False)  # noqa: S603 - no shell; revisions stand behind --end-of-options
        except subprocess.TimeoutExpired:
            raise RecordError(f"git took more than {_SECONDS} s", where=visible(str(self.folder))) from None
        if ran.returncode or len(ran.stdout) > _MOST_OUTPUT:
            said = ran.stderr.decode("utf-8", "replace").strip().splitlines()
            raise RecordError(
                f"git says: {visible(said[0] if said else 'too much', 200)}", where=visible(str(self.folder))
            )
        return ran.stdout


def _change(head: str, path: str) -> Change:
    modes = head.lstrip(":").split(" ")
    before, after = (modes[at + 2] if modes[at] in _REGULAR else None for at in (0, 1))
    return Change(path, before, after)
