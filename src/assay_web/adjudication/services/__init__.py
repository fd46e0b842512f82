"""What changes conflicts: finding them, ruling, appealing, handing a review back."""

from assay_web.adjudication.services.appealing import appeal
from assay_web.adjudication.services.finding import find_conflicts_of
from assay_web.adjudication.services.ruling import hand_back, rule

__all__ = ["appeal", "find_conflicts_of", "hand_back", "rule"]
