"""What changes planted tasks and what follows from them: one file for each kind of intent."""

from assay_web.gold.services.acting import change_policy, close_flag
from assay_web.gold.services.grading import grade_gold
from assay_web.gold.services.settling import settle_doubt
from assay_web.gold.services.stocking import add_plants, withdraw_plant

__all__ = ["add_plants", "change_policy", "close_flag", "grade_gold", "settle_doubt", "withdraw_plant"]
