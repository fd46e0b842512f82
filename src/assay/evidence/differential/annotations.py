"""Python's annotations as kinds; what is more than numbers, texts and collections of them is unknown."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from assay.evidence.differential.kinds import BOOLEAN, NOTHING, REAL, TEXT, UNKNOWN, WHOLE, Kind, Shape, either

_NAMES = {"int": WHOLE, "float": REAL, "str": TEXT, "bool": BOOLEAN, "None": NOTHING}
_LISTS = {"list", "List", "Sequence", "Iterable", "Collection", "MutableSequence", "Iterator"}
_SETS, _MAPS = {"set", "Set", "frozenset", "FrozenSet"}, {"dict", "Dict", "Mapping", "MutableMapping"}


def annotated(node: ast.expr | None) -> Kind:
    """The kind that an annotation names."""
    match node:
        case ast.Constant(value=None):
            return NOTHING
        case ast.Constant(value=str() as text):
            try:
                return annotated(ast.parse(text, mode="eval").body)
            except SyntaxError:
                return UNKNOWN
        case ast.Name(id=name):
            return _named(name, ())
        case ast.Attribute(attr=name):
            return _named(name, ())
        case ast.BinOp(op=ast.BitOr(), left=left, right=right):
            return either([annotated(left), annotated(right)])
        case ast.Subscript(value=ast.Name(id=name) | ast.Attribute(attr=name), slice=inner):
            return _named(name, inner.elts if isinstance(inner, ast.Tuple) else (inner,))
        case _:
            return UNKNOWN


def _named(name: str, inner: Sequence[ast.expr]) -> Kind:
    parts = [annotated(one) for one in inner]
    if name in _NAMES:
        return _NAMES[name]
    if name in _LISTS:
        return Kind(Shape.LIST, tuple(parts[:1]) or (UNKNOWN,))
    if name in _SETS:
        return Kind(Shape.SET, tuple(parts[:1]) or (UNKNOWN,))
    if name in _MAPS:
        return Kind(Shape.MAP, tuple(parts[:2]) if len(parts) == 2 else (TEXT, UNKNOWN))
    if name == "Optional" and parts:
        return either([NOTHING, parts[0]])
    if name == "Union" and parts:
        return either(parts)
    if name in {"tuple", "Tuple"} and parts:
        endless = len(inner) == 2 and isinstance(inner[1], ast.Constant) and inner[1].value is Ellipsis
        return Kind(Shape.TUPLE, (parts[0],) * 3 if endless else tuple(parts))
    if name == "Literal" and all(isinstance(one, ast.Constant) for one in inner):
        return UNKNOWN
    return UNKNOWN
