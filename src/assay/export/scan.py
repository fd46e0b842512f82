"""Secrets and personal data in what is about to leave: what a pattern can see, told before a file is there.

One pass of RE2 over each batch finds the rows with a sign of something, one more for each kind the rows with a sign of
that kind; only those are looked at more closely. Finds
keys and tokens of well-known issuers, private keys, passwords in addresses, e-mail addresses, international telephone
numbers, card numbers (with Luhn's check), IBANs (with theirs) and US social security numbers. Cannot find names,
postal addresses, or a password that looks like any other word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_SHOWN: Final = 5
"""Places that are told for each kind."""


@dataclass(frozen=True)
class Kind:
    """What one pattern finds. ``holds`` looks at a match more closely than a pattern can."""

    name: str
    pattern: str
    """In the common part of RE2 and Python's syntax."""
    holds: Callable[[str], bool] = bool
    sign: str = ""
    """What every match holds, and RE2 looks for first: a pattern that counts to 64 or 400 makes it more than ten times
    slower on code, whose words are long. Empty where that is the pattern itself."""


@dataclass(frozen=True)
class Sighting:
    """In how many rows something of a kind was seen, and where first: ``row 12: jo…@…om`` (rows count from 1)."""

    rows: int
    first: tuple[str, ...]


def _luhn(number: str) -> bool:
    """ISO/IEC 7812-1, annex B. Digits all alike are no card."""
    digits = [int(one) for one in number if one.isdigit()]
    doubled = [value for digit in digits[-2::-2] for value in divmod(2 * digit, 10)]
    return len(set(digits)) > 1 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _iban(number: str) -> bool:
    """ISO 13616: moved around and read as a number, it leaves 1 when divided by 97."""
    plain = number.replace(" ", "")
    return int("".join(str(int(one, 36)) for one in plain[4:] + plain[:4])) % 97 == 1


_MADE_UP: Final = re.compile(
    r"@(?:[\w-]+\.)*(?:example\.\w+|(?:test|example|invalid|localhost|local))$|^(?:git|user|you|me|foo|bar)@"
    r"|@(?:users\.noreply\.)?github\.com$|\.(?:py|js|ts|go|rs|java|png|svg)$",
    re.IGNORECASE,
)


def _somebody(address: str) -> bool:
    return not _MADE_UP.search(address)


KINDS: Final = (
    Kind("private key", r"-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY"),
    Kind("AWS key", r"(?:AKIA|ASIA)[0-9A-Z]{16}"),
    Kind("GitHub token", r"gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60}"),
    Kind("GitLab token", r"glpat-[A-Za-z0-9_-]{20}"),
    Kind("Slack token", r"xox[abprs]-[0-9A-Za-z-]{10}"),
    Kind("key of a model provider", r"sk-(?:ant-|proj-)?[A-Za-z0-9_-]{32}"),
    Kind("Google key", r"AIza[0-9A-Za-z_-]{35}"),
    Kind("Stripe key", r"[rs]k_live_[0-9A-Za-z]{24}"),
    Kind(
        "signed web token",
        r"eyJ[A-Za-z0-9_-]{10,400}\.eyJ[A-Za-z0-9_-]{10,400}\.[A-Za-z0-9_-]{10}",
        sign=r"eyJ[A-Za-z0-9_-]{10}",
    ),
    Kind(
        "password in an address",
        r"[a-z][a-z0-9+.]{1,15}://[^\s:/@\"'<>{}$]{1,64}:[^\s:/@\"'<>{}$]{3,64}@[A-Za-z0-9]",
        sign=r"://[^\s:/@]+:[^\s:/@]+@[A-Za-z0-9]",
    ),
    Kind(
        "e-mail address",
        r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b",
        _somebody,
        sign=r"[A-Za-z0-9._%+-]@[A-Za-z0-9-]+\.[A-Za-z0-9-]",
    ),
    Kind("telephone number", r"\+[1-9][0-9]{0,2}(?:[ .-]\(?[0-9]{2,4}\)?){3,4}\b"),
    Kind("card number", r"(?:^|[^0-9A-Za-z._])[3-6][0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{3,4}\b", _luhn),
    Kind(
        "IBAN",
        r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b",
        _iban,
        sign=r"\b[A-Z]{2}[0-9]{2} ?[A-Z0-9]{4}",
    ),
    Kind("social security number", r"\b[0-8][0-9]{2}-[0-9]{2}-[0-9]{4}\b"),
)
_EACH: Final = tuple((kind, kind.sign or kind.pattern, re.compile(kind.pattern)) for kind in KINDS)
_ANY: Final = "|".join(f"(?:{sign})" for _, sign, _ in _EACH)


class Scan:
    """Looks at every row of an export, and remembers what it saw."""

    def __init__(self) -> None:
        self._rows: Counter[str] = Counter()
        self._first: dict[str, list[str]] = {}

    def look(self, texts: Sequence[str], file: str = "", before: int = 0) -> list[bool]:
        """For each row of ``file``, given as all of its text, whether something was seen in it.

        ``before`` rows of the file went before these. Line ends and tabs may be written as in JSON.
        """
        rows = pa.array([_unescaped(one) if "\\" in one else one for one in texts], pa.large_string())
        signs = _matching(rows, _ANY)
        suspect = rows.take(pa.array(signs, pa.int64()))
        seen = dict.fromkeys(signs, False)
        for kind, sign, pattern in _EACH:
            for at in _matching(suspect, sign):
                row = signs[at]
                seen[row] |= self._examine(kind, pattern, suspect[at].as_py(), f"{file} row {before + row + 1}".strip())
        return [seen.get(row, False) for row in range(len(texts))]

    def sightings(self) -> Mapping[str, Sighting]:
        """By name of the kind."""
        return {name: Sighting(rows, tuple(self._first[name])) for name, rows in sorted(self._rows.items())}

    def _examine(self, kind: Kind, pattern: re.Pattern[str], text: str, where: str) -> bool:
        match = next((one[0] for one in pattern.finditer(text) if kind.holds(one[0])), None)
        if match is None:
            return False
        self._rows[kind.name] += 1
        told = self._first.setdefault(kind.name, [])
        if len(told) < _SHOWN:
            told.append(f"{where}: {_masked(match.strip())}")
        return True


def _unescaped(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\t", "\t")


def _matching(rows: pa.LargeStringArray, pattern: str) -> list[int]:
    found: list[int] = np.flatnonzero(pc.match_substring_regex(rows, pattern).to_numpy(zero_copy_only=False)).tolist()
    return found


def _masked(text: str) -> str:
    """Enough to find it again, too little to use it."""
    return f"{text[:4]}…{text[-2:]}" if len(text) > 12 else f"{text[:2]}…"
