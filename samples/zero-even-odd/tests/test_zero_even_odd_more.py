import itertools
import sys
import time

import pytest
from turns import expected, play
from zero_even_odd import ZeroEvenOdd


@pytest.mark.parametrize("order", list(itertools.permutations(["zero", "even", "odd"])))
def test_any_order_of_starting(order):
    assert play(ZeroEvenOdd(6), order) == expected(6)


@pytest.mark.parametrize("n", [1, 2, 3, 50])
def test_any_count(n):
    assert play(ZeroEvenOdd(n)) == expected(n)


def test_other_threads_get_their_chance_while_one_prints():
    """Each print gives the others ample time to step in too early."""

    def slow(printed):
        def print_number(number):
            time.sleep(0.01)
            printed.append(number)
            time.sleep(0.01)

        return print_number

    assert play(ZeroEvenOdd(6), print_number=slow) == expected(6)


def test_frequent_thread_switches():
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        assert play(ZeroEvenOdd(200)) == expected(200)
    finally:
        sys.setswitchinterval(interval)
