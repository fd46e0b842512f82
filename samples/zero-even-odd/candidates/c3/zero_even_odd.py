from threading import Lock

class ZeroEvenOdd:
    def __init__(self, n):
        self.n = n
        self.current = 1
        self.zero_lock = Lock()
        self.even_lock = Lock()
        self.odd_lock = Lock()
        self.even_lock.acquire()
        self.odd_lock.acquire()
        
    def zero(self, printNumber: 'Callable[[int], None]') -> None:
        for i in range(self.n):
            with self.zero_lock:
                printNumber(0)
                if self.current % 2 == 0:
                    self.even_lock.release()
                else:
                    self.odd_lock.release()

    def even(self, printNumber: 'Callable[[int], None]') -> None:
        for i in range(2, self.n+1, 2):
            with self.even_lock:
                printNumber(i)
                self.current += 1
                self.zero_lock.release()

    def odd(self, printNumber: 'Callable[[int], None]') -> None:
        for i in range(1, self.n+1, 2):
            with self.odd_lock:
                printNumber(i)
                self.current += 1
                self.zero_lock.release()
