"""The race probe on classes that are faulty or right by construction: every fault found, no right one accused."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.domain.finding import Category, Proof, Severity, SourceKind
from assay.errors import InputError
from assay.evidence.probe import PROBES, ProbeReport, ProbeSubject
from assay.evidence.sandbox import choose_sandbox

CORPUS = Path(__file__).parents[3] / "corpus" / "race"
RACE = PROBES.get("race")

EXPECTED = {
    "accounts.py": ("deadlock", 833, "with self._there, self._here:"),
    "async_cache.py": ("calls", 362, "value = await loader()"),
    "async_stock.py": ("outcome", 362, "await asyncio.sleep(0.01)"),
    "bounded_queue.py": ("outcome", 362, "return len(self._items) >= self._capacity"),
    "connection_pool.py": ("outcome", 362, "self._made += 1"),
    "counter.py": ("outcome", 362, "value = self._current()"),
    "event_bus.py": ("exception", 362, "del self._handlers[topic]"),
    "lazy_singleton.py": ("outcome", 362, "cls._instance = Settings()"),
    "lru.py": ("exception", 362, "self._entries.move_to_end(key)"),
    "once.py": ("calls", 362, "with self._lock:"),
    "single_flight.py": ("cancelled", 833, "value = await func()"),
    "rate_limiter.py": ("outcome", 362, "with self._lock:"),
}
"""File to rule, CWE, and the method in which, within three lines, the finding must stand."""


def examine(source: str, entry_point: str | None = None, prompt: str = "") -> ProbeReport:
    return RACE.examine(choose_sandbox(), ProbeSubject({"subject.py": source}, entry_point, prompt))


def test_every_faulty_class_has_a_right_twin() -> None:
    names = [{path.name for path in (CORPUS / kind).glob("*.py")} for kind in ("faulty", "right")]
    assert names[0] == names[1] == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_fault_is_found_at_its_place(name: str) -> None:
    rule, cwe, text = EXPECTED[name]
    source = (CORPUS / "faulty" / name).read_text()
    report = examine(source)
    assert {(one.source.rule, one.cwe) for one in report.findings} == {(rule, cwe)}
    finding = report.findings[0]
    near = range(finding.start_line - 4, finding.start_line + 3)
    assert any(text in line for number, line in enumerate(source.split("\n"), 1) if number in near)
    assert finding.category is Category.CONCURRENCY
    assert finding.source.kind is SourceKind.PROBE
    assert finding.proof is Proof.DEMONSTRATED
    assert "thread 2" in finding.explanation or "task 2" in finding.explanation
    assert "Replayed 10 of 10 times" in finding.explanation


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_right_twin_is_not_accused(name: str) -> None:
    report = examine((CORPUS / "right" / name).read_text())
    assert report.findings == ()
    assert report.missing == ()
    assert "no more than these within 1 preemption" in report.tried


@pytest.mark.parametrize("name", ["lru.py", "async_cache.py", "async_stock.py", "single_flight.py"])
def test_a_schedule_replays_ten_times_and_not_on_the_right_twin(name: str) -> None:
    report = examine((CORPUS / "faulty" / name).read_text())
    (record,) = report.replays
    sandbox = choose_sandbox()
    for kind, again in (("faulty", 10), ("right", 0)):
        subject = ProbeSubject({"subject.py": (CORPUS / kind / name).read_text()})
        assert RACE.replay(sandbox, subject, record) == (again, 10)


def test_a_record_that_is_no_schedule_is_refused() -> None:
    with pytest.raises(InputError, match="no schedule of the race probe: kind"):
        RACE.replay(choose_sandbox(), ProbeSubject({}), {"line": 3})


def test_the_same_code_gives_the_same_report() -> None:
    source = (CORPUS / "faulty" / "connection_pool.py").read_text()
    assert examine(source) == examine(source)


EXPIRING = """
import threading, time

class Cache:
    '''Shared between threads.'''
    def __init__(self, ttl):
        self._ttl = ttl
        self._lock = threading.Lock()
        self._entries = {}

    def put(self, key, value):
        with self._lock:
            self._entries[key] = (time.monotonic() + self._ttl, value)

    def get(self, key):
        LOOK
"""
LATE = "now = time.monotonic()\n        with self._lock:\n            until, value = self._entries.get(key, (0, None))"
IN_TIME = (
    "with self._lock:\n            now = time.monotonic()\n            until, value = self._entries.get(key, (0, None))"
)
ANSWER = "\n            return value if now < until else None"


def test_a_time_read_before_the_lock_hands_out_what_has_expired() -> None:
    (finding,) = examine(EXPIRING.replace("LOOK", LATE + ANSWER)).findings
    assert (finding.source.rule, finding.cwe, finding.severity) == ("expired", 672, Severity.MAJOR)
    assert finding.start_line == 16
    assert examine(EXPIRING.replace("LOOK", IN_TIME + ANSWER)).findings == ()


UNGUARDED = """
class Tally:
    def __init__(self):
        self._count = 0
    def add(self):
        self._count += 1
    def value(self):
        return self._count
"""


def test_where_only_a_free_threaded_build_switches_it_says_so() -> None:
    (finding,) = examine(UNGUARDED, entry_point="Tally", prompt="A counter that many threads share.").findings
    assert finding.severity is Severity.MINOR
    assert "A free-threaded build may switch here" in finding.explanation
    assert finding.confidence is not None
    assert finding.confidence < 0.7


def test_code_that_does_not_speak_of_threads_is_left_alone() -> None:
    subject = ProbeSubject({"subject.py": UNGUARDED}, "Tally", "A counter.")
    assert not RACE.applies(subject)
    assert RACE.examine(choose_sandbox(), subject) == ProbeReport()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("def __init__(self, gadget): pass", "the argument gadget of Odd cannot be guessed"),
        ("def __init__(self): threading.Thread(target=print).start()", "starts threads of its own"),
        ("def __init__(self): raise OSError('no disk')", "OSError: no disk"),
    ],
)
def test_what_cannot_be_examined_is_said(body: str, reason: str) -> None:
    source = f"import threading\nLOCK = 'Lock('\nclass Odd:\n    '''For threads.'''\n    {body}\n"
    report = examine(source.replace("gadget)", "gadget: dict)"))
    assert report.findings == ()
    assert any(reason in one for one in report.missing)


HOSTILE = {
    "ends the process": "import os, threading\nclass A:\n    '''thread'''\n    def go(self): os._exit(0)\n",
    "never ends": "import threading\nclass A:\n    '''thread'''\n    def go(self):\n        while True: str(1)\n",
    "is no program": "import threading\nclass A(:\n",
    "swallows what ends it": (
        "import threading\nclass A:\n    '''thread'''\n    def __init__(self): self._lock = threading.Lock()\n"
        "    def go(self):\n        while True:\n            try:\n                with self._lock: str(1)\n"
        "            except BaseException: pass\n"
    ),
}


@pytest.mark.parametrize("name", sorted(HOSTILE.keys() - {"swallows what ends it"}))
def test_hostile_code_costs_a_bounded_time_and_no_verdict(name: str) -> None:
    report = examine(HOSTILE[name])
    assert report.findings == ()


def test_what_swallows_what_ends_it_is_told_so_before_its_time_is_over() -> None:
    report = examine(HOSTILE["swallows what ends it"])
    assert report.missing == ("A: an operation never ends, whatever is done to end it",)


SPINS = """
from threading import Lock


class Printer:
    def __init__(self, n: int):
        self.n = n
        self.lock = Lock()
        self.curr = 1

    def even(self, show) -> None:
        while True:
            self.lock.acquire()
            if self.curr > self.n:
                self.lock.release()
                break
            if self.curr % 2 == 0:
                show()
                self.curr += 1
            else:
                self.lock.release()

    def odd(self, show) -> None:
        while True:
            self.lock.acquire()
            if self.curr > self.n:
                self.lock.release()
                break
            if self.curr % 2 == 1:
                show()
                self.curr += 1
            else:
                self.lock.release()
"""


def test_methods_that_spin_for_ever_cost_no_answer() -> None:
    report = examine(SPINS)
    assert report.missing == ()
    assert report.tried
