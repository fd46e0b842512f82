"""Paging: every order once, the end in the right place, and no statement per row."""

import pytest
from orders_report import orders_report
from shop import add_order, ids, new_shop


@pytest.fixture
def shop():
    connection = new_shop()
    for order_id in range(1, 13):
        add_order(connection, order_id, items=[(1, 100)])
    yield connection
    connection.close()


def test_a_last_page_that_is_full_has_no_more(shop):
    assert orders_report(shop, page=3, page_size=4)["has_more"] is False
    assert orders_report(shop, page=1, page_size=12)["has_more"] is False
    assert orders_report(shop, page=2, page_size=4)["has_more"] is True


def test_a_page_past_the_end_is_empty(shop):
    report = orders_report(shop, page=4, page_size=4)
    assert (report["rows"], report["total"], report["has_more"]) == ([], 12, False)


def test_nothing_matches(shop):
    assert orders_report(shop, status="cancelled") == {"rows": [], "total": 0, "has_more": False}


@pytest.mark.parametrize("sort", ["placed_on", "customer", "total_cents", "paid_cents"])
@pytest.mark.parametrize("descending", [True, False])
def test_equal_orders_come_by_ascending_id_across_pages(shop, sort, descending):
    pages = [orders_report(shop, sort=sort, descending=descending, page=page, page_size=5) for page in (1, 2, 3)]
    assert [order for page in pages for order in ids(page)] == list(range(1, 13))


def test_the_number_of_statements_does_not_grow_with_the_rows(shop):
    counts = []
    for page_size in (1, 12):
        statements = []
        shop.set_trace_callback(statements.append)
        orders_report(shop, page_size=page_size)
        shop.set_trace_callback(None)
        counts.append(len(statements))
    assert counts[0] == counts[1]
