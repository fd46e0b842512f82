"""The same functions, which keep what is written of them."""


def median(values: list[float]) -> float:
    """The middle value of a non-empty list.

    >>> median([3.0, 1.0, 2.0])
    2.0
    """
    return sorted(values)[len(values) // 2]


def chunks(items: list[int], size: int) -> list[list[int]]:
    """Split ``items`` into lists of ``size``.

    Raises:
        ValueError: if size is zero.
    """
    if size <= 0:
        raise ValueError("size must be positive")
    return [items[at : at + size] for at in range(0, len(items), size)]


def first_word(text: str) -> str:
    """The first word; returns an empty string if text is empty."""
    return text.split(" ")[0]


def initials(name: str) -> str:
    """Initials in capitals, such as initials("ada lovelace") == "AL"."""
    return "".join(part[0].upper() for part in name.split())


def index_of(values: list[int], wanted: int) -> int:
    """The place of ``wanted``, or -1."""
    for at, value in enumerate(values):
        if value == wanted:
            return at
    return -1


def ranked(scores: list[int]) -> list[int]:
    """Scores from the best down. Does not modify its argument."""
    return sorted(scores, reverse=True)


def average(values: list[float]) -> float:
    """The mean of the values.

    Raises:
        ValueError: if values is empty.
    """
    if not values:
        raise ValueError("values is empty")
    return sum(values) / len(values)
