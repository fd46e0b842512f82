"""Findings as SARIF 2.1.0 (OASIS), which code-scanning pages read. What it has no word for stands in ``properties``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from pydantic import JsonValue

from assay.domain.finding import Finding, Severity, Source

SCHEMA_URI = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LEVELS = {
    Severity.BLOCKER: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.NIT: "note",
    Severity.GOOD: "none",
}


@dataclass(frozen=True)
class Located:
    """A finding and the address of its file: a relative reference, or an absolute ``file:`` URI."""

    finding: Finding
    uri: str
    task: str | None = None


def sarif_log(findings: Sequence[Located], tools: Mapping[str, str]) -> dict[str, JsonValue]:
    """One log with one run per tool (name → version), also for tools that found nothing.

    A finding stands in the run of the tool that made it; tools that agree are named in its properties.
    """
    versions = {located.finding.source.name: located.finding.source.version or "" for located in findings} | dict(tools)
    return {
        "$schema": SCHEMA_URI,
        "version": "2.1.0",
        "runs": [
            _run(name, version, [one for one in findings if one.finding.source.name == name])
            for name, version in sorted(versions.items())
        ],
    }


def run_of_task(task: str, name: str, findings: Sequence[Located]) -> dict[str, JsonValue]:
    """A run of its own for what one source (``name``) found in one task."""
    version = findings[0].finding.source.version or "" if findings else ""
    return {**_run(name, version, findings), "automationDetails": {"id": f"{task}/"}}


def _run(name: str, version: str, findings: Sequence[Located]) -> dict[str, JsonValue]:
    rules = sorted({_rule_id(one.finding): one.finding for one in findings}.items())
    driver: dict[str, JsonValue] = {"name": name, "rules": [_rule(rule, finding) for rule, finding in rules]}
    if version:
        driver["version"] = version
    index = {rule: number for number, (rule, _) in enumerate(rules)}
    return {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, index[_rule_id(one.finding)]) for one in findings],
    }


def _rule_id(finding: Finding) -> str:
    return finding.source.rule or finding.category.value


def _rule(rule: str, finding: Finding) -> JsonValue:
    tags: list[JsonValue] = [finding.category.value]
    if finding.cwe is not None:
        tags.append(f"external/cwe/cwe-{finding.cwe:03d}")
    return {
        "id": rule,
        "shortDescription": {"text": finding.title},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {"tags": tags},
    }


def _result(located: Located, rule_index: int) -> JsonValue:
    finding = located.finding
    text = f"{finding.title}\n\n{finding.explanation}" if finding.explanation else finding.title
    result: dict[str, JsonValue] = {
        "ruleId": _rule_id(finding),
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": located.uri}, "region": _region(finding)}},
        ],
        "properties": _properties(located),
    }
    if finding.snippet_hash:
        result["partialFingerprints"] = {"snippetHash/v1": finding.snippet_hash}
    if finding.suggestion:
        result["fixes"] = [_fix(finding, located.uri)]
    return result


def _region(finding: Finding) -> JsonValue:
    region: dict[str, JsonValue] = {"startLine": finding.start_line, "endLine": finding.end_line}
    if finding.start_column is not None:
        region["startColumn"] = finding.start_column
    if finding.end_column is not None:
        region["endColumn"] = finding.end_column
    return region


def _fix(finding: Finding, uri: str) -> JsonValue:
    """Suggestions for the finding's own file share its address; one for another file is named by its path."""
    return {
        "artifactChanges": [
            {
                "artifactLocation": {"uri": uri if one.path == finding.path else one.path},
                "replacements": [
                    {
                        "deletedRegion": {
                            "startLine": one.start_line,
                            "startColumn": 1,
                            "endLine": one.end_line + 1,
                            "endColumn": 1,
                        },
                        "insertedContent": {"text": one.text},
                    }
                ],
            }
            for one in finding.suggestion
        ]
    }


def _properties(located: Located) -> JsonValue:
    """What SARIF has no property for. Absent where it says nothing."""
    finding = located.finding
    properties: dict[str, JsonValue] = {
        "task": located.task,
        "candidate": finding.candidate,
        "aspect": finding.aspect.value,
        "category": finding.category.value,
        "severity": finding.severity.value,
        "cwe": finding.cwe,
        "impact": finding.impact or None,
        "proof": finding.proof.value,
        "confidence": finding.confidence,
        "source": _source(finding.source),
        "witnesses": [_source(witness) for witness in finding.witnesses] or None,
        "reproducer": finding.reproducer.model_dump(mode="json") if finding.reproducer else None,
        "path": finding.path if located.uri != quote(finding.path) else None,
        **({} if _is_plain(finding) else {"title": finding.title, "explanation": finding.explanation}),
    }
    return {name: value for name, value in properties.items() if value is not None}


def _is_plain(finding: Finding) -> bool:
    """Whether the message alone gives title and explanation back."""
    explanation = finding.explanation
    return " ".join(finding.title.split()) == finding.title and explanation == explanation.strip("\n").rstrip()


def _source(source: Source) -> JsonValue:
    document: JsonValue = source.model_dump(mode="json")
    return document
