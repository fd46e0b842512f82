from assay.domain.finding import Category, Finding, Severity, Source, SourceKind
from assay.domain.task import Aspect
from assay.judgement.matching import SIMILARITIES
from assay.judgement.matching.clusters import Said, cluster_findings

LEXICAL = SIMILARITIES.get("lexical")


def finding(line: int, title: str, **changes: object) -> Finding:
    values = {
        "path": "app.py",
        "start_line": line,
        "end_line": line,
        "aspect": Aspect.CORRECTNESS,
        "category": Category.CONCURRENCY,
        "severity": Severity.MAJOR,
        "cwe": 362,
        "title": title,
        "source": Source(kind=SourceKind.REVIEWER, name="r"),
    }
    return Finding.model_validate(values | changes)


LOST = "Two threads lose an update of the counter"


def test_findings_that_say_the_same_form_one_group() -> None:
    clusters = cluster_findings(
        "t", {"a": [finding(3, LOST)], "b": [finding(3, LOST)], "c": [finding(4, LOST)]}, LEXICAL
    )
    assert clusters.groups == ((Said("a", 0), Said("b", 0), Said("c", 0)),)
    assert clusters.doubts == ()


def test_what_only_one_reviewer_says_stands_alone() -> None:
    other = finding(60, "The file is never closed", category=Category.RESOURCE, cwe=772)
    clusters = cluster_findings("t", {"a": [finding(3, LOST), other], "b": [finding(3, LOST)]}, LEXICAL)
    assert clusters.groups == ((Said("a", 0), Said("b", 0)), (Said("a", 1),))


def test_two_findings_of_one_reviewer_never_share_a_group() -> None:
    clusters = cluster_findings("t", {"a": [finding(3, LOST), finding(3, LOST)], "b": [finding(3, LOST)]}, LEXICAL)
    assert sorted(len(group) for group in clusters.groups) == [1, 2]


def test_a_near_match_is_left_to_a_person() -> None:
    near = finding(4, "A lock is missing here", cwe=667)
    clusters = cluster_findings("t", {"a": [finding(3, LOST)], "b": [near]}, LEXICAL)
    assert len(clusters.groups) == 2
    assert [(first, second) for first, second, _ in clusters.doubts] == [(0, 1)]


def test_praise_takes_no_part() -> None:
    good = finding(3, LOST, severity=Severity.GOOD)
    assert cluster_findings("t", {"a": [good], "b": [good]}, LEXICAL).groups == ()
