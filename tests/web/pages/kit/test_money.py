"""Amounts are written exactly, whatever the digits of their currency."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay_web.kit.money import DIGITS, SYMBOLS, Money, digits, written

CURRENCIES = st.sampled_from([*SYMBOLS, *DIGITS, "CHF", "SEK", "INR"])
AMOUNTS = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (6400, "USD", "$64.00"),
        (123456789, "EUR", "€1,234,567.89"),
        (5, "GBP", "£0.05"),
        (-2550, "USD", "\N{MINUS SIGN}$25.50"),
        (1234, "JPY", "¥1,234"),
        (1500, "KWD", "KWD\N{NO-BREAK SPACE}1.500"),
        (1500, "CHF", "CHF\N{NO-BREAK SPACE}15.00"),
        (12345, "CLF", "CLF\N{NO-BREAK SPACE}1.2345"),
        (0, "USD", "$0.00"),
    ],
)
def test_amounts_are_written_as_people_read_them(amount: int, currency: str, text: str) -> None:
    assert str(Money(amount, currency)) == text


@given(AMOUNTS, CURRENCIES)
def test_the_digits_on_screen_are_the_amount(amount: int, currency: str) -> None:
    text = written(amount, currency)
    shown = int(re.sub(r"\D", "", text))
    assert shown == abs(amount)
    assert text.startswith("\N{MINUS SIGN}") == (amount < 0)


@given(AMOUNTS, CURRENCIES)
def test_as_many_digits_follow_the_point_as_the_currency_has(amount: int, currency: str) -> None:
    _, point, part = written(amount, currency).partition(".")
    assert len(part) == digits(currency)
    assert bool(point) == (digits(currency) > 0)


@given(AMOUNTS, AMOUNTS, CURRENCIES)
def test_two_amounts_look_alike_only_if_they_are(one: int, other: int, currency: str) -> None:
    assert (written(one, currency) == written(other, currency)) == (one == other)


@given(st.integers(0, 10**9), st.integers(1, 10_000))
def test_pay_per_hour_is_within_half_a_minor_unit(amount: int, minutes: int) -> None:
    rate = Money(amount, "USD").per_hour(minutes)
    assert rate is not None
    assert abs(rate.amount_minor * minutes - amount * 60) * 2 <= minutes


@pytest.mark.parametrize("minutes", [0, -5])
def test_no_time_means_no_rate(minutes: int) -> None:
    assert Money(6400, "USD").per_hour(minutes) is None
