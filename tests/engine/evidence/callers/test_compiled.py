"""Functions of compiled languages: the same four functions, right, faulty and in other words, on real toolchains."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from assay.domain.task import Language
from assay.evidence.caller import CALLERS
from assay.evidence.callers import _build
from assay.evidence.callers._build import written
from assay.evidence.sandbox import choose_sandbox
from assay.workflows.compare import Compared, compare_paths

CORPUS = Path(__file__).parents[3] / "corpus" / "differential"
LANGUAGES = ["cpp", "rust", "go", "java"]


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    missing = next(one for one in CALLERS if Language(request.param) in one.languages).missing()
    if missing is not None:
        pytest.skip(f"{missing.reason}; {missing.install}")
    return str(request.param)


def compare(language: str, first: str, second: str) -> dict[str, Compared]:
    paths = [next((CORPUS / language / name).iterdir()) for name in (first, second)]
    return {one.entry.lower(): one for one in compare_paths(*paths, budget_s=120)}


def test_every_fault_is_found(language: str) -> None:
    found = compare(language, "right", "buggy")
    shown = {name: one.shown for name, one in found.items()}
    assert set(shown) == {"total", "shout", "halves", "within", "third"}
    aspects = {name: one.differs_in for name, one in shown.items() if one}
    ended = "end" if language == "cpp" else "exception"
    assert aspects == {
        "total": "value",
        "halves": "arguments",
        "within": "value",
        "third": ended,
        "shout": aspects["shout"],
    }
    assert shown["total"] is not None
    assert 101 <= int(re.findall(r"\d+", shown["total"].call)[0]) <= 110, "made as small as it can be"


def test_the_same_in_other_words_is_alike(language: str) -> None:
    found = compare(language, "right", "rewritten")
    assert {name: one.shown for name, one in found.items() if one.shown} == {}
    assert all(one.returned > 500 for one in found.values())


def test_what_does_not_end_is_told(language: str) -> None:
    (found,) = compare(language, "plain", "endless").values()
    assert found.shown is not None
    assert found.shown.call.lower() == "f(3)"
    assert "does not come to an end" in found.shown.second


def test_what_does_not_compile_is_told(language: str, tmp_path: Path) -> None:
    plain = next((CORPUS / language / "plain").iterdir())
    broken = tmp_path / plain.name
    text = plain.read_text(encoding="utf-8")
    broken.write_text(text.replace("return n", "return absent").replace("{ n }", "{ absent }"), encoding="utf-8")
    (found,) = compare_paths(plain, broken, budget_s=120)
    assert found.shown is not None
    assert "does not compile" in found.shown.second
    assert "absent" in found.shown.second or "symbol" in found.shown.second


def test_values_are_written_as_words() -> None:
    assert written([1, -2]) == "2 1 -2"
    assert written(["", "é"]) == "2 x xc3a9"
    assert written({"a": [True]}) == "1 x61 1 1"
    assert written(1.5) == "1.5"


def test_what_is_built_again_while_it_runs_takes_its_place() -> None:
    recipe = _build.Recipe(files={}, command="cp /bin/sleep built", product="built")
    first = _build._build(choose_sandbox(), recipe, "k" * 64)
    assert isinstance(first, Path)
    with subprocess.Popen([first, "60"]) as running:
        assert _build._build(choose_sandbox(), recipe, "k" * 64) == first
        running.kill()
    assert first.stat().st_mode & 0o777 == 0o755
    assert [one.name for one in first.parent.iterdir()] == ["built"]
