"""Reads of data on its way out, always scoped by policy."""

from assay_web.exchange.selectors.exports import export_pieces, exports_in, get_export
from assay_web.exchange.selectors.reviewed import count_reviewed, mark_now, reviewed

__all__ = ["count_reviewed", "export_pieces", "exports_in", "get_export", "mark_now", "reviewed"]
