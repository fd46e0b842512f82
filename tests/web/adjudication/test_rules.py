from collections.abc import Mapping, Sequence
from uuid import UUID

import pytest

from assay.domain.finding import Finding
from assay.workflows.conclude import Clusters, Said
from assay_web.adjudication.opinions import opinion, order_text
from assay_web.adjudication.rules import Given, Question, allowed, find_conflicts, settled_by, shuffled

CLAIM = {
    "candidate": "A", "path": "app.py", "start_line": 3, "end_line": 3,
    "category": "logic", "title": "Wrong", "explanation": "",
}  # fmt: skip


def said(assignment: int, order: Sequence[int] = (0, 1), **body: object) -> object:
    return opinion(assignment, order, body)


def conflicts(*opinions: object, settled: Sequence[int] = (), doubts: bool = False) -> list[tuple[str, str]]:
    def apart(task: str, findings: Mapping[str, Sequence[Finding]]) -> Clusters:
        members = [Said(name, at) for name, some in findings.items() for at in range(len(some))]
        return Clusters(tuple((one,) for one in members), ((0, 1, 0.5),) if doubts else ())

    found = find_conflicts(Question("t", opinions, settled), apart)  # type: ignore[arg-type]
    return [(one.kind, one.key) for one in found]


def test_letters_become_positions() -> None:
    one = opinion(1, [1, 0], {"verdicts": {"A": "reject", "B": "accept"}, "ranking": {"order": [["B"], ["A"]]}})
    assert one.verdicts == ("accept", "reject")
    assert one.ranks == (1, 2)
    assert one.order == "0>1"


def test_ties_are_written_with_an_equals_sign() -> None:
    assert order_text([2, 1, 1, None]) == "1=2>0"


def test_one_review_alone_conflicts_with_nobody() -> None:
    assert conflicts(said(1, verdicts={"A": "reject", "B": "accept"})) == []


def test_different_verdicts_conflict_unless_the_consensus_is_certain() -> None:
    one, other = (said(n, verdicts={"A": verdict, "B": "accept"}) for n, verdict in ((1, "reject"), (2, "accept")))
    assert conflicts(one, other) == [("verdict", "verdict:0")]
    assert conflicts(one, other, settled=[0]) == []


def test_a_turned_pair_conflicts_and_a_tie_does_not() -> None:
    first, second = (said(n, ranking={"order": order}) for n, order in ((1, [["A"], ["B"]]), (2, [["B"], ["A"]])))
    tied = said(3, ranking={"order": [["A", "B"]]})
    assert conflicts(first, second) == [("ranking", "ranking")]
    assert conflicts(first, tied) == []


@pytest.mark.parametrize(("scores", "expected"), [((2, 3), []), ((2, 4), [("rating", "rating:0:clarity")])])
def test_scores_conflict_from_two_steps_on(scores: tuple[int, int], expected: list[tuple[str, str]]) -> None:
    assert conflicts(*(said(n, ratings={"clarity": {"A": score}}) for n, score in enumerate(scores))) == expected


@pytest.mark.parametrize(("severity", "expected"), [("major", ["claim"]), ("minor", [])])
def test_a_grave_claim_that_only_one_makes_is_looked_at(severity: str, expected: list[str]) -> None:
    one = said(1, findings=[CLAIM | {"id": "x", "severity": severity}])
    assert [kind for kind, _ in conflicts(one, said(2))] == expected


def test_a_doubtful_match_is_looked_at() -> None:
    one, other = (said(n, findings=[CLAIM | {"id": name, "severity": "nit"}]) for n, name in ((1, "x"), (2, "y")))
    assert conflicts(one, other, doubts=True) == [("doubt", "doubt:0:x:y")]


def test_one_ruling_settles_what_needs_one() -> None:
    assert settled_by("verdict", 1, [Given(7, "accept")]) == "accept"
    assert settled_by("verdict", 1, []) is None


def test_a_grave_claim_needs_two_who_agree_and_a_third_on_a_split() -> None:
    first, second, third = Given(1, "blocker"), Given(2, "false"), Given(3, "major")
    assert settled_by("claim", 2, [first]) is None
    assert settled_by("claim", 2, [first, second]) is None
    assert settled_by("claim", 2, [first, second, third]) == "major", "a defect; the lower severity holds"
    assert settled_by("claim", 2, [second, Given(4, "false")]) == "false"


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("verdict", "accept", True), ("verdict", "fine", False),
        ("rating", 5, True), ("rating", 6, False), ("rating", "5", False),
        ("claim", "blocker", True), ("claim", "good", False), ("claim", "false", True),
        ("doubt", "same", True), ("doubt", True, False),
        ("ranking", "1>0", True), ("ranking", "0=1", True), ("ranking", "0", False), ("ranking", "0>0", False),
    ],
)  # fmt: skip
def test_only_values_of_the_kind_are_allowed(kind: str, value: object, *, expected: bool) -> None:
    assert allowed(kind, value, scale=5, candidates=2) is expected


def test_the_order_of_people_is_the_tasks_own() -> None:
    people = list(range(6))
    orders = {tuple(shuffled(UUID(int=n), people, "people")) for n in range(20)}
    assert len(orders) > 10
    assert shuffled(UUID(int=3), people, "people") == shuffled(UUID(int=3), people[::-1], "people")
