"""Pages of analyzers and probes: the module's own words, its rules, and how often it is wrong, as measured."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assay.evidence.analyzer import ANALYZERS
from assay.evidence.analyzers._patterns.rules import rules
from assay.evidence.probe import PROBES
from assay.evidence.rule_table import Meaning, RuleTable

ROOT = Path(__file__).parents[1]
MEASURED = ROOT / "docs" / "measured"
CORPUS = ROOT / "tests" / "corpus"


def pages() -> dict[str, str]:
    """File name below docs/ to text."""
    found = {f"analyzers/{one.name}.md": _analyzer(one.name, type(one).__module__) for one in ANALYZERS}
    found |= {f"probes/{one.name}.md": _probe(one.name, type(one).__module__) for one in PROBES}
    return found


def _analyzer(name: str, module: str) -> str:
    clean = [path for path in (CORPUS / "analyzers" / name / "clean").rglob("*") if path.is_file()]
    told = f"Of {_count(len(clean), 'clean file')} of our corpus none is accused; a test holds it to that."
    if name == "patterns":
        told += f" The clean twins of its {len(rules())} rules are left alone as well."
    figures = [told, *_noise(name), *_precision(name)]
    return "\n\n".join([f"# {name}", _words(module), "## False alarms", *figures, *_rules(name)])


def _probe(name: str, module: str) -> str:
    right = list(CORPUS.glob(f"{name}/right*"))
    files = [path for one in right for path in ([one] if one.is_file() else one.glob("*.*"))]
    if files:
        told = f"Of {_count(len(files), 'file')} of right code in our corpus none is accused; a test holds it to that."
    elif name == "differential":
        told = (
            "Rewritten functions of our corpus, in six languages, and eighteen rewritten classes of Python are told "
            "equal to their originals; by tests."
        )
    else:
        told = "The right twins in its tests are not accused."
    return "\n\n".join([f"# {name}", _words(module), "## False alarms", told, *_precision(name)])


def _words(module: str) -> str:
    return (sys.modules[module].__doc__ or "").strip().replace("``", "`")


def _noise(name: str) -> Iterator[str]:
    for one in _measured("noise.toml", "measured"):
        if one["analyzer"] == name:
            rate = 1000 * one["findings"] / one["lines"]
            most = f" ({', '.join(one['most'])})" if one["most"] else ""
            yield (
                f"On {one['files']} files ({one['lines']:,} lines) of {one['on']}, which has been read and used for "
                f"years: {one['findings']} findings, {rate:.2f} per 1,000 lines{most}. Nearly all are false alarms, "
                "or taste."
            )


def _precision(name: str) -> Iterator[str]:
    read = [one for one in _measured("precision.toml", "read") if one["rule"].split(" ")[0] == name]
    if read:
        right = sum(one["right"] for one in read)
        wrong = "; ".join(f"`{one['rule'].split(' ')[1]}`: {one['why']}" for one in read if not one["right"])
        told = f" Wrong: {wrong}." if wrong else ""
        yield f"Of its findings on real candidates {len(read)} were drawn at random and read: {right} right.{told}"


def _rules(name: str) -> Iterator[str]:
    path = ROOT / "src" / "assay" / "evidence" / "analyzers" / f"{name}_rules.toml"
    if name == "patterns":
        rows = [(f"{one.language} {one.id}", one.meaning) for one in rules()]
    elif path.exists():
        rows = list(RuleTable.read(path).meanings.items())
    else:
        return
    head = ["| rule | category | severity | CWE |", "|---|---|---|---|"]
    yield "## Rules"
    yield "\n".join([*head, *(_row(rule, meaning) for rule, meaning in sorted(rows))])


def _row(rule: str, meaning: Meaning) -> str:
    severity = meaning.severity or (f"at most {meaning.at_most}" if meaning.at_most else "as the tool says")
    return f"| `{rule}` | {meaning.category} | {severity} | {meaning.cwe or ''} |"


def _measured(file: str, key: str) -> Sequence[Mapping[str, Any]]:
    path = MEASURED / file
    return tomllib.loads(path.read_text(encoding="utf-8")).get(key, []) if path.exists() else []


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
