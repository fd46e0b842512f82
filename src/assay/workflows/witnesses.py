"""Several tools that say the same thing at the same place become one finding with several witnesses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from assay.domain.finding import Finding, Severity

SIMILAR = 0.5
"""Share of common words from which two titles of one category are taken to say the same."""

_LONGEST = 200
"""A place longer than this is looked up by so many of its first lines."""

_KINDS = (
    {415, 416, 672, 825},  # used, or ended, after its end
    {401, 404, 459, 772, 775},  # not given back
    {476, 690},  # null where it is used
    {119, 120, 121, 122, 131, 787, 805},  # written beyond the end
    {77, 78, 88},  # commands from values
    {94, 95},  # code from values
    {79, 80},  # markup from values
    {22, 23, 36, 73},  # files by a name from outside
    {259, 321, 798},  # secrets in the code
    {327, 328, 916},  # hashes and ciphers that do not hold
    {330, 331, 338},  # random numbers that can be predicted
    {362, 366, 367, 609},  # races
    {134, 686},  # formats and what they are given
)
"""CWEs that tools of different makers give to one and the same defect."""

_KIND_OF = {cwe: number for number, kind in enumerate(_KINDS) for cwe in kind}

_WORD = re.compile(r"[a-z0-9]+")
_EMPTY_WORDS = frozenset(
    """
    a an and are as at be by detected do found for from in is it not of or possible probable the to use used with
    """.split()  # noqa: SIM905 - a list of forty quoted words reads worse
)


def one_per_place(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, those of different tools that agree merged into the gravest one.

    Two agree when they stand on overlapping lines of one file and have the same CWE or CWEs of one kind, or the same
    category and titles that share half of their words; and when both say that the file cannot be parsed, wherever they
    say it. Findings of one tool are never merged with each other. The result keeps the order of first mention.
    """
    kept: list[Finding] = []
    standing: dict[tuple[str, int], list[int]] = defaultdict(list)
    for finding in findings:
        places = [(finding.path, line) for line in _lines(finding)]
        near = dict.fromkeys(index for place in places for index in standing[place])
        same = (index for index in near if _from_different_tools(finding, kept[index]) and _agree(finding, kept[index]))
        index = next(same, len(kept))
        if index < len(kept):
            kept[index] = _merge(kept[index], finding)
        else:
            kept.append(finding)
        for place in places:
            standing[place].append(index)
    return kept


def _lines(finding: Finding) -> range:
    """The lines that it stands on, at most the first of them; line 0 for a file that cannot be parsed."""
    if _unparsable(finding):
        return range(1)
    return range(finding.start_line, min(finding.end_line, finding.start_line + _LONGEST) + 1)


def _from_different_tools(one: Finding, other: Finding) -> bool:
    names = {source.name for source in (other.source, *other.witnesses)}
    return one.source.name not in names


def _agree(one: Finding, other: Finding) -> bool:
    if _unparsable(one) and _unparsable(other):
        return True
    if one.cwe is not None and other.cwe is not None and _kind(one.cwe) == _kind(other.cwe):
        return True
    return one.category == other.category and _similarity(one.title, other.title) >= SIMILAR


def _kind(cwe: int) -> tuple[str, int]:
    return ("kind", _KIND_OF[cwe]) if cwe in _KIND_OF else ("cwe", cwe)


def _unparsable(finding: Finding) -> bool:
    return finding.severity is Severity.BLOCKER and finding.source.rule == "syntax-error"


def _similarity(one: str, other: str) -> float:
    words, others = (set(_WORD.findall(title.lower())) - _EMPTY_WORDS for title in (one, other))
    return len(words & others) / len(words | others) if words | others else 0.0


def _merge(one: Finding, other: Finding) -> Finding:
    """The graver of the two; where they are equal, the one that says more precisely where."""
    first, second = sorted((one, other), key=_weight, reverse=True)
    return first.model_copy(
        update={
            "cwe": first.cwe if first.cwe is not None else second.cwe,
            "explanation": first.explanation or second.explanation,
            "confidence": first.confidence if first.confidence is not None else second.confidence,
            "witnesses": (*first.witnesses, second.source, *second.witnesses),
        }
    )


def _weight(finding: Finding) -> tuple[int, bool, int]:
    return finding.severity.rank, finding.start_column is not None, -(finding.end_line - finding.start_line)
