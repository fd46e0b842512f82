from collections.abc import Callable
from threading import Semaphore


class ZeroEvenOdd:
    """Whoever has printed lets the next one go on."""

    def __init__(self, n: int) -> None:
        self._n = n
        self._zero, self._even, self._odd = Semaphore(1), Semaphore(0), Semaphore(0)

    def zero(self, printNumber: Callable[[int], None]) -> None:
        for i in range(1, self._n + 1):
            self._zero.acquire()
            printNumber(0)
            (self._odd if i % 2 else self._even).release()

    def even(self, printNumber: Callable[[int], None]) -> None:
        self._print(range(2, self._n + 1, 2), self._even, printNumber)

    def odd(self, printNumber: Callable[[int], None]) -> None:
        self._print(range(1, self._n + 1, 2), self._odd, printNumber)

    def _print(self, numbers: range, turn: Semaphore, print_number: Callable[[int], None]) -> None:
        for number in numbers:
            turn.acquire()
            print_number(number)
            self._zero.release()
