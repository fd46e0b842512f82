"""From an answer's text to findings. Nothing is taken on trust: what is no claim about an existing line is left out."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from assay.domain.cwe import CWE_NAMES
from assay.domain.finding import Category, Finding, Severity, Source, snippet_hash
from assay.domain.task import Aspect
from assay.evidence.claim import one_line
from assay.evidence.output import visible

MOST_FINDINGS: Final = 200
"""Of one critic on one candidate; the gravest are kept."""
MOST_CLAIMS: Final = 20_000
"""Read of one answer."""
_LONGEST: Final = {"title": 300, "explanation": 4000, "impact": 2000}
_START: Final = re.compile(r'"findings"\s*:\s*\[')
_SEPARATOR: Final = re.compile(r"[\s,]*")

_ASPECTS: Final = {
    Category.SECURITY: Aspect.SECURITY,
    Category.STYLE: Aspect.QUALITY,
    Category.DOCUMENTATION: Aspect.QUALITY,
    Category.TEST: Aspect.QUALITY,
    Category.PERFORMANCE: Aspect.QUALITY,
}


@dataclass
class Claims:
    """What an answer holds. ``readable`` is False where there is no list of findings; ``whole`` where it was cut."""

    findings: list[Finding] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    mended: Counter[str] = field(default_factory=Counter)
    readable: bool = True
    whole: bool = True


def read_claims(text: str, files: Mapping[str, str], source: Source) -> Claims:
    """The findings in ``text`` about ``files`` (path → text), as claims of ``source``."""
    claims = Claims()
    found = _list_in(text, claims)
    lines = {path: len(_lines(content)) for path, content in files.items()}
    seen: set[tuple[str, int, int, str]] = set()
    for claim in found:
        finding = _finding(claim, files, lines, source, claims)
        if finding is None:
            continue
        key = (finding.path, finding.start_line, finding.end_line, finding.title)
        if key in seen:
            claims.dropped["said twice"] += 1
            continue
        seen.add(key)
        claims.findings.append(finding)
    if len(claims.findings) > MOST_FINDINGS:
        claims.dropped["beyond the most findings"] = len(claims.findings) - MOST_FINDINGS
        claims.findings = sorted(claims.findings, key=lambda one: -one.severity.rank)[:MOST_FINDINGS]
    return claims


def _list_in(text: str, claims: Claims) -> Sequence[object]:
    """The items of the list of findings, those before a cut included, wherever in the text the list stands."""
    start = _START.search(text)
    at = start.end() if start else text.find("[") + 1 if text.lstrip().startswith(("[", "```")) and "[" in text else 0
    if not at:
        claims.readable = False
        return ()
    decoder = json.JSONDecoder()
    items: list[object] = []
    while True:
        at = _skip(text, at)
        if text[at : at + 1] == "]":
            return items
        try:
            item, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            claims.whole = False
            return items
        if len(items) >= MOST_CLAIMS:
            claims.dropped["beyond what is read"] += 1
            claims.whole = False
            return items
        items.append(item)


def _skip(text: str, at: int) -> int:
    match = _SEPARATOR.match(text, at)
    return match.end() if match else at


def _finding(
    claim: object, files: Mapping[str, str], lines: Mapping[str, int], source: Source, claims: Claims
) -> Finding | None:
    if not isinstance(claim, dict):
        claims.dropped["no object"] += 1
        return None
    path, start, end = claim.get("path"), _whole(claim.get("start_line")), _whole(claim.get("end_line"))
    problem = _misplaced(path, start, lines) or _misnamed(claim)
    if problem or start is None or not isinstance(path, str):
        claims.dropped[problem or "no line"] += 1
        return None
    if end is None or not start <= end <= lines[path]:
        claims.mended["end that is no line after the start"] += 1
        end = start
    try:
        return Finding(
            path=path,
            start_line=start,
            end_line=end,
            snippet_hash=snippet_hash(files[path], start, end),
            aspect=_ASPECTS.get(Category(claim["category"]), Aspect.CORRECTNESS),
            category=Category(claim["category"]),
            severity=Severity(claim["severity"]),
            cwe=_cwe(claim.get("cwe"), claims),
            title=_said(claim, "title", claims),
            explanation=_said(claim, "explanation", claims),
            impact=_said(claim, "impact", claims),
            confidence=_confidence(claim.get("confidence"), claims),
            source=source,
        )
    except ValidationError:
        claims.dropped["no finding"] += 1
        return None


def _misplaced(path: object, start: int | None, lines: Mapping[str, int]) -> str:
    if not isinstance(path, str) or path not in lines:
        return "no such file"
    return "" if start is not None and 1 <= start <= lines[path] else "no such line"


def _misnamed(claim: Mapping[str, Any]) -> str:
    if claim.get("category") not in _CATEGORIES:
        return "no such category"
    if claim.get("severity") not in _SEVERITIES:
        return "no such severity"
    title = claim.get("title")
    return "" if isinstance(title, str) and one_line(title) else "no title"


_CATEGORIES: Final = [one.value for one in Category]  # lists: a claim may hold what cannot be hashed
_SEVERITIES: Final = [one.value for one in Severity if one is not Severity.GOOD]


def _whole(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
        return int(number) if number.is_integer() and abs(number) < 10**9 else None
    except (ValueError, OverflowError):
        return None


def _cwe(value: object, claims: Claims) -> int | None:
    if value is None:
        return None
    number = _whole(value.upper().removeprefix("CWE-") if isinstance(value, str) else value)
    if number in CWE_NAMES:
        return number
    claims.mended["unknown CWE"] += 1
    return None


def _confidence(value: object, claims: Claims) -> float | None:
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    claims.mended["confidence out of range"] += 1
    return None


def _said(claim: Mapping[str, Any], key: str, claims: Claims) -> str:
    value = claim.get(key)
    text = value if isinstance(value, str) else ""
    if len(text) > _LONGEST[key]:
        claims.mended["overlong text"] += 1
    shown = visible(text[: _LONGEST[key]], 2 * _LONGEST[key])
    return one_line(shown)[:300] if key == "title" else shown


_LINE_END: Final = re.compile(r"\r\n|\r|\n")


def _lines(text: str) -> list[str]:
    return _LINE_END.split(text)
