"""Words about an argument, such as *if the list is empty*, as values that the words speak of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from assay.evidence.caller import Parameter
from assay.evidence.differential.kinds import Kind, Shape, Value

_WORDS = (
    ("empty", r"\bempty\b|\bno (?:items|elements|values|numbers)\b|\blength (?:is |of )?(?:0|zero)\b"),
    ("negative", r"\bnegative\b|(?:\bless than|\bbelow|<) ?(?:0|zero)\b"),
    ("zero", r"\b(?:is|equals?|of) (?:0|zero)\b|== ?0\b|\b(?:0|zero) is (?:given|passed)\b"),
    ("not positive", r"\bnot positive\b|(?:<=|\bless than or equal to) ?(?:0|zero)\b"),
    ("None", r"\bNone\b|\bnull\b"),
)
_NEGATED = re.compile(
    r"\bnot (?:empty|negative|zero|none|null)\b|\bnon-?(?:empty|negative|zero|null)\b|!= ?0", re.IGNORECASE
)
_TWO_THINGS = re.compile(r"\b(?:and|both|but|unless|except|only|all|any|after|while|until|contains?)\b")

_REFUSED = {
    "empty": re.compile(r"non-?\s?empty|not (?:be )?empty|at least (?:one|1)|assume|one or more", re.IGNORECASE),
    "negative": re.compile(r"positive|non-?negative|natural|>=? ?[01]\b|greater than|at least|assume", re.IGNORECASE),
    "zero": re.compile(r"positive|non-?zero|natural|> ?0|>= ?1\b|greater than|at least|assume", re.IGNORECASE),
}


def refused(label: str, text: str) -> bool:
    """Whether ``text`` says that such values are not given."""
    return label in _REFUSED and _REFUSED[label].search(text) is not None


def spoken_of(condition: str, parameters: Sequence[Parameter]) -> Iterator[tuple[int, Value]]:
    """Places of parameters with values that fulfil ``condition``; nothing where it says more than one thing."""
    if _NEGATED.search(condition) or _TWO_THINGS.search(condition):
        return
    labels = [label for label, words in _WORDS if re.search(words, condition)]
    if len(labels) != 1:
        return
    named = [at for at, one in enumerate(parameters) if re.search(rf"\b{re.escape(one.name)}\b", condition)]
    fitting = [at for at, one in enumerate(parameters) if list(values(labels[0], one.kind))]
    places = named or (fitting if len(fitting) == 1 else [])
    if len(places) == 1:
        yield from ((places[0], value) for value in values(labels[0], parameters[places[0]].kind))


def values(label: str, kind: Kind) -> Iterator[Value]:
    """The values of ``kind`` that are so."""
    if label == "None":
        yield None
    for one in kind.parts if kind.shape is Shape.EITHER else (kind,):
        if (label, one.shape) in _VALUES:
            yield _VALUES[label, one.shape]()


_VALUES: Mapping[tuple[str, Shape], Callable[[], Value]] = {
    ("empty", Shape.TEXT): str,
    ("empty", Shape.LIST): list,
    ("empty", Shape.MAP): dict,
    ("empty", Shape.SET): set,
    ("negative", Shape.WHOLE): lambda: -1,
    ("negative", Shape.REAL): lambda: -1.0,
    ("zero", Shape.WHOLE): int,
    ("zero", Shape.REAL): float,
    ("not positive", Shape.WHOLE): int,
    ("not positive", Shape.REAL): float,
}
