"""JUnit: its jars on this machine, and tests in its form, run by its platform with our listener beside them.

The platform runs tests of JUnit 5 and, where the jar of JUnit 4 is there too, of JUnit 4.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final

from assay.domain.run import TestOutcome, TestResult
from assay.evidence import toolchain
from assay.evidence.language import MissingPart
from assay.evidence.languages._programs.steps import Read, Said
from assay.evidence.output import visible

MISSING: Final = MissingPart(
    "JUnit is not installed",
    "sudo apt-get install junit5",
    "junit",
    "Java tasks whose tests are in JUnit's form answer not_run",
)
LISTENER: Final = "assay/JUnit.java"
MAIN: Final = "assay.JUnit"
REPORT: Final = "assay-report.jsonl"
_USED = re.compile(r"^\s*import\s+(?:static\s+)?(?:org\.junit|junit\.framework)\b", re.MULTILINE)
_CONSOLE = "junit-platform-console-standalone"
_FOUR = ("junit4.jar", "hamcrest.jar")
_DEBIAN = Path("/usr/share/java")
_MAVEN = Path.home() / ".m2" / "repository"


@dataclass(frozen=True)
class Jars:
    """What the class path of JUnit's tests needs."""

    paths: tuple[Path, ...]
    version: str

    @property
    def class_path(self) -> str:
        """As Java reads it."""
        return ":".join(map(str, self.paths))

    @property
    def outside_usr(self) -> tuple[str, ...]:
        """Those that the sandbox does not show by itself."""
        return toolchain.outside_usr(*self.paths)


def uses_junit(text: str) -> bool:
    """Whether a test file has tests in JUnit's form."""
    return _USED.search(text) is not None


def listener() -> str:
    """The source of the program that runs the tests."""
    return Path(__file__).with_name("JUnit.java").read_text(encoding="utf-8")


@cache
def jars() -> Jars | None:
    """Those that ``CLASSPATH`` names, Debian's, or those that Maven fetched; the first that hold the platform."""
    named = [Path(one) for one in os.environ.get("CLASSPATH", "").split(os.pathsep) if one.endswith(".jar")]
    maven = sorted(_MAVEN.glob(f"org/junit/platform/{_CONSOLE}/*/*.jar"), key=_by_number)[-1:]
    four = [*sorted(_MAVEN.glob("junit/junit/4.*/junit-4*.jar"), key=_by_number)[-1:]]
    four += sorted(_MAVEN.glob("org/hamcrest/hamcrest-core/1.3/hamcrest-core-1.3.jar"))
    debian = [_DEBIAN / f"{_CONSOLE}.jar", *(_DEBIAN / one for one in _FOUR)]
    for place in (named, debian, [*maven, *four]):
        present = [one.resolve() for one in place if one.is_file()]
        platform = next((one for one in place if one.name.startswith(_CONSOLE) and one.is_file()), None)
        if platform is not None:
            return Jars(tuple(dict.fromkeys(present)), _version(platform))
    return None


def _by_number(jar: Path) -> list[int]:
    return [int(one) for one in re.findall(r"\d+", jar.stem)]


def _version(platform: Path) -> str:
    """From its name, or from that of a link to it."""
    names = [platform.name, *(one.name for one in platform.parent.glob(f"{_CONSOLE}-*.jar"))]
    found = (re.fullmatch(rf"{_CONSOLE}-(\d[\w.-]*)\.jar", name) for name in names)
    return next((one[1] for one in found if one), "unknown")


def reader(classes: Mapping[str, str]) -> Read:
    """Reads the listener's report; ``classes`` are names of classes to the files that hold them."""

    def read(said: Said) -> Sequence[TestResult]:
        return list(_results(classes, said))

    return read


def _results(classes: Mapping[str, str], said: Said) -> Iterator[TestResult]:
    ended = False
    for line in said.report.splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if not isinstance(told, dict):
            continue
        ended = ended or told.get("end") is True
        if isinstance(told.get("name"), str):
            yield _result(classes, told)
    if not ended and said.status == 0:
        yield TestResult(
            id=", ".join(sorted(classes.values())),
            outcome=TestOutcome.FAILED,
            message="the program ended before its tests did",
        )


def _result(classes: Mapping[str, str], told: Mapping[str, object]) -> TestResult:
    owner = str(told.get("class", ""))
    outer, _, inner = owner.partition("$")
    name = str(told["name"]).removesuffix("()")
    parts = (classes.get(outer, outer), inner.replace("$", "::"), name if name != owner else "")
    skipped = TestOutcome.SKIPPED if told.get("skipped") else TestOutcome.PASSED
    outcome = skipped if told.get("passed") is True else TestOutcome.FAILED
    message = visible(str(told.get("message", "")), 4000) if outcome is TestOutcome.FAILED else ""
    return TestResult(id=visible("::".join(one for one in parts if one), 500), outcome=outcome, message=message)


def stem(path: str) -> str:
    """The name of the class that a file is called after."""
    return PurePosixPath(path).stem
