"""Compile once: what a build makes is kept by the hash of sources, tools and flags, and bound read-only into each run.

The sandbox builds it, for ``#include``, procedural macros and ``include_str!`` are ways to attack; what comes out is
only ever run in one. It is kept below ``$XDG_CACHE_HOME/assay`` (default ``~/.cache/assay``), at most 512 MiB of it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assay.evidence.languages._programs.steps import Driven, Plan, drive
from assay.evidence.sandbox import Sandbox

_MOST_KEPT = 512 << 20
_IN_USE_S = 3600.0
"""What was used this short ago stays, whatever room it takes: a run may have it open."""


@dataclass(frozen=True)
class Built:
    """The folder with the products; ``driven`` is what building them said, None when they were there."""

    folder: Path
    driven: Driven | None


def build(sandbox: Sandbox, files: Mapping[str, str], plan: Plan) -> Built | Driven:
    """The plan's products, made now or before; what the build said when it made none."""
    store = _store()
    folder = store / _key(sandbox, files, plan)
    with contextlib.suppress(FileNotFoundError):
        os.utime(folder)
        return Built(folder, None)
    driven = drive(sandbox, files, plan, plan.compile, products=plan.products)
    whole = driven.ended and driven.execution.stop is None and all(one.status == 0 for one in driven.said)
    if not whole or any(not driven.products.get(name) for name in plan.products):
        return driven
    _keep(store, folder, driven.products)
    return Built(folder, driven)


def _key(sandbox: Sandbox, files: Mapping[str, str], plan: Plan) -> str:
    steps = [[step.argv, sorted(step.env.items())] for step in plan.compile]
    told = [
        sandbox.name,
        platform.machine(),
        sorted(files.items()),
        steps,
        plan.products,
        sorted(plan.versions.items()),
    ]
    return hashlib.sha256(json.dumps(told).encode("utf-8", "surrogatepass")).hexdigest()


def _store() -> Path:
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "assay" / "programs"
    base.mkdir(parents=True, exist_ok=True, mode=0o700)
    return base.resolve()


def _keep(store: Path, folder: Path, products: Mapping[str, bytes]) -> None:
    """All or nothing, whoever else builds the same."""
    making = Path(tempfile.mkdtemp(prefix="new-", dir=store))
    making.chmod(0o755)  # for the sandbox's user; the store above is the owner's alone
    for name, product in products.items():
        path = making / name
        path.write_bytes(product)
        path.chmod(0o755)
    try:
        making.replace(folder)
    except OSError:  # another process was faster: its products are as good
        shutil.rmtree(making)
    forget(store)


def forget(store: Path, most: int = _MOST_KEPT, in_use_s: float = _IN_USE_S) -> None:
    """Remove what was not used for longest, down to ``most`` bytes; never what was used in the last ``in_use_s``."""
    kept = []
    for folder in store.iterdir():
        with contextlib.suppress(FileNotFoundError):
            size = sum(one.stat().st_size for one in folder.iterdir())
            kept.append((folder.stat().st_mtime, size, folder))
    room = sum(size for _, size, _ in kept) - most
    for used, size, folder in sorted(kept):
        if room <= 0 or used > time.time() - in_use_s:
            return
        shutil.rmtree(folder, ignore_errors=True)
        room -= size
