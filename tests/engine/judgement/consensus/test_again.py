import pytest

from assay.errors import InputError
from assay.judgement.consensus import Vote, find_consensus
from assay.judgement.consensus.again import weigh_votes

LABELS = ("bad", "good")
VOTES = [
    Vote(f"u{unit}", f"r{reviewer}", LABELS[(unit + (reviewer == 2 and unit % 4 == 0)) % 2])
    for unit in range(40)
    for reviewer in range(3)
]


def test_weighing_all_votes_again_gives_the_posterior_of_the_fit() -> None:
    found = find_consensus(VOTES, LABELS)
    again = weigh_votes(VOTES, found.prevalence, found.reviewers)
    for unit, verdict in found.verdicts.items():
        assert again[unit].label == verdict.label
        assert again[unit].probability == pytest.approx(verdict.probability, abs=1e-5)
        assert again[unit].n == 3


def test_a_reviewer_without_a_record_counts_as_the_prior_expects() -> None:
    found = find_consensus(VOTES, LABELS)
    stranger = weigh_votes([Vote("new", "stranger", "good")], {"bad": 0.5, "good": 0.5}, found.reviewers)
    assert stranger["new"].probability == pytest.approx((2 + 0.5) / 3)


def test_what_adjudicators_settled_is_certain() -> None:
    verdict = weigh_votes([Vote("u", "r", "good")], {"bad": 0.5, "good": 0.5}, {}, {"u": "bad"})["u"]
    assert (verdict.label, verdict.probability, verdict.known) == ("bad", 1.0, True)


def test_an_unknown_label_is_refused() -> None:
    with pytest.raises(InputError, match="'fine' is unknown"):
        weigh_votes([Vote("u", "r", "fine")], {"bad": 0.5, "good": 0.5}, {})
