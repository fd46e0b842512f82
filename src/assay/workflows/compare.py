"""Compare: an input on which two pieces of code that should do the same do not, or how much was tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assay.domain.task import Language, Task
from assay.errors import InputError, RecordError, ToolUnavailable
from assay.evidence.caller import CALLERS
from assay.evidence.differential import telling
from assay.evidence.differential.pairing import caller_of, common_functions, hints_of
from assay.evidence.differential.search import Comparison, Side, compare_functions
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


@dataclass(frozen=True)
class Compared:
    """One function on both sides, or, with ``reason``, why it was not compared. No witness proves nothing equal."""

    first: str
    second: str
    entry: str
    task: str | None = None
    shown: Shown | None = None
    tried: int = 0
    returned: int = 0
    reason: str = ""


@dataclass(frozen=True)
class _Code:
    """One side before its function is found. ``texts`` may hold examples of calls."""

    name: str
    files: Mapping[str, str]


def compare_paths(first: Path, second: Path, *, entry: str | None = None, budget_s: float = 8.0) -> list[Compared]:
    """Compare two files, or two folders of files, in one language: ``entry``, or every function that both have.

    Raises:
        InputError: a path does not exist, the languages differ, or there is no function to compare.
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
    pairs = common_functions(caller, first.files, second.files, entry)
    if not pairs:
        what = f"no function {entry!r} in both" if entry else "no function of the same name in both"
        yield Compared(first.name, second.name, entry or "", reason=f"{what}; only functions are compared")
    for one, other in pairs[:_MOST_FUNCTIONS]:
        sides = Side(first.files, one), Side(second.files, other)
        found = compare_functions(caller, choose_sandbox(), *sides, hints_of(sides, texts), budget_s)
        shown, reason = _shown(found, one.entry, language), ""
        if shown is None and not found.returned:
            told = f"; the first {telling.outcome(found.refused)}" if found.refused else ""
            reason = f"{one.entry}: none of {found.tried:,} inputs was taken by both{told}"
        yield Compared(first.name, second.name, one.entry, None, shown, found.tried, found.returned, reason)


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
