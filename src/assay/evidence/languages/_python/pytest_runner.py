"""Runs inside the sandbox: pytest on the test files named as arguments, with a report on descriptor 3.

The report is JSON lines. ``expected``: names of tests read from the source before anything of the candidate is
imported. ``collected``: ids after collection. ``error``: a file that could not be collected. ``start``: a test begins.
``test``: one result. ``end``: the exit status. Unless the candidate is elsewhere (:data:`LINKED`) it shares this
process, so all of it can be forged (class E0); the order of the records and the canary, a test that must fail, only
raise the cost.
"""

import ast
import json
import os
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

REPORT = 3
CANARY = "assay-canary"
LINKED = "--linked="
"""Before what :func:`linked.linked_asking.install` takes, as JSON: the candidate is elsewhere then (class E1)."""
_MESSAGE = 4000
_QUIET = (
    "cacheprovider",
    "doctest",
    "faulthandler",
    "junitxml",
    "legacypath",
    "pastebin",
    "setuponly",
    "setupplan",
    "stepwise",
    "subtests",
    "terminal",
    "threadexception",
    "unraisableexception",
    "warnings",
)
"""Plugins of pytest's own that a report on a descriptor has no use for."""


class Canary(pytest.Item):
    """Fails. If it is reported as passed, results cannot be believed."""

    def runtest(self) -> None:
        """Fail."""
        raise AssertionError(CANARY)


class Reporter:
    """The pytest plugin that writes the report."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.only_canary_failed = True

    def write(self, kind: str, **values: object) -> None:
        """Write one record."""
        line = json.dumps({"kind": kind, **values}).encode() + b"\n"
        while line:
            line = line[os.write(self._descriptor, line) :]

    def pytest_configure(self, config: pytest.Config) -> None:
        """Short tracebacks; the option itself belongs to the terminal plugin, which is off."""
        config.option.tbstyle = "short"

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, session: pytest.Session, items: list[pytest.Item]) -> None:
        """Report what was collected, and add the canary."""
        self.write("collected", ids=[item.nodeid for item in items])
        canary = Canary.from_parent(session, name=CANARY)
        items.append(canary)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Report files that skip themselves whole."""
        if report.skipped:
            self.write("error", id=report.nodeid, type="Skipped", missing="", message=_bounded(report.longreprtext))

    def pytest_exception_interact(
        self, call: "pytest.CallInfo[object]", report: pytest.CollectReport | pytest.TestReport
    ) -> None:
        """Report files that cannot be imported, by the error that pytest wrapped."""
        if isinstance(report, pytest.CollectReport) and call.excinfo:
            self.only_canary_failed = False
            error: BaseException = call.excinfo.value
            if isinstance(error, pytest.Collector.CollectError) and error.__cause__:
                error = error.__cause__
            self.write(
                "error",
                id=report.nodeid,
                type=_kind(error),
                missing=(isinstance(error, ModuleNotFoundError) and error.name) or "",
                message=_bounded(f"{type(error).__name__}: {error}\n\n{report.longreprtext}"),
            )

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Report that a test begins: if the run is stopped, this is the one that did not end."""
        self.write("start", id=nodeid)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: "pytest.CallInfo[None]"
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Report one phase of a test, unless it passed and says nothing new."""
        report = yield
        error = call.excinfo.value if call.excinfo else None
        if report.outcome == "failed" and not isinstance(item, Canary):
            self.only_canary_failed = False
        if report.when == "call" or report.outcome != "passed":
            marks = [name for name in ("skip", "skipif", "xfail") if item.get_closest_marker(name)]
            self.write(
                "test",
                id=item.nodeid,
                when=report.when,
                outcome=report.outcome,
                marks=marks,
                expected_failure=hasattr(report, "wasxfail"),
                memory=isinstance(error, MemoryError),
                missing=(isinstance(error, ModuleNotFoundError) and error.name) or "",
                message=_bounded(report.longreprtext) if report.outcome != "passed" else "",
            )
        return report


def _kind(error: BaseException) -> str:
    """The class of errors that a compiler would find, else the error's own name."""
    return next((kind.__name__ for kind in (SyntaxError, ImportError) if isinstance(error, kind)), type(error).__name__)


def _bounded(text: str) -> str:
    return text if len(text) <= _MESSAGE else f"{text[: _MESSAGE // 4]}\n…\n{text[-_MESSAGE * 3 // 4 :]}"


def _defined(path: str) -> Iterator[str]:
    """Ids of the tests that a file plainly defines; parametrized ones without their brackets."""
    try:
        body = ast.parse(Path(path).read_bytes()).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return  # collecting it says the same with a better message
    for node in body:
        if _is_test(node):
            yield f"{path}::{node.name}"
        elif isinstance(node, ast.ClassDef) and _is_test_class(node):
            yield from (f"{path}::{node.name}::{inner.name}" for inner in node.body if _is_test(inner))


def _is_test(node: ast.stmt) -> TypeGuard[ast.FunctionDef]:
    """A function that pytest collects: a decorator other than a mark may make something else of it."""
    return (
        isinstance(node, ast.FunctionDef)
        and node.name.startswith("test")
        and all(ast.unparse(decorator).startswith("pytest.mark.") for decorator in node.decorator_list)
    )


def _is_test_class(node: ast.ClassDef) -> bool:
    inner = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
    unittest = any("TestCase" in ast.unparse(base) for base in node.bases)
    plain = node.name.startswith("Test") and not {"__init__", "__new__"} & inner
    return (unittest or plain) and not node.decorator_list and "__test__" not in ast.unparse(node)


def main(arguments: list[str]) -> int:
    """Run the files, with pytest's options before them; the status is pytest's, but 0 if only the canary failed."""
    linked = [argument.removeprefix(LINKED) for argument in arguments if argument.startswith(LINKED)]
    options = [argument for argument in arguments if argument.startswith("-") and not argument.startswith(LINKED)]
    paths = [argument for argument in arguments if not argument.startswith("-")]
    os.set_inheritable(REPORT, False)
    reporter = Reporter(REPORT)
    reporter.write("expected", ids=[name for path in paths for name in _defined(path)])
    for told in linked:
        sys.path.insert(0, str(Path(__file__).parent / "linked"))
        __import__("linked_asking").install(**json.loads(told))
        sys.path.pop(0)
    sys.path.insert(0, str(Path.cwd()))
    if Path("src").is_dir():
        sys.path.insert(1, str(Path("src").resolve()))
    options += [
        f"-c{os.devnull}",
        "--rootdir=.",
        "--confcutdir=.",
        "--capture=no",
        "--continue-on-collection-errors",
        *(f"-pno:{name}" for name in _QUIET),
    ]
    status = int(pytest.main([*options, *paths], plugins=[reporter]))
    if status == pytest.ExitCode.TESTS_FAILED and reporter.only_canary_failed:
        status = 0
    reporter.write("end", status=status)
    return status


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # a thread that the candidate left running is no reason to wait
