"""The report on a shop of four orders."""

import pytest
from orders_report import orders_report
from shop import add_order, ids, new_shop


@pytest.fixture
def shop():
    connection = new_shop()
    add_order(connection, 1, 1, "paid", "2025-03-01", items=[(2, 500)], payments=[1000])
    add_order(connection, 2, 2, "open", "2025-03-05", items=[(1, 2500)])
    add_order(connection, 3, 1, "shipped", "2025-03-09", items=[(3, 100)], payments=[300])
    add_order(connection, 4, 2, "paid", "2025-04-01", items=[(1, 9900)], payments=[9900])
    yield connection
    connection.close()


def test_a_row_holds_the_order_and_its_sums(shop):
    report = orders_report(shop, status="shipped")
    assert report["rows"] == [
        {
            "order_id": 3,
            "customer": "Ada Lovelace",
            "status": "shipped",
            "placed_on": "2025-03-09",
            "pieces": 3,
            "total_cents": 300,
            "paid_cents": 300,
        }
    ]
    assert report["total"] == 1
    assert report["has_more"] is False


def test_newest_first_unless_told_otherwise(shop):
    assert ids(orders_report(shop)) == [4, 3, 2, 1]
    assert ids(orders_report(shop, descending=False)) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("sort", "order"),
    [("total_cents", [3, 1, 2, 4]), ("paid_cents", [2, 3, 1, 4]), ("placed_on", [1, 2, 3, 4])],
)
def test_sorts_by_each_column(shop, sort, order):
    assert ids(orders_report(shop, sort=sort, descending=False)) == order


def test_sorts_by_customer(shop):
    report = orders_report(shop, sort="customer", descending=False)
    assert [row["customer"] for row in report["rows"]] == ["Ada Lovelace"] * 2 + ["Grace Hopper"] * 2


def test_filters_combine(shop):
    assert ids(orders_report(shop, status="paid")) == [4, 1]
    assert ids(orders_report(shop, country="GB")) == [3, 1]
    assert ids(orders_report(shop, status="paid", country="GB")) == [1]
    assert ids(orders_report(shop, customer="hopper")) == [4, 2]


def test_the_first_day_is_included_and_the_last_is_not(shop):
    assert ids(orders_report(shop, placed_from="2025-03-05", placed_before="2025-04-01")) == [3, 2]


def test_an_order_without_payment_has_paid_nothing(shop):
    assert orders_report(shop, status="open")["rows"][0]["paid_cents"] == 0


def test_pages(shop):
    first = orders_report(shop, page_size=3)
    assert (ids(first), first["total"], first["has_more"]) == ([4, 3, 2], 4, True)
    second = orders_report(shop, page=2, page_size=3)
    assert (ids(second), second["total"], second["has_more"]) == ([1], 4, False)


@pytest.mark.parametrize("wrong", [{"page": 0}, {"page": -1}, {"page_size": 0}, {"page_size": 101}])
def test_refuses_pages_that_do_not_exist(shop, wrong):
    with pytest.raises(ValueError):
        orders_report(shop, **wrong)
