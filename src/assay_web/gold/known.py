"""What is known of the candidates of a planted task: which one has the planted defect, and which is its clean twin.

People add to it: a claim that they find true is known of that candidate from then on. A twin of which something is
known is no clean one any more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from assay.domain.finding import Finding
from assay.domain.gold import Defect, Gold
from assay_web.tasks.models import GoldItem

Known = Sequence[Mapping[str, Any]]
"""``assay.gold/v1`` of each candidate, as :attr:`GoldItem.known` holds it."""


def known_of(item: GoldItem) -> list[Gold]:
    """Of each candidate."""
    return [Gold.model_validate_json(json.dumps(one)) for one in item.known or []]


def with_defect(known: Sequence[Gold]) -> Gold | None:
    """The candidate with the planted defect."""
    return next((one for one in known if any(defect.operator is not None for defect in one.defects)), None)


def clean_twin(known: Sequence[Gold]) -> Gold | None:
    """The candidate of which nothing is known to be wrong."""
    return next((one for one in known if one.clean), None)


def planted_defect(known: Known) -> Mapping[str, Any]:
    """The ``Defect`` that was planted."""
    return next(defect for one in known for defect in one["defects"] if defect["operator"] is not None)


def learnt(item: GoldItem, name: str, finding: Finding) -> Known:
    """What is known once ``finding`` is known to be true of its candidate; ``name`` is the id of the new defect."""
    added = Defect.claimed(name, finding)
    return [
        json.loads(
            one.model_copy(update={"defects": (*one.defects, added), "clean": False}).model_dump_json(by_alias=True)
        )
        if one.candidate == finding.candidate
        else json.loads(one.model_dump_json(by_alias=True))
        for one in known_of(item)
    ]
