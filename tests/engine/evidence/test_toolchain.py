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


def _rustup(folder: Path, script: str) -> None:
    (folder / "rustup").write_text(script)
    (folder / "rustup").chmod(0o755)
    for name in ("rustc", "cargo", "clippy-driver"):
        (folder / name).symlink_to("rustup")


def test_rustup_without_a_toolchain_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    _rustup(first, "#!/bin/sh\necho could not choose a version 1.95 >&2\nexit 1\n")
    monkeypatch.setenv("PATH", f"{first}{os.pathsep}{second}")
    monkeypatch.setattr(toolchain, "USUAL", (first,))
    monkeypatch.setattr(toolchain, "SYSTEM", ())
    assert toolchain.find.__wrapped__("cargo") is None
    (second / "cargo").write_text("#!/bin/sh\n")
    (second / "cargo").chmod(0o755)
    assert toolchain.find.__wrapped__("cargo") == second / "cargo"


def test_tools_of_one_toolchain_are_not_joined_to_those_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _rustup(tmp_path, '#!/bin/sh\n[ "${0##*/}" = rustc ] && echo rustc 1.95.0\n')
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert toolchain.find.__wrapped__("clippy-driver") == tmp_path / "clippy-driver"
