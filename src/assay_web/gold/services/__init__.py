"""What changes planted tasks and what follows from them: one file for each kind of intent."""

from assay_web.gold.services.acting import change_policy, close_flag
from assay_web.gold.services.grading import grade_gold
from assay_web.gold.services.settling import settle_doubt
from assay_web.gold.services.stocking import add_plants, bring_back_plant, retire_plant, withdraw_plant

__all__ = [
    "add_plants",
    "bring_back_plant",
    "change_policy",
    "close_flag",
    "grade_gold",
    "retire_plant",
    "settle_doubt",
    "withdraw_plant",
]
