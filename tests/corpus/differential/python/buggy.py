"""The same twenty, each with one fault."""

from collections import Counter
from datetime import date


def clamp(value: int, low: int, high: int) -> int:
    return min(high, min(value, low))


def running_total(numbers: list[int]) -> list[int]:
    total, result = 0, [0]
    for number in numbers:
        total += number
        result.append(total)
    return result


def is_leap(year: int) -> bool:
    return year % 4 == 0


def pages(total: int, size: int) -> int:
    if size < 1:
        raise ValueError("size must be at least 1")
    return max(total, 0) // size + 1


def words(text: str) -> list[str]:
    return text.split(" ")


def is_palindrome(text: str) -> bool:
    letters = [letter.lower() for letter in text]
    return letters == letters[::-1]


def merge(first: list[int], second: list[int]) -> list[int]:
    return sorted({*first, *second})


def unique(items):
    seen, result = set(), []
    for item in items:
        if item not in seen or item == 0:
            seen.add(item)
            result.append(item)
    return result


def chunks(items: list[int], size: int) -> list[list[int]]:
    if size < 1:
        raise ValueError("size must be at least 1")
    return [items[at : at + size] for at in range(0, len(items) - 1, size)]


def most_common(text: str) -> str | None:
    counted = Counter(text)
    return min(counted, key=lambda letter: -counted[letter]) if counted else None


def median(numbers: list[float]) -> float:
    if not numbers:
        raise ValueError("no numbers")
    ordered = sorted(numbers)
    middle = (len(ordered) - 1) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def roman(number: int) -> str:
    if not 1 <= number <= 3999:
        raise ValueError("1 to 3999")
    pairs = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")]
    pairs += [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (1, "I")]
    result = ""
    for value, letters in pairs:
        while number >= value:
            result += letters
            number -= value
    return result


def balanced(text: str) -> bool:
    closing, stack = {")": "(", "]": "[", "}": "{"}, []
    for letter in text:
        if letter in "([{":
            stack.append(letter)
        elif letter in closing and (not stack or stack.pop() != closing[letter]):
            return False
    return True


def flatten(items: list) -> list:
    result = []
    for item in items:
        result.extend(item if isinstance(item, list) else [item])
    return result


def invert(mapping: dict[str, int]) -> dict[int, list[str]]:
    result: dict[int, list[str]] = {}
    for key, value in mapping.items():
        result[value] = [key]
    return result


def sorted_copy(numbers: list[int]) -> list[int]:
    numbers.sort()
    return numbers


def percent(part: int, whole: int) -> float:
    return 100 * part / whole


def run_lengths(text: str) -> list[tuple[str, int]]:
    result: list[tuple[str, int]] = []
    for letter in text:
        if result and result[-1][0] == letter:
            result[-1] = (letter, 2)
        else:
            result.append((letter, 1))
    return result


def days_in_month(year: int, month: int) -> int:
    return 30 + (month + month // 8) % 2 if month != 2 else 28


def collatz(number: int) -> int:
    if number < 0:
        raise ValueError("at least 1")
    steps = 0
    while number != 1:
        number = number // 2 if number % 2 == 0 else 3 * number + 1
        steps += 1
    return steps
