"""Reads of planted tasks, for projects that the caller has been found to lead: one file for each kind of question."""

from assay_web.gold.selectors.doubts import DoubtShown, doubt_shown, doubts
from assay_web.gold.selectors.results import consequence_of, flags, get_flag, people, skills, stock

__all__ = [
    "DoubtShown",
    "consequence_of",
    "doubt_shown",
    "doubts",
    "flags",
    "get_flag",
    "people",
    "skills",
    "stock",
]
