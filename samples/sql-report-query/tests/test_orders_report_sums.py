"""Sums over any number of items and payments."""

from contextlib import closing

from orders_report import orders_report
from shop import add_order, ids, new_shop


def sums(**order):
    with closing(new_shop()) as shop:
        add_order(shop, 1, **order)
        row = orders_report(shop)["rows"][0]
        return row["pieces"], row["total_cents"], row["paid_cents"]


def test_several_items_and_one_payment():
    assert sums(items=[(1, 500), (2, 250)], payments=[1000]) == (3, 1000, 1000)


def test_one_item_and_several_payments():
    assert sums(items=[(2, 500)], payments=[300, 300, 400]) == (2, 1000, 1000)


def test_equal_items_and_equal_payments_are_all_counted():
    assert sums(items=[(1, 500), (1, 500)], payments=[500, 500]) == (2, 1000, 1000)


def test_neither_items_nor_payments():
    assert sums() == (0, 0, 0)


def test_total_counts_orders_not_their_items():
    with closing(new_shop()) as shop:
        add_order(shop, 1, items=[(1, 1), (1, 1)], payments=[1, 1])
        add_order(shop, 2)
        report = orders_report(shop, descending=False)
        assert (report["total"], ids(report)) == (2, [1, 2])


def test_sorting_uses_the_true_sums():
    with closing(new_shop()) as shop:
        add_order(shop, 1, items=[(1, 100), (1, 100)], payments=[100, 100])
        add_order(shop, 2, items=[(1, 300)], payments=[300])
        assert ids(orders_report(shop, sort="total_cents")) == [2, 1]
        assert ids(orders_report(shop, sort="paid_cents")) == [2, 1]
