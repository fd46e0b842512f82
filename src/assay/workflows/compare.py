"""Compare: an input on which two pieces of code that should do the same do not, or how much was tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from assay.domain.task import Language, Task
from assay.errors import InputError, RecordError, ToolUnavailable
from assay.evidence.caller import CALLERS
from assay.evidence.differential import telling
from assay.evidence.differential.objects import showing
from assay.evidence.differential.objects.pairing import ObjectSide, common_classes
from assay.evidence.differential.objects.searching import ObjectComparison, compare_objects
from assay.evidence.differential.objects.showing import StepShown
from assay.evidence.differential.pairing import caller_of, common_functions, hints_of
from assay.evidence.differential.search import Comparison, Side, compare_functions
from assay.evidence.object_caller import ObjectCaller
from assay.evidence.sandbox import choose_sandbox
from assay.interchange import read_tasks
from assay.workflows.loose_files import loose_files

REFERENCE = "reference"
"""The name of a task's reference in a comparison."""

_MOST_FUNCTIONS = 20


@dataclass(frozen=True)
class Shown:
    """A witness in words. ``weak``: both raise, only not the same; ``guessed``: nothing says what arguments are."""

    call: str
    first: str
    second: str
    differs_in: str
    weak: bool
    guessed: bool
    steps: tuple[StepShown, ...] = ()
    """Of a class: each call in turn, the last of which differs."""


@dataclass(frozen=True)
class Compared:
    """One function or class on both sides, or, with ``reason``, why it was not compared. No witness proves nothing
    equal. ``only_first``, ``only_second``: methods that one of two classes lacks, or that take other arguments there.
    """

    first: str
    second: str
    entry: str
    task: str | None = None
    shown: Shown | None = None
    tried: int = 0
    returned: int = 0
    reason: str = ""
    only_first: tuple[str, ...] = ()
    only_second: tuple[str, ...] = ()
    kind: Literal["function", "class"] = "function"


@dataclass(frozen=True)
class _Code:
    """One side before its function is found. ``texts`` may hold examples of calls."""

    name: str
    files: Mapping[str, str]


def compare_paths(first: Path, second: Path, *, entry: str | None = None, budget_s: float = 8.0) -> list[Compared]:
    """Compare two files, or two folders of files, in one language: ``entry``, or each function and class of both.

    Raises:
        InputError: a path does not exist, the languages differ, or there is nothing to compare.
        ToolUnavailable: the language's toolchain is not installed.
        SandboxUnavailable: a required layer does not work here.
    """
    sides = [_read(first), _read(second)]
    languages = {language for language, _ in sides}
    if len(languages) > 1:
        both = " and ".join(sorted(languages))
        raise InputError(f"{first} and {second} are written in {both}", remedy="compare code of one language")
    codes = [_Code(str(path), files) for path, (_, files) in zip((first, second), sides, strict=True)]
    found = list(_compare(languages.pop(), codes[0], codes[1], entry, [], budget_s))
    if all(one.reason for one in found) and found:
        raise InputError(found[0].reason, where=f"{first}, {second}", remedy="name a function with --entry")
    return found


def compare_tasks(path: Path, *, entry: str | None = None, budget_s: float = 8.0) -> Iterator[Compared | RecordError]:
    """Compare each candidate with the task's reference, or, where there is none, with every other candidate.

    Raises:
        InputError: the path does not exist.
        ToolUnavailable, SandboxUnavailable: as :func:`compare_paths`.
    """
    for task in read_tasks(path):
        if isinstance(task, RecordError):
            yield task
            continue
        texts = [task.prompt, *task.tests.files.values()]
        for first, second in _pairs(task):
            for one in _compare(task.language, first, second, entry or task.entry_point, texts, budget_s):
                yield Compared(**{**one.__dict__, "task": task.id})


def _pairs(task: Task) -> list[tuple[_Code, _Code]]:
    codes = [_Code(one.id, {**task.files, **one.files}) for one in task.candidates]
    if task.reference is not None:
        reference = _Code(REFERENCE, {**task.files, **task.reference.files})
        return [(reference, code) for code in codes]
    return [(first, second) for at, first in enumerate(codes) for second in codes[at + 1 :]]


def _read(path: Path) -> tuple[Language, dict[str, str]]:
    files: dict[Language, dict[str, str]] = {}
    for file in loose_files([path]):
        if isinstance(file, RecordError):
            raise file
        below = Path(file.shown).absolute()
        name = below.relative_to(path.absolute()).as_posix() if path.is_dir() else path.name
        files.setdefault(file.language, {})[name] = file.text
    callable_ = {language: texts for language, texts in files.items() if caller_of(language)}
    if not callable_:
        known = ", ".join(sorted(language for caller in CALLERS for language in caller.languages))
        raise InputError("holds no code whose functions can be called", where=str(path), remedy=f"languages: {known}")
    return max(callable_.items(), key=lambda one: len(one[1]))


def _compare(
    language: Language, first: _Code, second: _Code, entry: str | None, texts: Sequence[str], budget_s: float
) -> Iterator[Compared]:
    caller = caller_of(language)
    if caller is None:
        yield Compared(first.name, second.name, entry or "", reason=f"functions in {language} cannot be called yet")
        return
    if (missing := caller.missing()) is not None:
        raise ToolUnavailable(missing.reason, remedy=missing.install)
    functions = common_functions(caller, first.files, second.files, entry)
    classes = common_classes(caller, first.files, second.files, entry)
    if not functions and not classes:
        what = f"no function {entry!r} in both" if entry else "no function of the same name in both"
        also = ", and no class" if isinstance(caller, ObjectCaller) else "; only functions are compared"
        yield Compared(first.name, second.name, entry or "", reason=f"{what}{also}")
        return
    for one, other in functions[:_MOST_FUNCTIONS]:
        sides = Side(first.files, one), Side(second.files, other)
        found = compare_functions(caller, choose_sandbox(), *sides, hints_of(sides, texts), budget_s)
        shown, reason = _shown(found, one.entry, language), ""
        if shown is None and not found.returned:
            reason = _untaken(one.entry, "inputs", found)
        yield Compared(first.name, second.name, one.entry, None, shown, found.tried, found.returned, reason)
    for made, remade in classes[:_MOST_FUNCTIONS]:
        pair = ObjectSide(first.files, made), ObjectSide(second.files, remade)
        yield _compare_classes(cast("ObjectCaller", caller), first.name, second.name, pair, texts, budget_s)


def _compare_classes(
    caller: ObjectCaller,
    first: str,
    second: str,
    sides: tuple[ObjectSide, ObjectSide],
    texts: Sequence[str],
    budget_s: float,
) -> Compared:
    entry = sides[0].blueprint.entry
    reference = 0 if first == REFERENCE else None
    found = compare_objects(caller, choose_sandbox(), sides, texts, budget_s, reference)
    shown, reason = _class_shown(found, sides[0]), ""
    if shown is None and not found.tried:
        reason = f"{entry}: both have it, but no method that takes the same arguments"
    elif shown is None and not found.returned:
        reason = _untaken(entry, "usages", found)
    only = found.only_first, found.only_second
    return Compared(first, second, entry, None, shown, found.tried, found.returned, reason, *only, "class")


def _untaken(entry: str, what: str, found: Comparison | ObjectComparison) -> str:
    told = f"; the first {telling.outcome(found.refused)}" if found.refused else ""
    return f"{entry}: none of {found.tried:,} {what} was taken by both{told}"


def _class_shown(found: ObjectComparison, side: ObjectSide) -> Shown | None:
    witness = found.witness
    if witness is None:
        return None
    return Shown(
        showing.usage(witness, side),
        showing.came_of(witness, witness.first),
        showing.came_of(witness, witness.second),
        witness.apart.difference.aspect,
        witness.apart.difference.weak,
        witness.guessed,
        showing.steps(witness, side),
    )


def _shown(found: Comparison, entry: str, language: Language) -> Shown | None:
    witness = found.witness
    if witness is None:
        return None
    return Shown(
        telling.call(entry, witness.arguments, language),
        telling.outcome(witness.first),
        telling.outcome(witness.second),
        witness.difference.aspect,
        witness.difference.weak,
        witness.guessed,
    )
