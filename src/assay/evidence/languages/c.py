"""C: each test file with ``main`` is compiled by gcc as C11 with what it includes; status 0 passes. Class E0."""

from __future__ import annotations

from assay.evidence.languages._programs.native import Native

plugin = Native("c", "gcc", (".c",), ("-std=gnu11", "-O1", "-g", "-w"))
