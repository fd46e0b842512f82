"""Amounts of money as people type them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from assay_web.kit.money import digits

_AMOUNT = re.compile(r"([-\N{MINUS SIGN}]?)\s*(\d{1,12})(?:[.,](\d+))?")


class AmountField(forms.CharField):
    """``64``, ``64.50`` or ``-8``: becomes minor units of ``currency``, exactly. Set ``currency`` before cleaning."""

    currency = "USD"

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - as Django's
        """Minor units; None for an empty optional field."""
        text: str = super().clean(value)
        return parse_amount(text, self.currency) if text else None


def parse_amount(text: str, currency: str) -> int:
    """Minor units of what was typed.

    Raises:
        ValidationError: it is no amount, or has more digits after the point than the currency.
    """
    found = _AMOUNT.fullmatch(text.strip().replace("\N{NO-BREAK SPACE}", " "))
    places = digits(currency)
    if found is None:
        raise ValidationError(f"Write an amount as a number, such as {_example(places)}.")
    sign, whole, part = found[1], found[2], found[3] or ""
    if len(part) > places:
        raise ValidationError(f"{currency} has {places or 'no'} digits after the point.")
    amount = int(whole + part.ljust(places, "0"))
    return -amount if sign else amount


@lru_cache(maxsize=4096)
def typed_amount(amount_minor: int, currency: str) -> str:
    """How :func:`parse_amount` reads it: for the value of an input."""
    places = digits(currency)
    whole, part = divmod(abs(amount_minor), 10**places)
    return ("-" if amount_minor < 0 else "") + (f"{whole}.{part:0{places}d}" if places else str(whole))


def _example(places: int) -> str:
    return "64" + ("." + "5".ljust(places, "0") if places else "")
