"""Variations of a test: other values, steps left out, done twice, or spoilt by the caller."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

TestFunction = ast.FunctionDef
_TEXTS = ("", "len('')", "' OR '1'='1", "../x", "<b>&", "é; x", "0", " x ")
_ALTERED = "x"
_NO_STEPS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)


@dataclass(frozen=True)
class Variation:
    """``test`` is a changed copy of a visible test; ``how`` says what was changed."""

    test: TestFunction
    how: str


def variations(test: TestFunction) -> Iterator[Iterator[Variation]]:
    """Kinds of variations, the most telling first; each its own row, so that a bound can take some of each."""
    yield iter([Variation(copy.deepcopy(test), "as it is")])
    yield _other_values(test)
    yield _more_of_them(test)
    yield _steps(test, lambda body, at: [*body[: at + 1], copy.deepcopy(body[at]), *body[at + 1 :]], "a step twice")
    yield _twice(test)
    yield _steps(test, lambda body, at: [*body[:at], *body[at + 1 :]], "a step left out", (*_NO_STEPS, ast.Assert))
    yield _spoilt(test)
    yield _nothing(test)


def _other_values(test: TestFunction) -> Iterator[Variation]:
    for at, node in enumerate(_literals(test)):
        for value in _others(node.value):
            changed = copy.deepcopy(test)
            _literals(changed)[at].value = value
            yield Variation(changed, f"{value!r} instead of {node.value!r}")


def _others(value: object) -> list[bool | int | float | str | bytes]:
    match value:
        case bool():
            return [not value]
        case int():
            return list(dict.fromkeys([value + 1, value - 1, 0, -value, 2 * value, value + 2, value * 10]))
        case float():
            return [value + 1, value / 2, 0.0, -value, 2 * value]
        case str():
            return [value + _ALTERED, *(text for text in _TEXTS if text != value), value + "/../x", value.upper()]
        case bytes():
            return [value + b"x", b""]
    return []


def _literals(test: TestFunction) -> list[ast.Constant]:
    """Those that are no expected value, no doc string and no decorator."""
    passed_over: set[ast.AST] = set()
    for node in ast.walk(test):
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare):
            passed_over.update(one for part in node.test.comparators for one in ast.walk(part))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed_over.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            passed_over.update(ast.walk(node))
    found = [one for part in test.body for one in ast.walk(part)]
    return [one for one in found if isinstance(one, ast.Constant) and one not in passed_over and _others(one.value)]


def _steps(
    test: TestFunction,
    change: Callable[[list[ast.stmt], int], list[ast.stmt]],
    how: str,
    kinds: tuple[type[ast.stmt], ...] = _NO_STEPS,
) -> Iterator[Variation]:
    """``change`` at each step that is none of ``kinds``."""
    for at, step in enumerate(test.body):
        if not isinstance(step, kinds):
            changed = copy.deepcopy(test)
            changed.body = change(changed.body, at)
            if changed.body:
                yield Variation(changed, f"{how}: {ast.unparse(step)[:60]}")


def _twice(test: TestFunction) -> Iterator[Variation]:
    def doubled(*left_out: type[ast.stmt]) -> tuple[TestFunction, list[ast.Constant]]:
        changed, again = copy.deepcopy(test), copy.deepcopy(test)
        again.body = [step for step in again.body if not isinstance(step, left_out)]
        changed.body += again.body
        return changed, _literals(again)

    for left_out, how in (((ast.Assign, *_NO_STEPS), "all calls again"), ((), "all of it twice")):
        yield Variation(doubled(*left_out)[0], how)
        for at, node in enumerate(doubled(*left_out)[1]):
            for value in _others(node.value)[:2]:
                changed, second = doubled(*left_out)
                second[at].value = value
                yield Variation(changed, f"{how}, then {value!r} instead of {node.value!r}")


def _more_of_them(test: TestFunction) -> Iterator[Variation]:
    """A list with one more, or with none."""
    for at, display in enumerate(_lists(test)):
        last = display.elts[-1] if display.elts else None
        if isinstance(last, ast.Constant):
            for value in _others(last.value)[:2]:
                changed = copy.deepcopy(test)
                _lists(changed)[at].elts.append(ast.Constant(value))
                yield Variation(changed, f"{value!r} as one more")
        if last is not None:
            changed = copy.deepcopy(test)
            _lists(changed)[at].elts.clear()
            yield Variation(changed, "an empty list")


def _lists(test: TestFunction) -> list[ast.List]:
    expected = {one for node in ast.walk(test) if isinstance(node, ast.Compare) for one in node.comparators}
    return [one for one in ast.walk(test) if isinstance(one, ast.List) and one not in expected]


def _spoilt(test: TestFunction) -> Iterator[Variation]:
    """The caller empties what it holds, after each step."""
    for at, step in enumerate(test.body):
        if isinstance(step, ast.Assign) and isinstance(step.targets[0], ast.Name):
            name = step.targets[0].id
            for after in range(at, len(test.body)):
                changed = copy.deepcopy(test)
                changed.body.insert(after + 1, ast.parse(f"{name}.clear()").body[0])
                yield Variation(changed, f"the caller empties {name} after step {after + 1}")


def _nothing(test: TestFunction) -> Iterator[Variation]:
    """None for an argument."""
    calls = [node for part in test.body for node in ast.walk(part) if isinstance(node, ast.Call)]
    for place, call in enumerate(calls):
        for at, argument in enumerate(call.args):
            if not isinstance(argument, ast.Starred | ast.Call):
                changed = copy.deepcopy(test)
                again = [node for part in changed.body for node in ast.walk(part) if isinstance(node, ast.Call)]
                again[place].args[at] = ast.Constant(None)
                yield Variation(changed, f"None instead of {ast.unparse(argument)[:40]}")
