"""Smaller variants of a value, the boldest first."""

from __future__ import annotations

from collections.abc import Iterator

from assay.evidence.differential.kinds import Value


def smaller_inputs(arguments: tuple[Value, ...]) -> Iterator[tuple[Value, ...]]:
    """Arguments with one of them made smaller."""
    for at, value in enumerate(arguments):
        for less in smaller(value):
            yield (*arguments[:at], less, *arguments[at + 1 :])


def smaller(value: Value) -> Iterator[Value]:
    """Variants of one value that are simpler than it, of the same kind."""
    match value:
        case bool():
            if value:
                yield False
        case int():
            yield from _whole(value)
        case float():
            if value not in {0.0, 1.0}:
                yield from (0.0, 1.0)
            if value == value and abs(value) < 1e15 and value != int(value):  # noqa: PLR0124 - not a number is left alone
                yield from (float(int(value)), round(value, 1))
            elif value == value and abs(value) not in {0.0, 1.0, float("inf")}:  # noqa: PLR0124 - as above
                yield float(int(value / 2)) if abs(value) < 1e15 else 1.0
        case str():
            yield from _text(value)
        case list():
            yield from _sequence(value)
        case tuple():
            for at, part in enumerate(value):
                yield from ((*value[:at], less, *value[at + 1 :]) for less in smaller(part))
        case set():
            yield from (value - {part} for part in sorted(value, key=repr))
        case dict():
            yield from ({other: part for other, part in value.items() if other != key} for key in value)
            yield from ({**value, key: less} for key, part in value.items() for less in smaller(part))
        case None:
            return


def size(arguments: tuple[Value, ...]) -> tuple[int, str]:
    """The less there is to read, the smaller; ties by text, so that the answer is always the same."""
    text = repr(arguments)
    return len(text), text


def _whole(value: int) -> Iterator[int]:
    if value:
        yield 0
    if abs(value) > 1:
        sign, far = (1 if value > 0 else -1), abs(value)
        yield from (
            sign,
            *(sign * near for near in (far // 2, far * 3 // 4, far * 7 // 8, far - 10, far - 1) if near > 0),
        )
    if value < 0:
        yield -value


def _text(value: str) -> Iterator[str]:
    length = len(value)
    half = length // 2
    if half:
        yield from (value[:half], value[half:])
    yield from (value[:at] + value[at + 1 :] for at in range(length))
    spans = {(0, length), (half, length), (0, half), (1, length), *((at, at + 1) for at in range(length))}
    for plain in ("a", "0"):
        for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span)):
            if set(value[start:end]) - {"a", "0"}:
                yield value[:start] + plain * (end - start) + value[end:]


def _sequence(value: list[Value]) -> Iterator[list[Value]]:
    half = len(value) // 2
    if half:
        yield from (value[:half], value[half:])
    yield from (value[:at] + value[at + 1 :] for at in range(len(value)))
    for at, part in enumerate(value):
        yield from ([*value[:at], less, *value[at + 1 :]] for less in smaller(part))
