"""C++: each test file with ``main`` is compiled as C++17 with what it includes; status 0 passes. Class E0.

By g++, else by clang++.
"""

from __future__ import annotations

from assay.evidence.languages._programs.native import Native

plugin = Native("cpp", ("g++", "clang++"), "", (".cpp", ".cc", ".cxx"), ("-std=c++17", "-O1", "-g", "-w"))
