"""What changes accounts, and what is kept of the requests that they make."""

from assay_web.accounts.services.answering import answered_before, forget_answer, forget_answers, keep_answer
from assay_web.accounts.services.creating import create_user
from assay_web.accounts.services.limiting import forget_allowances, spend
from assay_web.accounts.services.tokens import make_token, note_use, revoke_token

__all__ = [
    "answered_before",
    "create_user",
    "forget_allowances",
    "forget_answer",
    "forget_answers",
    "keep_answer",
    "make_token",
    "note_use",
    "revoke_token",
    "spend",
]
