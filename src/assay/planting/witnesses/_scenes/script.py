"""A test file as scenes: written with ``__seen__`` to look, and with one assertion to be kept."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeGuard

from assay.planting.witnesses._scenes.variations import TestFunction, Variation, variations

MOST_SCENES = 260


@dataclass(frozen=True)
class Scene:
    """One variation of one test. ``owner``: the test class, if it stands in one."""

    name: str
    owner: str | None
    variation: Variation


@dataclass(frozen=True)
class Script:
    """``stage`` is the file without its tests: imports, helpers, fixtures."""

    path: str
    stage: ast.Module
    scenes: tuple[Scene, ...]

    def watched(self) -> str:
        """All scenes, each expression of interest seen."""
        return self._written([(scene, _Sites(_see).visit(_named(scene))) for scene in self.scenes])

    def kept(self, scene: Scene, site: int | None, expected: str, raises: str = "") -> str:
        """One scene with one assertion: what ``site`` gives, or what the whole raises; None: that it ends."""
        test = _Sites(lambda at, value: _asserted(value, expected) if at == site else None).visit(_named(scene))
        test.name = "test_witness"
        if raises:
            test.body = [_raising(test.body, raises)]
        text = self._written([(scene, test)])
        needed = ["pytest", *([raises.rpartition(".")[0]] if "." in raises else [])] if raises else []
        return "".join(f"import {one}\n" for one in needed if f"import {one}\n" not in text) + text

    def _written(self, tests: list[tuple[Scene, TestFunction]]) -> str:
        module = copy.deepcopy(self.stage)
        owners = {node.name: node for node in module.body if isinstance(node, ast.ClassDef)}
        for scene, test in tests:
            (owners[scene.owner].body if scene.owner else module.body).append(test)
        used = {scene.owner for scene, _ in tests}
        module.body = [one for one in module.body if not (_test_class(one) and one.name not in used)]
        return ast.unparse(ast.fix_missing_locations(module)) + "\n"


def script(path: str, text: str) -> Script | None:
    """The scenes of one pytest file; None if it is none."""
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return None
    rows = []
    for owner, body in [(None, module.body), *((one.name, one.body) for one in module.body if _test_class(one))]:
        tests = [node for node in body if _plain_test(node)]
        rows += [(owner, row) for test in tests for row in variations(test)]
        body[:] = [node for node in body if not _is_test(node)]
    taken = [
        (owner, one)
        for layer in zip_longest(*(row for _, row in rows))
        for (owner, _), one in zip(rows, layer, strict=True)
        if one is not None
    ][:MOST_SCENES]
    scenes = tuple(Scene(f"test_scene_{number}", owner, one) for number, (owner, one) in enumerate(taken))
    return Script(path, module, scenes) if scenes else None


def _is_test(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test")


def _plain_test(node: ast.stmt) -> TypeGuard[ast.FunctionDef]:
    return isinstance(node, ast.FunctionDef) and _is_test(node) and not node.decorator_list


def _test_class(node: ast.stmt) -> TypeGuard[ast.ClassDef]:
    return isinstance(node, ast.ClassDef) and node.name.startswith("Test") and not node.bases


def _named(scene: Scene) -> TestFunction:
    test = copy.deepcopy(scene.variation.test)
    test.name = scene.name
    return test


class _Sites(ast.NodeTransformer):
    """Numbers what can be seen, in source order: what is asserted, and what calls give. ``instead`` says what stands
    there; None leaves the expression alone. Assertions of the original test are left out.
    """

    def __init__(self, instead: Callable[[int, ast.expr], ast.stmt | None]) -> None:
        self._instead = instead
        self._next = 0

    def _site(self, value: ast.expr) -> ast.stmt:
        found = self._instead(self._next, value)
        self._next += 1
        return found or ast.Expr(value)

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        """What the test asserts."""
        value = node.test
        if isinstance(value, ast.Compare):
            value = value.left
        elif isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Not):
            value = value.operand
        return self._site(value)

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        """A call whose value nobody takes."""
        return self._site(node.value) if isinstance(node.value, ast.Call) else node

    def visit_Assign(self, node: ast.Assign) -> list[ast.stmt]:
        """A call whose value gets a name."""
        if not (isinstance(node.value, ast.Call) and isinstance(node.targets[0], ast.Name)):
            return [node]
        looked = self._site(ast.Name(node.targets[0].id, ast.Load()))
        return [node] if isinstance(looked, ast.Expr) and isinstance(looked.value, ast.Name) else [node, looked]


def _see(site: int, value: ast.expr) -> ast.stmt:
    return ast.Expr(ast.Call(ast.Name("__seen__", ast.Load()), [ast.Constant(site), value], []))


def _asserted(value: ast.expr, expected: str) -> ast.stmt:
    operator = ast.Is() if expected in {"None", "True", "False"} else ast.Eq()
    return ast.Assert(ast.Compare(value, [operator], [ast.parse(expected, mode="eval").body]))


def _raising(body: list[ast.stmt], error: str) -> ast.stmt:
    raises = ast.parse(f"pytest.raises({error})", mode="eval").body
    return ast.With([ast.withitem(raises)], body)
