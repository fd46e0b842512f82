"""squawk: migrations of PostgreSQL.

**Finds** statements that lock a table for long, that fail on rows which are there already, that break the program which
still runs, and types that will be too small.

**Cannot find** how large the table is; other dialects; anything about queries. What it cannot read it passes over.

**Noise.** It takes every statement for a migration of a live database: in a schema that is made from nothing its locks
harm nobody. Only statements that change an existing table are therefore more than a nit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assay.domain.finding import Severity
from assay.domain.task import Language
from assay.evidence.linter import Linter, Said
from assay.evidence.tool import parse_json


class Squawk(Linter):
    """See the module."""

    name = "squawk"
    languages = frozenset({Language.SQL})
    package = "squawk-cli"
    install = "pip install squawk-cli"
    silencers = ("squawk-ignore",)

    def reads(self, path: str) -> bool:
        """``.sql`` files."""
        return path.endswith(".sql")

    def command(self, program: str, names: Sequence[str]) -> Sequence[str]:
        """JSON; it looks for a configuration in the folder it runs in, which holds nothing but numbered folders."""
        return (program, "--reporter", "json", *names)

    def said(self, output: bytes) -> Iterator[Said]:
        """Its results: lines from 0."""
        for one in parse_json(self.name, output, list):
            level = Severity.MINOR if one["level"] == "Warning" else Severity.NIT
            start, end = one["line"] + 1, one.get("line_end", one["line"]) + 1
            message = one["message"].replace("`", "")
            yield Said(one["file"], one["rule_name"], message, start, max(start, end), severity=level)


plugin = Squawk()
