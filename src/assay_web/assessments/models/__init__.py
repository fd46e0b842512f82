"""Assessments with their items, people's attempts at them, what people have to judge, and what looks like cheating."""

from assay_web.assessments.models.assessment import Assessment, AssessmentState, WrittenQuestion
from assay_web.assessments.models.attempts import LIVE, Answer, Attempt, AttemptState, Stage, Take, TakeGrade
from assay_web.assessments.models.flags import Flag, FlagKind
from assay_web.assessments.models.items import Item, ItemFigures, ItemGold, Source
from assay_web.assessments.models.judging import Appeal, Doubt, DoubtKind, Judgement

__all__ = [
    "LIVE",
    "Answer",
    "Appeal",
    "Assessment",
    "AssessmentState",
    "Attempt",
    "AttemptState",
    "Doubt",
    "DoubtKind",
    "Flag",
    "FlagKind",
    "Item",
    "ItemFigures",
    "ItemGold",
    "Judgement",
    "Source",
    "Stage",
    "Take",
    "TakeGrade",
    "WrittenQuestion",
]
