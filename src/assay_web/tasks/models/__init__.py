"""Tasks, candidates, origins and evidence: one file for each reason to change.

Files are stored as JSON *text*: they are never searched by key, and ``jsonb`` would lose their order. An empty text
stands for what the record leaves out.
"""

from assay_web.tasks.models.collections import Collection, CollectionState, CollectionWhich, Portion
from assay_web.tasks.models.critics import CriticPolicy, CriticRun, CriticUse
from assay_web.tasks.models.evidence import EvidenceFinding, Examination, Examiner, MutedRule
from assay_web.tasks.models.gold import GoldItem, GoldRate, SeenCode
from assay_web.tasks.models.task import (
    Candidate,
    CandidateOrigin,
    EvidenceState,
    StoredRubric,
    Tally,
    Task,
    task_code,
)

__all__ = [
    "Candidate",
    "CandidateOrigin",
    "Collection",
    "CollectionState",
    "CollectionWhich",
    "CriticPolicy",
    "CriticRun",
    "CriticUse",
    "EvidenceFinding",
    "EvidenceState",
    "Examination",
    "Examiner",
    "GoldItem",
    "GoldRate",
    "MutedRule",
    "Portion",
    "SeenCode",
    "StoredRubric",
    "Tally",
    "Task",
    "task_code",
]
