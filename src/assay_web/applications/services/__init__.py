"""What changes applications: one file for each side."""

from assay_web.applications.services.admitting import follow_assessments
from assay_web.applications.services.applying import apply, tell_of_oneself, withdraw
from assay_web.applications.services.deciding import admit, decline

__all__ = ["admit", "apply", "decline", "follow_assessments", "tell_of_oneself", "withdraw"]
