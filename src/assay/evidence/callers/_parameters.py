"""Python's parameters, as far as they can be given by position, with what is said of their kinds."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from assay.evidence.caller import Parameter
from assay.evidence.differential.annotations import annotated
from assay.evidence.differential.kinds import NOTHING, UNKNOWN, Kind, Shape, kind_of


def by_position(taken: ast.arguments) -> list[ast.arg] | None:
    """The parameters; None where a keyword without a default makes the call impossible by position."""
    if any(default is None for default in taken.kw_defaults):
        return None
    return [*taken.posonlyargs, *taken.args]


def parameters(taken: ast.arguments) -> tuple[Parameter, ...] | None:
    """As :func:`by_position`, with their kinds."""
    positional = by_position(taken)
    if positional is None:
        return None
    optional = len(positional) - len(taken.defaults)
    return tuple(
        Parameter(one.arg, kind(one, positional, taken.defaults), at >= optional) for at, one in enumerate(positional)
    )


def kind(parameter: ast.arg, positional: Sequence[ast.arg], defaults: Sequence[ast.expr]) -> Kind:
    """By its annotation, else by its default."""
    said = annotated(parameter.annotation)
    if said.known or said.shape is not Shape.UNKNOWN:
        return said
    behind = len(positional) - list(positional).index(parameter)
    if behind <= len(defaults):
        return kind_of_literal(defaults[len(defaults) - behind])
    return UNKNOWN


def kind_of_literal(written: ast.expr) -> Kind:
    """The kind of a value that is written out; None says nothing."""
    try:
        found = kind_of(ast.literal_eval(written))
    except (ValueError, TypeError):
        return UNKNOWN
    return UNKNOWN if found == NOTHING else found
