"""Local names of a function, and the edits that change one everywhere in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ast_grep_py import SgNode

from assay.domain.task import Language
from assay.planting.operator import Edit
from assay.planting.syntax.tree import FUNCTIONS, parse, replaced, span, walk

_DECLARES = {
    "assignment": "left",
    "variable_declarator": "name",
    "let_declaration": "pattern",
    "init_declarator": "declarator",
    "short_var_declaration": "left",
}
_HEADS = frozenset({"parameters", "formal_parameters", "parameter_list"})
_TANGLED = frozenset(
    {
        "shorthand_property_identifier",
        "shorthand_property_identifier_pattern",
        "shorthand_field_initializer",
        "global_statement",
        "nonlocal_statement",
    }
)
_MEMBER = re.compile(r"(?<!\.)\.\s*$|->\s*$|::\s*$|@\s*$")


@dataclass(frozen=True)
class LocalName:
    """A variable of one function, and everywhere it stands."""

    name: str
    places: tuple[SgNode, ...]

    def renamed(self, name: str) -> tuple[Edit, ...]:
        """The edits that call it ``name``."""
        return tuple(replaced(place, name) for place in self.places)


def local_names(language: Language, text: str) -> Iterator[LocalName]:
    """Variables that functions declare themselves and that can be renamed by their text alone."""
    root = parse(language, text)
    seen: set[tuple[int, int]] = set()
    for function in (node for node in walk(root) if node.kind() in FUNCTIONS) if root else ():
        nodes = list(walk(function))
        for name in dict.fromkeys(_declared(nodes)):
            places = tuple(_places(text, nodes, name))
            if len(places) > 1 and span(places[0]) not in seen and not _tangled(nodes, name):
                seen.update(span(place) for place in places)
                yield LocalName(name, places)


def _declared(nodes: list[SgNode]) -> Iterator[str]:
    for node in nodes:
        left = node.field(_DECLARES[node.kind()]) if node.kind() in _DECLARES else None
        if left is not None and left.kind() == "expression_list":
            left = left.child(0)
        if left is not None and left.kind() == "identifier" and len(left.text()) > 1:
            yield left.text()


def _places(text: str, nodes: list[SgNode], name: str) -> Iterator[SgNode]:
    for node in nodes:
        if node.kind() == "identifier" and node.text() == name and not _is_member(text, node):
            yield node


def _is_member(text: str, node: SgNode) -> bool:
    start, end = span(node)
    parent = node.parent()
    if parent is not None and parent.kind() in {"keyword_argument", "method_invocation"}:
        return span(parent)[0] == start and text[end : end + 1] in {"=", "("}
    return bool(_MEMBER.search(text, max(0, start - 20), start))


def _tangled(nodes: list[SgNode], name: str) -> bool:
    """Whether the name is a parameter too, stands for a member, or belongs to an outer function."""
    for node in nodes:
        if node.kind() in _HEADS and any(one.kind() == "identifier" and one.text() == name for one in walk(node)):
            return True
        if node.kind() in _TANGLED and re.search(rf"\b{re.escape(name)}\b", node.text()):
            return True
    return False
