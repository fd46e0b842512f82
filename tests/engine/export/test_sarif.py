"""SARIF out and in: valid by the official schema, our own findings without loss, other tools' results all kept."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from assay.domain.finding import Category, Finding, Proof, Reproducer, Severity, Source, SourceKind, Suggestion
from assay.domain.task import Aspect
from assay.errors import RecordError
from assay.export.sarif import Located, sarif_log
from assay.interchange.sarif import UNPLACED, read_sarif

SAMPLES = Path(__file__).parents[2] / "golden" / "data" / "sarif"
LOGS = sorted(SAMPLES.glob("*.sarif"))

WHOLE = Finding(
    candidate="b",
    path="src/cache.py",
    start_line=3,
    start_column=5,
    end_line=4,
    end_column=9,
    snippet_hash="0123456789abcdef",
    aspect=Aspect.SECURITY,
    category=Category.CONCURRENCY,
    severity=Severity.BLOCKER,
    cwe=362,
    title="Ends in «wrong» order {0}",
    explanation="First.\n\nThen \u202e second.",
    impact="Callers see half.",
    suggestion=(
        Suggestion(path="src/cache.py", start_line=3, end_line=4, text="with lock:\n    pass\n"),
        Suggestion(path="src/other.py", start_line=2, end_line=1, text="import threading\n"),
    ),
    reproducer=Reproducer(files={"test_it.py": "def test_it():\n    assert False\n"}),
    proof=Proof.PROVEN,
    confidence=0.75,
    source=Source(kind=SourceKind.PROBE, name="race", version="2+python3.11", rule="outcome"),
    witnesses=(Source(kind=SourceKind.ANALYZER, name="ruff", version="1", rule="B1"),),
)
BARE = Finding(
    path="a b/ü.py",
    start_line=1,
    end_line=1,
    aspect=Aspect.QUALITY,
    category=Category.STYLE,
    severity=Severity.GOOD,
    title="Well named",
    source=Source(kind=SourceKind.REVIEWER, name="reviewer-7"),
)


@cache
def schema() -> Draft7Validator:
    return Draft7Validator(json.loads((SAMPLES / "sarif-schema-2.1.0.json").read_text()))


def wrong(log: object) -> list[str]:
    return [f"{list(one.absolute_path)}: {one.message[:200]}" for one in schema().iter_errors(log)]


def exported(path: Path) -> str:
    log = read_sarif(path)
    located = [Located(one.finding, one.uri, one.task) for one in log.results]
    return json.dumps(sarif_log(located, log.tools), sort_keys=True)


def ours() -> dict[str, Any]:
    findings = [Located(WHOLE, "src/cache.py", "ttl"), Located(BARE, "a%20b/%C3%BC.py")]
    return sarif_log(findings, {"race": "2+python3.11", "bandit": "1.9"})


def test_our_log_is_valid_by_the_official_schema() -> None:
    assert wrong(ours()) == []
    assert wrong({"version": "2.1.0"}) != [], "the schema is in force"


def test_our_own_findings_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "own.sarif"
    path.write_text(json.dumps(ours()), encoding="utf-8")
    log = read_sarif(path)
    back = {one.finding.path: one for one in log.results}
    assert back["src/cache.py"].finding == WHOLE
    assert back["src/cache.py"].task == "ttl"
    assert back["a b/ü.py"].finding == BARE
    assert log.tools == {"race": "2+python3.11", "bandit": "1.9", "reviewer-7": ""}


def test_a_second_round_changes_no_byte(tmp_path: Path) -> None:
    first, second = tmp_path / "1.sarif", tmp_path / "2.sarif"
    first.write_text(json.dumps(ours(), sort_keys=True), encoding="utf-8")
    second.write_text(exported(first), encoding="utf-8")
    assert second.read_text() == first.read_text() == exported(second)


@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.stem)
def test_every_result_of_another_tool_is_kept(path: Path, tmp_path: Path) -> None:
    results = [one for run in json.loads(path.read_text("utf-8-sig"))["runs"] for one in run.get("results") or []]
    log = read_sarif(path)
    assert len(log.results) == len(results) > 0
    for one, result in zip(log.results, results, strict=True):
        assert one.finding.source.rule == (result.get("ruleId") or one.finding.source.rule)
        region = result.get("locations", [{}])[0].get("physicalLocation", {}).get("region", {})
        assert one.finding.start_line == region.get("startLine", 1)
        if "text" in result["message"]:
            assert one.finding.title[:40] in " ".join(result["message"]["text"].split())
    again = tmp_path / "again.sarif"
    again.write_text(exported(path), encoding="utf-8")
    assert wrong(json.loads(again.read_text())) == []
    assert len(read_sarif(again).results) == len(results)
    assert exported(again) == again.read_text()


def log_of(**result: object) -> dict[str, Any]:
    rule = {
        "id": "R1",
        "messageStrings": {"default": {"text": "{0} is {1}"}},
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["security", "external/cwe/cwe-089"], "security-severity": "9.8"},
    }
    run = {
        "tool": {"driver": {"name": "other", "rules": [rule]}},
        "originalUriBaseIds": {"ROOT": {"uri": "file:///srv/app/"}},
        "results": [{"message": {"text": "x"}, **result}],
    }
    return {"version": "2.1.0", "runs": [run]}


def read(tmp_path: Path, log: object) -> Finding:
    path = tmp_path / "log.sarif"
    path.write_text(json.dumps(log), encoding="utf-8")
    (result,) = read_sarif(path).results
    return result.finding


def test_what_a_rule_says_holds_for_its_results(tmp_path: Path) -> None:
    message = {"id": "default", "arguments": ["query", "built"]}
    finding = read(tmp_path, log_of(ruleIndex=0, message=message))
    assert (finding.title, finding.cwe, finding.severity, finding.category) == (
        "query is built",
        89,
        Severity.BLOCKER,
        Category.SECURITY,
    )
    assert (finding.source.name, finding.source.rule) == ("other", "R1")


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("src/a.py", "src/a.py"),
        ("../../etc/passwd", "etc/passwd"),
        ("file:///C:/x/a%20b.c", "C_/x/a b.c"),
        ("/abs/a.py", "abs/a.py"),
        ("..", UNPLACED),
        ("", UNPLACED),
        ("a\u0000b\\c.py", "a_b/c.py"),
    ],
)
def test_places_stay_in_their_folder(tmp_path: Path, uri: str, path: str) -> None:
    place = {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": {"startLine": 3}}}
    finding = read(tmp_path, log_of(locations=[place]))
    assert finding.path == path
    assert finding.start_line == 3


def test_base_addresses_are_put_in_front(tmp_path: Path) -> None:
    place = {"physicalLocation": {"artifactLocation": {"uri": "a.py", "uriBaseId": "ROOT"}}}
    assert read(tmp_path, log_of(locations=[place])).path == "srv/app/a.py"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "cannot be read as JSON"),
        ("[" * 100_000, "cannot be read as JSON"),
        ('{"version": "2.0.0", "runs": []}', "is no SARIF log of version 2.1.0"),
        ('{"version": "2.1.0", "runs": {}}', "is no SARIF log of version 2.1.0"),
        ('{"version": "2.1.0", "runs": [{"results": [{"properties": {"confidence": 7}}]}]}', "cannot be taken"),
    ],
)
def test_what_is_no_log_is_refused_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "bad.sarif"
    path.write_text(text)
    with pytest.raises(RecordError, match=told) as refused:
        read_sarif(path)
    assert "\n" not in str(refused.value)
