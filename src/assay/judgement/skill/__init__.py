"""How good a reviewer is: skill beside the difficulty of what they were given, who qualifies, and how it changes."""

from __future__ import annotations

from assay.judgement.skill.change import ChangeTest, Chart
from assay.judgement.skill.doubts import extremes, qualify_in_doubt
from assay.judgement.skill.items import Discrimination, discrimination, leak
from assay.judgement.skill.pairs import PairTest
from assay.judgement.skill.qualification import (
    CleanTest,
    DefectTest,
    Progress,
    Qualification,
    Standing,
    qualify,
)
from assay.judgement.skill.quantity import PrecisionFloor
from assay.judgement.skill.rasch import Catch, Difficulty, RaschFit, Skill, fit_rasch
from assay.judgement.skill.recent import Field, Outcome, Recent, recent_skill

__all__ = [
    "Catch",
    "ChangeTest",
    "Chart",
    "CleanTest",
    "DefectTest",
    "Difficulty",
    "Discrimination",
    "Field",
    "Outcome",
    "PairTest",
    "PrecisionFloor",
    "Progress",
    "Qualification",
    "RaschFit",
    "Recent",
    "Skill",
    "Standing",
    "discrimination",
    "extremes",
    "fit_rasch",
    "leak",
    "qualify",
    "qualify_in_doubt",
    "recent_skill",
]
