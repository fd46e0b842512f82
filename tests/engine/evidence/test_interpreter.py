from __future__ import annotations

import sys
from pathlib import Path

from assay.evidence.interpreter import this_interpreter


def test_it_is_the_interpreter_beneath_the_virtual_environment() -> None:
    found = this_interpreter()
    assert Path(found.executable).resolve() == Path(sys.executable).resolve()
    assert not Path(found.executable).is_symlink()
    assert found.version == ".".join(map(str, sys.version_info[:3]))


def test_neither_the_engine_nor_installed_packages_can_be_seen() -> None:
    found = this_interpreter()
    engine = Path(__file__).resolve().parents[3] / "src"
    assert not any(engine.is_relative_to(path) for path in found.read_only)
    packages = Path(sys.base_prefix).resolve().glob("lib*/python3*/site-packages")
    assert {str(path) for path in packages} <= set(found.empty)
