"""Python source as libcst reads it, with the place of every node."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from functools import cached_property
from typing import TypeVar

import libcst as cst
from libcst.metadata import ByteSpanPositionProvider, MetadataWrapper, ParentNodeProvider

from assay.planting.operator import Edit

N = TypeVar("N", bound=cst.CSTNode)


class PythonSource:
    """One module. Offsets count characters of ``text``."""

    def __init__(self, text: str) -> None:
        """Parse.

        Raises:
            libcst.ParserSyntaxError: the text is no Python.
        """
        self.text = text
        self._bytes = None if text.isascii() else text.encode()
        wrapper = MetadataWrapper(cst.parse_module(text))
        self.module = wrapper.module
        self._spans = wrapper.resolve(ByteSpanPositionProvider)
        self._parents = wrapper.resolve(ParentNodeProvider)

    @cached_property
    def _nodes(self) -> list[cst.CSTNode]:
        found: list[cst.CSTNode] = []

        def walk(node: cst.CSTNode) -> None:
            found.append(node)
            for child in node.children:
                walk(child)

        walk(self.module)
        return found

    def find(self, kind: type[N], within: cst.CSTNode | None = None) -> Iterator[N]:
        """Nodes of this kind, in source order."""
        for node in self._nodes:
            if isinstance(node, kind) and (within is None or node is within or within in self.around(node)):
                yield node

    def _at(self, offset: int) -> int:
        return offset if self._bytes is None else len(self._bytes[:offset].decode())

    def span(self, node: cst.CSTNode) -> tuple[int, int]:
        """Where it begins and ends, with its own brackets and without the white space around it."""
        place = self._spans[node]
        start, end = self._at(place.start), self._at(place.start + place.length)
        for _ in node.lpar if isinstance(node, cst.BaseExpression) else ():
            start, end = self.text.rindex("(", 0, start), self.text.index(")", end) + 1
        return start, end

    def code(self, node: cst.CSTNode) -> str:
        """Its text."""
        start, end = self.span(node)
        return self.text[start:end]

    def parent(self, node: cst.CSTNode) -> cst.CSTNode | None:
        """The node that holds it."""
        return self._parents.get(node)

    def around(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """The nodes that hold it, from the inside out."""
        parent = self._parents.get(node)
        while parent is not None:
            yield parent
            parent = self._parents.get(parent)

    def function(self, node: cst.CSTNode) -> cst.FunctionDef | None:
        """The innermost function that holds it."""
        return next((one for one in self.around(node) if isinstance(one, cst.FunctionDef)), None)

    def statement(self, node: cst.CSTNode) -> cst.CSTNode | None:
        """The innermost statement, simple or compound, that is or holds it."""
        return next(
            (
                one
                for one in (node, *self.around(node))
                if isinstance(one, cst.SimpleStatementLine | cst.BaseCompoundStatement)
            ),
            None,
        )

    def replaced(self, node: cst.CSTNode, text: str) -> Edit:
        """``text`` in its place."""
        return Edit(*self.span(node), text)

    def removed(self, statement: cst.CSTNode) -> Edit | None:
        """Without this statement and its lines; None where its block would be empty, or it stands in one line."""
        parent = self._parents.get(statement)
        if not isinstance(parent, cst.IndentedBlock | cst.Module) or len(parent.body) == 1:
            return None
        start, end = self._lines(statement)
        return Edit(self._with_comments(start), end, "")

    def _with_comments(self, start: int) -> int:
        """From the beginning of the comment lines right above: a comment on what is gone would tell."""
        while start:
            above = self.text.rfind("\n", 0, start - 1) + 1
            if not self.text[above:start].lstrip().startswith("#"):
                break
            start = above
        return start

    def unwrapped(self, statement: cst.CSTNode, block: cst.BaseSuite) -> Edit | None:
        """The statement replaced by its own block."""
        if not isinstance(block, cst.IndentedBlock):
            return None
        start, end = self._lines(statement)
        body = self.block(block)
        indent = self.indent(statement)
        return Edit(start, end, textwrap.indent(body, indent) + ("\n" if self.text[start:end].endswith("\n") else ""))

    def block(self, block: cst.IndentedBlock) -> str:
        """The statements of a block, without their indentation."""
        start, end = self._lines(block.body[0])[0], self._lines(block.body[-1])[1]
        return textwrap.dedent(self.text[start:end]).rstrip("\n")

    def indent(self, statement: cst.CSTNode) -> str:
        """The white space before it."""
        start = self.span(statement)[0]
        line = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        return line if not line.strip() else ""

    def _lines(self, statement: cst.CSTNode) -> tuple[int, int]:
        """From the beginning of its first line to the beginning of the line after it."""
        start, end = self.span(statement)
        after = self.text.find("\n", end)
        return self.text.rfind("\n", 0, start) + 1, len(self.text) if after < 0 else after + 1
