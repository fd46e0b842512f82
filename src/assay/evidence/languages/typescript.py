"""TypeScript: as JavaScript, with the types stripped by Node itself. Class E0.

Where TypeScript's compiler and Node's types are there (``tsc`` on PATH), the types of the candidate's files are checked
first, as ``tsc`` does without a configuration; an error is ``compile_error``. The versions of the run tell whether.
"""

from __future__ import annotations

from assay.evidence.languages._programs.node import Node

plugin = Node("typescript", (".ts", ".mts"), (22, 18), typed=True)
