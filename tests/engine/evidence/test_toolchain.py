"""Finding tools: what the sandbox is given is the program itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assay.evidence import toolchain

_ANY = (1, 0)


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    toolchain.node.cache_clear()
    yield
    toolchain.node.cache_clear()


def _on_path(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    launcher = folder / "node"
    launcher.write_text(script)
    launcher.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return launcher


def test_node_behind_a_launcher_is_found_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = toolchain.node(_ANY)
    assert real is not None
    toolchain.node.cache_clear()
    launcher = _on_path(tmp_path, f'#!/bin/sh\nexec "{real.path}" "$@"\n', monkeypatch)
    found = toolchain.node(_ANY)
    assert found == real
    assert found.path != launcher


def test_a_node_that_does_not_work_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _on_path(tmp_path, "#!/bin/sh\nexit 3\n", monkeypatch)
    found = toolchain.node(_ANY)
    assert found is not None
    assert not found.path.is_relative_to(tmp_path)
