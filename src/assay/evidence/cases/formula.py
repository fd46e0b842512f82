"""Python expressions over what calls return, evaluated outside the sandbox on built-in values only.

A small language with the meaning that Python gives it: literals, comparisons, arithmetic, and a few pure built-ins.
Whatever is not in it is :class:`NotFormula`, so that what is accepted means the same here as in a test.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from assay.evidence.caller import Inputs
from assay.evidence.differential.kinds import Value

_MOST = 100_000
_LARGEST_POWER = 4096


class NotFormula(Exception):
    """The expression means something that is not in the language."""


@dataclass(frozen=True)
class Formula:
    """An expression; ``answers`` fill in for ``calls`` in their order."""

    node: ast.expr
    constants: Mapping[str, Value]
    places: Mapping[ast.AST, int]
    """Which call stands at which node."""
    calls: tuple[Inputs, ...]

    def value(self, answers: Sequence[object]) -> object:
        """The value. Raises what Python raises, and OverflowError for what would grow without bound."""
        return _Evaluator(self.constants, self.places, answers).value(self.node)


def read(node: ast.expr, constants: Mapping[str, Value], is_call: Callable[[ast.Call], bool]) -> Formula:
    """The formula of an expression; ``is_call`` says which calls are calls of the candidate.

    Raises:
        NotFormula: it is none, or it is not certain which calls are made and in which order.
    """
    reader = _Reader(constants, is_call)
    reader.accept(node)
    return Formula(node, dict(constants), dict(reader.places), tuple(reader.calls))


def constant(node: ast.expr, constants: Mapping[str, Value]) -> Value:
    """The value of an expression without calls of the candidate.

    Raises:
        NotFormula: it is none, it cannot be evaluated, or its value is none that can be handed over.
    """
    formula = read(node, constants, lambda _: False)
    try:
        return handed(formula.value(()))
    except (ArithmeticError, TypeError, ValueError, LookupError, RecursionError):
        raise NotFormula from None


def handed(value: object) -> Value:
    """``value``, if it is made of what can be handed over. Raises NotFormula."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case list():
            return [handed(part) for part in value]
        case tuple():
            return tuple(handed(part) for part in value)
        case set():
            return {handed(part) for part in value}
        case dict():
            return {handed(key): handed(part) for key, part in value.items()}
    raise NotFormula


class _Reader:
    """Walks in the order of evaluation."""

    def __init__(self, constants: Mapping[str, Value], is_call: Callable[[ast.Call], bool]) -> None:
        self._constants = constants
        self._is_call = is_call
        self.places: dict[ast.AST, int] = {}
        self.calls: list[Inputs] = []

    def accept(self, node: ast.expr) -> None:
        """Take one expression and its parts, or raise NotFormula."""
        match node:
            case ast.Call(keywords=[]) if self._is_call(node):
                given = tuple(constant(argument, self._constants) for argument in node.args)
                self.places[node] = len(self.calls)
                self.calls.append(given)
            case ast.Call(func=ast.Name(id="isinstance"), args=[part, ast.Name(id=kind)], keywords=[]):
                self._all([part] if kind in _KINDS else [_refuse()])
            case ast.Call(func=ast.Name(id=name), args=parts, keywords=[]) if name in BUILT_IN:
                self._all(parts)
            case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.UAdd(), operand=operand):
                self.accept(operand)
            case ast.BinOp() | ast.Compare() | ast.BoolOp():
                self._operation(node)
            case _:
                self._literal(node)

    def _operation(self, node: ast.BinOp | ast.Compare | ast.BoolOp) -> None:
        match node:
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
                self._all([left, right])
            case ast.Compare(left=left, ops=[ast.Is() | ast.IsNot()], comparators=[ast.Constant(None | True | False)]):
                self.accept(left)
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARED:
                self._all([left, right])
            case ast.BoolOp(values=[first, *others]):
                self.accept(first)
                self._without_calls(others)
            case _:
                raise NotFormula

    def _literal(self, node: ast.expr) -> None:
        match node:
            case ast.Constant(value=None | bool() | int() | float() | str()):
                pass
            case ast.Name(id=name) if name in self._constants:
                pass
            case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
                self._all(parts)
            case ast.Dict(keys=keys, values=values):
                for key, part in zip(keys, values, strict=True):
                    self._all([key or _refuse(), part])
            case _:
                raise NotFormula

    def _all(self, nodes: Collection[ast.expr]) -> None:
        for node in nodes:
            self.accept(node)

    def _without_calls(self, nodes: Collection[ast.expr]) -> None:
        before = len(self.calls)
        self._all(nodes)
        if len(self.calls) > before:
            raise NotFormula  # whether it is made depends on what comes before it


def _refuse() -> ast.expr:
    raise NotFormula


class _Evaluator:
    def __init__(
        self, constants: Mapping[str, Value], places: Mapping[ast.AST, int], answers: Sequence[object]
    ) -> None:
        self._constants = constants
        self._places = places
        self._answers = answers

    def value(self, node: ast.expr) -> object:
        """The value of an expression that the reader accepts."""
        match node:
            case ast.UnaryOp(op=op, operand=operand):
                return _UNARY[type(op)](self.value(operand))
            case ast.BinOp(left=left, op=op, right=right):
                return _bounded(_BINARY[type(op)], self.value(left), self.value(right))
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return _COMPARED[type(op)](self.value(left), self.value(right))
            case ast.BoolOp(op=op, values=values):
                return self._joined(values, until=isinstance(op, ast.Or))
            case ast.Call():
                return self._call(node)
        return self._literal(node)

    def _call(self, node: ast.Call) -> object:
        if node in self._places:
            return self._answers[self._places[node]]
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name == "isinstance":
            part, kind = node.args
            return isinstance(self.value(part), _KINDS[ast.unparse(kind)])
        return BUILT_IN[name](*map(self.value, node.args))

    def _literal(self, node: ast.expr) -> object:
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name):
                return self._constants[name]
            case ast.List(elts=parts):
                return list(map(self.value, parts))
            case ast.Tuple(elts=parts):
                return tuple(map(self.value, parts))
            case ast.Set(elts=parts):
                return set(map(self.value, parts))
            case ast.Dict(keys=keys, values=values):
                pairs = zip(keys, values, strict=True)
                return {self.value(key): self.value(part) for key, part in pairs if key is not None}
        raise AssertionError(ast.dump(node))  # the reader accepts nothing else

    def _joined(self, values: Sequence[ast.expr], *, until: bool) -> object:
        result: object = None
        for node in values:
            result = self.value(node)
            if bool(result) is until:
                break
        return result


def _bounded(work: Callable[[object, object], object], left: object, right: object) -> object:
    """``work``, unless texts, lists or powers would grow beyond all measure."""
    if work is operator.pow and (not isinstance(right, int | float) or abs(right) > _LARGEST_POWER or _huge(left)):
        raise OverflowError("too large a power")
    for one, other in ((left, right), (right, left)):
        long = isinstance(one, str | bytes | list | tuple) and isinstance(other, int) and len(one) * other > _MOST
        if work is operator.mul and long:
            raise OverflowError("too long a product")
    if work is operator.mod and isinstance(left, str | bytes):
        raise OverflowError("texts are not formatted here")
    return work(left, right)


def _huge(value: object) -> bool:
    return not isinstance(value, int | float | Fraction) or (isinstance(value, int) and value.bit_length() > 64)


def _range(*bounds: object) -> range:
    found: range = range(*bounds)  # type: ignore[call-overload]
    if len(found) > _MOST:
        raise OverflowError("too long a range")
    return found


_UNARY: Final[Mapping[type[ast.unaryop], Callable[[object], object]]] = {
    ast.Not: operator.not_,
    ast.USub: operator.neg,  # type: ignore[dict-item]
    ast.UAdd: operator.pos,  # type: ignore[dict-item]
}
_BINARY: Final[Mapping[type[ast.operator], Callable[[object, object], object]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
}
_COMPARED: Final[Mapping[type[ast.cmpop], Callable[[object, object], object]]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,  # type: ignore[dict-item]
    ast.LtE: operator.le,  # type: ignore[dict-item]
    ast.Gt: operator.gt,  # type: ignore[dict-item]
    ast.GtE: operator.ge,  # type: ignore[dict-item]
    ast.In: lambda part, whole: part in whole,  # type: ignore[operator]
    ast.NotIn: lambda part, whole: part not in whole,  # type: ignore[operator]
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
}
_KINDS: Final[Mapping[str, type]] = {
    kind.__name__: kind for kind in (bool, int, float, str, bytes, list, tuple, set, dict)
}
BUILT_IN: Final[Mapping[str, Callable[..., object]]] = {
    "range": _range,
    **{work.__name__: work for work in (abs, len, sorted, sum, min, max, all, any, round)},
    **{kind.__name__: kind for kind in (bool, float, list, tuple, set, dict)},
}
"""Pure, and quick on values of bounded size. ``int`` and ``str`` are not among them: digits of long numbers cost."""
