"""From the rulings of blind adjudicators to one answer per finding, and from confirmed claims to new gold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from assay.domain.finding import Severity
from assay.domain.gold import Decision, Defect, Gold, Ruling
from assay.judgement.grading.classes import Settled
from assay.judgement.matching import Match

AGREEING: Final = 2
"""Two adjudicators who agree settle a finding; a third is asked when they do not."""


def settle(decisions: Iterable[Decision]) -> dict[str, Settled]:
    """The answer of every finding on which two adjudicators agree, by its key; the others stay open.

    Agreement on a hit is agreement on its defect. Of several answers with two votes none wins.
    """
    votes: dict[str, dict[str, Settled]] = defaultdict(dict)
    for one in decisions:
        votes[one.finding][one.adjudicator] = Settled(one.ruling, one.defect if one.ruling is Ruling.HIT else None)
    settled = {}
    for finding, by_adjudicator in votes.items():
        ranked = Counter(by_adjudicator.values()).most_common(2)
        answer, count = ranked[0]
        if count >= AGREEING and (len(ranked) == 1 or count > ranked[1][1]):
            settled[finding] = answer
    return settled


def becomes_gold(match: Match, settled: Mapping[str, Settled]) -> bool:
    """Whether people have confirmed a grave claim that was not known."""
    answer = settled.get(match.key)
    grave = match.finding.severity.rank >= Severity.MAJOR.rank
    return grave and answer is not None and answer.ruling is Ruling.VALID


def promote(gold: Gold, confirmed: Sequence[Match]) -> Gold:
    """``gold`` with the claims of ``confirmed`` as further defects, called ``confirmed-<key of the finding>``."""
    added = tuple(Defect.claimed(f"confirmed-{match.key}", match.finding) for match in confirmed)
    return gold.model_copy(update={"defects": (*gold.defects, *added), "clean": gold.clean and not added})
