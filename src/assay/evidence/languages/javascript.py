"""JavaScript: files called ``*.test.*`` run under Node's own test runner, other test files as programs. Class E0."""

from __future__ import annotations

from assay.evidence.languages._programs.node import Node

plugin = Node("javascript", (".js", ".mjs", ".cjs"), (18, 0))
