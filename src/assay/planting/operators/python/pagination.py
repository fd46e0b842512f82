"""Pagination: pages are counted from 1 and skipped as from 0."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators.python._operator import PythonOperator
from assay.planting.syntax.python import PythonSource


class Pagination(PythonOperator):
    """The offset of a page."""

    name = "pagination"
    meaning = Meaning(
        Category.LOGIC,
        193,
        Severity.MAJOR,
        "The first page is skipped: {about}",
        "Each page shows what belongs on the next one; the first rows are never shown.",
    )

    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Each product of a page's number minus one."""
        for node in source.find(cst.BinaryOperation):
            page = re.fullmatch(r"\((\w*page\w*|number) - 1\)", source.code(node.left), re.IGNORECASE)
            if isinstance(node.operator, cst.Multiply) and page:
                yield Change((source.replaced(node, f"{page[1]} * {source.code(node.right)}"),), source.code(node))


plugin = Pagination()
