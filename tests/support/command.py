"""The command line without a process for each call: what takes seconds to import is imported once."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

from assay_cli.main import main


@dataclass(frozen=True)
class Told:
    """What a command wrote."""

    stdout: str
    stderr: str


def assay(*arguments: object, status: int = 0) -> Told:
    """Run ``assay`` with these arguments, which must end with ``status``."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = main([*map(str, arguments)])
    told = Told(*(_text(one) for one in (out, err)))
    assert code == status, told.stdout + told.stderr
    return told


def _text(stream: io.TextIOWrapper) -> str:
    stream.seek(0)  # which writes out what it still holds
    return stream.read()
