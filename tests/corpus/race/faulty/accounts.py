import threading


class Ledger:
    """Two pots of money under two locks."""

    def __init__(self) -> None:
        self._here = threading.Lock()
        self._there = threading.Lock()
        self.here = 10
        self.there = 10

    def send(self, amount: int) -> None:
        with self._here, self._there:
            self.here -= amount
            self.there += amount

    def fetch(self, amount: int) -> None:
        with self._there, self._here:
            self.there -= amount
            self.here += amount
