"""Every analyzer on code with known faults, where it must say what ``expected.toml`` lists, and on code without.

``tests/corpus/analyzers/<analyzer>/faulty`` and ``clean`` hold the files; ``expected.toml`` beside them lists for each
faulty file ``"RULE@LINE"``, in any order. A new analyzer without a corpus fails here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from assay.evidence.analyzer import ANALYZERS, MissingTool

CORPUS = Path(__file__).parents[3] / "corpus" / "analyzers"


def cases(kind: str) -> Iterator[tuple[str, str]]:
    for name in ANALYZERS.names():
        for path in sorted((CORPUS / name / kind).glob("**/*")):
            if path.is_file():
                yield name, path.relative_to(CORPUS / name / kind).as_posix()


def findings(analyzer: str, kind: str, path: str) -> list[str]:
    plugin = ANALYZERS.get(analyzer)
    version = plugin.version()
    if isinstance(version, MissingTool):
        pytest.skip(f"{version.reason}; {version.install}")
    text = (CORPUS / analyzer / kind / path).read_text(encoding="utf-8")
    found = plugin.analyze({path: text})
    assert {one.path for one in found} <= {path}
    assert all(one.source.name == analyzer and one.source.version for one in found)
    return sorted(f"{one.source.rule}@{one.start_line}" for one in found)


@pytest.mark.parametrize("analyzer", ANALYZERS.names())
def test_every_analyzer_has_a_corpus(analyzer: str) -> None:
    assert [name for name, _ in cases("faulty") if name == analyzer], f"no faulty file for {analyzer}"
    assert [name for name, _ in cases("clean") if name == analyzer], f"no clean file for {analyzer}"


@pytest.mark.parametrize(("analyzer", "path"), list(cases("faulty")))
def test_what_is_wrong_is_found(analyzer: str, path: str) -> None:
    expected = tomllib.loads((CORPUS / analyzer / "expected.toml").read_text(encoding="utf-8"))
    assert findings(analyzer, "faulty", path) == sorted(expected[path])


@pytest.mark.parametrize(("analyzer", "path"), list(cases("clean")))
def test_what_is_right_is_left_alone(analyzer: str, path: str) -> None:
    assert findings(analyzer, "clean", path) == []
