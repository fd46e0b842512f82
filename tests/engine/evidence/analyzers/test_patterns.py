"""Every rule of our own: found in its fault, silent on its clean twin."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from assay.domain.task import Language
from assay.evidence.analyzer import ANALYZERS
from assay.evidence.analyzers._patterns.rules import Rule, fingerprint, rules

_ENDINGS = {
    Language.PYTHON: "py",
    Language.JAVASCRIPT: "js",
    Language.TYPESCRIPT: "ts",
    Language.GO: "go",
    Language.RUST: "rs",
    Language.JAVA: "java",
    Language.C: "c",
    Language.CPP: "cpp",
    Language.SHELL: "sh",
}


@cache
def found() -> Mapping[str, set[str | None]]:
    """Rules found in each fault and each twin, all of them asked for at once."""
    files = {
        f"{one.language}_{one.id}_{kind}.{_ENDINGS[one.language]}": code
        for one in rules()
        for kind, code in (*((f"faulty{number}", code) for number, code in enumerate(one.faulty)), ("clean", one.clean))
    }
    told: dict[str, set[str | None]] = {name: set() for name in files}
    for finding in ANALYZERS.get("patterns").analyze(files):
        told[finding.path].add(finding.source.rule)
    return told


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: f"{rule.language}-{rule.id}")
def test_a_rule_finds_its_fault_and_not_its_twin(rule: Rule) -> None:
    ending = _ENDINGS[rule.language]
    for number in range(len(rule.faulty)):
        assert rule.id in found()[f"{rule.language}_{rule.id}_faulty{number}.{ending}"], number
    assert found()[f"{rule.language}_{rule.id}_clean.{ending}"] == set()
    assert rule.meaning.why


def test_every_language_has_rules_for_correctness_quality_and_security() -> None:
    for language in _ENDINGS:
        if language is not Language.TYPESCRIPT:  # which is held to JavaScript's rules as well
            assert len([one for one in rules() if one.language is language]) >= 4, language


def test_javascript_rules_hold_for_typescript_too() -> None:
    (finding,) = ANALYZERS.get("patterns").analyze({"it.ts": "[1].forEach(async (n: number) => { await save(n); });\n"})
    assert finding.source.rule == "foreach-async"


def test_titles_name_what_was_found() -> None:
    (finding,) = ANALYZERS.get("patterns").analyze({"it.py": 'import os\nK = os.getenv("API_KEY", "abc")\n'})
    assert finding.title == '"API_KEY" falls back to a secret that stands in the code'
    assert finding.cwe == 798


def test_the_version_changes_with_the_rules() -> None:
    version = ANALYZERS.get("patterns").version()
    assert isinstance(version, str)
    assert version.endswith(fingerprint())
