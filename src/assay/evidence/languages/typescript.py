"""TypeScript: as JavaScript, with the types stripped by Node itself; types are not checked. Class E0."""

from __future__ import annotations

from assay.evidence.languages._programs.node import Node

plugin = Node("typescript", (".ts", ".mts"), (22, 18))
