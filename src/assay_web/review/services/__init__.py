"""What changes reviews: one transaction per intent."""

from assay_web.review.services.claims import claim, claim_next, expire_run_out_leases, hand_out, release, take_back
from assay_web.review.services.deciding import accept_review, return_review
from assay_web.review.services.drafts import Stale, lock_first_pass, save_draft
from assay_web.review.services.runs import run_correction, run_reproducer, try_code
from assay_web.review.services.submitting import Incomplete, submit

__all__ = [
    "Incomplete",
    "Stale",
    "accept_review",
    "claim",
    "claim_next",
    "expire_run_out_leases",
    "hand_out",
    "lock_first_pass",
    "release",
    "return_review",
    "run_correction",
    "run_reproducer",
    "save_draft",
    "submit",
    "take_back",
    "try_code",
]
