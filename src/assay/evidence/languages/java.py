"""Java: everything is compiled together; each test file's class with ``main`` is a test, assertions switched on.

Status 0 passes. The virtual machine shares classes and compiles lightly, so that it starts fast. Class E0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from assay.domain.run import Outcome, Run
from assay.domain.task import Tests
from assay.evidence import toolchain
from assay.evidence.language import MissingToolchain, Toolchain
from assay.evidence.languages._programs.steps import BUILT, COMPILE_S, Plan, Step, TestStep
from assay.evidence.languages._programs.verdict import carry_out
from assay.evidence.sandbox import Sandbox

_MAIN = re.compile(r"\bvoid\s+main\s*\(")
_PACKAGE = re.compile(r"^\s*package\s+([\w.]+)\s*;", re.MULTILINE)
_MISSING = re.compile(r"error: package ([\w.]+) does not exist")
_EXHAUSTED = re.compile(r"java\.lang\.OutOfMemoryError(?!: unable to create)")
_QUICK = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")


class Java:
    """javac and java on PATH."""

    name = "java"

    def toolchain(self) -> Toolchain | MissingToolchain:
        """The development kit."""
        found = toolchain.version("javac", "-version")
        if found is None:
            return MissingToolchain("javac is not installed", "sudo apt-get install default-jdk-headless")
        return Toolchain({"javac": found})

    def run(self, sandbox: Sandbox, files: Mapping[str, str], tests: Tests) -> Run:
        """A test passes when its class's ``main`` returns."""
        found = self.toolchain()
        if isinstance(found, MissingToolchain):
            return Run(outcome=Outcome.NOT_RUN, reason=f"{found.reason}; {found.install}")
        mains = [name for name, text in tests.files.items() if name.endswith(".java") and _MAIN.search(text)]
        if not mains:
            return Run(outcome=Outcome.NOT_RUN, reason="no test file has a main method")
        everything = {**files, **tests.files}
        sources = sorted(name for name in everything if name.endswith(".java"))
        javac = ("javac", "-J-Xmx512m", *(f"-J{one}" for one in _QUICK), "-nowarn", "-proc:none", "-d", "classes")
        plan = Plan(
            compile=(Step((*javac, *sources), COMPILE_S, required=True),),
            tests=tuple(
                TestStep(
                    name,
                    Step(
                        (
                            "java",
                            "-Xmx512m",
                            *_QUICK,
                            "-ea",
                            "-cp",
                            f"{BUILT}/classes",
                            _class_of(name, tests.files[name]),
                        ),
                        tests.timeout_s,
                    ),
                    tests.timeout_s,
                    exhausted=_EXHAUSTED,
                )
                for name in mains
            ),
            products=("classes",),
            versions=found.versions,
            read_only=toolchain.java_settings(),
            missing=_MISSING,
        )
        return carry_out(sandbox, everything, plan)


def _class_of(name: str, text: str) -> str:
    package = _PACKAGE.search(text)
    stem = PurePosixPath(name).stem
    return f"{package[1]}.{stem}" if package else stem


plugin = Java()
