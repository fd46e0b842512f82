"""Workers as real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from django.db import connection


class Worker:
    """``assay worker`` in a process of its own, with one place for each kind of job."""

    def __init__(self, name: str, folder: Path, *queues: str) -> None:
        self.log = folder / f"{name}.log"
        command = [sys.executable, "-m", "assay_cli", "worker", "--concurrency", "1"]
        command += [part for queue in queues for part in ("--queue", queue)]
        with self.log.open("w") as said:
            self.process = subprocess.Popen(
                command,
                stderr=said,
                env={**os.environ, "DATABASE_URL": address(), "XDG_DATA_HOME": str(folder / name)},
            )

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def stop(self) -> None:
        self.process.send_signal(signal.SIGCONT)
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def address() -> str:
    """Of the database of this test."""
    known = connection.settings_dict
    return f"postgresql://{known['USER']}@/{known['NAME']}?host={quote(known['HOST'], safe='')}"
