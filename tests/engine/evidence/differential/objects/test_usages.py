"""What is tried on a class, read from what is written, drawn and made smaller; nothing here runs a candidate."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assay.evidence.caller import Ended, Outcome
from assay.evidence.callers.python import plugin as python
from assay.evidence.differential.judge import Aspect
from assay.evidence.differential.kinds import TEXT, WHOLE
from assay.evidence.differential.objects.judging import apart
from assay.evidence.differential.objects.pairing import ObjectSide, shared
from assay.evidence.differential.objects.planning import Planner
from assay.evidence.differential.objects.reading import attributes_named, written_usages
from assay.evidence.differential.objects.shrinking import shorter, simpler, size
from assay.evidence.differential.objects.telling import usage_told, variable
from assay.evidence.object_caller import AGAIN, WAIT, Blueprint, Life, Manner, Need, StandIn, Step, Taken, Usage

CACHE = '''\
import time
from dataclasses import dataclass, field

class Cache:
    """
    >>> cache = Cache(2)
    >>> cache.put("k", 7)
    """
    def __init__(self, size: int, clock=time.monotonic):
        self.size, self.hits = size, 0
        self._held = {}
    def put(self, key: str, value: int) -> None:
        if self.size < 0: raise ValueError
        self.hits += 1
    def load(self, key: str, loader):
        return loader(key)
    async def fetch(self, loader):
        return await loader()
    def merge(self, other):
        other.put("a", 1)
    def only(self, *, flag): ...
    def _hidden(self): ...
    def __len__(self): return 0
    @property
    def full(self): return False
    @staticmethod
    def version() -> int: return 1

@dataclass
class Point:
    x: int
    y: int = 0
    seen: list = field(default_factory=list)
    def norm(self): return self.x

class Broken(Exception):
    def why(self): ...

class _Private:
    def go(self): ...
'''


def blueprints(text: str) -> dict[str, Blueprint]:
    return {one.entry: one for one in python.blueprints({"m.py": text})}


def test_classes_are_read_without_running_them() -> None:
    found = blueprints(CACHE)
    assert found.keys() == {"Cache", "Point", "_Private"}
    cache = found["Cache"]
    operations = {one.name: one for one in cache.operations}
    assert operations.keys() == {"put", "load", "fetch", "merge", "__len__", "full", "version"}
    assert operations["full"].manner is Manner.PROPERTY
    assert [one.need for one in operations["load"].parameters] == [Need.VALUE, Need.FUNCTION]
    assert operations["fetch"].parameters[0].need is Need.COROUTINE
    assert operations["merge"].parameters[0].need is Need.PEER
    assert operations["version"].parameters == ()
    assert (cache.timed, cache.guarded, cache.shared, cache.shown) == (True, True, False, frozenset({"hits"}))
    assert [(one.name, one.optional) for one in found["Point"].parameters] == [
        ("x", False),
        ("y", True),
        ("seen", True),
    ]
    assert found["Point"].shown == {"x", "y", "seen"}
    assert blueprints("class C(") == {}


@pytest.mark.parametrize(
    "held", ["class C:\n    seen = []", "seen = {}\nclass C:", "class C:\n    def a(self, x=[]): ..."]
)
def test_what_objects_may_share_is_seen(held: str) -> None:
    assert blueprints(held + "\n    def b(self): ...\n")["C"].shared


WRITTEN = """\
class TestIt:
    def setUp(self):
        self.box = Box(size=3)
    def test_one(self):
        self.box.put("a", 1)
        time.sleep(2)
        assert self.box.put("b", 2) is None
        self.box.get("b")
        self.assertEqual(self.box.get("b"), unknown)
def test_two():
    box = Box(1)
    box["k"] = 5
    assert "k" in box and len(box) == box["k"]
    del box["k"]
    box.put(unknown, 1)
    other = Box(unknown)
    assert Box(4).get("x")
"""


def test_usages_are_read_from_tests_and_sessions() -> None:
    found = written_usages("Box", [Taken("size", WHOLE)], [WRITTEN, 'Say\n>>> b = Box(9)\n>>> b.get(\n...   "z")\n4\n'])
    assert sorted(usage_told(one, "Box", frozenset()) for one in found) == [
        "box = Box(1); box['k'] = 5; 'k' in box; len(box); box['k']; del box['k']",
        "box = Box(3); box.put('a', 1); # 2 s later; box.put('b', 2); box.get('b'); box.get('b')",
        "box = Box(4); box.get('x')",
        "box = Box(9); box.get('z')",
    ]
    assert attributes_named(["assert account.balance == account.view()"]) == {"balance"}


def planner(text: str) -> Planner:
    side = ObjectSide({"m.py": text}, blueprints(text)["Cache"])
    both = shared(side, side, [])
    assert both is not None
    return Planner(both.common, both.known)


def test_what_is_drawn_is_the_same_each_time_and_meets() -> None:
    one, other = planner(CACHE), planner(CACHE)
    drawn = one.drawn(60, (3, 8))
    assert drawn == other.drawn(60, (3, 8))
    assert one.short(50)[0] == Usage((2,), (Step("put", ("k", 7)),))
    steps = [step for usage in drawn for step in usage.steps]
    assert {WAIT, AGAIN} <= {step.operation for step in steps}
    assert any(isinstance(value, StandIn) for step in steps for value in step.arguments)
    keys = [{step.arguments[0] for step in usage.steps if step.operation == "put"} for usage in drawn]
    assert max(map(len, keys)) <= 4


def test_smaller_usages_keep_what_is_positive_so() -> None:
    usage = Usage((3,), (Step("put", ("abc", 10)), Step("get", ("abc",)), Step("get", ("b",))))
    assert Usage((3,), usage.steps[1:]) in list(shorter(usage))
    found = list(simpler(usage))
    assert all(one.made[0] > 0 for one in found if isinstance(one.made[0], int))
    assert replace(usage, steps=(Step("put", ("a", 10)), Step("get", ("a",)), usage.steps[2])) in found
    assert min(found, key=size) != usage


def returned(*values: int) -> Life:
    return Life(tuple(Outcome(Ended.RETURNED, ["i", str(one)]) for one in values))


def test_the_first_step_that_differs_is_named() -> None:
    usage = Usage((), (Step("a"), Step("b")))
    found = apart(usage, returned(0, 1, 2), returned(0, 1, 3))
    assert found is not None
    assert (found.at, found.difference.aspect) == (2, Aspect.VALUE)
    assert apart(usage, returned(0, 1, 2), returned(0, 1, 2)) is None


def test_attributes_count_where_they_are_promised() -> None:
    one, other = (replace(returned(0), state={"n": ["i", value], "_o": ["o", "T", value]}) for value in "12")
    for promised in (True, False):
        found = apart(Usage(), one, other, shown={"n"} if promised else ())
        assert found is not None
        assert (found.attribute, found.difference.aspect, found.difference.weak) == ("n", Aspect.STATE, not promised)


def test_a_refusal_of_guessed_arguments_is_weak() -> None:
    usage = Usage((), (Step("a", (1,)),))
    refused = Life((Outcome(Ended.RETURNED, ["n"]), Outcome(Ended.RAISED, error="TypeError")))
    for guessed in (True, False):
        found = apart(
            usage,
            Life((Outcome(Ended.RETURNED, ["n"]), Outcome(Ended.RETURNED, ["n"]))),
            refused,
            (),
            {"a"} if guessed else (),
        )
        assert found is not None
        assert found.difference.weak is guessed


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ("TTLCache", "cache"),
        ("BankAccount", "account"),
        ("URLHandler", "handler"),
        ("X2", "it"),
        ("lower", "lower_"),
        ("MyClass", "class_"),
    ],
)
def test_objects_are_called_as_a_person_would(entry: str, name: str) -> None:
    assert variable(entry) == name


def test_texts_of_a_usage() -> None:
    usage = Usage(
        (2,),
        (
            Step("put", ("a", StandIn(Need.FUNCTION, 3))),
            Step(WAIT, (1.5,)),
            Step(AGAIN),
            Step("full"),
            Step("merge", (StandIn(Need.PEER),)),
        ),
    )
    assert usage_told(usage, "TTLCache", frozenset({"full"})) == (
        "cache = TTLCache(2); cache.put('a', lambda *_: 3); # 1.5 s later; cache = TTLCache(2); cache.full; "
        "cache.merge(TTLCache(2))"
    )
    assert TEXT.known
