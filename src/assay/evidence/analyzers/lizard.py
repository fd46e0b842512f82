"""lizard: size and complexity of functions, in every language that it reads.

**Finds** functions with more than 15 ways through (McCabe's number), more than 100 lines of code, or more than seven
parameters.

**Cannot find** whether the size is warranted: a table in a function is long and plain.

**Noise.** All it says are nits: where a reader will need time.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Final

from assay.domain.task import Language
from assay.evidence.linter import Linter, Said

MOST_WAYS, MOST_LINES, MOST_PARAMETERS = 15, 100, 7
_ENDINGS: Final = (
    *(".py", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".go", ".rs", ".java"),
    *(".c", ".h", ".cc", ".cpp", ".cxx", ".hh", ".hpp"),
)
_COLUMNS: Final = 11


class Lizard(Linter):
    """See the module."""

    name = "lizard"
    languages = frozenset(
        {
            *(Language.PYTHON, Language.JAVASCRIPT, Language.TYPESCRIPT, Language.GO, Language.RUST),
            *(Language.JAVA, Language.C, Language.CPP),
        }
    )
    package = "lizard"
    install = "pip install lizard"
    silencers = ("lizard forgives", "lizard forgive")

    def reads(self, path: str) -> bool:
        """By their ending."""
        return path.lower().endswith(_ENDINGS)

    def command(self, program: str, names: Sequence[str]) -> Sequence[str]:
        """A row of figures for each function."""
        return (program, "--csv", *names)

    def said(self, output: bytes) -> Iterator[Said]:
        """Functions beyond a bound."""
        for row in csv.reader(StringIO(output.decode(errors="replace"))):
            if len(row) != _COLUMNS or not all(row[at].isdigit() for at in (0, 1, 3, 9, 10)):
                continue
            lines, ways, parameters, start = int(row[0]), int(row[1]), int(row[3]), int(row[9])
            for rule, count, most, what in (
                ("complex", ways, MOST_WAYS, "ways through"),
                ("long", lines, MOST_LINES, "lines of code"),
                ("parameters", parameters, MOST_PARAMETERS, "parameters"),
            ):
                if count > most:
                    yield Said(row[6], rule, f"{row[7]} has {count} {what}, more than {most}", start)


plugin = Lizard()
