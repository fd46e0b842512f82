"""Error swallowed: a failure is answered as if there were nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from assay.domain.finding import Category, Severity
from assay.domain.task import Language
from assay.planting.operator import Change, Edit, Meaning
from assay.planting.operators._shared.tree_operator import TreeOperator
from assay.planting.syntax.tree import replaced, span, walk


class ErrorSwallowed(TreeOperator):
    """Handlers that only hand a failure on."""

    name = "error-swallowed"
    meaning = Meaning(
        Category.ERROR_HANDLING,
        390,
        Severity.MAJOR,
        "A failure is swallowed: {about}",
        "The caller cannot tell a failure from an empty answer.",
    )

    def propose(self, root: SgNode, text: str) -> Iterator[Change]:
        """In Go each ``return …, err``: nil instead. Elsewhere each ``catch`` that only throws: null is returned."""
        for node in walk(root):
            if self.language is Language.GO and node.kind() == "return_statement" and node.text().endswith(", err"):
                end = span(node)[1]
                yield Change((Edit(end - len("err"), end, "nil"),), node.text())
            elif node.kind() == "catch_clause":
                body = node.field("body")
                steps = [one for one in body.children() if one.is_named()] if body is not None else []
                if body is not None and len(steps) == 1 and steps[0].kind() == "throw_statement":
                    head = text[span(node)[0] : span(body)[0]]
                    kept = re.sub(r"\s*\(.*\)\s*", " ", head) if self.language is Language.JAVASCRIPT else head
                    indent = " " * steps[0].range().start.column
                    inner = f"{kept}{{\n{indent}return null;\n{indent[: len(indent) // 2]}}}"
                    yield Change((replaced(node, _closed(inner, text, node)),), steps[0].text())


def _closed(inner: str, text: str, node: SgNode) -> str:
    """With its last brace where the block's own stood."""
    last = text.rfind("\n", 0, span(node)[1]) + 1
    return inner[: inner.rfind("\n") + 1] + text[last : span(node)[1]]
