"""Reads of the ledger, always scoped by policy."""

from assay_web.ledger.selectors.batches import BatchList, BatchPage, batch_lines, batch_page, batches, payable_now
from assay_web.ledger.selectors.books import Books, books
from assay_web.ledger.selectors.earnings import Earnings, earnings
from assay_web.ledger.selectors.estimates import Estimate, estimates
from assay_web.ledger.selectors.projects import ProjectMoney, project_money
from assay_web.ledger.selectors.statement import Line, statement

__all__ = [
    "BatchList",
    "BatchPage",
    "Books",
    "Earnings",
    "Estimate",
    "Line",
    "ProjectMoney",
    "batch_lines",
    "batch_page",
    "batches",
    "books",
    "earnings",
    "estimates",
    "payable_now",
    "project_money",
    "statement",
]
