"""The back office's orders report."""

from __future__ import annotations

import sqlite3
from typing import Any

SORTS = ("placed_on", "customer", "total_cents", "paid_cents")

_CONDITIONS = {
    "status": "o.status = :status",
    "country": "c.country = :country",
    "placed_from": "o.placed_on >= :placed_from",
    "placed_before": "o.placed_on < :placed_before",
    "customer": "instr(lower(c.name), lower(:customer)) > 0",
}

_ITEM_SUM = "coalesce((SELECT sum({}) FROM order_items AS i WHERE i.order_id = o.id), 0)"
_PAID_SUM = "coalesce((SELECT sum(p.amount_cents) FROM payments AS p WHERE p.order_id = o.id), 0)"


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
    """One page of the orders that match, in two statements; raises ValueError for a sort or page that there is not."""
    if sort not in SORTS:
        raise ValueError(f"cannot sort by {sort!r}; choose one of {', '.join(SORTS)}")
    if page < 1:
        raise ValueError(f"page is {page}; pages count from 1")
    if not 1 <= page_size <= 100:
        raise ValueError(f"page_size is {page_size}; it must be 1 to 100")

    given = {
        "status": status,
        "country": country,
        "placed_from": placed_from,
        "placed_before": placed_before,
        "customer": customer,
    }
    filters = {name: value for name, value in given.items() if value is not None}
    where = " AND ".join(_CONDITIONS[name] for name in filters) or "1"
    source = f"FROM orders AS o JOIN customers AS c ON c.id = o.customer_id WHERE {where}"

    (total,) = connection.execute(f"SELECT count(*) {source}", filters).fetchone()
    cursor = connection.execute(
        f"""
        SELECT o.id AS order_id, c.name AS customer, o.status AS status, o.placed_on AS placed_on,
               {_ITEM_SUM.format("i.quantity")} AS pieces,
               {_ITEM_SUM.format("i.quantity * i.price_cents")} AS total_cents,
               {_PAID_SUM} AS paid_cents
        {source}
        ORDER BY {sort} {"DESC" if descending else "ASC"}, order_id
        LIMIT :size OFFSET :skipped
        """,
        {**filters, "size": page_size, "skipped": (page - 1) * page_size},
    )
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor]
    return {"rows": rows, "total": total, "has_more": page * page_size < total}
