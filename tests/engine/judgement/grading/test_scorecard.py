"""From matches to classes, from classes to figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assay.domain.finding import Category, Finding, Proof, Severity, Source, SourceKind
from assay.domain.gold import Anchor, Decision, Defect, Gold, Ruling, finding_key
from assay.domain.task import Aspect
from assay.judgement.grading import Figure, FindingClass, Graded, GradedItem, Settings, Unscored, classify, scorecard
from assay.judgement.grading.classes import Settled
from assay.judgement.grading.decisions import becomes_gold, promote, settle
from assay.judgement.matching import Match, Reason, Zone

KEY, OTHER = "0123456789abcdef", "fedcba9876543210"


def finding(
    severity: Severity = Severity.MINOR,
    category: Category = Category.LOGIC,
    line: int = 10,
    confidence: float | None = None,
    proof: Proof = Proof.UNPROVEN,
) -> Finding:
    return Finding(
        candidate="a",
        path="app.py",
        start_line=line,
        end_line=line,
        aspect=Aspect.CORRECTNESS,
        category=category,
        severity=severity,
        title="wrong",
        confidence=confidence,
        proof=proof,
        source=Source(kind=SourceKind.REVIEWER, name="heron"),
    )


def match(zone: Zone = Zone.NONE, claim: Finding | None = None, *reasons: Reason, key: str = KEY) -> Match:
    return Match(claim or finding(), key, zone, None if zone is Zone.NONE else "d", reasons=reasons)


def defect(id_: str = "d", severity: Severity = Severity.MINOR) -> Defect:
    anchors = (Anchor(start_line=10, end_line=10),)
    return Defect(id=id_, path="app.py", anchors=anchors, category=Category.LOGIC, severity=severity, title="wrong")


def planted(number: int, *defects: Defect) -> Gold:
    return Gold(task="t", candidate=f"p{number}", defects=defects or (defect(),))


def clean(number: int) -> Gold:
    return Gold(task="t", candidate=f"c{number}", clean=True)


def graded(kind: FindingClass, claim: Finding | None = None, defect_id: str | None = None) -> Graded:
    return Graded(match(Zone.NONE, claim), kind, defect_id)


def hit(claim: Finding | None = None) -> Graded:
    return graded(FindingClass.HIT, claim, "d")


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        (match(Zone.HIT), FindingClass.HIT),
        (match(Zone.DUPLICATE), FindingClass.DUPLICATE),
        (match(Zone.DOUBTFUL, None, Reason.SCORE), FindingClass.UNRESOLVED),
        (match(Zone.HIT, None, Reason.CRITICAL), FindingClass.UNRESOLVED),
        (match(Zone.NONE, None, Reason.GRAVE_CLAIM), FindingClass.UNRESOLVED),
        (match(), FindingClass.FALSE),
        (match(Zone.NONE, finding(Severity.NIT)), FindingClass.NITPICK),
        (match(Zone.NONE, finding(category=Category.DOCUMENTATION)), FindingClass.NITPICK),
        (match(Zone.NONE, finding(proof=Proof.PROVEN)), FindingClass.VALID),
    ],
)
def test_each_finding_is_of_one_class(one: Match, kind: FindingClass) -> None:
    assert classify(one).kind is kind


@pytest.mark.parametrize("ruling", Ruling)
def test_people_have_the_last_word(ruling: Ruling) -> None:
    one = match(Zone.DOUBTFUL, None, Reason.SCORE)
    assert classify(one, Settled(ruling, "d")).kind.value == ruling.value


def figures(items: list[GradedItem], settings: Settings | None = None) -> dict[str, float | None]:
    card = scorecard(items, settings or Settings(minimum=1))
    return {name: one.value if isinstance(one, Figure) else None for name, one in card.figures.items()}


def test_the_rates_of_a_small_world() -> None:
    items = [
        GradedItem(planted(1), (hit(), graded(FindingClass.FALSE))),
        GradedItem(planted(2), (hit(), graded(FindingClass.DUPLICATE, None, "d"), graded(FindingClass.VALID))),
        GradedItem(planted(3), (graded(FindingClass.NITPICK, finding(line=200)),)),
        GradedItem(planted(4)),
        GradedItem(clean(1), (graded(FindingClass.FALSE),)),
        GradedItem(clean(2), (graded(FindingClass.NITPICK),)),
    ]
    answer = figures(items)
    assert answer["recall"] == 2 / 4
    assert answer["precision"] == 3 / 7  # two hits and a valid one; two false; two nitpicks; no duplicate
    assert answer["nitpick_rate"] == 2 / 7
    assert answer["false_rate"] == 2 / 7
    assert answer["clean_alarm_rate"] == 1 / 2
    assert answer["localised_recall"] == 2 / 4


def test_severity_weighs_one_two_four_eight() -> None:
    gold = planted(1, defect("d", Severity.BLOCKER), defect("n", Severity.NIT), defect("m", Severity.MINOR))
    answer = figures([GradedItem(gold, (hit(),))])
    assert answer["weighted_recall"] == 8 / 11


def test_what_waits_for_a_person_is_in_no_figure_but_counted() -> None:
    waiting = graded(FindingClass.UNRESOLVED, None, "d")
    items = [GradedItem(planted(1), (waiting,)), GradedItem(planted(2), (hit(),)), GradedItem(clean(1), (waiting,))]
    card = scorecard(items, Settings(minimum=1))
    assert isinstance(card.figures["recall"], Figure)
    assert (card.figures["recall"].value, card.figures["recall"].n) == (1.0, 1)
    assert card.figures["clean_alarm_rate"].n == 0
    assert (card.open_defects, card.open_twins, card.counts[FindingClass.UNRESOLVED]) == (1, 1, 2)


def test_a_sure_alarm_is_one_whatever_else_waits() -> None:
    both = (graded(FindingClass.UNRESOLVED), graded(FindingClass.FALSE))
    assert figures([GradedItem(clean(1), both)])["clean_alarm_rate"] == 1


def test_right_line_and_right_words_are_told_apart() -> None:
    beside = GradedItem(planted(1), (graded(FindingClass.FALSE, finding(line=11)),))
    elsewhere = GradedItem(planted(2), (graded(FindingClass.FALSE, finding(line=90)),), frozenset({"d"}))
    answer = figures([beside, elsewhere], Settings(minimum=1, words_decide=True))
    assert (answer["localised_recall"], answer["named_recall"], answer["recall"]) == (0.5, 0.5, 0.0)
    words = scorecard([elsewhere], Settings(minimum=1)).figures["named_recall"]
    assert isinstance(words, Unscored)
    assert "only orders" in words.reason


def test_severity_and_confidence_are_taken_from_what_is_settled() -> None:
    items = [
        GradedItem(planted(1), (hit(finding(Severity.MAJOR, confidence=1.0)),)),
        GradedItem(planted(2), (hit(finding(Severity.MINOR)), graded(FindingClass.FALSE, finding(confidence=0.5)))),
        GradedItem(planted(3), (graded(FindingClass.UNRESOLVED, finding(confidence=0.0), "d"),)),
    ]
    answer = figures(items, Settings(minimum=2))
    assert answer["severity_error"] == 0.5
    assert answer["brier"] == 0.125


def test_by_default_nothing_is_shown_below_eight() -> None:
    items = [GradedItem(planted(number), (hit(finding(confidence=0.5)),)) for number in range(7)]
    assert set(figures(items, Settings()).values()) == {None}


def decision(ruling: Ruling, adjudicator: str, defect_id: str | None = None, key: str = KEY) -> Decision:
    return Decision(finding=key, ruling=ruling, adjudicator=adjudicator, defect=defect_id)


def test_two_who_agree_settle_and_one_alone_does_not() -> None:
    false = [decision(Ruling.FALSE, "x"), decision(Ruling.FALSE, "y")]
    assert settle(false) == {KEY: Settled(Ruling.FALSE)}
    assert settle(false[:1]) == {}


def test_a_third_decides_a_split_and_three_answers_decide_nothing() -> None:
    split = [decision(Ruling.FALSE, "x"), decision(Ruling.NITPICK, "y")]
    assert settle(split) == {}
    assert settle([*split, decision(Ruling.NITPICK, "z")]) == {KEY: Settled(Ruling.NITPICK)}
    assert settle([*split, decision(Ruling.VALID, "z")]) == {}


def test_a_hit_is_agreed_on_only_with_its_defect() -> None:
    assert settle([decision(Ruling.HIT, "x", "d"), decision(Ruling.HIT, "y", "e")]) == {}
    assert settle([decision(Ruling.HIT, "x", "d"), decision(Ruling.HIT, "y", "d")]) == {KEY: Settled(Ruling.HIT, "d")}


def test_a_grave_claim_that_is_confirmed_becomes_gold_and_no_other() -> None:
    grave = match(Zone.NONE, finding(Severity.MAJOR), Reason.GRAVE_CLAIM)
    valid = {KEY: Settled(Ruling.VALID), OTHER: Settled(Ruling.FALSE)}
    assert becomes_gold(grave, valid)
    assert not becomes_gold(replace(grave, key=OTHER), valid)
    assert not becomes_gold(match(), valid)
    assert not becomes_gold(grave, {})


def test_confirmed_claims_make_a_clean_twin_unclean() -> None:
    grave = match(Zone.NONE, finding(Severity.MAJOR), Reason.GRAVE_CLAIM)
    promoted = promote(clean(1), [grave])
    (added,) = promoted.defects
    assert (promoted.clean, added.id, added.severity) == (False, f"confirmed-{KEY}", Severity.MAJOR)
    assert Gold.model_validate(promoted.model_dump(by_alias=True)) == promoted
    assert promote(clean(1), []) == clean(1)


def test_the_key_of_a_finding_depends_on_who_says_what_where() -> None:
    one = finding()
    others = [
        finding(line=11),
        one.model_copy(update={"title": "other"}),
        one.model_copy(update={"source": Source(kind=SourceKind.CRITIC, name="heron")}),
    ]
    keys = {finding_key("t", claim) for claim in [one, *others]} | {finding_key("u", one)}
    assert len(keys) == 5
    assert finding_key("t", one) == finding_key("t", finding(Severity.MAJOR))
