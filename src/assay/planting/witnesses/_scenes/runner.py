"""Runs inside the sandbox: pytest on the files named as arguments, each test with its time; writes to descriptor 3 what
``__seen__`` was given in each test, and how the test ended. One JSON object per test.
"""

import builtins
import json
import os
import signal
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

REPORT = 3
CPU_S, WALL_S = 0.5, 2.5
_MOST_OUT_OF_TIME = 4
_DEEPEST, _LONGEST = 6, 4000


class OutOfTime(BaseException):
    """The test took too long."""


def literal(value: object, depth: int = 0) -> bool:
    """Whether its printed form is an expression for it."""
    if value is None or type(value) in {bool, int, str, bytes}:
        return True
    if type(value) is float:
        return value - value == 0
    if depth > _DEEPEST:
        return False
    if isinstance(value, list | tuple | set) and type(value) in {list, tuple, set}:
        return (type(value) is not set or bool(value)) and all(literal(part, depth + 1) for part in value)
    if type(value) is dict:
        return all(literal(part, depth + 1) for pair in value.items() for part in pair)
    return False


class Scenes:
    """The pytest plugin."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, str | None]] = []
        self.out_of_time = 0
        setattr(builtins, "__seen__", self.see)  # noqa: B010 - a name that only scenes know

    def see(self, site: int, value: object) -> object:
        """Remember, and hand on."""
        self.seen.append((site, _printed(value)))
        return value

    def pytest_configure(self, config: pytest.Config) -> None:
        """No tracebacks; the option itself belongs to the terminal plugin, which is off."""
        config.option.tbstyle = "no"

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Generator[None, None, None]:
        """Bound the time of one test."""
        self.seen.clear()
        signal.setitimer(signal.ITIMER_VIRTUAL, CPU_S)
        signal.setitimer(signal.ITIMER_REAL, WALL_S)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.setitimer(signal.ITIMER_REAL, 0)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: "pytest.CallInfo[None]"
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Report how the test itself ended."""
        report = yield
        if call.excinfo is not None and call.excinfo.errisinstance(OutOfTime):
            self.out_of_time += 1
        if call.when == "call":
            error = type(call.excinfo.value) if call.excinfo else None
            ended = f"{error.__module__}.{error.__qualname__}" if error else ""
            line = json.dumps({"id": item.name, "seen": self.seen, "ended": ended}).encode() + b"\n"
            while line:
                line = line[os.write(REPORT, line) :]
        if self.out_of_time >= _MOST_OUT_OF_TIME:
            os._exit(0)
        return report


def _printed(value: object) -> str | None:
    """Its printed form, if that is an expression for it."""
    if not literal(value):
        return None
    text = f"set({sorted(value, key=repr)!r})" if isinstance(value, set) else repr(value)
    return text if len(text) <= _LONGEST else None


def _stop(*_: object) -> None:
    raise OutOfTime


def main(arguments: list[str]) -> int:
    """Run the files."""
    os.set_inheritable(REPORT, False)
    signal.signal(signal.SIGVTALRM, _stop)
    signal.signal(signal.SIGALRM, _stop)
    sys.path.insert(0, str(Path.cwd()))
    if Path("src").is_dir():
        sys.path.insert(1, str(Path("src").resolve()))
    options = [
        f"-c{os.devnull}",
        "--rootdir=.",
        "--confcutdir=.",
        "--capture=no",
        "-pno:cacheprovider",
    ]
    quiet = ("threadexception", "unraisableexception", "warnings", "terminal", "faulthandler", "logging", "assertion")
    return int(pytest.main([*options, *(f"-pno:{name}" for name in quiet), *arguments], plugins=[Scenes()]))


if __name__ == "__main__":
    status = main(sys.argv[1:])
    os._exit(status)
