"""Several tools that say the same thing at one place become one finding with several witnesses."""

from __future__ import annotations

from assay.domain.finding import Category, Finding, Severity, Source, SourceKind
from assay.domain.task import Aspect
from assay.workflows.witnesses import one_per_place


def finding(tool: str, *, cwe: int | None = None, line: int = 3, title: str = "", severity: str = "minor") -> Finding:
    return Finding(
        path="a.c",
        start_line=line,
        end_line=line,
        snippet_hash="0" * 16,
        aspect=Aspect.SECURITY,
        category=Category.SECURITY,
        severity=Severity(severity),
        cwe=cwe,
        title=title or tool,
        source=Source(kind=SourceKind.ANALYZER, name=tool, version="1", rule=f"{tool}-rule"),
    )


def test_cwes_of_one_kind_are_one_defect_and_the_gravest_speaks() -> None:
    (merged,) = one_per_place(
        [finding("one", cwe=672), finding("two", cwe=416, severity="blocker"), finding("three", cwe=825)]
    )
    assert merged.source.name == "two"
    assert {witness.name for witness in merged.witnesses} == {"one", "three"}


def test_cwes_of_different_kinds_stay_apart() -> None:
    assert len(one_per_place([finding("one", cwe=416), finding("two", cwe=401)])) == 2


def test_another_line_or_the_same_tool_stays_apart() -> None:
    assert len(one_per_place([finding("one", cwe=416), finding("two", cwe=416, line=9)])) == 2
    assert len(one_per_place([finding("one", cwe=416), finding("one", cwe=415)])) == 2


def test_titles_that_share_half_their_words_are_one_defect() -> None:
    merged = one_per_place(
        [finding("one", title="shell command from a value"), finding("two", title="command for a shell from value")]
    )
    assert len(merged) == 1
