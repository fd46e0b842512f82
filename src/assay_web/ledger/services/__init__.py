"""What changes the ledger: one transaction per intent, one writer at a time."""

from assay_web.ledger.services.adjusting import adjust
from assay_web.ledger.services.paying import mark_sent, prepare_payout, settle_line, settle_rest_as_paid
from assay_web.ledger.services.settling import catch_up, settle

__all__ = ["adjust", "catch_up", "mark_sent", "prepare_payout", "settle", "settle_line", "settle_rest_as_paid"]
