"""Python's classes, read without running them: how an object is made, and what can be done with it from outside."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assay.evidence.callers._parameters import by_position, kind
from assay.evidence.differential.annotations import annotated
from assay.evidence.differential.kinds import UNKNOWN, WHOLE, Kind
from assay.evidence.object_caller import Blueprint, Manner, Need, Operation, Taken

_OPERATORS = frozenset(
    {
        "__len__",
        "__iter__",
        "__next__",
        "__contains__",
        "__getitem__",
        "__setitem__",
        "__delitem__",
        "__call__",
        "__bool__",
        "__str__",
    }
)
_NO_OBJECTS = re.compile(r"(?:Enum|Flag|Exception|Error|Protocol|TypedDict|NamedTuple|TestCase|Thread)$")
_LEFT_OUT = re.compile(r"(?:abstractmethod|overload|contextmanager|\.setter|\.deleter)$")
_HANDED = re.compile(
    r"callback|handler|listener|subscriber|observer|loader|predicate|factory|(?:^|_)(?:func|fn)(?:$|_)"
)
_ANYTHING = re.compile(r"(?:typing\.)?(?:Any|Hashable)|object|[A-Z]T?|Key|Value")
_TIMED = re.compile(r"\b(?:time|datetime)\b")
_MUTABLE = ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp | ast.Call
_Function = ast.FunctionDef | ast.AsyncFunctionDef


def blueprints(path: str, text: str) -> Iterator[Blueprint]:
    """Classes of one module; none if it cannot be parsed."""
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    timed = any(_TIMED.search(ast.unparse(node)) for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom))
    for node in classes.values():
        made = _Class(node, classes).blueprint(path, tree, timed=timed)
        if made is not None:
            yield replace(made, text=ast.get_source_segment(text, node) or "")


@dataclass(frozen=True)
class _Class:
    node: ast.ClassDef
    others: Mapping[str, ast.ClassDef]

    @cached_property
    def line(self) -> list[ast.ClassDef]:
        """The class and those that it inherits from, as far as they stand in the module; its own come first."""
        found, waiting = [], [self.node]
        while waiting:
            one = waiting.pop(0)
            if one not in found:
                found.append(one)
                waiting += [self.others[base] for base in map(ast.unparse, one.bases) if base in self.others]
        return found

    @cached_property
    def functions(self) -> dict[str, _Function]:
        found: dict[str, _Function] = {}
        for one in self.line:
            for node in one.body:
                if isinstance(node, _Function) and not _decorated(node, re.compile(r"\.setter$|\.deleter$")):
                    found.setdefault(node.name, node)
        return found

    def blueprint(self, path: str, module: ast.Module, *, timed: bool) -> Blueprint | None:
        """None for what is no class to make objects of: exceptions, enumerations, abstract ones."""
        bases = [ast.unparse(base).partition("[")[0] for one in self.line for base in one.bases]
        abstract = any(_decorated(one, re.compile("abstractmethod$")) for one in self.functions.values())
        if abstract or any(_NO_OBJECTS.search(base) for base in bases):
            return None
        taken = self._constructor()
        operations = tuple(self._operations())
        if taken is None or not operations:
            return None
        whole = [part for one in self.line for part in ast.walk(one)]
        return Blueprint(
            path,
            self.node.name,
            taken,
            operations,
            shown=self._declared() | self._only_written(whole),
            timed=timed,
            guarded=any(isinstance(part, ast.Raise) or _compares_with_nothing(part) for part in whole),
            shared=self._shares(module),
        )

    def _constructor(self) -> tuple[Taken, ...] | None:
        if (made := self.functions.get("__init__")) is not None:
            return self._taken(made, 1)
        if not any(_decorated(one, re.compile(r"^(?:dataclasses\.)?dataclass\b")) for one in self.line):
            return ()
        fields = [node for one in reversed(self.line) for node in one.body if isinstance(node, ast.AnnAssign)]
        return tuple(
            Taken(node.target.id, annotated(node.annotation), node.value is not None)
            for node in fields
            if isinstance(node.target, ast.Name)
            and "ClassVar" not in ast.unparse(node.annotation)
            and "init=False" not in (ast.unparse(node.value) if node.value else "")
        )

    def _operations(self) -> Iterator[Operation]:
        for name, node in self.functions.items():
            if (name.startswith("_") and name not in _OPERATORS) or _decorated(node, _LEFT_OUT):
                continue
            if _decorated(node, re.compile(r"property$")):
                yield Operation(name, (), Manner.PROPERTY)
                continue
            taken = self._taken(node, 0 if _decorated(node, re.compile("staticmethod$")) else 1)
            if taken is not None:
                yield Operation(name, taken)

    def _taken(self, node: _Function, own: int) -> tuple[Taken, ...] | None:
        positional = by_position(node.args)
        if positional is None:
            return None
        defaults = node.args.defaults
        optional = len(positional) - len(defaults)
        return tuple(
            Taken(one.arg, _kind(one, positional, defaults), at >= optional, self._need(one, node))
            for at, one in enumerate(positional)
            if at >= own
        )

    def _need(self, parameter: ast.arg, user: _Function) -> Need:
        said = ast.unparse(parameter.annotation).strip("'\"") if parameter.annotation else ""
        if "Callable" in said:
            return Need.COROUTINE if re.search(r"Awaitable|Coroutine", said) else Need.FUNCTION
        if said in {self.node.name, "Self"}:
            return Need.PEER
        if annotated(parameter.annotation) is not UNKNOWN:
            return Need.VALUE
        for part in ast.walk(user):
            match part:
                case ast.Await(value=ast.Call(func=ast.Name(id=name))) if name == parameter.arg:
                    return Need.COROUTINE
                case ast.Call(func=ast.Name(id=name)) if name == parameter.arg:
                    return Need.FUNCTION
                case ast.Attribute(value=ast.Name(id=name), attr=attr) if name == parameter.arg and attr in self._own:
                    return Need.PEER
                case _:
                    continue
        return Need.FUNCTION if not said and _HANDED.search(parameter.arg) else Need.VALUE

    @cached_property
    def _own(self) -> set[str]:
        """Names that are rather this class's than those of a plain value."""
        known = {name for kind_ in (str, list, dict, set, int, tuple) for name in dir(kind_)}
        attributes = {
            part.attr
            for one in self.line
            for part in ast.walk(one)
            if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store)
        }
        return ({*self.functions} | attributes) - known

    def _declared(self) -> frozenset[str]:
        """Public names that the class body annotates."""
        return frozenset(
            node.target.id
            for one in self.line
            for node in one.body
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id[0] != "_"
        )

    def _only_written(self, whole: Sequence[ast.AST]) -> frozenset[str]:
        """Public attributes that it sets and never reads: others are meant to."""
        of_self = [
            part
            for part in whole
            if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id == "self"
        ]
        read = {part.attr for part in of_self if isinstance(part.ctx, ast.Load)}
        return frozenset(part.attr for part in of_self if part.attr not in read and not part.attr.startswith("_"))

    def _shares(self, module: ast.Module) -> bool:
        """Whether one object may leave something for the next: collections of module or class, or as defaults."""
        bodies = [module.body, *(one.body for one in self.line)]
        held = [
            node.value
            for body in bodies
            for node in body
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        ]
        defaults = [value for one in self.functions.values() for value in one.args.defaults]
        rebound = any(isinstance(node, ast.Global) or _of_class(node) for node in ast.walk(module))
        held_on = [one for one in (*held, *defaults) if isinstance(one, _MUTABLE) and not _harmless(one)]
        return rebound or "__new__" in self.functions or bool(held_on)


def _kind(parameter: ast.arg, positional: Sequence[ast.arg], defaults: Sequence[ast.expr]) -> Kind:
    """As for functions; where anything will do, that is numbers."""
    said = ast.unparse(parameter.annotation) if parameter.annotation else ""
    return WHOLE if _ANYTHING.fullmatch(said) else kind(parameter, positional, defaults)


def _decorated(node: _Function | ast.ClassDef, how: re.Pattern[str]) -> bool:
    return any(how.search(ast.unparse(one)) for one in node.decorator_list)


def _of_class(node: ast.AST) -> bool:
    """Whether it sets an attribute of a class."""
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and not (isinstance(node.value, ast.Name) and node.value.id == "self")
        and (ast.unparse(node.value) in {"cls", "type(self)", "self.__class__"} or ast.unparse(node.value)[0].isupper())
    )


def _harmless(value: ast.expr) -> bool:
    return ast.unparse(value).startswith(
        ("TypeVar", "ParamSpec", "logging.", "object()", "namedtuple", "field(", "re.")
    )


def _compares_with_nothing(node: ast.AST) -> bool:
    return isinstance(node, ast.Compare) and any(
        isinstance(one, ast.Constant) and one.value == 0 and one.value is not False
        for one in (node.left, *node.comparators)
    )
