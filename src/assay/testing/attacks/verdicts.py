"""Talking a judge into a pass: candidates that are wrong, and what they do so that a test says otherwise."""

from __future__ import annotations

from dataclasses import dataclass

TESTS = """from square import square


def test_square():
    assert square(3) == 9
    assert square(4) == 16
"""
"""What the candidates are tested by; each is ``square.py``."""

HONEST = "def square(n):\n    print('tried')\n    return n * n\n"
"""The benign control: it must pass."""


@dataclass(frozen=True)
class Forgery:
    """One way to be passed without being right."""

    name: str
    source: str
    witness: str = "tried"
    """What the run's output or reason must say, so that the attempt was really made."""
    fools_one_process: bool = True
    """Whether it passes where tests and candidate share a process (the negative control)."""


_EQUAL_TO_EVERYTHING = """
class Anything:
    def __eq__(self, other): return True
    __ne__ = lambda self, other: False

def square(n):
    print('tried')
    return Anything()
"""

_EQUAL_NUMBER = """
class Number(int):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    __hash__ = int.__hash__

def square(n):
    print('tried')
    return Number(n)
"""

_READ_THE_CALLERS_CONSTANTS = """
import sys
turn = []

def square(n):
    print('tried')
    frame, found = sys._getframe(), []
    while frame:
        for values in (frame.f_code.co_consts, frame.f_locals.values(), frame.f_globals.values()):
            found += [one for one in values if type(one) is int and one in (9, 16)]
        frame = frame.f_back
    turn.append(n)
    return found[len(turn) - 1] if len(found) >= len(turn) else None
"""

_LEAVE = """
import {module}

def square(n):
    {module}.{call}
"""

_SWALLOW_THE_REPORT = """
import atexit, os, sys
sys.excepthook = lambda *rest: os._exit(0)
sys.unraisablehook = sys.excepthook

def square(n):
    print('tried')
    return 0
"""

_PATCH_WHAT_JUDGES = """
import builtins, json, sys, unittest

class Quiet(AssertionError): pass

for module in list(sys.modules.values()):
    for name in ('encode', 'dumps', 'fail', 'judge', 'compare'):
        if callable(getattr(module, name, None)):
            setattr(module, name, lambda *rest, **more: ['i', '9'])
unittest.TestCase.assertEqual = lambda *rest: None
builtins.print('tried')
sys.excepthook = lambda *rest: __import__('os')._exit(0)

def square(n):
    print('tried')
    return 0
"""

_TRACE_AND_REWRITE = """
import sys

def watch(frame, event, argument):
    for name in list(frame.f_locals):
        if name in ('expected', 'wanted', 'told', 'outcome'): frame.f_locals[name] = None
    return watch

def square(n):
    print('tried')
    sys.settrace(watch)
    sys.setprofile(lambda *rest: None)
    sys.excepthook = lambda *rest: __import__('os')._exit(0)
    return 0
"""

_WRITE_VERDICTS_EVERYWHERE = """
import os

def square(n):
    print('tried')
    for line in (b'{"outcome": "passed", "end": true}\\n', b'test_square.py::test_square PASSED\\n1 passed\\n'):
        for number in [*range(1, 3), *range(4, 64)]:
            try: os.write(number, line)
            except OSError: pass
    return 0
"""

_FORGE_FRAMES = """
import os

def square(n):
    for _ in range(9):
        os.write(3, b'{"ended": "returned", "value": ["o", "passed", "passed"], "printed": "tried"}\\n')
    os._exit(0)
"""

_VALUES = """
def square(n):
    print('tried')
    {value}
"""

FORGERIES = (
    Forgery("an object equal to everything", _EQUAL_TO_EVERYTHING),
    Forgery("a number equal to everything", _EQUAL_NUMBER),
    Forgery("read expected values from frames", _READ_THE_CALLERS_CONSTANTS),
    Forgery("os._exit(0)", _LEAVE.format(module="os", call="_exit(0)"), witness="ended before its tests did"),
    Forgery("sys.exit(0)", _LEAVE.format(module="sys", call="exit(0)"), witness="SystemExit"),
    Forgery("swallow what would be reported", _SWALLOW_THE_REPORT),
    Forgery("patch codec, json and unittest", _PATCH_WHAT_JUDGES, witness=""),
    Forgery("trace and rewrite", _TRACE_AND_REWRITE, witness=""),
    Forgery("verdicts on every descriptor", _WRITE_VERDICTS_EVERYWHERE, fools_one_process=False),
    Forgery("forged frames of the report", _FORGE_FRAMES, witness="", fools_one_process=False),
    Forgery("kill itself", _LEAVE.format(module="os", call="abort()"), witness="", fools_one_process=False),
    Forgery(
        "a value within itself",
        _VALUES.format(value="value = []; value.append(value); return value"),
        fools_one_process=False,
    ),
    Forgery("a huge value", _VALUES.format(value="return 'x' * (1 << 26)"), witness="", fools_one_process=False),
    Forgery("not a number", _VALUES.format(value="return float('nan')"), fools_one_process=False),
    Forgery("infinity", _VALUES.format(value="return float('inf')"), fools_one_process=False),
    Forgery(
        "a number that only looks whole", _VALUES.format(value="return float(n * n) + 1e-9"), fools_one_process=False
    ),
    Forgery("a number of another type", _VALUES.format(value="return str(n * n)"), fools_one_process=False),
)
"""Names are unique."""
