"""Eighteen right classes, each beside a faulty one and beside the same in other words, in real sandboxes."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.workflows.compare import Compared, Shown, compare_paths, compare_tasks

CORPUS = Path(__file__).parents[2] / "corpus" / "differential" / "python_classes"
PATIENT = 120.0
"""Seconds, so that nothing here depends on the speed of the machine."""


def test_every_fault_is_found_in_a_few_calls() -> None:
    found = compare_paths(CORPUS / "right.py", CORPUS / "buggy.py", budget_s=PATIENT)
    assert len(found) == 18
    assert {one.kind for one in found} == {"class"}
    shown = {one.entry: one.shown for one in found if one.shown is not None and not one.shown.weak}
    assert shown.keys() == {one.entry for one in found}
    assert max(len(one.steps) for one in shown.values()) <= 7
    assert shown["RateLimiter"].call == "limiter = RateLimiter(1, 1.0); limiter.allow(); # 1.0 s later; limiter.allow()"
    assert shown["Counter"].call == "counter = Counter(); counter.increase(0); counter.value"


def test_the_same_in_other_words_is_alike() -> None:
    found = compare_paths(CORPUS / "right.py", CORPUS / "rewritten.py", budget_s=PATIENT)
    assert len(found) == 18
    assert {one.entry: one.shown for one in found if one.shown is not None} == {}
    assert all(one.tried > 1000 and one.returned and not one.reason for one in found)
    told = {one.entry: one.only_second for one in found if one.only_second}
    assert told == {"FIFOCache": ("keys_in_order",), "BankAccount": ("balance",)}


def pair(folder: Path, first: str, second: str) -> Compared:
    for name, text in (("one.py", first), ("two.py", second)):
        (folder / name).write_text(text)
    (found,) = compare_paths(folder / "one.py", folder / "two.py", budget_s=PATIENT)
    return found


def shown(folder: Path, first: str, second: str) -> Shown:
    found = pair(folder, first, second).shown
    assert found is not None
    return found


BOX = """\
class Box:
    def __init__(self, items: list[int] | None = None):
        self._items = {made}

    def add(self, item: int) -> None:
        self._items.append(item)

    def items(self) -> list[int]:
        return {given}
"""


def test_state_that_objects_share_shows_in_a_second_object(tmp_path: Path) -> None:
    second = "class Box:\n    _items = []\n" + "\n".join(
        BOX.format(made="0", given="list(self._items)").split("\n")[4:]
    )
    first = "class Box:\n    def __init__(self):\n        self._items = []\n" + second.partition("_items = []\n")[2]
    found = shown(tmp_path, first, second)
    assert found.call == "box = Box(); box.add(0); box = Box(); box.items()"
    assert (found.first, found.second) == ("returns []", "returns [0]")


def test_a_missing_copy_shows_when_the_caller_changes_what_it_was_given(tmp_path: Path) -> None:
    copies, leaks = (BOX.format(made="[]", given=given) for given in ("list(self._items)", "self._items"))
    found = shown(tmp_path, copies, leaks)
    assert [step.call for step in found.steps[1:]] == [
        "box.items()",
        "# the caller changes what it was given",
        "box.items()",
    ]
    assert found.steps[-1].differs


def test_what_lies_open_anyway_may_be_given_away(tmp_path: Path) -> None:
    open_, copies = (
        BOX.format(made="[]", given=given).replace("_items", "items_") for given in ("self._items", "list(self._items)")
    )
    assert pair(tmp_path, open_, copies).shown is None


COUNT = "class Count:\n    def __init__(self): self.n = 0\n    def up(self, by: int): self.n += by\n"


def test_an_attribute_that_the_class_uses_itself_is_told_and_does_not_count(tmp_path: Path) -> None:
    reads = COUNT + "    def twice(self): return 2 * (self.n % 5)\n"
    found = shown(tmp_path, reads, reads.replace("self.n += by", "self.n = (self.n + by) % 5"))
    assert (found.differs_in, found.weak) == ("state", True)


def test_an_attribute_that_is_all_there_is_counts(tmp_path: Path) -> None:
    found = shown(tmp_path, COUNT, COUNT.replace("+= by", "+= 2 * by"))
    assert (found.call, found.first, found.second) == ("count = Count(); count.up(1); count.n", "has 1", "has 2")


STEP = "class Thing:\n    def go(self, x: int):\n        return x\n    def end(self):\n        {}\n"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("while True: pass", "does not come to an end in its time"),
        ("import threading; threading.Event().wait()", "does not come to an end in its time"),
        ("import queue; queue.SimpleQueue().get()", "does not come to an end in its time"),
        ("import os; os._exit(4)", "ends its process"),
        ("raise SystemExit", "raises SystemExit"),
        ("print('seen')", "prints 'seen\\n'"),
    ],
)
def test_whatever_a_method_does_is_told_at_its_step(tmp_path: Path, body: str, told: str) -> None:
    found = shown(tmp_path, STEP.format("pass"), STEP.format(body))
    assert found.steps[-1].call == "thing.end()"
    assert told in found.steps[-1].second


def test_own_exceptions_of_the_same_name_are_the_same(tmp_path: Path) -> None:
    first = (
        "class Empty(Exception): ...\nclass Line:\n    def pop(self): raise Empty('one')\n    def add(self, x: int): 0"
    )
    found = pair(tmp_path, first, first.replace("(Exception)", "(LookupError)").replace("'one'", "'other'"))
    assert found.shown is None


def test_sleeping_takes_no_time_and_both_see_the_same_clock(tmp_path: Path) -> None:
    first = (
        "import time, threading\nclass Nap:\n"
        "    def sleep(self, seconds: int): time.sleep(3600); return time.time()\n"
        "    def wait(self, seconds: int): return threading.Event().wait(3600), time.monotonic()\n"
    )
    second = (
        "import asyncio, datetime\nclass Nap:\n"
        "    async def sleep(self, seconds: int):\n"
        "        await asyncio.sleep(3600)\n        return datetime.datetime.now().timestamp()\n"
        "    async def wait(self, seconds: int):\n"
        "        try:\n            await asyncio.wait_for(asyncio.Event().wait(), 3600)\n"
        "        except TimeoutError:\n            return False, asyncio.get_running_loop().time()\n"
    )
    found = pair(tmp_path, first, second)
    assert found.shown is None
    assert found.returned == found.tried


def test_threads_of_its_own_do_not_stop_the_search(tmp_path: Path) -> None:
    text = (
        "import threading, time\nclass Cleaner:\n    def __init__(self):\n        self._n = 0\n"
        "        threading.Thread(target=self._run).start()\n    def _run(self):\n        while True: time.sleep(1)\n"
        "    def count(self) -> int:\n        self._n += {}\n        return self._n\n"
    )
    found = shown(tmp_path, text.format(1), text.format("2 - (self._n < 2)"))
    assert found.call == "cleaner = Cleaner(); cleaner.count(); cleaner.count(); cleaner.count()"


def test_a_task_that_asks_for_a_class_is_compared_with_its_reference() -> None:
    sample = Path(__file__).parents[3] / "samples" / "lfu-cache"
    found = [one for one in compare_tasks(sample, budget_s=PATIENT) if isinstance(one, Compared)]
    assert {(one.first, one.kind) for one in found} == {("reference", "class")}
    assert not any(one.reason for one in found)


def test_a_further_object_finds_what_the_first_one_held_let_go(tmp_path: Path) -> None:
    text = (
        "import sqlite3\nclass Notes:\n    def __init__(self):\n        self._db = sqlite3.connect('notes')\n"
        "        self._db.execute('CREATE TABLE IF NOT EXISTS notes (text)')\n"
        "    def add(self, text: str):\n        self._db.execute('INSERT INTO notes VALUES (?)', (text,)){}\n"
        "    def count(self) -> int:\n        return self._db.execute('SELECT count(*) FROM notes').fetchone()[0]\n"
    )
    found = shown(tmp_path, text.format("; self._db.commit()"), text.format(""))
    assert found.call == "notes = Notes(); notes.add('a'); notes = Notes(); notes.count()"
    assert (found.first, found.second) == ("returns 1", "returns 0")
