"""Java: everything is compiled together; tests in JUnit's form are run by JUnit, others by their class's ``main``.

Test files that import ``org.junit`` are JUnit's: of JUnit 5, and of JUnit 4 where its jar is there. Its jars are
those that ``CLASSPATH`` names (``junit-platform-console-standalone``, and ``junit`` and ``hamcrest`` for JUnit 4),
Debian's of the package ``junit5``, or those that Maven has fetched. Of any other test file, the class with ``main`` is
a test, assertions switched on; status 0 passes. The virtual machine shares classes and compiles lightly, so that it
starts fast. Class E0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from assay.domain.run import Outcome, Run
from assay.domain.task import Tests
from assay.evidence import toolchain
from assay.evidence.language import MissingToolchain, Toolchain
from assay.evidence.languages._programs import junit
from assay.evidence.languages._programs.steps import BUILT, COMPILE_S, Plan, Step, TestStep
from assay.evidence.languages._programs.verdict import carry_out
from assay.evidence.sandbox import Sandbox

_MAIN = re.compile(r"\bvoid\s+main\s*\(")
_PACKAGE = re.compile(r"^\s*package\s+([\w.]+)\s*;", re.MULTILINE)
_MISSING = re.compile(r"error: package ([\w.]+) does not exist")
_EXHAUSTED = re.compile(r"java\.lang\.OutOfMemoryError(?!: unable to create)")
_QUICK = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")
_JAVA = ("java", "-Xmx512m", *_QUICK, "-ea", "-cp")
_CLASSES = f"{BUILT}/classes"


class Java:
    """javac and java on PATH, and JUnit's jars for tests that use it."""

    name = "java"

    def toolchain(self) -> Toolchain | MissingToolchain:
        """The development kit, and JUnit."""
        found = toolchain.version("javac", "-version")
        if found is None:
            return MissingToolchain("javac is not installed", "sudo apt-get install default-jdk-headless")
        jars = junit.jars()
        if jars is None:
            return Toolchain({"javac": found}, (junit.MISSING,))
        return Toolchain({"javac": found, "junit": jars.version})

    def run(self, sandbox: Sandbox, files: Mapping[str, str], tests: Tests) -> Run:
        """A test passes when JUnit says so, or when its class's ``main`` returns."""
        found = self.toolchain()
        if isinstance(found, MissingToolchain):
            return Run(outcome=Outcome.NOT_RUN, reason=f"{found.reason}; {found.install}")
        own = {name: text for name, text in tests.files.items() if name.endswith(".java")}
        united = [name for name, text in own.items() if junit.uses_junit(text)]
        mains = [name for name, text in own.items() if name not in united and _MAIN.search(text)]
        if not mains and not united:
            return Run(outcome=Outcome.NOT_RUN, reason="no test file has a main method or uses JUnit")
        jars = junit.jars() if united else None
        if united and jars is None:
            return Run(outcome=Outcome.NOT_RUN, reason=f"{junit.MISSING.reason}; {junit.MISSING.install}")
        everything = {**files, **tests.files}
        steps = [_main(name, own[name], tests.timeout_s) for name in mains]
        if jars is not None:
            everything[junit.LISTENER] = junit.listener()
            steps.append(_by_junit(jars, {name: own[name] for name in united}, tests.timeout_s))
        plan = Plan(
            compile=(_compile(everything, jars),),
            tests=tuple(steps),
            products=("classes",),
            versions=found.versions,
            read_only=(*toolchain.java_settings(), *(jars.outside_usr if jars else ())),
            missing=_MISSING,
        )
        return carry_out(sandbox, everything, plan)


def _compile(files: Mapping[str, str], jars: junit.Jars | None) -> Step:
    javac = ("javac", "-J-Xmx512m", *(f"-J{one}" for one in _QUICK), "-nowarn", "-proc:none", "-d", "classes")
    path = ("-cp", f".:{jars.class_path}") if jars else ()
    return Step((*javac, *path, *sorted(name for name in files if name.endswith(".java"))), COMPILE_S, required=True)


def _main(name: str, text: str, timeout_s: float) -> TestStep:
    step = Step((*_JAVA, _CLASSES, _class_of(name, text)), timeout_s)
    return TestStep(name, step, timeout_s, exhausted=_EXHAUSTED)


def _by_junit(jars: junit.Jars, files: Mapping[str, str], timeout_s: float) -> TestStep:
    """All of JUnit's tests in one virtual machine."""
    classes = {_class_of(name, text): name for name, text in files.items() if "@" in text or "TestCase" in text}
    command = (*_JAVA, f"{_CLASSES}:{jars.class_path}", junit.MAIN, junit.REPORT, *sorted(classes))
    step = Step(command, timeout_s, report=junit.REPORT)
    return TestStep(", ".join(sorted(files)), step, timeout_s, junit.reader(classes), exhausted=_EXHAUSTED)


def _class_of(name: str, text: str) -> str:
    package = _PACKAGE.search(text)
    return f"{package[1]}.{junit.stem(name)}" if package else junit.stem(name)


plugin = Java()
