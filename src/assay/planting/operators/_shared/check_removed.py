"""Check removed: what should be refused is taken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from assay.domain.finding import Category, Severity
from assay.planting.operator import Change, Meaning
from assay.planting.operators._shared.tree_operator import TreeOperator
from assay.planting.syntax.tree import span, walk, whole_lines

_REFUSES = re.compile(r"throw\b|return\b|panic!?\(|std::process::exit")


class CheckRemoved(TreeOperator):
    """An ``if`` that only refuses."""

    name = "check-removed"
    meaning = Meaning(
        Category.VALIDATION,
        20,
        Severity.MAJOR,
        "What should be refused is taken: nothing asks {about}",
        "A value that makes no sense goes in, and does its harm later and elsewhere.",
    )

    def propose(self, root: SgNode, text: str) -> Iterator[Change]:
        """Each ``if`` without ``else`` whose block is one ``throw``, ``return`` or ``panic``: without it."""
        for node in walk(root):
            if node.kind() not in {"if_statement", "if_expression"} or node.field("alternative") is not None:
                continue
            condition, body = node.field("condition"), node.field("consequence")
            if condition is None or body is None or node.field("initializer") is not None:
                continue
            steps = [one for one in body.children() if one.is_named()] if "{" in body.text()[:1] else [body]
            if len(steps) == 1 and _REFUSES.match(steps[0].text()):
                yield Change((whole_lines(text, *span(node)),), condition.text())
