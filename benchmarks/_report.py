"""The figures of a benchmark, as one line of JSON at its end, however it ends: ``{"bench": …, "figures": {…}}``.

``make bench`` takes the last such line of each script into docs/measured/bench.json. A figure's name ends with its
unit: ``_ms``, ``_s``, ``_per_s``, ``_mib``, ``_gib``, ``_kb``, ``_percent``, ``_times``; a count has none.
"""

from __future__ import annotations

import atexit
import json
import sys
from pathlib import Path

_found: dict[str, float] = {}


def figure(name: str, value: float) -> None:
    """Keep a figure for the line; four digits of it."""
    if not _found:
        atexit.register(_tell)
    _found[name] = value if isinstance(value, int) else float(f"{value:.4g}")


def _tell() -> None:
    print(json.dumps({"bench": Path(sys.argv[0]).stem, "figures": _found}), flush=True)
