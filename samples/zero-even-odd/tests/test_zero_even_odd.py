from turns import expected, play
from zero_even_odd import ZeroEvenOdd


def test_two():
    assert play(ZeroEvenOdd(2)) == [0, 1, 0, 2]


def test_five():
    assert play(ZeroEvenOdd(5)) == expected(5)
