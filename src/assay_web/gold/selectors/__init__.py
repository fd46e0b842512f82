"""Reads of planted tasks, for projects that the caller has been found to lead: one file for each kind of question."""

from assay_web.gold.selectors.doubts import DoubtShown, doubt_page, doubt_shown, doubts
from assay_web.gold.selectors.results import (
    PersonRow,
    PlantRow,
    SkillRow,
    Stock,
    consequence_of,
    flag_page,
    flags,
    get_flag,
    people,
    plants,
    skills,
    stock,
)

__all__ = [
    "DoubtShown",
    "PersonRow",
    "PlantRow",
    "SkillRow",
    "Stock",
    "consequence_of",
    "doubt_page",
    "doubt_shown",
    "doubts",
    "flag_page",
    "flags",
    "get_flag",
    "people",
    "plants",
    "skills",
    "stock",
]
