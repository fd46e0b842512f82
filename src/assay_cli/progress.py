"""What a long command is doing, on the terminal of who waits for it, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from assay_cli.screen import printable

_LONGEST = 100


@contextmanager
def watched() -> Iterator[Callable[[str], None]]:
    """A function that shows the present step, with the time since the beginning, on standard error; gone at the end.

    Where standard error is no terminal it shows nothing.
    """
    console = Console(stderr=True, highlight=False, emoji=False)
    if not console.is_terminal:
        yield lambda _: None
        return
    columns = (SpinnerColumn(), TimeElapsedColumn(), TextColumn("{task.fields[step]}", markup=False))
    with Progress(*columns, console=console, transient=True) as progress:
        shown = progress.add_task("", total=None, step="")
        yield lambda step: progress.update(shown, step=printable(step)[:_LONGEST])


@contextmanager
def counted(title: str) -> Iterator[Callable[[int, int], None]]:
    """A function that takes how much is done and of how much (0: not known), and shows it likewise."""
    console = Console(stderr=True, highlight=False, emoji=False)
    if not console.is_terminal:
        yield lambda _, __: None
        return
    columns = (TextColumn(title, markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        shown = progress.add_task("", total=None)
        yield lambda done, total: progress.update(shown, completed=done, total=total or None)
