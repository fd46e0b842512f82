"""Python test files that only assert what one function returns for values that stand in them, read as cases.

A file is read by its syntax tree, and only as a whole: what is not certain to mean the same as cases leaves the file
to the usual runner. Of every test function, the first assertion that fails decides, as when it is run.
"""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from assay.evidence.caller import Ended, Inputs, Outcome
from assay.evidence.cases.decoding import NoValue, decode
from assay.evidence.cases.formula import Formula, NotFormula, constant, read
from assay.evidence.cases.suite import Cases, Subject, Suite
from assay.evidence.differential.kinds import Value

_MOST_CHECKS = 5000
_STAR = "globals().update({k: v for k, v in vars(MODULE).items() if not k.startswith('__')})"


def read_asserts(files: Mapping[str, str], tests: Mapping[str, str]) -> Cases | None:
    """The cases of all ``tests`` (path to text), whose candidate's modules are among ``files``; None if any part of
    them is more than that.
    """
    own = {path: text for path, text in files.items() if path not in tests}
    pytest = any(_is_pytest_file(path) for path in tests)
    suites: list[Suite] = []
    subjects: set[Subject] = set()
    try:
        for path, text in sorted(tests.items()):
            if not path.endswith(".py") or _is_pytest_file(path) is not pytest:
                return None
            reader = _File(path, own, pytest=pytest)
            suites += reader.read(text)
            subjects |= reader.subjects
    except (NotFormula, SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if len(subjects) != 1 or not suites or not all(suite.checks for suite in suites):
        return None
    return Cases(subjects.pop(), tuple(suites), exact=True)


def _is_pytest_file(path: str) -> bool:
    base = PurePosixPath(path).name
    return base.startswith("test_") or base.endswith("_test.py")


@dataclass(frozen=True)
class Assertion:
    """``assert`` of a formula over calls of one function."""

    source: str
    formula: Formula

    @property
    def calls(self) -> tuple[Inputs, ...]:
        """See :class:`assay.evidence.cases.suite.Check`."""
        return self.formula.calls

    def complaint(self, outcomes: Sequence[Outcome]) -> str:
        """See :class:`assay.evidence.cases.suite.Check`."""
        answers: list[object] = []
        for one in outcomes:
            if one.ended is not Ended.RETURNED:
                return f"{self.source}\n{one.error}: {one.message}"
            try:
                answers.append(decode(one.value))
            except NoValue as error:
                answers.append(_Foreign(str(error), true=error.true))
        told = ", ".join(repr(answer)[:500] for answer in answers)
        try:
            holds = bool(self.formula.value(answers))
        except (ArithmeticError, TypeError, ValueError, LookupError, RecursionError) as error:
            return f"{self.source}\nwhere the call returned {told}: {type(error).__name__}: {error}"
        return "" if holds else f"{self.source}\nwhere the call returned {told}"


class _Foreign:
    """What is no value equals nothing; it is true or false, and nothing else can be done with it."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, why: str, *, true: bool) -> None:
        self._why = why
        self._true = true

    def __eq__(self, other: object) -> bool:
        return False

    def __bool__(self) -> bool:
        return self._true

    def __repr__(self) -> str:
        return f"no value ({self._why})"


@dataclass
class _Scope:
    """Names of values, of functions of the file, and of parameters that stand for the candidate's function."""

    constants: dict[str, Value] = field(default_factory=dict)
    functions: dict[str, ast.FunctionDef] = field(default_factory=dict)
    handed: dict[str, Subject] = field(default_factory=dict)

    def inner(self) -> _Scope:
        return _Scope(dict(self.constants), dict(self.functions), dict(self.handed))


class _File:
    """One test file."""

    def __init__(self, path: str, own: Mapping[str, str], *, pytest: bool) -> None:
        self._path = path
        self._own = own
        self._pytest = pytest
        self._modules: dict[str, str] = {}
        """Names of the candidate's modules to their paths."""
        self._imported: dict[str, Subject] = {}
        self._everything: str | None = None
        """Path of the module of which every name was imported."""
        self.subjects: set[Subject] = set()
        self._count = 0

    def read(self, text: str) -> list[Suite]:
        """Its suites. Raises NotFormula."""
        tree, scope = ast.parse(text), _Scope()
        checks: list[Assertion] = []
        for node in tree.body:
            match node:
                case ast.Import() | ast.ImportFrom():
                    self._import(node)
                case ast.If() if self._pytest and ast.unparse(node.test) == "__name__ == '__main__'":
                    pass
                case ast.Expr() if self._takes_everything(node.value):
                    pass
                case ast.Assert() | ast.Expr(value=ast.Call()) if self._pytest:
                    raise NotFormula  # it is run when the file is collected
                case _:
                    checks += self._statement(node, scope, 0)
        if not self._pytest:
            return [Suite(self._path, tuple(checks))]
        tests = [name for name in scope.functions if name.startswith("test")]
        return [
            Suite(f"{self._path}::{name}", tuple(self._inlined(scope.functions[name], [], scope, 0))) for name in tests
        ]

    def _statement(self, node: ast.stmt, scope: _Scope, depth: int) -> list[Assertion]:
        match node:
            case ast.Pass() | ast.Expr(value=ast.Constant()):
                return []
            case ast.FunctionDef(decorator_list=[]) if not _is_known(node.name, scope):
                scope.functions[node.name] = node
                return []
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                self._assign(name, constant(value, scope.constants), scope)
                return []
            case ast.Assert():
                return [self._assertion(node, scope)]
            case ast.Expr(value=ast.Call(func=ast.Name(id=name), args=given, keywords=[])) if name in scope.functions:
                return self._inlined(scope.functions[name], given, scope, depth)
        raise NotFormula

    def _assign(self, name: str, value: Value, scope: _Scope) -> None:
        if isinstance(value, list | dict | set) or _is_known(name, scope):
            raise NotFormula  # the candidate may change what the name stands for; or it is not clear what that is
        scope.constants[name] = value

    def _inlined(
        self, function: ast.FunctionDef, given: Sequence[ast.expr], scope: _Scope, depth: int
    ) -> list[Assertion]:
        """The checks of a function's body, its parameters standing for the candidate's function."""
        taken = function.args
        plain = not (taken.posonlyargs or taken.vararg or taken.kwonlyargs or taken.kwarg or taken.defaults)
        if depth > 5 or not plain or len(taken.args) != len(given):
            raise NotFormula
        inner = scope.inner()
        for parameter, argument in zip(taken.args, given, strict=True):
            if parameter.arg in scope.constants or parameter.arg in scope.functions:
                raise NotFormula
            inner.handed[parameter.arg] = self._subject(argument, scope) or _refuse()
        return [check for node in function.body for check in self._statement(node, inner, depth + 1)]

    def _assertion(self, node: ast.Assert, scope: _Scope) -> Assertion:
        self._count += 1
        if self._count > _MOST_CHECKS:
            raise NotFormula

        def is_call(call: ast.Call) -> bool:
            subject = self._subject(call.func, scope)
            if subject is not None:
                self.subjects.add(subject)
            return subject is not None

        return Assertion(f"line {node.lineno}: {ast.unparse(node)[:500]}", read(node.test, scope.constants, is_call))

    def _subject(self, node: ast.expr, scope: _Scope) -> Subject | None:
        """The candidate's function that an expression names."""
        match node:
            case ast.Name(id=name) if name in scope.handed:
                return scope.handed[name]
            case ast.Name(id=name) if name in scope.constants or name in scope.functions:
                return None
            case ast.Name(id=name) if name in self._imported:
                return self._imported[name]
            case ast.Name(id=name) if self._everything and not hasattr(builtins, name):
                return Subject(self._everything, name)
            case ast.Attribute(value=ast.Name(id=module), attr=name) if module in self._modules:
                return Subject(self._modules[module], name)
        return None

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        if isinstance(node, ast.Import):
            for alias in node.names:
                path = self._module(alias.name)
                if path:
                    self._modules[alias.asname or alias.name] = path
            return
        if node.level:
            raise NotFormula
        path = self._module(node.module or "")
        for alias in node.names if path else ():
            if alias.name == "*":
                self._everything = path
            else:
                self._imported[alias.asname or alias.name] = Subject(str(path), alias.name)

    def _module(self, name: str) -> str | None:
        """The path of a module of the candidate; None for one of Python's own, which cannot matter here."""
        path = f"{name.replace('.', '/')}.py"
        if path in self._own:
            return path
        if name.partition(".")[0] in {*sys.stdlib_module_names, "pytest"}:
            return None
        raise NotFormula

    def _takes_everything(self, node: ast.expr) -> bool:
        """``globals().update`` of all names of an imported module."""
        for module, path in self._modules.items():
            if ast.dump(node) == ast.dump(ast.parse(_STAR.replace("MODULE", module), mode="eval").body):
                self._everything = path
                return True
        return False


def _is_known(name: str, scope: _Scope) -> bool:
    return name in scope.constants or name in scope.functions or hasattr(builtins, name)


def _refuse() -> Subject:
    raise NotFormula
