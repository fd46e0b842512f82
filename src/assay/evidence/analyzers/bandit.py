"""Bandit: security checks of Python, each with its own confidence.

**Finds** calls that are dangerous in themselves: shells, eval, SQL built from text, pickle and yaml loaders, weak
hashes and ciphers, certificates that are not checked, archives unpacked without a filter, secrets in the source,
predictable temporary files, debuggers left on, templates without escaping, requests without a timeout, errors passed
over in silence.

**Cannot find** where a value comes from: it reports a call whether or not a stranger reaches it, and misses the same
thing behind a helper. It knows no authorization, no races, no logic.

**Noise.** Severity is bandit's own weighed by its confidence: high and sure is a blocker, low or unsure a nit, and a
rule may be capped (a weak hash is minor until someone shows what it protects). Imports alone, and processes started
without a shell, are not reported. ``# nosec`` in the candidate does not count, and no configuration that comes with it
is read. Its CWE ids are coarse; ours stand in ``bandit_rules.toml``. Most rules have a twin in ruff's S family: both
together are one finding with two witnesses.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from assay.domain.finding import Finding, Severity, Source, SourceKind
from assay.domain.task import Language
from assay.errors import ToolUnavailable
from assay.evidence.analyzer import MissingTool
from assay.evidence.claim import Claim, Place, as_finding, character_column
from assay.evidence.rule_table import UNPARSABLE, Meaning, RuleTable
from assay.evidence.tool import Workspace, parse_json, run_tool, workspace

SEVERITY: Final[Mapping[tuple[str, str], Severity]] = {
    ("HIGH", "HIGH"): Severity.BLOCKER,
    ("HIGH", "MEDIUM"): Severity.MAJOR,
    ("HIGH", "LOW"): Severity.MINOR,
    ("MEDIUM", "HIGH"): Severity.MAJOR,
    ("MEDIUM", "MEDIUM"): Severity.MAJOR,
    ("MEDIUM", "LOW"): Severity.MINOR,
    ("LOW", "HIGH"): Severity.MINOR,
    ("LOW", "MEDIUM"): Severity.MINOR,
    ("LOW", "LOW"): Severity.NIT,
}
"""(bandit's severity, bandit's confidence) → ours."""

CONFIDENCE: Final[Mapping[str, float]] = {"HIGH": 0.9, "MEDIUM": 0.6, "LOW": 0.3}
"""Bandit's three words as numbers: an ordering, not measured probabilities."""


_COMMAND: Final = (
    sys.executable,
    "-I",  # neither the environment nor the folder decides which modules this Python loads
    *("-m", "bandit", "-r", ".", "-f", "json", "-q", "--ignore-nosec", "--exit-zero"),
)


class Bandit:
    """See the module."""

    name = "bandit"
    languages = frozenset({Language.PYTHON})

    def version(self) -> str | MissingTool:
        """The version of the installed package."""
        try:
            return version("bandit")
        except PackageNotFoundError:
            return MissingTool("the package bandit is not installed", "pip install bandit")

    def analyze(self, files: Mapping[str, str]) -> tuple[Finding, ...]:
        """See :meth:`assay.evidence.analyzer.Analyzer.analyze`."""
        python = {path: text for path, text in files.items() if path.endswith(".py")}
        if not python:
            return ()
        with tempfile.TemporaryDirectory(prefix="assay-bandit-") as folder:
            place = workspace(Path(folder), python)
            report = parse_json("bandit", run_tool("bandit", _COMMAND, place.folder), dict)
        return (*self._unparsable(report["errors"], python, place), *self._findings(report["results"], python, place))

    @cached_property
    def _table(self) -> RuleTable:
        return RuleTable.read(Path(__file__).with_name("bandit_rules.toml"))

    def _findings(self, results: list[dict[str, Any]], files: Mapping[str, str], place: Workspace) -> Iterator[Finding]:
        for result in results:
            path, meaning = place.original(result["filename"]), self._table.find(result["test_id"])
            if path is not None and meaning is not None:
                yield as_finding(self._claim(result, meaning), _place(path, result, files[path]), files)

    def _unparsable(
        self, errors: list[dict[str, Any]], files: Mapping[str, str], place: Workspace
    ) -> Iterator[Finding]:
        for error in errors:
            path = place.original(error["filename"])
            if path is None or "syntax error" not in error["reason"]:
                raise ToolUnavailable(f"bandit could not read {path or 'a file'}: {error['reason']}")
            title, explanation = "Cannot be parsed", "Python refuses the file; bandit does not say where."
            claim = Claim(title, Severity.BLOCKER, UNPARSABLE, self._source("syntax-error"), explanation)
            yield as_finding(claim, Place(path, 1, 1), files)

    @cached_property
    def _version(self) -> str:
        return str(self.version())

    def _source(self, rule: str) -> Source:
        return Source(kind=SourceKind.ANALYZER, name=self.name, version=self._version, rule=rule)

    def _claim(self, result: Mapping[str, Any], meaning: Meaning) -> Claim:
        severity = SEVERITY.get((result["issue_severity"], result["issue_confidence"]), Severity.NIT)
        return Claim(
            title=result["issue_text"].strip().removesuffix("."),
            severity=min(severity, meaning.at_most or severity, key=lambda one: one.rank),
            meaning=meaning,
            source=self._source(result["test_id"]),
            explanation=meaning.why,
            confidence=CONFIDENCE.get(result["issue_confidence"]),
        )


def _place(path: str, result: Mapping[str, Any], text: str) -> Place:
    lines = result["line_range"] or [result["line_number"]]
    start, end = min(lines[0], result["line_number"]), lines[-1]
    # Bandit counts columns in bytes from 0 and only those of a one-line range are its own.
    if start != end:
        return Place(path, start, end)
    first, last = (character_column(text, start, result[key]) for key in ("col_offset", "end_col_offset"))
    return Place(path, start, end, first, last)


plugin = Bandit()
