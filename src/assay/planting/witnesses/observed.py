"""A witness that watches what the visible tests make the code call: whether it is called rightly, or how often."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from assay.domain.plant import Witness, WitnessKind, WitnessOrigin
from assay.domain.task import Tests
from assay.planting.operator import Count, Watch
from assay.planting.subject import Subject

_WATCH = """
import functools as _functools
import importlib as _importlib
from types import SimpleNamespace as _Call

import pytest as _pytest


@_pytest.fixture(autouse=True)
def _watched(monkeypatch):
    calls = []
    owner, _, name = {target!r}.rpartition(".")
    module = _importlib.import_module(owner)
    original = getattr(module, name)

    @_functools.wraps(original)
    def watching(*args, **kwargs):
        result = original(*args, **kwargs)
        calls.append(_Call(args=args, kwargs=kwargs, result=result))
        return result

    monkeypatch.setattr(module, name, watching)
    yield
    monkeypatch.undo()
    assert {holds}
"""

_COUNT = """
import sys as _sys

import pytest as _pytest


@_pytest.fixture(autouse=True)
def _counted():
    calls = []

    def look(frame, event, _):
        if event == "call" and frame.f_code.co_name == {function!r} and frame.f_code.co_filename.endswith({file!r}):
            calls.append(frame.f_lineno)

    _sys.setprofile(look)
    yield
    _sys.setprofile(None)
    assert len(calls) <= {most}, f"{{len(calls)}} calls of {function}"
"""
_MOST_COUNT = 32


def watched(subject: Subject, watch: Watch) -> Iterator[Witness]:
    """Each visible test, with an eye on one function that it makes the code call."""
    for name, text in _single_tests(subject):
        added = _WATCH.format(target=watch.target, holds=watch.holds)
        yield _witness(subject, name, text, added, f"a visible test, watched: not {watch.holds}")


def counted(subject: Subject, count: Count) -> Iterator[Witness]:
    """Each visible test, with the smallest bound first: the original must keep it."""
    for name, text in _single_tests(subject):
        for most in range(_MOST_COUNT):
            added = _COUNT.format(function=count.function, file=PurePosixPath(subject.path).name, most=most)
            yield _witness(
                subject, name, text, added, f"a visible test makes more than {most} calls of {count.function}"
            )


def _single_tests(subject: Subject) -> Iterator[tuple[str, str]]:
    """Each test function of the visible files, alone in its file."""
    for path, text in sorted(subject.visible.files.items()):
        if not PurePosixPath(path).name.startswith("test_") or not path.endswith(".py"):
            continue
        module = ast.parse(text)
        tests = [one for one in module.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test")]
        for test in tests:
            kept = [one for one in module.body if one not in tests or one is test]
            yield path, ast.unparse(ast.Module(kept, [])) + "\n"


def _witness(subject: Subject, path: str, text: str, added: str, shows: str) -> Witness:
    stem = PurePosixPath(path).stem.removeprefix("test_")
    name = (PurePosixPath(path).parent / f"test_{stem}_witness.py").as_posix()
    support = {
        one: body for one, body in subject.visible.files.items() if not PurePosixPath(one).name.startswith("test_")
    }
    return Witness(
        kind=WitnessKind.TESTS,
        origin=WitnessOrigin.ADAPTED,
        shows=shows[:300],
        tests=Tests(files={name: text + added, **support}, timeout_s=subject.visible.timeout_s),
    )
