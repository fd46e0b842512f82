"""Amounts of money: integer minor units of one ISO 4217 currency, and how they are written."""

from __future__ import annotations

from dataclasses import dataclass

_OTHER_THAN_TWO = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
DIGITS = {currency: count for count, currencies in _OTHER_THAN_TWO.items() for currency in currencies.split()}
"""Digits after the point where they are not two (ISO 4217, list one, column "minor unit")."""

SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
"""Currencies that readers everywhere know by their sign; all others are written with their code."""

_MINUS = "\N{MINUS SIGN}"
_NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Money:
    """``amount_minor`` minor units (cents, yen, fils) of ``currency``, a three-letter ISO 4217 code."""

    amount_minor: int
    currency: str

    def __str__(self) -> str:
        return written(self.amount_minor, self.currency)

    def per_hour(self, minutes: int) -> Money | None:
        """What an hour pays when the work takes so many minutes, to the nearest minor unit (half up).

        None when the time is not known or not positive.
        """
        if minutes <= 0:
            return None
        return Money((self.amount_minor * 120 + minutes) // (2 * minutes), self.currency)


def digits(currency: str) -> int:
    """How many digits follow the point in this currency."""
    return DIGITS.get(currency, 2)


def written(amount_minor: int, currency: str) -> str:
    """The amount for people: ``$1,234.50``, ``¥1,234``, ``KWD 1.500``. Exact: no floating point on the way."""
    places = digits(currency)
    whole, part = divmod(abs(amount_minor), 10**places)
    number = f"{whole:,}.{part:0{places}d}" if places else f"{whole:,}"
    sign = _MINUS if amount_minor < 0 else ""
    mark = SYMBOLS.get(currency, f"{currency}{_NO_BREAK}")
    return f"{sign}{mark}{number}"
