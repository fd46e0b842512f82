"""What changes the ledger: one transaction per intent, one writer at a time."""

from assay_web.ledger.services.adjusting import adjust
from assay_web.ledger.services.auditing import audit
from assay_web.ledger.services.paying import mark_sent, prepare_payout, settle_line, settle_rest_as_paid
from assay_web.ledger.services.settling import catch_up, look_again, settle

__all__ = [
    "adjust",
    "audit",
    "catch_up",
    "look_again",
    "mark_sent",
    "prepare_payout",
    "settle",
    "settle_line",
    "settle_rest_as_paid",
]
