"""One seeded defect for each aspect."""

import hashlib
import threading


class Stock:
    """What is left; shared by threads."""

    def __init__(self) -> None:
        self._left = 10
        self._lock = threading.Lock()

    def left(self) -> int:
        with self._lock:
            return self._left

    def take(self) -> int:
        left = self.left()
        with self._lock:
            self._left = left - 1
            return self._left


def first(names: list[str]) -> str:
    if names:
        return names[0]


def stored(password: str) -> str:
    return hashlib.sha256(password.encode()).hexdigest()


def load(path):
    return open(path).read()


def label(kind, a, b, c, d, e, f, g):
    return f"{kind}{a}{b}{c}{d}{e}{f}{g}"
