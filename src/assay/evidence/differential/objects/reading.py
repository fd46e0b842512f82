"""Usages that are written out in tests, examples and docstrings: objects made and used with plain values."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from assay.evidence.differential.hints import plain_value
from assay.evidence.differential.kinds import Value
from assay.evidence.object_caller import WAIT, Step, Taken, Usage

_FENCED = re.compile(r"```(?:python|py)?\n(.*?)```", re.DOTALL)
_PROMPT = re.compile(r"^\s*(>>>|\.\.\.) ?(.*)$")
_ATTRIBUTE = re.compile(r"\.([A-Za-z]\w*)\b(?!\s*\()")
_MOST, _MOST_STEPS = 40, 40
_NOT_PLAIN = (ValueError, TypeError, SyntaxError, MemoryError, RecursionError)
_SETTING_UP = ("setUp", "setup_method", "asyncSetUp")


def attributes_named(texts: Iterable[str]) -> frozenset[str]:
    """Names that texts read as attributes."""
    return frozenset(name for text in texts for name in _ATTRIBUTE.findall(text))


def written_usages(entry: str, made: Sequence[Taken], texts: Iterable[str]) -> list[Usage]:
    """Usages of ``entry``, each once, as far as their arguments are plain; ``made``: what the class is made with."""
    found: dict[str, Usage] = {}
    for text in texts:
        for tree in _trees(text):
            for usage in _usages(tree, entry, [one.name for one in made]):
                found.setdefault(repr(usage), usage)
    return list(found.values())[:_MOST]


def _trees(text: str) -> Iterator[ast.Module]:
    tree = _parsed(text)
    if tree is None:
        for block in _FENCED.findall(text):
            yield from _trees(block)
        yield _session(text)
        return
    yield tree
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            said = ast.get_docstring(node)
            if said and ">>>" in said:
                yield _session(said)


def _session(text: str) -> ast.Module:
    """What is typed in an interactive session, statement by statement; those that cannot be read are left out."""
    typed: list[str] = []
    for line in text.split("\n"):
        match = _PROMPT.match(line)
        if match is None:
            continue
        if match[1] == "..." and typed:
            typed[-1] += f"\n{match[2]}"
        else:
            typed.append(match[2])
    parsed = [tree for one in typed if (tree := _parsed(one)) is not None]
    return ast.Module([node for tree in parsed for node in tree.body], [])


def _parsed(text: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings(action="ignore"):
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _usages(tree: ast.Module, entry: str, made: Sequence[str]) -> Iterator[Usage]:
    scopes: list[tuple[Sequence[ast.stmt], Sequence[ast.stmt]]] = [((), tree.body)]
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            functions = [one for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
            before: Sequence[ast.stmt] = next((one.body for one in functions if one.name in _SETTING_UP), [])
            scopes += [(before, one.body) for one in functions if one.name not in _SETTING_UP]
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            scopes.append(((), node.body))
    for first, body in scopes:
        reader = _Reader(entry, made)
        for statement in (*first, *body):
            if not isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                reader.visit(statement)
        yield from reader.usages()


@dataclass
class _Reader(ast.NodeVisitor):
    """Follows the objects of one scope, in the order in which they are called."""

    entry: str
    made: Sequence[str]
    objects: dict[str, tuple[tuple[Value, ...], list[Step]]] = field(default_factory=dict)
    ended: list[Usage] = field(default_factory=list)

    def usages(self) -> Iterator[Usage]:
        yield from self.ended
        for made, steps in self.objects.values():
            if steps:
                yield Usage(made, tuple(steps[:_MOST_STEPS]))

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        arguments = _arguments(node.value, self.made) if _calls(node.value, {self.entry}) else None
        for target in node.targets:
            name = ast.unparse(target)
            if arguments is not None:
                self._close(name)
                self.objects[name] = (arguments, [])
            elif isinstance(target, ast.Subscript) and ast.unparse(target.value) in self.objects:
                self._note(target.value, "__setitem__", [target.slice, node.value])

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        match node.func:
            case ast.Attribute(value=ast.Name(id="time"), attr="sleep") | ast.Name(id="sleep"):
                for name in self.objects:
                    self._note(ast.Name(name), WAIT, node.args[:1])
            case ast.Attribute(value=ast.Name(id=name), attr=method) if name == self.entry:
                plain = _arguments(node, ())
                self.ended += [Usage((), (Step(method, plain),))] if plain is not None else []
            case ast.Attribute(value=ast.Call() as call, attr=method) if _calls(call, {self.entry}):
                made, plain = _arguments(call, self.made), _arguments(node, ())
                self.ended += [Usage(made, (Step(method, plain),))] if made is not None and plain is not None else []
            case ast.Attribute(value=thing, attr=method) if not node.keywords:
                self._note(thing, method, node.args)
            case ast.Name(id="len" | "list" | "next" | "bool" | "str" as name) if len(node.args) == 1:
                self._note(node.args[0], {"list": "__iter__"}.get(name, f"__{name}__"), [])

    def visit_Compare(self, node: ast.Compare) -> None:
        self.generic_visit(node)
        if len(node.ops) == 1 and isinstance(node.ops[0], ast.In | ast.NotIn):
            self._note(node.comparators[0], "__contains__", [node.left])

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Load):
            self._note(node.value, "__getitem__", [node.slice])

    def visit_Delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            if isinstance(target, ast.Subscript):
                self._note(target.value, "__delitem__", [target.slice])

    def _note(self, thing: ast.expr, operation: str, arguments: Sequence[ast.expr]) -> None:
        held = self.objects.get(ast.unparse(thing))
        if held is None:
            return
        with suppress(*_NOT_PLAIN):
            held[1].append(Step(operation, tuple(_plain(one) for one in arguments)))

    def _close(self, name: str) -> None:
        made, steps = self.objects.pop(name, ((), []))
        if steps:
            self.ended.append(Usage(made, tuple(steps[:_MOST_STEPS])))


def _calls(node: ast.expr, names: Collection[str]) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in names


def _arguments(call: ast.expr, names: Sequence[str]) -> tuple[Value, ...] | None:
    """Plain arguments by position; None if one is not plain, or named where its place is not next."""
    if not isinstance(call, ast.Call):
        return None
    given = {one.arg: one.value for one in call.keywords}
    ordered = [*call.args, *(given.pop(name) for name in names[len(call.args) :] if name in given)]
    expected = names[len(call.args) : len(ordered)]
    if given or [one.arg for one in call.keywords if one.arg not in expected]:
        return None
    with suppress(*_NOT_PLAIN):
        return tuple(_plain(one) for one in ordered)
    return None


def _plain(node: ast.expr) -> Value:
    return plain_value(ast.literal_eval(node))
