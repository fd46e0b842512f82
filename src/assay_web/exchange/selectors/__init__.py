"""Reads of data on its way out, always scoped by policy."""

from assay_web.exchange.selectors.exports import export_pieces, export_row, exports_in, get_export
from assay_web.exchange.selectors.imports import get_import, given_up, imports_in
from assay_web.exchange.selectors.reviewed import count_reviewed, mark_now, reviewed

__all__ = [
    "count_reviewed",
    "export_pieces",
    "export_row",
    "exports_in",
    "get_export",
    "get_import",
    "given_up",
    "imports_in",
    "mark_now",
    "reviewed",
]
