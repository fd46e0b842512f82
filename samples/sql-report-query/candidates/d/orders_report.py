"""Orders report: filtering, sorting and pagination on top of sqlite3."""

from __future__ import annotations

import sqlite3

ALLOWED_SORTS = ("placed_on", "customer", "total_cents", "paid_cents")

TOTAL_SQL = "(SELECT COALESCE(SUM(quantity * price_cents), 0) FROM order_items WHERE order_id = orders.id)"
PAID_SQL = "(SELECT COALESCE(SUM(amount_cents), 0) FROM payments WHERE order_id = orders.id)"


def _like_pattern(text: str) -> str:
    """Turn user input into a LIKE pattern that matches it literally."""
    for character in ("!", "%", "_"):
        text = text.replace(character, "!" + character)
    return f"%{text}%"


def _order_by(sort: str, descending: bool) -> str:
    expression = {
        "placed_on": "orders.placed_on",
        "customer": "customers.name",
        "total_cents": TOTAL_SQL,
        "paid_cents": PAID_SQL,
    }[sort]
    return f"ORDER BY {expression} {'DESC' if descending else 'ASC'}"


def _load_sums(connection: sqlite3.Connection, order_id: int) -> dict:
    """Add up the items and the payments of one order."""
    pieces, total = connection.execute(
        "SELECT COALESCE(SUM(quantity), 0), COALESCE(SUM(quantity * price_cents), 0) "
        "FROM order_items WHERE order_id = ?",
        (order_id,),
    ).fetchone()
    (paid,) = connection.execute(
        "SELECT COALESCE(SUM(amount_cents), 0) FROM payments WHERE order_id = ?", (order_id,)
    ).fetchone()
    return {"pieces": pieces, "total_cents": total, "paid_cents": paid}


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
) -> dict:
    """Return one page of the orders report.

    Args:
        connection: Open database connection.
        status: Only orders in this status.
        country: Only orders of customers from this country.
        placed_from: Earliest date (inclusive).
        placed_before: Latest date (exclusive).
        customer: Text that the customer's name contains.
        sort: One of ``ALLOWED_SORTS``.
        descending: Largest first.
        page: Page number, starting at 1.
        page_size: Rows per page, 1 to 100.
    """
    if sort not in ALLOWED_SORTS:
        raise ValueError(f"Unsupported sort column: {sort}")
    if page < 1 or not 1 <= page_size <= 100:
        raise ValueError("Invalid page or page_size")

    clauses, params = [], []
    if status is not None:
        clauses.append("orders.status = ?")
        params.append(status)
    if country is not None:
        clauses.append("customers.country = ?")
        params.append(country)
    if placed_from is not None:
        clauses.append("orders.placed_on >= ?")
        params.append(placed_from)
    if placed_before is not None:
        clauses.append("orders.placed_on < ?")
        params.append(placed_before)
    if customer is not None:
        clauses.append("customers.name LIKE ? ESCAPE '!'")
        params.append(_like_pattern(customer))

    base = "FROM orders JOIN customers ON customers.id = orders.customer_id"
    if clauses:
        base += " WHERE " + " AND ".join(clauses)

    (total,) = connection.execute(f"SELECT COUNT(*) {base}", params).fetchone()
    found = connection.execute(
        f"SELECT orders.id, customers.name, orders.status, orders.placed_on {base} "
        f"{_order_by(sort, descending)} LIMIT ? OFFSET ?",
        [*params, page_size, (page - 1) * page_size],
    ).fetchall()

    rows = []
    for order_id, name, order_status, placed_on in found:
        row = {"order_id": order_id, "customer": name, "status": order_status, "placed_on": placed_on}
        row.update(_load_sums(connection, order_id))
        rows.append(row)
    return {"rows": rows, "total": total, "has_more": len(rows) == page_size}
