"""What sanitizers write to standard error, read as data: what went wrong, and the first of the candidate's lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_UNDEFINED = re.compile(r"^(?P<path>[^\s:]+):(?P<line>\d+):\d+: runtime error: (?P<said>.+)$")
_ERROR = re.compile(
    r"ERROR: AddressSanitizer: (?P<address>[\w-]+)|WARNING: (?P<race>ThreadSanitizer: data race|DATA RACE)"
)
_FRAME = re.compile(
    r"^\s*(?:#\d+ .*? )?(?P<path>/?[\w./+-]+\.(?:c|cc|cpp|cxx|h|hh|hpp|go)):(?P<line>\d+)(?::\d+)?"
    r"(?: \+0x\w+)?\s*(?:\(.*\))?$"
)
_WRITE = re.compile(r"^\s*WRITE of size", re.MULTILINE)
_MOST = 50

_CWES = (
    ("signed integer overflow", 190),
    ("division by zero", 369),
    ("null pointer", 476),
    ("out of bounds", 129),
    ("shift", 1335),
    ("insufficient space", 125),
    ("outside the range", 681),
)
_ADDRESS_CWES = {
    "heap-use-after-free": 416,
    "attempting": 415,
    "double-free": 415,
    "stack-use-after-return": 562,
    "stack-use-after-scope": 562,
    "SEGV": 476,
    "stack-overflow": 674,
    "alloc-dealloc-mismatch": 762,
    "out-of-memory": 789,
    "requested": 789,
}
UNDEFINED_BEHAVIOUR = 758


@dataclass(frozen=True)
class Report:
    """``rule`` is ``undefined``, ``race``, or the address sanitizer's name of the fault."""

    rule: str
    path: str
    line: int
    said: str
    cwe: int


def reports(output: str, files: Iterable[str]) -> list[Report]:
    """Each fault once, at most fifty; those that touch none of ``files`` are not the candidate's."""
    known = {name: name for name in files}
    found: dict[tuple[str, str, int], Report] = {}
    lines = output.splitlines()
    for at, line in enumerate(lines):
        for one in _at(lines, at, line, known):
            found.setdefault((one.rule, one.path, one.line), one)
        if len(found) >= _MOST:
            break
    return list(found.values())


def _at(lines: list[str], at: int, line: str, known: Mapping[str, str]) -> Iterator[Report]:
    if undefined := _UNDEFINED.match(line):
        path = _ours(undefined["path"], known)
        if path is not None:
            said = undefined["said"]
            cwe = next((number for words, number in _CWES if words in said), UNDEFINED_BEHAVIOUR)
            yield Report("undefined", path, int(undefined["line"]), said, cwe)
    elif error := _ERROR.search(line):
        block = lines[at : at + 60]
        place = next(filter(None, (_frame(one, known) for one in block)), None)
        if place is None:
            return
        if error["race"]:
            yield Report("race", *place, "two threads use the same memory at once, and one of them writes", 362)
            return
        kind = error["address"]
        cwe = _ADDRESS_CWES.get(kind, 787 if _WRITE.search("\n".join(block[:4])) else 125)
        yield Report(kind, *place, kind.replace("-", " "), cwe)


def _frame(line: str, known: Mapping[str, str]) -> tuple[str, int] | None:
    found = _FRAME.match(line)
    path = _ours(found["path"], known) if found else None
    return (path, int(found["line"])) if found and path is not None else None


def _ours(path: str, known: Mapping[str, str]) -> str | None:
    """The candidate's file that a path of the sandbox ends in."""
    parts = path.lstrip("./").split("/")
    return next((known[name] for cut in range(len(parts)) if (name := "/".join(parts[cut:])) in known), None)
