"""Evidence for coding assistants: code comes as text, within bounds, and no file of the user's is read.

What comes back is bounded too, and says what was left out.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from assay import run_tests
from assay.domain.record import Files
from assay.domain.task import Language, Tests
from assay.errors import AssayError, InputError
from assay.workflows.check import Checked, Placed, check
from assay.workflows.compare import Compared, compare_paths
from assay.workflows.recognize import language_of

MOST_FILES: Final = 50
MOST_LETTERS: Final = 500_000
"""In all files of one call."""
MOST_FINDINGS: Final = 100
MOST_SECONDS: Final = 60.0
_TEXT: Final = 1_000
_OUTPUT: Final = 8_000
_FILES: Final[TypeAdapter[dict[str, str]]] = TypeAdapter(Files)


def check_code(files: Mapping[str, str], select: Sequence[str] = (), *, run: bool = True) -> dict[str, Any]:
    """What analyzers and, if ``run``, probes find in ``files`` (path → text).

    Raises:
        InputError: the files are not usable, or ``select`` names nothing that exists.
    """
    given = _within_bounds(files)
    known = {path: text for path, text in given.items() if language_of(Path(path))}
    passed_over = sorted(given.keys() - known.keys())
    if not known:
        return {"findings": [], "left_out": 0, "tools": {}, "missing": [], "not_examined": passed_over}
    with _folder() as root:
        checked = check([_written(root, path, text) for path, text in known.items()], select=select, tests=run)
    return {
        "findings": [_finding(one, root) for one in checked.findings[:MOST_FINDINGS]],
        "left_out": max(0, len(checked.findings) - MOST_FINDINGS),
        "tools": dict(sorted(checked.tools.items())),
        "missing": _missing(checked, root),
        "not_examined": passed_over,
    }


def compare_code(
    first: Mapping[str, str], second: Mapping[str, str], entry: str | None = None, *, seconds: float = 8.0
) -> dict[str, Any]:
    """An input on which functions or classes of the two differ, looked for at most ``seconds`` each.

    Raises:
        InputError: the files are not usable, or there is nothing to compare.
        Unavailable: the toolchain or the sandbox is missing.
    """
    with _folder() as folder:
        sides = []
        for name, files in (("first", first), ("second", second)):
            for path, text in _within_bounds(files).items():
                _written(folder / name, path, text)
            sides.append(folder / name)
        found = compare_paths(sides[0], sides[1], entry=entry, budget_s=min(max(seconds, 0.1), MOST_SECONDS))
    compared = [_compared(one) for one in found[:MOST_FINDINGS]]
    return {"comparisons": compared, "differ": any(one["result"] == "differs" for one in compared)}


def run_code(
    language: str, files: Mapping[str, str], tests: Mapping[str, str], *, seconds: float = 10.0
) -> dict[str, Any]:
    """How ``tests`` (test files) end on ``files``, in the sandbox.

    Raises:
        InputError: the language is not known, or the files are not usable.
        Unavailable: no sandbox works here.
    """
    if language not in set(Language):
        raise InputError(f"no language {language!r}", remedy=f"known: {', '.join(sorted(Language))}")
    given, asked = _within_bounds(files), _within_bounds(tests)
    run = run_tests(Language(language), given, Tests(files=asked, timeout_s=min(max(seconds, 0.1), MOST_SECONDS)))
    return {
        "outcome": run.outcome.value,
        "reason": run.reason[:_TEXT],
        "passed": run.passed,
        "total": run.total,
        "tests": [
            {"id": one.id[:300], "outcome": one.outcome.value, "message": one.message[:_TEXT]}
            for one in run.tests[:MOST_FINDINGS]
        ],
        "left_out": max(0, len(run.tests) - MOST_FINDINGS),
        "output": run.output[-_OUTPUT:],
        "wall_s": round(run.wall_s, 3),
        "forgeable": run.forgeable,
        "evidence_class": run.evidence_class.value if run.evidence_class else None,
    }


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for one call. Errors name files in it as the caller knows them."""
    with tempfile.TemporaryDirectory(prefix="assay-") as folder:
        root = Path(folder).resolve()
        try:
            yield root
        except AssayError as error:
            raise type(error)(_told(error.what, root), where=_told(error.where, root), remedy=error.remedy) from None


def _within_bounds(files: Mapping[str, str]) -> dict[str, str]:
    if not files:
        raise InputError("there are no files", remedy="give at least one: path and text")
    letters = sum(len(path) + len(text) for path, text in files.items())
    if len(files) > MOST_FILES or letters > MOST_LETTERS:
        raise InputError(
            f"{len(files)} files with {letters:,} characters are too much for one call",
            remedy=f"give at most {MOST_FILES} files with {MOST_LETTERS:,} characters",
        )
    try:
        return _FILES.validate_python(dict(files))
    except ValidationError as error:
        raise InputError(f"a file is not usable: {error.errors()[0]['msg']}") from None


def _written(root: Path, path: str, text: str) -> Path:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="")
    return target


def _finding(placed: Placed, root: Path) -> dict[str, Any]:
    one = placed.finding
    return {
        "path": _told(placed.file, root),
        "start_line": one.start_line,
        "end_line": one.end_line,
        "severity": one.severity.value,
        "category": one.category.value,
        "cwe": one.cwe,
        "title": one.title,
        "explanation": one.explanation[:_TEXT],
        "proof": one.proof.value,
        "reproducer": {path: text[:_OUTPUT] for path, text in one.reproducer.files.items()} if one.reproducer else None,
        "says": [f"{source.name} {source.rule or ''}".strip() for source in (one.source, *one.witnesses)],
    }


def _missing(checked: Checked, root: Path) -> list[dict[str, str]]:
    listed = [(one.name, one.reason, one.install) for one in checked.gaps()]
    listed += [("file", str(error), "") for error in checked.errors]
    return [
        {"name": _told(name, root), "reason": _told(reason, root)[:_TEXT], "install": install}
        for name, reason, install in listed[:MOST_FINDINGS]
    ]


def _told(text: str, root: Path) -> str:
    """Names as the caller knows them."""
    return text.replace(f"{root}/", "")


def _compared(one: Compared) -> dict[str, Any]:
    result = "not-compared" if one.reason else "alike" if one.shown is None else "differs"
    if one.shown is not None and one.shown.weak:
        result = "differs-weakly"
    return {
        "entry": one.entry,
        "result": result,
        "reason": one.reason[:_TEXT],
        "tried": one.tried,
        "call": one.shown.call[:_TEXT] if one.shown else None,
        "first": one.shown.first[:_TEXT] if one.shown else None,
        "second": one.shown.second[:_TEXT] if one.shown else None,
        "steps": [
            {"call": step.call[:_TEXT], "first": step.first[:_TEXT], "second": step.second[:_TEXT]}
            for step in (one.shown.steps[:20] if one.shown else ())
        ],
    }
