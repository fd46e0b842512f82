import queue
import threading

PATIENCE_S = 10
"""Far longer than any run takes; whoever has not ended by then is stuck."""


def play(game, order=("zero", "even", "odd"), print_number=None):
    """What the three threads print, started in the order given; fails if one raises or never ends."""
    printed, ended = [], queue.Queue()

    def run(name):
        try:
            getattr(game, name)(print_number(printed) if print_number else printed.append)
        except BaseException as error:
            ended.put(f"{name} raised {error!r}")
        else:
            ended.put(None)

    for name in order:
        threading.Thread(target=run, args=(name,), daemon=True).start()
    for _ in order:
        try:
            problem = ended.get(timeout=PATIENCE_S)
        except queue.Empty:
            problem = "a thread is stuck"
        assert problem is None, f"{problem}; printed {printed}"
    return printed


def expected(n):
    return [number for i in range(1, n + 1) for number in (0, i)]
