"""The kit's attacks by a copy of a warm interpreter, with and without the compiled part of its slot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from assay.evidence.interpreter import entering
from assay.evidence.sandbox import SANDBOXES, Entry, Execution, LayerProof, Program, examine
from assay.evidence.sandboxes import _compiled
from assay.evidence.sandboxes._slots import SLOTS

WAYS = ("compiled", "in Python")
_DRIVER = """
import os, sys

def main():
    secret, source = sys.stdin.read().split("\\n", 1)
    sys.argv[:] = ["attack.py", secret]
    exec(compile(source, "attack.py", "exec"), {"__name__": "__main__"})
"""


@contextmanager
def way(which: str) -> Iterator[None]:
    """Have slots made with the compiled part, which must be there, or without it."""
    with pytest.MonkeyPatch.context() as patch:
        if which == "compiled":
            assert _compiled.missing() == "", _compiled.missing()
        else:
            patch.setattr(_compiled, "library", lambda: "")
        SLOTS.close()
        yield
        SLOTS.close()


@dataclass
class Entered:
    """Runs the attack as an entry; ``folder``, which others can read, gets the module that does."""

    folder: Path
    name: str = "namespaces"
    preference: int = 10

    def __post_init__(self) -> None:
        (self.folder / "entered_attack.py").write_text(_DRIVER)

    def examine(self) -> tuple[LayerProof, ...]:
        """Of the sandbox behind it."""
        return examine(SANDBOXES.get(self.name))

    def execute(self, program: Program) -> Execution:
        """The same source, argument and limits."""
        entry = Entry("entered_attack", (str(self.folder.resolve()),))
        source = f"{program.argv[-1]}\n{program.files['attack.py']}"
        entered = entering(entry, stdin=source.encode("utf-8", "surrogatepass"), limits=program.limits)
        return SANDBOXES.get(self.name).execute(entered)
