"""sqlrules: our own rules for SQL, on sqlglot's syntax trees; PostgreSQL, SQLite and MySQL.

**Finds** DELETE and UPDATE of every row, NOT IN over a query that may hold null, comparisons with null by ``=``, tables
side by side without a condition, everything granted to everybody, statements that are put together from values, a query
for every row, references without an index, pages without an order, whole tables, searches that no index helps, money in
binary fractions, columns for passwords as they are.

**Cannot find** how many rows there are, what types other files declare, what a program does with the rows. A statement
that sqlglot cannot parse is passed over.

**Noise.** An index is looked for in the same files only. A table of ten rows needs none.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from assay.domain.task import Language
from assay.evidence.analyzer import MissingTool
from assay.evidence.linter import Linter, Said
from assay.evidence.tool import parse_json

VERSION = "1"
_SCRIPT: Final = Path(__file__).resolve().parent / "_sqlrules" / "scan.py"
_MESSAGES: Final[Mapping[str, str]] = {
    "without-where": "{} without WHERE: every row",
    "not-in-query": "NOT IN over a query: one null in it, and no row is found for {}",
    "null-compared": "{} is compared with NULL by = or <>, which is never true",
    "crossed": "Every row of {} with every other row: no condition links it",
    "granted-to-all": "Everything is granted to everybody",
    "leading-wildcard": "A search in {} that begins with %, which no index helps",
    "query-per-row": "A query of {} for every row",
    "page-without-order": "LIMIT without ORDER BY: which rows come is left to chance",
    "everything": "All columns of all rows of {}",
    "money-in-fractions": "{} counts money in binary fractions",
    "open-password": "{} is kept as it is",
    "dynamic-sql": "A statement is put together from text and values, and run",
    "reference-unindexed": "{} refers to another table, and no index begins with it",
}


class SqlRules(Linter):
    """See the module."""

    name = "sqlrules"
    languages = frozenset({Language.SQL})
    package = "sqlglot"
    install = "pip install sqlglot"

    def reads(self, path: str) -> bool:
        """``.sql`` files."""
        return path.endswith(".sql")

    def version(self) -> str | MissingTool:
        """That of the parser and of the rules."""
        found = super().version()
        return f"{found}+{VERSION}" if isinstance(found, str) else found

    @property
    def program(self) -> str:
        """Our interpreter: the parser is a library, kept in a process of its own."""
        return Path(sys.executable).name

    def command(self, program: str, names: Sequence[str]) -> Sequence[str]:
        """The script, isolated from what lies beside the code."""
        return (program, "-I", str(_SCRIPT), *names)

    def said(self, output: bytes) -> Iterator[Said]:
        """Its results, in our words."""
        for one in parse_json(self.name, output, list):
            yield Said(one["path"], one["rule"], _MESSAGES[one["rule"]].format(one["about"]), one["line"])


plugin = SqlRules()
