"""The same twenty, written in another way."""

import calendar
import itertools
import re
from collections import defaultdict


def clamp(value: int, low: int, high: int) -> int:
    if value > high:
        value = high
    return low if value < low else value


def running_total(numbers: list[int]) -> list[int]:
    return list(itertools.accumulate(numbers))


def is_leap(year: int) -> bool:
    return calendar.isleap(year)


def pages(total: int, size: int) -> int:
    if size <= 0:
        raise ValueError("there must be something on a page")
    return 0 if total <= 0 else (total - 1) // size + 1


def words(text: str) -> list[str]:
    return [word for word in re.split(r"\s+", text.strip()) if word]


def is_palindrome(text: str) -> bool:
    left, right = 0, len(text) - 1
    while left < right:
        if not text[left].isalnum():
            left += 1
        elif not text[right].isalnum():
            right -= 1
        elif text[left].lower() != text[right].lower():
            return False
        else:
            left, right = left + 1, right - 1
    return True


def merge(first: list[int], second: list[int]) -> list[int]:
    result = list(first)
    result.extend(second)
    result.sort()
    return result


def unique(items):
    return list(dict.fromkeys(items))


def chunks(items: list[int], size: int) -> list[list[int]]:
    if size < 1:
        raise ValueError("too small")
    result = []
    while items:
        result.append(items[:size])
        items = items[size:]
    return result


def most_common(text: str) -> str | None:
    best, count = None, 0
    for letter in sorted(set(text)):
        if text.count(letter) > count:
            best, count = letter, text.count(letter)
    return best


def median(numbers: list[float]) -> float:
    ordered = sorted(numbers)
    if len(ordered) == 0:
        raise ValueError("nothing to take the median of")
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def roman(number: int) -> str:
    if number < 1 or number > 3999:
        raise ValueError("out of range")
    thousands, hundreds = number // 1000, number // 100 % 10
    tens, ones = number // 10 % 10, number % 10
    digits = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    up = [str.maketrans("IVX", other) for other in ("XLC", "CDM")]
    return "M" * thousands + digits[hundreds].translate(up[1]) + digits[tens].translate(up[0]) + digits[ones]


def balanced(text: str) -> bool:
    kept = "".join(letter for letter in text if letter in "()[]{}")
    while True:
        shorter = kept.replace("()", "").replace("[]", "").replace("{}", "")
        if shorter == kept:
            return kept == ""
        kept = shorter


def flatten(items: list) -> list:
    stack, result = [iter(items)], []
    while stack:
        for item in stack[-1]:
            if isinstance(item, list):
                stack.append(iter(item))
                break
            result.append(item)
        else:
            stack.pop()
    return result


def invert(mapping: dict[str, int]) -> dict[int, list[str]]:
    result = defaultdict(list)
    for key in mapping:
        result[mapping[key]].append(key)
    return dict(result)


def sorted_copy(numbers: list[int]) -> list[int]:
    result = numbers[:]
    result.sort()
    return result


def percent(part: int, whole: int) -> float:
    try:
        return part / whole * 100
    except ZeroDivisionError:
        return 0.0


def run_lengths(text: str) -> list[tuple[str, int]]:
    return [(letter, len(list(group))) for letter, group in itertools.groupby(text)]


def days_in_month(year: int, month: int) -> int:
    if not 1 <= month <= 12 or not 1 <= year <= 9999 or (year == 9999 and month == 12):
        raise ValueError("no such month")
    return calendar.monthrange(year, month)[1]


def collatz(number: int) -> int:
    if number <= 0:
        raise ValueError("must be positive")
    return 0 if number == 1 else 1 + collatz(3 * number + 1 if number % 2 else number // 2)
