"""Which folders of this environment hold pytest: the only installed packages that a candidate's tests can import."""

from __future__ import annotations

import compileall
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement


@dataclass(frozen=True)
class Packages:
    """Real paths of packages, the folders that contain them, and pytest's version."""

    version: str
    paths: tuple[str, ...]
    folders: tuple[str, ...]


@cache
def pytest_packages() -> Packages | None:
    """Pytest and what it requires here; None when it is not installed."""
    try:
        version = distribution("pytest").version
    except PackageNotFoundError:
        return None
    found: dict[str, Distribution] = {}
    waiting = ["pytest"]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = distribution(name)
            requirements = (Requirement(line) for line in found[name].requires or ())
            waiting += [one.name for one in requirements if not one.marker or one.marker.evaluate({"extra": ""})]
    paths = sorted({path for package in found.values() for path in _top_level(package)})
    for path in paths:
        if path.is_dir() and not (path / "__pycache__").exists():
            compileall.compile_dir(path, quiet=2)  # else every run would compile them again, for seconds
    return Packages(version, tuple(map(str, paths)), tuple(sorted({str(path.parent) for path in paths})))


def _top_level(package: Distribution) -> set[Path]:
    """Modules and packages that a distribution puts into its folder."""
    names = {file.parts[0] for file in package.files or ()}
    usable = (name for name in names if name not in {"..", "__pycache__"} and not name.endswith((".dist-info", ".pth")))
    return {Path(str(package.locate_file(name))).resolve() for name in usable}
