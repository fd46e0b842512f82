"""Python: a snippet with the public names of every module at hand; the value of its last expression is shown.

Coroutines are awaited, iterators read out. As a test, the last expression is compared with the value, where that can
be written as a literal, or expected to raise.
"""

from __future__ import annotations

import ast
import json
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from assay.domain.run import Limits
from assay.domain.task import Language
from assay.domain.trial import Tried
from assay.evidence.interpreter import this_interpreter
from assay.evidence.language import MissingToolchain
from assay.evidence.sandbox import Program, Sandbox
from assay.evidence.trial import Subject
from assay.evidence.trials._told import Told, read, tried

_HERE = Path(__file__).resolve().parent / "_python"


class Python:
    """The trial; see the module."""

    name = "python"
    languages = frozenset({Language.PYTHON})

    def missing(self) -> MissingToolchain | None:
        """Nothing: it is the interpreter that runs Assay."""
        return None

    def run(self, sandbox: Sandbox, subject: Subject, code: str, seconds: float) -> Tried:
        """See :meth:`assay.evidence.trial.Trial.run`."""
        python = this_interpreter()
        modules = _modules(subject.files, subject.entry_point)
        execution = sandbox.execute(
            Program(
                (python.executable, "-sPu", str(_HERE / "trying.py")),
                files={**subject.files, **subject.visible_tests},
                env={"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"},
                stdin=json.dumps({"code": code, "modules": modules}).encode(),
                limits=Limits(wall_s=seconds, cpu_s=2 * seconds, output_kib=256),
                read_only=(*python.read_only, str(_HERE)),
                empty=python.empty,
                path=python.path,
            )
        )
        told = read(execution, Told)
        opening, claim = _test(code, modules, told)
        return tried(execution, told, opening, claim)


def _modules(files: Mapping[str, str], entry_point: str | None) -> list[str]:
    """Names of the modules that can be imported, that of the entry point last, so that its names win."""
    found = []
    for path, text in sorted(files.items()):
        parts = PurePosixPath(path).with_suffix("").parts
        base = parts[-1] if parts else ""
        if path.endswith(".py") and all(part.isidentifier() for part in parts) and not _is_test(base):
            defines = entry_point is not None and any(
                f"{word} {entry_point.partition('.')[0]}" in text for word in ("def", "class")
            )
            found.append((defines, ".".join(parts[:-1] if base == "__init__" and len(parts) > 1 else parts)))
    return [name for _, name in sorted(found) if not name.endswith("__main__")]


def _is_test(base: str) -> bool:
    return base.startswith("test_") or base.endswith("_test") or base in {"conftest", "setup"}


def _test(code: str, modules: Sequence[str], told: Told | None) -> tuple[str, str]:
    """Both parts of a test; what is awaited at the top level runs in a loop of its own."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "", ""
    if not tree.body or not isinstance(tree.body[-1], ast.Expr):
        return _opening(modules, code), ""
    last = tree.body[-1].value
    asked = _asked(ast.get_source_segment(code, last) or "", last, awaited=told is not None and told.awaited)
    before = "".join(code.splitlines(keepends=True)[: tree.body[-1].lineno - 1]) if len(tree.body) > 1 else ""
    return _opening(modules, before), _claim(asked, told)


def _claim(asked: str, told: Told | None) -> str:
    needed = "    import asyncio\n\n" if asked.startswith("asyncio.") else ""
    if told is None:
        return needed + textwrap.indent(asked, " " * 4) + "\n"
    if told.ended == "raised":
        return f"{needed}    with pytest.raises({told.error}):\n{textwrap.indent(asked, ' ' * 8)}\n"
    if told.literal:
        return f"{needed}    assert {asked} == {told.literal}\n"
    return f"{needed}    assert repr({asked}) == {told.value!r}\n"


def _asked(expression: str, node: ast.expr, *, awaited: bool) -> str:
    """In parentheses where a comparison would otherwise take only a part of it."""
    if isinstance(node, ast.Await):
        return f"asyncio.run({expression.removeprefix('await').strip()})"
    if awaited:
        return f"asyncio.run({expression})"
    whole = isinstance(node, ast.Call | ast.Attribute | ast.Subscript | ast.Name | ast.Constant)
    return expression if whole else f"({expression})"


def _opening(modules: Sequence[str], setup: str) -> str:
    imports = "".join(f"from {name} import *\n" for name in modules)
    return f"import pytest\n\n{imports}\n\ndef test_tried():\n{textwrap.indent(setup, '    ')}"


plugin = Python()
