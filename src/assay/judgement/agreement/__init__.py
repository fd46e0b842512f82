"""Do reviewers agree, beyond chance: of values, of rankings and of findings, each with an interval over tasks."""

from __future__ import annotations

from assay.judgement.agreement.answers import Answer, Answers, Level, tabulate_answers
from assay.judgement.agreement.coefficients import gwet_ac1, krippendorff_alpha, plain_agreement
from assay.judgement.agreement.found import FindingAgreement, Found, finding_agreement
from assay.judgement.agreement.orders import Ranked, kendall_tau_b, kendall_w
from assay.judgement.agreement.resampling import Resampling

__all__ = [
    "Answer",
    "Answers",
    "FindingAgreement",
    "Found",
    "Level",
    "Ranked",
    "Resampling",
    "finding_agreement",
    "gwet_ac1",
    "kendall_tau_b",
    "kendall_w",
    "krippendorff_alpha",
    "plain_agreement",
    "tabulate_answers",
]
