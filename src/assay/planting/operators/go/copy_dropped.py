"""Copy dropped: two owners share one container, in Go."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from assay.domain.task import Language
from assay.planting.operator import Change, Edit
from assay.planting.operators._shared.copy_dropped import CopyDropped
from assay.planting.syntax.tree import replaced, walk

_COPY = re.compile(r"(?:(slices|maps)\.Clone\((.+)\)|append\(\[\][\w.]+(?:\(nil\)|\{\}), (.+)\.\.\.\))", re.DOTALL)


class GoCopyDropped(CopyDropped):
    """``slices.Clone``, ``maps.Clone``, and ``append`` to an empty slice."""

    def propose(self, root: SgNode, text: str) -> Iterator[Change]:
        """Each copy: what is copied. An import that nothing else needs goes too, for Go takes none that is unused."""
        for node in walk(root):
            found = _COPY.fullmatch(node.text()) if node.kind() == "call_expression" else None
            if found is None:
                continue
            package, cloned, appended = found.groups()
            copied = cloned or appended
            used = len(re.findall(rf"\b{package}\.", text))
            line = re.search(rf'^(?:import |\t)"{package}"\n', text, re.MULTILINE) if used == 1 else None
            imported = (Edit(*line.span(), ""),) if line else ()
            yield Change((*imported, replaced(node, copied)), copied)


plugin = GoCopyDropped(Language.GO)
