"""Arguments are what a stranger typed into a query string."""

import sqlite3

import pytest
from orders_report import orders_report
from shop import add_order, ids, new_shop


@pytest.fixture
def shop():
    connection = new_shop()
    connection.execute("INSERT INTO customers VALUES (4, '100%_cotton', 'DE'), (5, '100 cotton', 'DE')")
    for order_id in (1, 2, 3, 4, 5):
        add_order(connection, order_id, customer_id=order_id)
    yield connection
    connection.close()


@pytest.mark.parametrize("field", ["status", "country", "placed_from", "placed_before", "customer"])
def test_a_quote_in_a_filter_is_only_text(shop, field):
    report = orders_report(shop, **{field: "x' OR '1'='1' --"})
    assert report["total"] == (5 if field == "placed_before" else 0)  # any date sorts before a letter


def test_names_with_an_apostrophe_can_be_searched(shop):
    assert ids(orders_report(shop, customer="o'brien")) == [3]


def test_wildcards_in_a_search_mean_themselves(shop):
    assert ids(orders_report(shop, customer="100%")) == [4]
    assert ids(orders_report(shop, customer="%_c")) == [4]
    assert ids(orders_report(shop, customer="\\")) == []


@pytest.mark.parametrize(
    "sort",
    ["", "status", "id; DROP TABLE payments", "(SELECT name FROM customers)", "placed_on DESC --", "PLACED_ON"],
)
def test_only_the_four_columns_can_be_sorted_by(shop, sort):
    with pytest.raises(ValueError) as caught:
        orders_report(shop, sort=sort)
    assert not isinstance(caught.value, sqlite3.Error)


def test_an_empty_filter_is_still_a_filter(shop):
    assert orders_report(shop, status="")["total"] == 0


def test_leaves_the_connection_as_it_was(shop):
    orders_report(shop)
    assert shop.row_factory is None
    assert shop.in_transaction is True
