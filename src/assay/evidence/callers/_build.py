"""Calls of compiled functions: build a program that reads arguments and tells results, once, then run it with inputs.

The program is built in the sandbox and comes out of it on the report's descriptor; the file is only ever run in one.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from assay.domain.run import Limits
from assay.evidence.caller import Ended, Inputs, Outcome
from assay.evidence.callers._told import outcomes
from assay.evidence.differential.kinds import Value
from assay.evidence.output import visible
from assay.evidence.sandbox import Program, Sandbox

_MOST_KIB = 8192
_BUILD = Limits(wall_s=90, cpu_s=180, memory_mib=2048, processes=512, files_mib=512, output_kib=_MOST_KIB)
_COMPLAINT = re.compile(r"\berror\b|:\d+:\d+: ")
_PACK = 'set -e; {command} >&2; cat "{product}" >&3'


@dataclass(frozen=True)
class Recipe:
    """How to build: ``command`` for a shell makes ``product`` from ``files``; ``run`` starts what was built, whose path
    stands in place of ``{}``.
    """

    files: Mapping[str, str]
    command: str
    product: str
    run: tuple[str, ...] = ("{}",)
    env: Mapping[str, str] = field(default_factory=dict)
    read_only: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    memory_mib: int = 512


def call_built(sandbox: Sandbox, recipe: Recipe, inputs: Sequence[Inputs], seconds: float) -> list[Outcome]:
    """One outcome per input. Code that does not compile raises on every one."""
    built = _built(sandbox, recipe)
    if isinstance(built, str):
        return [Outcome(Ended.RAISED, error="does not compile", message=built)] * len(inputs)
    lines = [f"{seconds:g} {len(inputs)}", *(" ".join(map(written, arguments)) for arguments in inputs)]
    execution = sandbox.execute(
        Program(
            tuple(part.replace("{}", str(built)) for part in recipe.run),
            env=recipe.env,
            stdin=("\n".join(lines) + "\n").encode(),
            limits=Limits(
                wall_s=max(5.0, 4 * seconds), cpu_s=60, memory_mib=recipe.memory_mib, processes=256, output_kib=8192
            ),
            read_only=(*recipe.read_only, str(built.parent)),
            path=recipe.path,
        )
    )
    return outcomes(execution, len(inputs))


def written(value: Value) -> str:
    """A value as words that a small reader takes apart by the kind that it expects: texts in hexadecimal digits after
    an ``x``, lists and maps after their length.
    """
    match value:
        case None:
            return "n"
        case bool():
            return str(int(value))
        case int() | float():
            return repr(value)
        case str():
            return f"x{value.encode('utf-8', 'replace').hex()}"
        case list() | tuple() | set():
            return " ".join([str(len(value)), *map(written, value)])
        case dict():
            pairs = [word for key, part in value.items() for word in (written(key), written(part))]
            return " ".join([str(len(value)), *pairs])


_known: dict[str, Path | str] = {}


def _built(sandbox: Sandbox, recipe: Recipe) -> Path | str:
    """The program, or the first thing that the compiler says against it."""
    told = repr((sorted(recipe.files.items()), recipe.command, recipe.product))
    key = hashlib.sha256(told.encode()).hexdigest()
    if key not in _known:
        _known[key] = _build(sandbox, recipe, key)
    return _known[key]


def _build(sandbox: Sandbox, recipe: Recipe, key: str) -> Path | str:
    command = _PACK.format(command=recipe.command, product=recipe.product)
    execution = sandbox.execute(
        Program(
            ("/bin/sh", "-c", command),
            files=recipe.files,
            env=recipe.env,
            limits=_BUILD,
            read_only=recipe.read_only,
            path=recipe.path,
        )
    )
    if execution.exit_status != 0 or execution.stop is not None or not execution.report:
        said = visible(execution.stderr, 20_000).splitlines()
        told = next((line for line in said if _COMPLAINT.search(line)), "\n".join(said[:1]))
        return (told or execution.reason)[:300]
    folder = _store() / key[:32]
    folder.mkdir(exist_ok=True)
    target = folder / Path(recipe.product).name
    handle, written_to = tempfile.mkstemp(dir=_store())
    with os.fdopen(handle, "wb") as file:
        file.write(execution.report)
    Path(written_to).chmod(0o755)
    Path(written_to).replace(target)  # the other side may have built the same by now, and be running it
    return target


@cache
def _store() -> Path:
    """A folder of this process, gone with it."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "assay"
    base.mkdir(parents=True, exist_ok=True)
    _keep.append(tempfile.TemporaryDirectory(prefix="built-", dir=base))
    return Path(_keep[0].name).resolve()


_keep: list[tempfile.TemporaryDirectory[str]] = []
