"""Where an instance keeps its data, and the secrets that are made once for it."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from assay.errors import InputError

INSTANCES = ("main", "demo")
"""``assay up`` and ``assay demo`` keep their data apart."""


@dataclass(frozen=True)
class DataFolder:
    """One instance's folder; only its owner may look inside."""

    path: Path

    @property
    def database(self) -> Path:
        """PostgreSQL's files."""
        return self.path / "postgres"

    @property
    def logs(self) -> Path:
        """One file per child process."""
        return self.path / "logs"

    def create(self) -> None:
        """Make the folder and its parts.

        Raises:
            InputError: it cannot be written.
        """
        try:
            for folder in (self.path, self.logs):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise InputError(
                f"data folder {self.path} cannot be made: {error.strerror}",
                remedy="set ASSAY_DATA_DIR to a folder that you may write",
            ) from error

    def secret(self, name: str, length: int = 48) -> str:
        """A random text made on first use and kept in a file that only the owner can read."""
        file = self.path / name
        try:
            return file.read_text(encoding="ascii")
        except FileNotFoundError:
            text = secrets.token_urlsafe(length)
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as stream:
                stream.write(text)
            return text


def data_folder(instance: str) -> DataFolder:
    """The folder of ``instance``: beneath ASSAY_DATA_DIR, else beneath the user's data folder (XDG)."""
    root = os.environ.get("ASSAY_DATA_DIR")
    if root:
        return DataFolder(Path(root).expanduser().absolute() / instance)
    shared = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return DataFolder(Path(shared).expanduser().absolute() / "assay" / instance)
