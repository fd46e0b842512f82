"""Paged report over orders with their item and payment sums."""

from __future__ import annotations

import sqlite3
from typing import Any

_SORTABLE = {
    "placed_on": "placed_on",
    "customer": "customer",
    "total_cents": "total_cents",
    "paid_cents": "paid_cents",
}

_ORDERS = """
    SELECT o.id AS order_id,
           c.name AS customer,
           o.status AS status,
           o.placed_on AS placed_on,
           (SELECT COALESCE(SUM(i.quantity), 0) FROM order_items i WHERE i.order_id = o.id) AS pieces,
           (SELECT COALESCE(SUM(i.quantity * i.price_cents), 0)
              FROM order_items i WHERE i.order_id = o.id) AS total_cents,
           (SELECT COALESCE(SUM(p.amount_cents), 0) FROM payments p WHERE p.order_id = o.id) AS paid_cents
    FROM orders o
    JOIN customers c ON c.id = o.customer_id
    WHERE (:status IS NULL OR o.status = :status)
      AND (:country IS NULL OR c.country = :country)
      AND (:placed_from IS NULL OR o.placed_on >= :placed_from)
      AND (:placed_before IS NULL OR o.placed_on < :placed_before)
      AND (:customer IS NULL OR instr(lower(c.name), lower(:customer)) > 0)
"""


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
    """Return the page of orders that match the filters.

    Two statements are sent whatever the size of the page. Only names from a
    fixed table are ever put into the SQL text.
    """
    column = _SORTABLE.get(sort)
    if column is None:
        raise ValueError(f"sort must be one of {sorted(_SORTABLE)}, not {sort!r}")
    if page < 1:
        raise ValueError(f"page must be 1 or more, not {page}")
    if not 1 <= page_size <= 100:
        raise ValueError(f"page_size must be 1 to 100, not {page_size}")

    filters = {
        "status": status,
        "country": country,
        "placed_from": placed_from,
        "placed_before": placed_before,
        "customer": customer,
    }
    offset = (page - 1) * page_size
    (total,) = connection.execute(f"SELECT COUNT(*) FROM ({_ORDERS})", filters).fetchone()
    cursor = connection.execute(
        f"{_ORDERS} ORDER BY {column} {'DESC' if descending else 'ASC'}, order_id ASC LIMIT :limit OFFSET :offset",
        {**filters, "limit": page_size, "offset": offset},
    )
    names = [description[0] for description in cursor.description]
    rows = [dict(zip(names, values)) for values in cursor]
    return {"rows": rows, "total": total, "has_more": offset + page_size < total}
