"""Go's standard library is built once, however many ask at once, and nothing is left of builds that were killed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assay.evidence import go_cache, toolchain

SMALL = 'package warm\nimport "testing"\nfunc TestWarm(t *testing.T) {}\n'


def test_several_who_ask_at_once_share_one_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if toolchain.find("go") is None:
        pytest.skip("go is not installed; sudo apt-get install golang-go")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(go_cache, "_WARM", SMALL)
    (tmp_path / "assay" / "go-build-killed").mkdir(parents=True)
    with ThreadPoolExecutor(2) as pool:
        (place,) = {found.result() for found in [pool.submit(go_cache.warm_cache.__wrapped__) for _ in range(2)]}
    assert place.parent == tmp_path / "assay"
    assert any(place.iterdir())
    assert {one.name for one in place.parent.iterdir()} == {"go.lock", place.name}
