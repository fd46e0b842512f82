"""Twenty functions as they should be."""

from collections import Counter
from datetime import date


def clamp(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))


def running_total(numbers: list[int]) -> list[int]:
    total, result = 0, []
    for number in numbers:
        total += number
        result.append(total)
    return result


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def pages(total: int, size: int) -> int:
    if size < 1:
        raise ValueError("size must be at least 1")
    return -(-max(total, 0) // size)


def words(text: str) -> list[str]:
    return text.split()


def is_palindrome(text: str) -> bool:
    letters = [letter.lower() for letter in text if letter.isalnum()]
    return letters == letters[::-1]


def merge(first: list[int], second: list[int]) -> list[int]:
    return sorted([*first, *second])


def unique(items):
    seen, result = set(), []
    for item in items:
        if item not in seen:
            seen.add(item)
            result.append(item)
    return result


def chunks(items: list[int], size: int) -> list[list[int]]:
    if size < 1:
        raise ValueError("size must be at least 1")
    return [items[at : at + size] for at in range(0, len(items), size)]


def most_common(text: str) -> str | None:
    counted = Counter(text)
    return min(counted, key=lambda letter: (-counted[letter], letter)) if counted else None


def median(numbers: list[float]) -> float:
    if not numbers:
        raise ValueError("no numbers")
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def roman(number: int) -> str:
    if not 1 <= number <= 3999:
        raise ValueError("1 to 3999")
    pairs = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")]
    pairs += [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
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
    return not stack


def flatten(items: list) -> list:
    result = []
    for item in items:
        result.extend(flatten(item) if isinstance(item, list) else [item])
    return result


def invert(mapping: dict[str, int]) -> dict[int, list[str]]:
    result: dict[int, list[str]] = {}
    for key, value in mapping.items():
        result.setdefault(value, []).append(key)
    return result


def sorted_copy(numbers: list[int]) -> list[int]:
    return sorted(numbers)


def percent(part: int, whole: int) -> float:
    return 0.0 if whole == 0 else 100 * part / whole


def run_lengths(text: str) -> list[tuple[str, int]]:
    result: list[tuple[str, int]] = []
    for letter in text:
        if result and result[-1][0] == letter:
            result[-1] = (letter, result[-1][1] + 1)
        else:
            result.append((letter, 1))
    return result


def days_in_month(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days


def collatz(number: int) -> int:
    if number < 1:
        raise ValueError("at least 1")
    steps = 0
    while number != 1:
        number = number // 2 if number % 2 == 0 else 3 * number + 1
        steps += 1
    return steps
