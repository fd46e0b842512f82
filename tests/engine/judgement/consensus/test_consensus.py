"""Consensus: who errs how, and what is true, from nothing but votes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.errors import InputError
from assay.judgement.consensus import Model, Next, StopRule, Verdict, Vote, find_consensus
from assay.judgement.consensus.dawid_skene import fit_dawid_skene, fit_one_coin
from assay.judgement.consensus.votes import gather_votes

LABELS = ("accept", "change", "reject")


def simulated(seed: int, units: int, reviewers: int = 9, each: int = 3) -> tuple[list[Vote], dict[str, str]]:
    """Votes of reviewers who are right in 50 to 95 % of cases, and the truth."""
    generator = np.random.default_rng(seed)
    truth = generator.choice(3, units, p=[0.5, 0.3, 0.2])
    rate = np.linspace(0.5, 0.95, reviewers)
    votes = []
    for unit in range(units):
        for reviewer in generator.choice(reviewers, each, replace=False):
            right = generator.random() < rate[reviewer]
            label = truth[unit] if right else (truth[unit] + generator.integers(1, 3)) % 3
            votes.append(Vote(f"u{unit}", f"r{reviewer}", LABELS[label]))
    return votes, {f"u{unit}": LABELS[label] for unit, label in enumerate(truth)}


def majority(votes: list[Vote]) -> dict[str, str]:
    counts: dict[str, dict[str, int]] = {}
    for vote in votes:
        of_unit = counts.setdefault(vote.unit, {})
        of_unit[vote.label] = of_unit.get(vote.label, 0) + 1
    return {unit: max(sorted(of_unit), key=lambda label: of_unit[label]) for unit, of_unit in counts.items()}


@pytest.mark.parametrize(("model", "units"), [(Model.DAWID_SKENE, 2000), (Model.ONE_COIN, 150)])
def test_it_is_nearer_to_the_truth_than_a_majority(model: Model, units: int) -> None:
    gains = []
    for seed in range(4):
        votes, truth = simulated(seed, units)
        found = find_consensus(votes, LABELS, model=model).verdicts
        plain = majority(votes)
        gains.append(np.mean([(found[unit].label == true) - (plain[unit] == true) for unit, true in truth.items()]))
    assert np.mean(gains) > 0.01


def test_probabilities_are_as_good_as_they_say() -> None:
    votes, truth = simulated(7, 3000)
    found = find_consensus(votes, LABELS).verdicts.items()
    clear = [verdict.label == truth[unit] for unit, verdict in found if verdict.probability >= 0.9]
    doubtful = [verdict.label == truth[unit] for unit, verdict in found if 0.5 <= verdict.probability < 0.7]
    assert np.mean(clear) > 0.9
    assert 0.4 < np.mean(doubtful) < 0.75


def test_reviewers_are_told_apart() -> None:
    votes, _ = simulated(3, 2000)
    reviewers = find_consensus(votes, LABELS).reviewers
    accuracy = [reviewers[f"r{at}"].accuracy for at in range(9)]
    assert accuracy == pytest.approx(np.linspace(0.5, 0.95, 9), abs=0.06)
    assert sum(one.n for one in reviewers.values()) == len(votes)


def test_gold_is_certain_and_teaches_how_reviewers_err() -> None:
    """Two against one, but the one is right on all gold, and the two are not."""
    gold = {f"g{at}": "accept" if at % 2 else "reject" for at in range(40)}
    votes = [Vote(unit, "good", label) for unit, label in gold.items()]
    votes += [Vote(unit, who, "accept") for unit in gold for who in ("lax", "laxer")]
    votes += [Vote("new", "good", "reject"), Vote("new", "lax", "accept"), Vote("new", "laxer", "accept")]
    plain = find_consensus(votes, model=Model.DAWID_SKENE)
    taught = find_consensus(votes, gold=gold, model=Model.DAWID_SKENE)
    assert taught.verdicts["new"].label == "reject"
    assert taught.verdicts["g0"] == Verdict("reject", 1.0, {"accept": 0.0, "reject": 1.0}, 3, known=True)
    assert taught.reviewers["good"].accuracy > 0.9 > taught.reviewers["lax"].accuracy
    assert plain.verdicts["g0"].probability < 1


def test_few_units_take_the_model_with_one_rate() -> None:
    assert find_consensus(simulated(1, 40)[0], LABELS).model is Model.ONE_COIN
    assert find_consensus(simulated(1, 300)[0], LABELS).model is Model.DAWID_SKENE


VOTES = st.lists(
    st.builds(Vote, st.sampled_from(["a", "b", "c", "d"]), st.sampled_from(["x", "y", "z"]), st.sampled_from(LABELS)),
    min_size=1,
    max_size=25,
)


@given(VOTES, st.sampled_from([fit_dawid_skene, fit_one_coin]))
def test_whatever_is_voted_the_answer_is_a_distribution(votes: list[Vote], fit: type) -> None:
    found = fit(gather_votes(votes, LABELS))
    for rows in (found.posterior, found.confusion, found.prevalence):
        assert rows.sum(axis=-1) == pytest.approx(np.ones(rows.shape[:-1]))
        assert (rows >= 0).all()


@given(VOTES)
def test_names_of_labels_mean_nothing(votes: list[Vote]) -> None:
    other = {"accept": "reject", "change": "accept", "reject": "change"}
    renamed = [Vote(vote.unit, vote.reviewer, other[vote.label]) for vote in votes]
    one, two = find_consensus(votes, LABELS).verdicts, find_consensus(renamed, LABELS).verdicts
    for unit, verdict in one.items():
        for label, chance in verdict.chances.items():
            assert two[unit].chances[other[label]] == pytest.approx(chance, abs=1e-4)


def test_a_verdict_is_settled_asked_again_or_given_to_an_adjudicator() -> None:
    def verdict(probability: float, n: int, *, known: bool = False) -> Verdict:
        return Verdict("accept", probability, {"accept": probability, "reject": 1 - probability}, n, known)

    rule = StopRule(least=2)
    assert rule.next(verdict(0.96, 2)) is Next.SETTLED
    assert rule.next(verdict(0.96, 1)) is Next.ANOTHER_REVIEWER
    assert rule.next(verdict(0.94, 4)) is Next.ANOTHER_REVIEWER
    assert rule.next(verdict(0.94, 5)) is Next.ADJUDICATION
    assert rule.next(verdict(1.0, 0, known=True)) is Next.SETTLED
    with pytest.raises(InputError, match="use a probability between"):
        StopRule(probability=0.3)


@pytest.mark.parametrize(
    ("votes", "labels", "gold", "message"),
    [
        ([], LABELS, {}, "no votes"),
        ([Vote("u", "r", "accept")], (), {}, "only one label, 'accept'"),
        ([Vote("u", "r", "perhaps")], LABELS, {}, "label 'perhaps' is unknown; known: accept, change, reject"),
        ([Vote("u", "r", "accept")], LABELS, {"u": "no"}, "label 'no' is unknown"),
    ],
)
def test_what_makes_no_sense_is_refused(
    votes: list[Vote], labels: tuple[str, ...], gold: dict[str, str], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        find_consensus(votes, labels, gold)
