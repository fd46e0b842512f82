"""Exit codes: what a script learns from ``assay``. The engine knows none of them."""

from __future__ import annotations

from enum import IntEnum

import click

from assay.errors import AssayError, InputError, InternalError, Unavailable


class ExitCode(IntEnum):
    """The public contract of every command."""

    DONE = 0
    NO = 1
    """The answer is "no": findings at the threshold, candidates differ, a test failed under ``--fail-on``."""
    WRONG_INPUT = 2
    MISSING = 3
    """A needed tool, server or sandbox layer is missing."""
    OUR_ERROR = 4
    INTERRUPTED = 130
    """Ctrl-C, as a shell reports it."""
    PIPE_CLOSED = 141
    """Whoever read our output stopped reading, as a shell reports it."""


_CODES: tuple[tuple[type[AssayError], ExitCode], ...] = (
    (InputError, ExitCode.WRONG_INPUT),
    (Unavailable, ExitCode.MISSING),
    (InternalError, ExitCode.OUR_ERROR),
)


def exit_code(error: AssayError) -> ExitCode:
    """The exit code of an error that Assay raised on purpose."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), ExitCode.OUR_ERROR)


class Exit(click.exceptions.Exit):
    """Ends a command with a code: ``raise Exit(ExitCode.NO)``."""
