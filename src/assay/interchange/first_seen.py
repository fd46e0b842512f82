"""Where each of millions of hashes was first seen, in a fifth of the memory that a dictionary takes."""

from __future__ import annotations

from array import array
from typing import Final

_SMALLEST: Final = 1 << 10
"""Places at first; a power of two, so that a mask finds one."""


class FirstSeen:
    """A map from hashes of 64 bits to numbers above 0: a table with open addressing and linear probing.

    A hash is taken as it is for its place: Python's own of texts are spread evenly. At most two thirds of the places
    are used, of 16 bytes each.
    """

    def __init__(self) -> None:
        self._used = 0
        self._clear(_SMALLEST)

    def __contains__(self, key: int) -> bool:
        return self._numbers[self._place(key)] != 0

    def __len__(self) -> int:
        return self._used

    def setdefault(self, key: int, number: int) -> int:
        """The number that came with ``key`` first: ``number`` itself where this is the first time."""
        at = self._place(key)
        if not self._numbers[at]:
            self._keys[at], self._numbers[at] = key, number
            self._used += 1
            if 3 * self._used > 2 * len(self._keys):
                self._grow()
            return number
        return self._numbers[at]

    def _place(self, key: int) -> int:
        keys, numbers, mask = self._keys, self._numbers, self._mask
        at = key & mask
        while numbers[at] and keys[at] != key:
            at = (at + 1) & mask
        return at

    def _grow(self) -> None:
        keys, numbers = self._keys, self._numbers
        self._clear(2 * len(keys))
        for key, number in zip(keys, numbers, strict=True):
            if number:
                at = self._place(key)
                self._keys[at], self._numbers[at] = key, number

    def _clear(self, places: int) -> None:
        self._keys, self._numbers = array("q", bytes(8 * places)), array("Q", bytes(8 * places))
        self._mask = places - 1
