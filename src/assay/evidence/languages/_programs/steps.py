"""Steps for the driver that runs in the sandbox, and what it says of them."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ValidationError

from assay.domain.run import Limits, TestResult
from assay.evidence.interpreter import this_interpreter
from assay.evidence.sandbox import Execution, Program, Sandbox

COMPILE_S = 90.0
MEMORY_MIB = 512
"""What a test's process may hold where its runtime has no bound of its own."""
BUILT = "{built}"
"""In a test's arguments: the folder that holds the products of the build."""
_DRIVER = Path(__file__).resolve().parent / "driver.py"
_MOST_PRODUCT = 64 << 20


@dataclass(frozen=True)
class Step:
    """One program to run. ``required``: what follows needs it. ``report``: a file that it writes for us. ``data_mib``:
    what each of its processes may hold, where that is bounded besides the whole. ``output_kib``: what it may write.
    """

    argv: tuple[str, ...]
    timeout_s: float
    env: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    report: str = ""
    data_mib: int = 0
    output_kib: int = Limits().output_kib

    def told(self, built: str) -> dict[str, object]:
        """As the driver reads it; what was built lies in the folder ``built``."""
        return {
            "argv": [one.replace(BUILT, built) for one in self.argv],
            "timeout_s": self.timeout_s,
            "env": dict(self.env),
            "required": self.required,
            "report": self.report,
            "data_mib": self.data_mib,
            "output_kib": self.output_kib,
        }


class Said(BaseModel):
    """What the driver says of one step; ``status`` is None when it was stopped, ``stopped`` names the limit then."""

    step: int
    status: int | None
    output: str
    report: str
    wall_s: float
    stopped: Literal["", "timed_out", "output_limit"] = ""
    peak_kib: int = 0


Read = Callable[[Said], Sequence[TestResult]]
"""The single tests of a step, from its output or report."""


@dataclass(frozen=True)
class TestStep:
    """A step whose status is a verdict. ``name`` is the test's id; ``read`` finds single tests in what it says."""

    name: str
    step: Step
    seconds: float
    """What the tests were given."""
    read: Read | None = None
    exhausted: re.Pattern[str] | None = None
    """Finds that the step ran out of the memory that its runtime allows itself."""
    unbuilt: re.Pattern[str] | None = None
    """Finds that the step failed to compile, where it compiles too, as ``go test`` does."""
    asserts_abort: bool = False
    """Whether an assertion that does not hold ends the program by SIGABRT, as it does in C."""
    late: re.Pattern[str] | None = None
    """Finds that the step stopped itself because its tests took too long."""
    plain: Callable[[str], str] = str
    """Its output as a person would read it."""


@dataclass(frozen=True)
class Plan:
    """Steps to prepare, then tests; ``tools`` may be read in the sandbox and stand first on the path."""

    compile: tuple[Step, ...]
    tests: tuple[TestStep, ...]
    versions: Mapping[str, str]
    products: tuple[str, ...] = ()
    """What ``compile`` makes in the work folder: files, or folders, which are packed as a zip file of the same name.
    They stand in the folder :data:`BUILT` of the tests' arguments."""
    read_only: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    memory_mib: int = 2048
    missing: re.Pattern[str] | None = None
    """Finds, in what a compiler says, the name of a package or header that is not there."""


@dataclass(frozen=True)
class Driven:
    """What came of steps: answers in their order, and whether the driver came to its end."""

    execution: Execution
    said: tuple[Said, ...]
    ended: bool
    products: Mapping[str, bytes]
    limits: Limits


_Line = TypeVar("_Line", bound=BaseModel)


class _Product(BaseModel):
    product: str
    packed: str


def drive(
    sandbox: Sandbox,
    files: Mapping[str, str],
    plan: Plan,
    steps: Sequence[Step],
    *,
    products: tuple[str, ...] = (),
    built: Path | None = None,
) -> Driven:
    """Run ``steps`` of the plan in the sandbox and bring out ``products``; ``built`` holds those of a build before."""
    wall = sum(step.timeout_s for step in steps) + 10
    limits = Limits(wall_s=wall, cpu_s=2 * wall, memory_mib=plan.memory_mib, processes=512, files_mib=512)
    python = this_interpreter()
    folder = str(built) if built else ""
    execution = sandbox.execute(
        Program(
            (python.executable, "-sPEu", str(_DRIVER)),
            files=files,
            stdin=json.dumps({"steps": [step.told(folder) for step in steps], "products": products}).encode(),
            limits=limits,
            read_only=(*python.read_only, *plan.read_only, str(_DRIVER.parent), *([folder] if folder else [])),
            empty=python.empty,
            path=plan.path,
        )
    )
    lines = execution.report.split(b"\n")
    return Driven(
        execution,
        tuple(_each(Said, lines)),
        execution.report.endswith(b'{"end": true}\n'),
        {one.product: _unpacked(one.packed) for one in _each(_Product, lines) if one.product in products},
        limits,
    )


def _each(kind: type[_Line], lines: Sequence[bytes]) -> Iterator[_Line]:
    for line in lines:
        try:
            yield kind.model_validate_json(line)
        except ValidationError:
            continue


def _unpacked(packed: str) -> bytes:
    """What the driver packed; empty when it is no such thing, or is too large."""
    unpacking = zlib.decompressobj()
    try:
        product = unpacking.decompress(base64.b64decode(packed, validate=True), _MOST_PRODUCT)
    except (ValueError, zlib.error):
        return b""
    return product if unpacking.eof else b""
