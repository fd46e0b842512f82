"""Builds the back-office orders report."""

import sqlite3
from dataclasses import dataclass
from typing import Any, Dict, Optional

SORT_COLUMNS = {
    "placed_on": "o.placed_on",
    "customer": "c.name",
    "total_cents": "COALESCE(i.total_cents, 0)",
    "paid_cents": "COALESCE(p.paid_cents, 0)",
}


@dataclass
class ReportFilter:
    """The filters chosen in the user interface."""

    status: Optional[str] = None
    country: Optional[str] = None
    placed_from: Optional[str] = None
    placed_before: Optional[str] = None
    customer: Optional[str] = None

    def to_sql(self) -> str:
        """Render the active filters as a WHERE clause."""
        clauses = ["1 = 1"]
        if self.status is not None:
            clauses.append(f"o.status = '{self.status}'")
        if self.country is not None:
            clauses.append(f"c.country = '{self.country}'")
        if self.placed_from is not None:
            clauses.append(f"o.placed_on >= '{self.placed_from}'")
        if self.placed_before is not None:
            clauses.append(f"o.placed_on < '{self.placed_before}'")
        if self.customer is not None:
            name = self.customer.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            clauses.append(f"c.name LIKE '%{name}%' ESCAPE '\\'")
        return " AND ".join(clauses)


BASE_QUERY = """
    FROM orders o
    JOIN customers c ON c.id = o.customer_id
    LEFT JOIN (
        SELECT order_id, SUM(quantity) AS pieces, SUM(quantity * price_cents) AS total_cents
        FROM order_items GROUP BY order_id
    ) i ON i.order_id = o.id
    LEFT JOIN (
        SELECT order_id, SUM(amount_cents) AS paid_cents FROM payments GROUP BY order_id
    ) p ON p.order_id = o.id
"""


def orders_report(
    connection: sqlite3.Connection,
    *,
    status: Optional[str] = None,
    country: Optional[str] = None,
    placed_from: Optional[str] = None,
    placed_before: Optional[str] = None,
    customer: Optional[str] = None,
    sort: str = "placed_on",
    descending: bool = True,
    page: int = 1,
    page_size: int = 20,
) -> Dict[str, Any]:
    """Return a page of the orders report.

    Items and payments are aggregated before they are joined, so that several
    of each do not multiply one another.
    """
    if page < 1:
        raise ValueError("page must be >= 1")
    if page_size < 1 or page_size > 100:
        raise ValueError("page_size must be between 1 and 100")

    where = ReportFilter(status, country, placed_from, placed_before, customer).to_sql()
    sort_column = SORT_COLUMNS.get(sort, sort)
    direction = "DESC" if descending else "ASC"
    offset = (page - 1) * page_size

    total = connection.execute(f"SELECT COUNT(*) {BASE_QUERY} WHERE {where}").fetchone()[0]
    query = f"""
        SELECT o.id, c.name, o.status, o.placed_on,
               COALESCE(i.pieces, 0), COALESCE(i.total_cents, 0), COALESCE(p.paid_cents, 0)
        {BASE_QUERY}
        WHERE {where}
        ORDER BY {sort_column} {direction}, o.id ASC
        LIMIT {page_size} OFFSET {offset}
    """
    rows = [
        {
            "order_id": order_id,
            "customer": name,
            "status": order_status,
            "placed_on": placed_on,
            "pieces": pieces,
            "total_cents": total_cents,
            "paid_cents": paid_cents,
        }
        for order_id, name, order_status, placed_on, pieces, total_cents, paid_cents in connection.execute(query)
    ]
    return {"rows": rows, "total": total, "has_more": offset + len(rows) < total}
