"""Reads SARIF 2.1.0 logs (OASIS): the results of other tools, and our own with everything they held."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final, cast
from urllib.parse import unquote, urlsplit

from pydantic import ValidationError

from assay.domain.finding import Category, Finding, Proof, Reproducer, Severity, Source, SourceKind, Suggestion
from assay.domain.task import Aspect
from assay.errors import RecordError
from assay.interchange.shown import visible

MAX_LOG_BYTES: Final = 256 * 1024 * 1024
UNPLACED: Final = "no-file"
"""Path of a result that names no file."""

_ODD: Final = re.compile(r"[:\x00-\x1f\x7f\ud800-\udfff]")
_LEVELS: Final = {"error": Severity.MAJOR, "warning": Severity.MINOR, "note": Severity.NIT, "none": Severity.NIT}
_CWE: Final = re.compile(r"cwe[-/ ]?0*(\d{1,4})\b", re.IGNORECASE)
_SCORES: Final = ((9.0, Severity.BLOCKER), (7.0, Severity.MAJOR), (4.0, Severity.MINOR), (0.0, Severity.NIT))
"""Bounds of CVSS's words critical, high and medium, for GitHub's property ``security-severity``."""

_TAGS: Final = {
    "security": Category.SECURITY,
    "performance": Category.PERFORMANCE,
    "concurrency": Category.CONCURRENCY,
    "documentation": Category.DOCUMENTATION,
    "maintainability": Category.STYLE,
    "style": Category.STYLE,
    "readability": Category.STYLE,
    "reliability": Category.ERROR_HANDLING,
    "correctness": Category.LOGIC,
    "test": Category.TEST,
    "tests": Category.TEST,
}
_ASPECTS: Final = {
    Category.LOGIC: Aspect.CORRECTNESS,
    Category.VALIDATION: Aspect.CORRECTNESS,
    Category.CONCURRENCY: Aspect.CORRECTNESS,
    Category.RESOURCE: Aspect.SECURITY,
    Category.ERROR_HANDLING: Aspect.SECURITY,
    Category.SECURITY: Aspect.SECURITY,
}


@dataclass(frozen=True)
class Result:
    """A finding, the address of its file as the log has it, and the task it belongs to."""

    finding: Finding
    uri: str
    task: str | None = None


@dataclass(frozen=True)
class Log:
    """Every result of a log, and the tools that ran, also those that found nothing."""

    results: tuple[Result, ...]
    tools: Mapping[str, str]


def read_sarif(path: Path) -> Log:
    """Every result; one without a place stands at line 1 of :data:`UNPLACED`.

    Raises:
        RecordError: the file cannot be read, is no SARIF 2.1.0, or a result's own values are wrong.
    """
    document = _document(path)
    results: list[Result] = []
    tools: dict[str, str] = {}
    for number, run in enumerate(_list(document.get("runs"))):
        where = f"{path}: $.runs[{number}]"
        driver = _map(_map(run.get("tool")).get("driver"))
        name, version = (
            str(driver.get("name") or "unknown"),
            str(driver.get("semanticVersion") or driver.get("version") or ""),
        )
        tools[name] = version
        reader = _Run(run, name, version)
        for place, result in enumerate(_list(run.get("results"))):
            try:
                results.append(reader.result(result))
            except (ValidationError, ValueError, TypeError, KeyError) as error:
                said = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
                raise RecordError(f"cannot be taken: {visible(said)}", where=f"{where}.results[{place}]") from None
    return Log(tuple(results), tools)


class _Run:
    """One run of a log: its rules and base addresses are looked up for each result."""

    def __init__(self, run: Mapping[str, Any], name: str, version: str) -> None:
        self._name = name
        self._version = version
        self._bases = {
            key: str(_map(value).get("uri") or "") for key, value in _map(run.get("originalUriBaseIds")).items()
        }
        self._artifacts = _list(run.get("artifacts"))
        tool = _map(run.get("tool"))
        parts = [_map(tool.get("driver")), *_list(tool.get("extensions"))]
        self._rules = [_list(part.get("rules")) for part in parts]
        self._by_id = {str(rule.get("id")): rule for rules in self._rules for rule in rules}

    def result(self, result: Mapping[str, Any]) -> Result:
        rule = self._rule(result)
        own = _map(result.get("properties"))
        uri, region = self._place(result)
        path = str(own.get("path") or _path(uri))
        start = max(int(region.get("startLine") or 1), 1)
        end = max(int(region.get("endLine") or start), start)
        title, explanation = self._said(result, rule)
        category = _category(own, rule)
        finding = Finding(
            candidate=own.get("candidate"),
            path=path,
            start_line=start,
            end_line=end,
            start_column=_column(region.get("startColumn")),
            end_column=_column(region.get("endColumn")),
            snippet_hash=_map(result.get("partialFingerprints")).get("snippetHash/v1"),
            aspect=Aspect(own["aspect"])
            if own.get("aspect") in set(Aspect)
            else _ASPECTS.get(category, Aspect.QUALITY),
            category=category,
            severity=_severity(result, own, rule),
            cwe=_cwe(own, rule, result),
            title=own.get("title") or title,
            explanation=own.get("explanation", explanation),
            impact=own.get("impact") or "",
            suggestion=tuple(_suggestions(result, uri, path)),
            reproducer=Reproducer.model_validate(own["reproducer"]) if "reproducer" in own else None,
            proof=Proof(own["proof"]) if own.get("proof") in set(Proof) else Proof.UNPROVEN,
            confidence=own.get("confidence"),
            source=self._source(own, result, rule),
            witnesses=tuple(Source.model_validate(one) for one in _list(own.get("witnesses"))),
        )
        return Result(finding, uri or UNPLACED, own.get("task"))

    def _rule(self, result: Mapping[str, Any]) -> Mapping[str, Any]:
        reference = _map(result.get("rule"))
        component = int(_map(reference.get("toolComponent")).get("index", -1)) + 1
        at = reference.get("index", result.get("ruleIndex"))
        rules = self._rules[component] if component < len(self._rules) else []
        if isinstance(at, int) and 0 <= at < len(rules):
            return rules[at]
        return self._by_id.get(str(result.get("ruleId") or reference.get("id")), {})

    def _place(self, result: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
        for location in _list(result.get("locations")):
            physical = _map(location.get("physicalLocation"))
            artifact = _map(physical.get("artifactLocation"))
            at = artifact.get("index")
            if not artifact.get("uri") and isinstance(at, int) and 0 <= at < len(self._artifacts):
                artifact = _map(self._artifacts[at].get("location"))
            if artifact.get("uri") or physical.get("region"):
                base = self._bases.get(str(artifact.get("uriBaseId")), "")
                return f"{base}{artifact.get('uri', '')}", _map(physical.get("region"))
        target = _map(result.get("analysisTarget")).get("uri")
        return str(target or ""), {}

    def _said(self, result: Mapping[str, Any], rule: Mapping[str, Any]) -> tuple[str, str]:
        message = _map(result.get("message"))
        text = message.get("text")
        if not text and message.get("id"):
            text = _map(_map(rule.get("messageStrings")).get(str(message["id"]))).get("text")
        arguments = [str(one) for one in message.get("arguments") or []]
        filled = re.sub(r"\{(\d+)\}", lambda found: _nth(arguments, int(found[1]), found[0]), str(text or ""))
        short = str(_map(rule.get("shortDescription")).get("text") or rule.get("name") or result.get("ruleId") or "")
        title, _, rest = (filled or short or "No message").strip().partition("\n")
        return " ".join(title.split())[:300] or "No message", rest.strip("\n")

    def _source(self, own: Mapping[str, Any], result: Mapping[str, Any], rule: Mapping[str, Any]) -> Source:
        if isinstance(own.get("source"), dict):
            return Source.model_validate(own["source"])
        rule_id = result.get("ruleId") or rule.get("id")
        return Source(
            kind=SourceKind.ANALYZER,
            name=self._name,
            version=self._version or None,
            rule=str(rule_id) if rule_id else None,
        )


def _document(path: Path) -> Mapping[str, Any]:
    try:
        if path.stat().st_size > MAX_LOG_BYTES:
            raise RecordError(f"is larger than {MAX_LOG_BYTES // 2**20} MiB", where=str(path))
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise RecordError(f"cannot be read as JSON: {visible(str(error))}", where=str(path)) from None
    if (
        not isinstance(document, dict)
        or document.get("version") != "2.1.0"
        or not isinstance(document.get("runs"), list)
    ):
        raise RecordError("is no SARIF log of version 2.1.0", where=str(path), remedy="ask the tool for SARIF 2.1.0")
    return cast("Mapping[str, Any]", document)


def _suggestions(result: Mapping[str, Any], uri: str, path: str) -> Iterator[Suggestion]:
    """Fixes that replace whole lines; others have no form here. ``path`` is that of the result's own file, ``uri``."""
    for fix in _list(result.get("fixes")):
        for change in _list(fix.get("artifactChanges")):
            for one in _list(change.get("replacements")):
                region = _map(one.get("deletedRegion"))
                start, end = region.get("startLine"), region.get("endLine")
                whole = region.get("startColumn", 1) == 1 and region.get("endColumn") == 1
                if isinstance(start, int) and isinstance(end, int) and whole and end >= start >= 1:
                    text = str(_map(one.get("insertedContent")).get("text") or "")
                    named = str(_map(change.get("artifactLocation")).get("uri") or "")
                    there = path if named == uri else _path(named)
                    yield Suggestion(path=there, start_line=start, end_line=end - 1, text=text)


def _severity(result: Mapping[str, Any], own: Mapping[str, Any], rule: Mapping[str, Any]) -> Severity:
    if own.get("severity") in set(Severity):
        return Severity(own["severity"])
    score = {**_map(rule.get("properties")), **own}.get("security-severity")
    if score is not None:
        try:
            return next(severity for least, severity in _SCORES if float(score) >= least)
        except (ValueError, StopIteration):
            pass
    level = result.get("level") or _map(rule.get("defaultConfiguration")).get("level") or "warning"
    return _LEVELS.get(str(level), Severity.MINOR)


def _aspect(own: Mapping[str, Any], category: Category) -> Aspect:
    named = own.get("aspect")
    return Aspect(named) if named in set(Aspect) else _ASPECTS.get(category, Aspect.QUALITY)


def _category(own: Mapping[str, Any], rule: Mapping[str, Any]) -> Category:
    if own.get("category") in set(Category):
        return Category(own["category"])
    tags = [str(tag).lower() for tag in [*_tags(own), *_tags(_map(rule.get("properties")))]]
    named = next((_TAGS[tag] for tag in tags if tag in _TAGS), None)
    if named is not None:
        return named
    return Category.SECURITY if any(_CWE.search(tag) for tag in tags) else Category.LOGIC


def _cwe(own: Mapping[str, Any], rule: Mapping[str, Any], result: Mapping[str, Any]) -> int | None:
    if "severity" in own and "aspect" in own:  # ours: what is not there was not known
        return own.get("cwe")
    tags = [*_tags(own), *_tags(_map(rule.get("properties")))]
    taxa = [f"cwe-{one.get('id')}" for one in _list(result.get("taxa")) if str(one.get("id", "")).isdigit()]
    found = next((match for one in [*tags, *taxa] if (match := _CWE.search(str(one)))), None)
    return int(found[1]) if found and int(found[1]) else None


def _tags(properties: Mapping[str, Any]) -> list[Any]:
    tags = properties.get("tags")
    return tags if isinstance(tags, list) else []


def _path(uri: str) -> str:
    """A path that stays in its folder: without scheme and root, and without parts that lead out."""
    split = urlsplit(uri)
    plain = unquote(split.path if split.scheme in {"file", ""} else f"{split.netloc}/{split.path}").replace("\\", "/")
    parts = [part for part in PurePosixPath(_ODD.sub("_", plain)).parts if part.strip("/. ")]
    return "/".join(parts) or UNPLACED


def _column(value: object) -> int | None:
    return value if isinstance(value, int) and value >= 1 else None


def _nth(arguments: list[str], at: int, otherwise: str) -> str:
    return arguments[at] if at < len(arguments) else otherwise


def _map(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
