"""Whether tests can be run in a process of their own, and the candidate in another: read from their syntax trees.

They can when whatever passes between the two passes through calls of functions: no fixture or module that reaches into
the process (output, files, time, patches), nothing asynchronous, no introspection. What only shows while they run (an
object of the candidate's own class, a function as an argument) ends the attempt then.
"""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from assay.evidence.languages._python.linked.linked_wire import PLAIN

_FIXTURES = frozenset(
    {
        "cache",
        "capfd",
        "capfdbinary",
        "caplog",
        "capsys",
        "capsysbinary",
        "capteesys",
        "doctest_namespace",
        "mocker",
        "monkeypatch",
        "pytestconfig",
        "pytester",
        "record_property",
        "record_testsuite_property",
        "recwarn",
        "request",
        "subtests",
        "testdir",
        "tmp_path",
        "tmp_path_factory",
        "tmpdir",
        "tmpdir_factory",
    }
)
_NAMES = _FIXTURES | {"open", "eval", "exec", "compile", "__import__", "input", "breakpoint", "delattr", "setattr"}
_ATTRIBUTES = frozenset(
    {
        "assertLogs",
        "assertNoLogs",
        "assertWarns",
        "assertWarnsRegex",
        "deprecated_call",
        "getstate",
        "importorskip",
        "mock",
        "patch",
        "seed",
        "setstate",
        "usefixtures",
        "warns",
    }
)
_TAKEN = frozenset(
    {
        "_pytest",
        "exceptiongroup",
        "iniconfig",
        "linked_answering",
        "linked_asking",
        "linked_wire",
        "packaging",
        "pluggy",
    }
)
"""Names of modules that the two processes have need of."""
_BELOW = frozenset({"unittest.mock", "unittest.async_case"})
"""Modules below those that may be imported, which may not."""
_STARS = frozenset({"globals", "locals", "vars", "dir"})
_DUNDERS = frozenset({"__name__", "__init__", "__main__"})


@dataclass(frozen=True)
class Linkable:
    """The candidate's modules by the names that the tests may import them by; names that the tests give a meaning and
    the candidate's must not take the place of, where the tests take all of its names."""

    modules: tuple[str, ...]
    own: tuple[str, ...]


def linkable(files: Mapping[str, str], tests: Mapping[str, str]) -> Linkable | None:
    """What the link needs to know; None if the tests must share the candidate's process."""
    modules = {name for path in files if path.endswith(".py") and path not in tests for name in _names(path)}
    beside = {name for path in tests for name in _names(path)}
    outer, others = ({name.partition(".")[0] for name in names} for names in (modules, beside))
    if not all(path.endswith(".py") for path in tests) or outer & {*others, *_TAKEN, *PLAIN, *sys.stdlib_module_names}:
        return None
    try:
        readers = [_Reader(ast.parse(text), modules, beside) for text in tests.values()]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if not all(one.plain for one in readers) or not any(one.asks for one in readers):
        return None
    own = {name for one in readers for name in one.own} | set(dir(builtins))
    return Linkable(tuple(sorted(modules)), tuple(sorted(own)) if any(one.stars for one in readers) else ())


def _names(path: str) -> Iterator[str]:
    """Names that a file can be imported by."""
    parts = PurePosixPath(path).with_suffix("").parts
    for one in (parts, parts[1:]) if parts[0] == "src" else (parts,):
        yield ".".join(one[:-1] if one[-1:] == ("__init__",) else one)


class _Reader:
    """One test file."""

    def __init__(self, tree: ast.Module, modules: set[str], beside: set[str]) -> None:
        self._modules, self._beside = modules, beside
        self.asks = False
        """Whether it imports a module of the candidate."""
        self.stars = False
        """Whether it takes all names of one."""
        self.own: set[str] = set()
        self.plain = all(self._node(node) for node in ast.walk(tree))

    def _node(self, node: ast.AST) -> bool:
        match node:
            case ast.Import():
                return self._modules_known(node.names)
            case ast.ImportFrom():
                return not node.level and self._from(str(node.module), node.names)
            case ast.Name(id=name):
                return self._name(name, stored=isinstance(node.ctx, ast.Store))
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                self.own.add(name)
            case ast.arg(arg=name):
                return name not in _FIXTURES
            case ast.Attribute(attr=name):
                return name not in _ATTRIBUTES and (name in _DUNDERS or not name.startswith("__"))
        return not isinstance(node, ast.AsyncFunctionDef | ast.AsyncFor | ast.AsyncWith | ast.Await)

    def _name(self, name: str, *, stored: bool) -> bool:
        self.stars |= name in _STARS
        self.own |= {name} if stored else set()
        return name not in _NAMES

    def _modules_known(self, names: list[ast.alias]) -> bool:
        return all(list(map(self._module, names)))

    def _module(self, alias: ast.alias) -> bool:
        if self._is_candidates(alias.name):
            self.asks = True
            return True
        self.own.add(alias.asname or alias.name.partition(".")[0])
        return alias.name in PLAIN or alias.name in self._beside

    def _from(self, module: str, names: list[ast.alias]) -> bool:
        self.stars |= any(alias.name == "*" for alias in names)
        if self._is_candidates(module):
            self.asks = True
            return True
        self.own |= {alias.asname or alias.name for alias in names}
        below = {f"{module}.{alias.name}" for alias in names} & _BELOW
        return (module in PLAIN or module in self._beside) and not below

    def _is_candidates(self, name: str) -> bool:
        return name in self._modules or any(one.startswith(f"{name}.") for one in self._modules)
