"""Values of a kind, the small and telling ones first: an input that shows a difference should be easy to read."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product

from assay.evidence.differential.kinds import REAL, TEXT, WHOLE, Kind, Shape, Value, list_of

_WHOLE = (0, 1, 2, -1, 3, 5, 10, 4, 7, -2, 6, 8, 9, 12, 100, -5, 13, 25, 1000, 97, -10)
_LARGE = (2**31 - 1, -(2**31), 2**31, 10**12)
_REAL = (0.0, 1.0, 0.5, -1.0, 2.0, 1.5, -0.5, 3.0, 0.1, 10.0, 2.5, -2.0, 100.0, 1e-9, 3.7, -3.3, 1e9)
_TEXT = (
    "",
    "a",
    "b",
    "ab",
    "A",
    " ",
    "aa",
    "aB",
    "1",
    "a b",
    "ba",
    "abc",
    "abA",
    "0",
    "-1",
    "12",
    "é",
    "a,b",
    "Ab1 ",
    "😀",
)
_LETTERS = "ab cABz019.,-_'é"
GUESSES = (WHOLE, TEXT, list_of(WHOLE), list_of(TEXT), REAL, Kind(Shape.BOOLEAN), Kind(Shape.MAP, (TEXT, WHOLE)))
"""What an argument may be when nothing says so, the likeliest first."""

_LONGEST_LIST, _LONGEST_TEXT, _SHORT = 9, 14, 2


@dataclass
class Pools:
    """``numbers`` and ``texts`` are literals of the code and of examples: what code compares with tells it apart."""

    numbers: Sequence[float] = ()
    texts: Sequence[str] = ()
    chance: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 - reproducible, no secret

    def small(self, kind: Kind, most: int = 12) -> list[Value]:
        """The first values of a kind, each once, from simple to less simple."""
        seen: dict[str, Value] = {}
        for value in islice(self._ordered(kind), 40 * most):  # some kinds have fewer values than are wanted
            seen.setdefault(repr(value), value)
            if len(seen) >= most:
                break
        return list(seen.values())

    def drawn(self, kind: Kind, size: int) -> Value:
        """A value at random; ``size`` from 0 up bounds lengths and numbers."""
        match kind.shape:
            case Shape.NOTHING:
                return None
            case Shape.BOOLEAN:
                return self.chance.random() < 0.5
            case Shape.WHOLE:
                return self._whole(kind, size)
            case Shape.REAL:
                return self._real(size)
            case Shape.TEXT:
                return self._text(size)
            case Shape.LETTER:
                return self.chance.choice(self._letters())
            case Shape.LIST:
                return self._list(kind.parts[0], size)
            case Shape.TUPLE:
                return tuple(self.drawn(part, size) for part in kind.parts)
            case Shape.SET:
                return {frozen(self.drawn(kind.parts[0], size)) for _ in range(self._length(size))}
            case Shape.MAP:
                keys = [frozen(self.drawn(kind.parts[0], size)) for _ in range(self._length(size))]
                return {key: self.drawn(kind.parts[1], size) for key in keys}
            case Shape.EITHER:
                return self.drawn(self.chance.choice(kind.parts), size)
            case Shape.UNKNOWN:
                nested = size > 0 and self.chance.random() < 0.25
                return self._list(kind, size - 1) if nested else self.drawn(self.chance.choice(GUESSES), size)

    def _ordered(self, kind: Kind) -> Iterator[Value]:
        match kind.shape:
            case Shape.NOTHING:
                yield None
            case Shape.BOOLEAN:
                yield from (True, False)
            case Shape.WHOLE:
                near = [int(one) + step for one in self.numbers if float(one).is_integer() for step in (0, 1, -1)]
                bounds = [one for one in (kind.least, kind.most) if one is not None and abs(one) < 2**31]
                yield from (one for one in (*_WHOLE[:8], *near, *_WHOLE[8:], *bounds, *_LARGE) if _within(kind, one))
            case Shape.REAL:
                yield from (*_REAL[:6], *map(float, self.numbers), *_REAL[6:])
            case Shape.TEXT:
                short = [text for text in self.texts if len(text) <= _SHORT][:4]
                joined = ["".join(pair) for pair in product(short, repeat=2)]
                yield from (*_TEXT[:6], *self.texts, *joined, *_TEXT[6:])
            case Shape.LETTER:
                yield from dict.fromkeys([*(one for text in self.texts for one in text), *_LETTERS])
            case Shape.LIST:
                yield from self._lists(kind.parts[0])
            case Shape.TUPLE:
                yield from product(*(self.small(part, 4) for part in kind.parts))
            case Shape.SET:
                yield from ({frozen(one) for one in values} for values in self._lists(kind.parts[0]))
            case Shape.MAP:
                keys = [frozen(key) for key in self.small(kind.parts[0], 4)]
                values = self.small(kind.parts[1], 4)
                yield from (dict(zip(keys[:length], values, strict=False)) for length in range(5))
                yield from ({key: value} for key in keys for value in values)
            case Shape.EITHER:
                yield from _alternating([self._ordered(part) for part in kind.parts])
            case Shape.UNKNOWN:
                yield from _alternating([self._ordered(part) for part in GUESSES])

    def _lists(self, part: Kind) -> Iterator[list[Value]]:
        few = self.small(part, 6)
        yield []
        yield from ([one] for one in few)
        yield from (list(pair) for pair in product(few[:4], repeat=2))
        yield from (list(three) for three in product(few[:3], repeat=3))
        yield [*few]
        yield [*reversed(few)]
        yield from iter(lambda: self._list(part, 4), None)  # without end: the caller takes what it needs

    def _length(self, size: int) -> int:
        return min(self.chance.randint(0, 1 + size), _LONGEST_LIST)

    def _list(self, part: Kind, size: int) -> list[Value]:
        values = [self.drawn(part, size) for _ in range(self._length(size))]
        if len(values) > 1 and self.chance.random() < 0.3:
            values[self.chance.randrange(len(values))] = self.chance.choice(values)
        return values

    def _whole(self, kind: Kind, size: int) -> int:
        bound = (3, 10, 30, 100, 1000)[min(size, 4)]
        pick = self.chance.random()
        if pick < 0.25 and self.numbers:
            value = int(self.chance.choice(self.numbers)) + self.chance.randint(-1, 1)
        elif pick < 0.3 and size > 2:
            value = self.chance.choice(_LARGE)
        else:
            value = self.chance.randint(-bound if self.chance.random() < 0.4 else 0, bound)
        return value if _within(kind, value) else max(kind.least or 0, abs(value) % 100)

    def _real(self, size: int) -> float:
        if self.chance.random() < 0.5:
            return float(self._whole(WHOLE, size))
        return round(self.chance.uniform(-1, 1) * float(10 ** min(size, 3)), 2)

    def _letters(self) -> str:
        own = "".join(self.texts)[:200]
        return self.chance.choice((own, own + _LETTERS)) if own and self.chance.random() < 0.8 else _LETTERS

    def _text(self, size: int) -> str:
        if self.texts and self.chance.random() < 0.4:
            return _altered(self.chance.choice(self.texts), self.chance)
        letters = self._letters()
        chosen = "".join(self.chance.choice(letters) for _ in range(self.chance.randint(1, 4)))
        return "".join(
            self.chance.choice(chosen) for _ in range(self.chance.randint(0, min(2 + 3 * size, _LONGEST_TEXT)))
        )


def frozen(value: Value) -> Value:
    """The value as one that may be a key: lists and the like become tuples."""
    if isinstance(value, list | tuple | set):
        return tuple(frozen(part) for part in (sorted(value, key=repr) if isinstance(value, set) else value))
    if isinstance(value, dict):
        return tuple((key, frozen(part)) for key, part in value.items())
    return value


def _within(kind: Kind, value: int) -> bool:
    return (kind.least is None or value >= kind.least) and (kind.most is None or value <= kind.most)


def _altered(text: str, chance: random.Random) -> str:
    """The text with one thing changed, or as it is."""
    if not text:
        return text
    at = chance.randrange(len(text))
    return chance.choice(
        (
            text,
            text[:at] + text[at + 1 :],
            text[: at + 1] + text[at:],
            text[:at] + text[at].swapcase() + text[at + 1 :],
            text[at:] + text[:at],
            text[::-1],
            text + text[at],
        )
    )


def _alternating(streams: Sequence[Iterator[Value]]) -> Iterator[Value]:
    """One of each in turn, until the first has no more."""
    for row in zip(*(islice(stream, 40) for stream in streams), strict=False):
        yield from row
