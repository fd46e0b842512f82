"""Ruff: more than 300 quick checks of Python for errors, unsafe calls, lost awaits and needless work.

**Finds** names that do not exist, formats that do not fit their arguments, comparisons that cannot hold, mutable
defaults, closures over a loop's variable, blocking calls in coroutines, tasks that may vanish, swallowed errors, files
left open, datetimes without a zone, and what its port of bandit knows: SQL built from text, shells, unsafe loaders,
weak hashes, certificates that are not checked.

**Cannot find** anything that needs types, values that flow between functions, or an idea of what the code is for:
races, missing authorization, wrong formulas, leaks across calls. A clean answer says nothing about those.

**Noise.** Formatting, naming, docstrings, annotations and matters of taste are not asked for. Style claims are nits.
Suppressions in the candidate (``# noqa``) do not count, and no configuration that comes with it is read. A file that
cannot be parsed gives one finding, a blocker. Rules and what they mean to us: ``ruff_rules.toml``; explanations are
ruff's own.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from assay.domain.finding import Finding, Severity, Source, SourceKind
from assay.domain.task import Language
from assay.evidence.analyzer import MissingTool
from assay.evidence.claim import Claim, Place, as_finding
from assay.evidence.rule_table import UNPARSABLE, Meaning, RuleTable
from assay.evidence.tool import Workspace, parse_json, run_tool, workspace

_SUFFIXES = (".py", ".pyi")
_WHY = re.compile(r"## Why is this bad\?\n(?P<why>.*?)(?=\n\n|\n```|\Z)", re.DOTALL)
_UNDEFINED = "F821"
_SYNTAX = {None, "invalid-syntax", "E999"}


class Ruff:
    """See the module."""

    name = "ruff"
    languages = frozenset({Language.PYTHON})

    def version(self) -> str | MissingTool:
        """The version of the installed package."""
        try:
            return version("ruff")
        except PackageNotFoundError:
            return MissingTool("the package ruff is not installed", "pip install ruff")

    def analyze(self, files: Mapping[str, str]) -> tuple[Finding, ...]:
        """See :meth:`assay.evidence.analyzer.Analyzer.analyze`."""
        python = {path: text for path, text in files.items() if path.endswith(_SUFFIXES)}
        if not python:
            return ()
        with tempfile.TemporaryDirectory(prefix="assay-ruff-") as folder:
            place = workspace(Path(folder), python)
            results = parse_json("ruff", run_tool("ruff", [*self._command, "."], place.folder), list)
            return tuple(self._findings(results, python, place))

    @cached_property
    def _table(self) -> RuleTable:
        return RuleTable.read(Path(__file__).with_name("ruff_rules.toml"))

    @cached_property
    def _binary(self) -> str:
        # Imported here because the package may be missing, which version() reports.
        return str(import_module("ruff").find_ruff_bin())

    @cached_property
    def _command(self) -> tuple[str, ...]:
        return (
            self._binary,
            "check",
            "--isolated",
            "--no-cache",
            "--no-respect-gitignore",
            "--ignore-noqa",
            "--quiet",
            f"--target-version=py3{sys.version_info.minor}",
            f"--select={','.join(sorted(self._table.meanings))}",
            "--output-format=json",
        )

    @cached_property
    def _reasons(self) -> Mapping[str, str]:
        """Rule → why it is bad, in ruff's own words."""
        with tempfile.TemporaryDirectory(prefix="assay-ruff-") as folder:
            argv = [self._binary, "rule", "--all", "--output-format=json"]
            rules = parse_json("ruff", run_tool("ruff", argv, Path(folder)), list)
        found = {rule["code"]: _WHY.search(rule.get("explanation") or "") for rule in rules if rule.get("code")}
        return {code: " ".join(match["why"].split()) for code, match in found.items() if match}

    def _findings(self, results: list[dict[str, Any]], files: Mapping[str, str], place: Workspace) -> Iterator[Finding]:
        by_path: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for result in results:
            path = place.original(result["filename"])
            if path is not None:
                by_path[path].append(result)
        for path, ones in by_path.items():
            broken = next((result for result in ones if result["code"] in _SYNTAX), None)
            claims = [(self._broken(broken["message"]), broken)] if broken else self._claims(ones, files[path])
            yield from (as_finding(claim, _place(path, result), files) for claim, result in claims)

    def _claims(self, results: list[dict[str, Any]], text: str) -> Iterator[tuple[Claim, dict[str, Any]]]:
        """One claim per result, but for rules that make one of all that say the same: a name used in 40 lines."""
        lines = text.split("\n")
        alike: dict[tuple[str, str, int], list[dict[str, Any]]] = defaultdict(list)
        meanings: dict[str, Meaning] = {}
        for number, result in enumerate(results):
            rule = result["code"]
            meaning = self._table.find(rule)
            if meaning is not None:
                meanings[rule] = meaning
                alike[rule, result["message"], 0 if meaning.once else number].append(result)
        for (rule, message, _), ones in alike.items():
            rows = [one["location"]["row"] for one in ones]
            claim = self._claim(rule, meanings[rule], message, rows)
            if rule == _UNDEFINED and all(_quoted(lines, one["location"]) for one in ones):
                claim = replace(claim, severity=Severity.MINOR)  # nothing reads the name but type checkers
            yield claim, ones[0]

    @cached_property
    def _version(self) -> str:
        return str(self.version())

    def _source(self, rule: str) -> Source:
        return Source(kind=SourceKind.ANALYZER, name=self.name, version=self._version, rule=rule)

    def _claim(self, rule: str, meaning: Meaning, message: str, lines: list[int]) -> Claim:
        severity = meaning.severity or Severity.MINOR
        also = f" Also on {_few(lines[1:])}." if len(lines) > 1 else ""
        return Claim(message, severity, meaning, self._source(rule), f"{self._reasons.get(rule, '')}{also}".strip())

    def _broken(self, message: str) -> Claim:
        title = f"Cannot be parsed: {message}"
        return Claim(title, Severity.BLOCKER, UNPARSABLE, self._source("syntax-error"), "Python refuses the file.")


def _quoted(lines: list[str], location: Mapping[str, int]) -> bool:
    """Whether the place lies within quotes on its line, as names in annotations may."""
    before = lines[location["row"] - 1][: location["column"] - 1] if location["row"] <= len(lines) else ""
    return before.count("'") % 2 == 1 or before.count('"') % 2 == 1


def _few(lines: list[int]) -> str:
    listed = ", ".join(map(str, lines[:5]))
    more = f" and {len(lines) - 5} more" if len(lines) > 5 else ""
    return f"{'line' if len(lines) == 1 else 'lines'} {listed}{more}"


def _place(path: str, result: Mapping[str, Any]) -> Place:
    start, end = result["location"], result["end_location"]
    # A range that ends before the first column of a line covers the line before it.
    if end["column"] == 1 and end["row"] > start["row"]:
        return Place(path, start["row"], end["row"] - 1, start["column"])
    return Place(path, start["row"], end["row"], start["column"], end["column"])


plugin = Ruff()
