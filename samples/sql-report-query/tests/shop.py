"""A small shop to report on."""

import sqlite3
from pathlib import Path

SCHEMA = Path(__file__).with_name("schema.sql")


def new_shop() -> sqlite3.Connection:
    """An empty shop with three customers: 1 Ada Lovelace (GB), 2 Grace Hopper (US), 3 Mary O'Brien (IE)."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA.read_text())
    connection.executemany(
        "INSERT INTO customers VALUES (?, ?, ?)",
        [(1, "Ada Lovelace", "GB"), (2, "Grace Hopper", "US"), (3, "Mary O'Brien", "IE")],
    )
    return connection


def add_order(connection, order_id, customer_id=1, status="open", placed_on="2025-03-01", items=(), payments=()):
    """Add an order; ``items`` are (quantity, price in cents), ``payments`` are cents."""
    connection.execute("INSERT INTO orders VALUES (?, ?, ?, ?)", (order_id, customer_id, status, placed_on))
    connection.executemany(
        "INSERT INTO order_items (order_id, sku, quantity, price_cents) VALUES (?, 'SKU', ?, ?)",
        [(order_id, quantity, price) for quantity, price in items],
    )
    connection.executemany(
        "INSERT INTO payments (order_id, amount_cents) VALUES (?, ?)", [(order_id, amount) for amount in payments]
    )


def ids(report) -> list[int]:
    """The orders on the page."""
    return [row["order_id"] for row in report["rows"]]
