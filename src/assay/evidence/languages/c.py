"""C: each test file with ``main`` is compiled as C11 with what it includes; status 0 passes. Class E0.

By gcc, else by clang, else by the compiler in the wheel ``ziglang``, which is slow the first time in every build.
"""

from __future__ import annotations

from assay.evidence.languages._programs.native import Native

plugin = Native("c", ("gcc", "clang"), "cc", (".c",), ("-std=gnu11", "-O1", "-g", "-w"))
