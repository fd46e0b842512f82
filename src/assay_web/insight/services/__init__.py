"""What keeps the figures of projects true."""

from assay_web.insight.services.consensus import update_consensus
from assay_web.insight.services.figuring import due_figures, make_due, make_figures, mark_stale_by_critics
from assay_web.insight.services.muting import mute, unmute
from assay_web.insight.services.reading import read_reviews
from assay_web.insight.services.seeded_rows import Plan
from assay_web.insight.services.seeding import Seeded, seed
from assay_web.insight.services.taking_in import take_in

__all__ = [
    "Plan",
    "Seeded",
    "due_figures",
    "make_due",
    "make_figures",
    "mark_stale_by_critics",
    "mute",
    "read_reviews",
    "seed",
    "take_in",
    "unmute",
    "update_consensus",
]
