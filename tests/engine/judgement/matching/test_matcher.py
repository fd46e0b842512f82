"""Three zones, duplicates, and what always goes to a person."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.domain.finding import Category, Finding, Severity
from assay.domain.gold import Defect, finding_key
from assay.judgement.matching import Match, Parameters, Reason, Zone, match_findings
from assay.judgement.matching.matcher import score_pairs

from .claims import Told, defect, finding


def only(matches: tuple[Match, ...]) -> Match:
    (match,) = matches
    return match


def test_the_score_is_the_formula() -> None:
    # line exp(-1), category 0.5 (logic and concurrency), text (0.37 - 0.10) / 0.45 = 0.6
    said = finding("said", 13)
    known = defect("d", "known", category=Category.CONCURRENCY)
    pairs = score_pairs([said], [known], Told({("said", "known"): 0.37}))
    assert pairs.score[0, 0] == pytest.approx(np.exp(-0.5) * (0.25 * 0.5 + 0.75 * 0.6))


@pytest.mark.parametrize(
    ("cosine", "zone"),
    [(0.55, Zone.HIT), (0.32, Zone.HIT), (0.30, Zone.DOUBTFUL), (0.17, Zone.DOUBTFUL), (0.15, Zone.NONE)],
)
def test_three_zones_on_the_spot(cosine: float, zone: Zone) -> None:
    match = only(
        match_findings("t", [finding("said")], [defect("d", "known")], Told({("said", "known"): cosine})).matches
    )
    assert match.zone is zone
    assert match.defect == (None if zone is Zone.NONE else "d")
    assert match.reasons == ((Reason.SCORE,) if zone is Zone.DOUBTFUL else ())


def test_another_file_or_a_place_too_far_is_no_match_whatever_the_words() -> None:
    elsewhere = finding("wrong", path="other.py")
    far = finding("wrong", 20)  # line score exp(-10/3) = .036
    for one in (elsewhere, far):
        assert only(match_findings("t", [one], [defect()], Told()).matches).zone is Zone.NONE


def test_thresholds_are_parameters() -> None:
    told = Told({("said", "known"): 0.30})
    arguments = ("t", [finding("said")], [defect("d", "known")], told)
    assert only(match_findings(*arguments, Parameters(hit=0.5)).matches).zone is Zone.HIT
    assert only(match_findings(*arguments, Parameters(hit=0.9, doubt=0.8)).matches).zone is Zone.NONE


def test_defects_are_dealt_out_for_the_greatest_sum() -> None:
    # Taken one by one the first finding would take d1, and the second would be left with nothing.
    told = Told({("x", "1"): 0.55, ("x", "2"): 0.50, ("y", "1"): 0.50, ("y", "2"): 0.0})
    findings, defects = [finding("x"), finding("y")], [defect("d1", "1"), defect("d2", "2")]
    matches = match_findings("t", findings, defects, told).matches
    assert [(match.defect, match.zone) for match in matches] == [("d2", Zone.HIT), ("d1", Zone.HIT)]


def test_the_dealing_is_the_best_of_all() -> None:
    generator = np.random.default_rng(7)
    for _ in range(20):
        cosines = generator.uniform(0, 0.6, (4, 4))
        told = Told({(f"f{i}", f"d{j}"): cosines[i, j] for i in range(4) for j in range(4)})
        findings, defects = [finding(f"f{i}") for i in range(4)], [defect(f"d{i}", f"d{i}") for i in range(4)]
        score = score_pairs(findings, defects, told).score
        best = max(sum(score[i, j] for i, j in enumerate(order)) for order in permutations(range(4)))
        open_ended = Parameters(hit=0.0, doubt=0.0)
        matches = match_findings("t", findings, defects, told, open_ended).matches
        assert sum(match.score for match in matches) == pytest.approx(best)


def test_saying_it_twice_is_a_duplicate_and_saying_half_of_it_again_is_for_a_person() -> None:
    told = Told({("first", "known"): 0.60, ("again", "known"): 0.45, ("half", "known"): 0.25})
    findings = [finding("again"), finding("half"), finding("first")]
    again, half, first = match_findings("t", findings, [defect("d", "known")], told).matches
    assert (first.zone, first.defect) == (Zone.HIT, "d")
    assert (again.zone, again.defect, again.needs_person) == (Zone.DUPLICATE, "d", False)
    assert (half.zone, half.reasons) == (Zone.DOUBTFUL, (Reason.SCORE,))


@pytest.mark.parametrize(("said", "known"), [("blocker", "minor"), ("minor", "blocker")])
def test_a_critical_hit_is_confirmed_by_a_person(said: str, known: str) -> None:
    findings = [finding(severity=Severity(said))]
    match = only(match_findings("t", findings, [defect(severity=Severity(known))], Told()).matches)
    assert (match.zone, match.reasons) == (Zone.HIT, (Reason.CRITICAL,))


@pytest.mark.parametrize(
    ("severity", "asked"),
    [(Severity.NIT, False), (Severity.MINOR, False), (Severity.MAJOR, True), (Severity.BLOCKER, True)],
)
def test_a_grave_claim_that_nothing_known_matches_goes_to_a_person(severity: Severity, *, asked: bool) -> None:
    match = only(match_findings("t", [finding(severity=severity)], [], Told()).matches)
    assert match.zone is Zone.NONE
    assert match.reasons == ((Reason.GRAVE_CLAIM,) if asked else ())


def test_an_appeal_goes_to_a_person() -> None:
    said = finding()
    key = finding_key("t", said)
    assert only(match_findings("t", [said], [defect()], Told(), appealed=[key]).matches).reasons == (Reason.APPEAL,)


def test_words_that_only_order_make_no_hit_where_kind_or_place_differ() -> None:
    orders = Told(decisive=False)
    told = [
        finding(start=10),
        finding(start=10, category=Category.VALIDATION),
        finding(start=13),
    ]
    zones = [only(match_findings("t", [one], [defect()], orders).matches).zone for one in told]
    assert zones == [Zone.HIT, Zone.DOUBTFUL, Zone.DOUBTFUL]


def test_words_that_only_order_rule_nothing_out_on_their_own() -> None:
    orders = Told(decisive=False)
    same_kind, style = finding("else"), finding("else", category=Category.STYLE)
    too_far = finding("else", 18)  # even with equal words: exp(-8/6) = .26
    zones = [only(match_findings("t", [one], [defect()], orders).matches).zone for one in (same_kind, style, too_far)]
    assert zones == [Zone.DOUBTFUL, Zone.NONE, Zone.NONE]


def test_named_is_about_words_and_kind_wherever_the_finding_points() -> None:
    matching = match_findings("t", [finding(start=400)], [defect("near"), defect("other", "else")], Told())
    assert matching.named == {"near"}
    assert only(matching.matches).zone is Zone.NONE
    assert match_findings("t", [finding(path="b.py")], [defect()], Told()).named == frozenset()


FINDINGS = st.lists(
    st.builds(
        finding,
        st.sampled_from(["x", "y", "z"]),
        st.integers(1, 30),
        category=st.sampled_from(Category),
        severity=st.sampled_from([one for one in Severity if one is not Severity.GOOD]),
    ),
    max_size=6,
)
DEFECTS = st.lists(
    st.tuples(st.sampled_from(["x", "y", "z"]), st.integers(1, 30), st.sampled_from(Category)), max_size=4
).map(lambda rows: [defect(f"d{i}", t, [(n, n + 1)], category=c) for i, (t, n, c) in enumerate(rows)])


@given(FINDINGS, DEFECTS, st.booleans())
def test_one_match_per_finding_and_one_hit_per_defect(
    findings: list[Finding],
    defects: list[Defect],
    decisive: bool,  # noqa: FBT001 - drawn by position
) -> None:
    matches = match_findings("t", findings, defects, Told(decisive=decisive)).matches
    assert [match.finding for match in matches] == findings
    hits = [match.defect for match in matches if match.zone is Zone.HIT]
    assert len(hits) == len(set(hits))
    assert {match.defect for match in matches if match.zone is Zone.DUPLICATE} <= set(hits)
    for match in matches:
        assert (match.defect is None) == (match.zone is Zone.NONE)
        assert 0 <= match.score <= 1
