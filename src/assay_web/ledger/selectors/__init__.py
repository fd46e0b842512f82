"""Reads of the ledger, always scoped by policy."""

from assay_web.ledger.selectors.batches import BatchPage, batch_page, batches, payable_now
from assay_web.ledger.selectors.books import Books, books
from assay_web.ledger.selectors.earnings import Earnings, Estimate, earnings, estimates, statement
from assay_web.ledger.selectors.projects import ProjectMoney, project_money

__all__ = [
    "BatchPage",
    "Books",
    "Earnings",
    "Estimate",
    "ProjectMoney",
    "batch_page",
    "batches",
    "books",
    "earnings",
    "estimates",
    "payable_now",
    "project_money",
    "statement",
]
