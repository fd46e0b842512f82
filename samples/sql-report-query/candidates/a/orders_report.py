"""Orders report for the back office."""

from __future__ import annotations

import sqlite3
from typing import Any

COLUMNS = ("order_id", "customer", "status", "placed_on", "pieces", "total_cents", "paid_cents")

SORT_EXPRESSIONS = {
    "placed_on": "o.placed_on",
    "customer": "c.name",
    "total_cents": "total_cents",
    "paid_cents": "paid_cents",
}

MAX_PAGE_SIZE = 100


def _escape_like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _build_where(
    status: str | None,
    country: str | None,
    placed_from: str | None,
    placed_before: str | None,
    customer: str | None,
) -> tuple[str, list[Any]]:
    """Return the WHERE clause and its parameters."""
    conditions: list[str] = []
    parameters: list[Any] = []
    for condition, value in (
        ("o.status = ?", status),
        ("c.country = ?", country),
        ("o.placed_on >= ?", placed_from),
        ("o.placed_on < ?", placed_before),
    ):
        if value is not None:
            conditions.append(condition)
            parameters.append(value)
    if customer is not None:
        conditions.append("c.name LIKE ? ESCAPE '\\'")
        parameters.append(f"%{_escape_like(customer)}%")
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    return where, parameters


def orders_report(
    connection: sqlite3.Connection,
    *,
    status: str | None = None,
    country: str | None = None,
    placed_from: str | None = None,
    placed_before: str | None = None,
    customer: str | None = None,
    sort: str = "placed_on",
    descending: bool = True,
    page: int = 1,
    page_size: int = 20,
) -> dict[str, Any]:
    """Return one page of orders together with the number of matching orders.

    Raises:
        ValueError: If ``sort``, ``page`` or ``page_size`` is not allowed.
    """
    if sort not in SORT_EXPRESSIONS:
        raise ValueError(f"cannot sort by {sort!r}; choose one of {', '.join(SORT_EXPRESSIONS)}")
    if page < 1:
        raise ValueError("page must be at least 1")
    if not 1 <= page_size <= MAX_PAGE_SIZE:
        raise ValueError(f"page_size must be between 1 and {MAX_PAGE_SIZE}")

    where, parameters = _build_where(status, country, placed_from, placed_before, customer)
    direction = "DESC" if descending else "ASC"

    total = connection.execute(
        f"SELECT COUNT(*) FROM orders AS o JOIN customers AS c ON c.id = o.customer_id {where}",
        parameters,
    ).fetchone()[0]

    rows = connection.execute(
        f"""
        SELECT o.id, c.name, o.status, o.placed_on,
               COALESCE(SUM(i.quantity), 0) AS pieces,
               COALESCE(SUM(i.quantity * i.price_cents), 0) AS total_cents,
               COALESCE(SUM(p.amount_cents), 0) AS paid_cents
        FROM orders AS o
        JOIN customers AS c ON c.id = o.customer_id
        LEFT JOIN order_items AS i ON i.order_id = o.id
        LEFT JOIN payments AS p ON p.order_id = o.id
        {where}
        GROUP BY o.id
        ORDER BY {SORT_EXPRESSIONS[sort]} {direction}, o.id
        LIMIT ? OFFSET ?
        """,
        [*parameters, page_size, (page - 1) * page_size],
    ).fetchall()

    return {
        "rows": [dict(zip(COLUMNS, row)) for row in rows],
        "total": total,
        "has_more": page * page_size < total,
    }
