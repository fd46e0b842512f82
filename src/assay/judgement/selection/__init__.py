"""What to show next, so that few answers teach much."""

from __future__ import annotations

from assay.judgement.selection.pairs import Beliefs, Pair, choose_pairs, expected_information
from assay.judgement.selection.tasks import Open, order_tasks

__all__ = ["Beliefs", "Open", "Pair", "choose_pairs", "expected_information", "order_tasks"]
