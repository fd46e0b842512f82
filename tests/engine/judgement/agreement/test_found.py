"""Two reviewers of one candidate: do they find the same things, and call them equally severe."""

from __future__ import annotations

import pytest
from tests.engine.judgement.matching.claims import Told, finding

from assay.domain.finding import Finding, Severity
from assay.judgement.agreement import Found, finding_agreement
from assay.judgement.grading import Figure, Unscored


def found(*of_each: list[Finding], tasks: int = 9) -> list[Found]:
    return [Found(f"t{task}", "a", f"r{who}", tuple(own)) for task in range(tasks) for who, own in enumerate(of_each)]


def value(figure: Figure | Unscored) -> float:
    assert isinstance(figure, Figure), figure
    return figure.value


def test_two_of_three_in_common() -> None:
    ours = [finding("race", 10), finding("leak", 40)]
    theirs = [finding("race", 11)]
    assert value(finding_agreement(found(ours, theirs), Told()).f1) == pytest.approx(2 / 3)


def test_the_same_words_elsewhere_are_another_finding() -> None:
    answer = finding_agreement(found([finding("race", 10)], [finding("race", 80)]), Told())
    assert value(answer.f1) == 0
    assert answer.severity == Unscored("no findings match", 0)


def test_nothing_found_twice_says_nothing() -> None:
    assert finding_agreement(found([], []), Told()).f1 == Unscored("no candidate has findings and two reviewers", 0)
    praise = [finding("neat", severity=Severity.GOOD)]
    assert isinstance(finding_agreement(found(praise, praise), Told()).f1, Unscored)


def test_severities_of_what_matches_are_compared() -> None:
    alike = [finding("race", 10, severity=Severity.MAJOR), finding("name", 40, severity=Severity.NIT)]
    assert value(finding_agreement(found(alike, alike), Told()).severity) == 1
    opposed = [finding("race", 10, severity=Severity.NIT), finding("name", 40, severity=Severity.MAJOR)]
    assert value(finding_agreement(found(alike, opposed), Told()).severity) < 0
