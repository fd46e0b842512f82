"""What was asked before is not asked again; what changed, or was never answered, is."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.domain.task import Language
from assay.evidence.analyzer import ANALYZERS
from assay.evidence.probe import PROBES
from assay.workflows import collect
from assay.workflows.check import check
from assay.workflows.remembered import MAX_ENTRIES, Answer, Memory

CODE = "import os\n\n\ndef run(path: str) -> str:\n    os.system(path)\n    return open(path).read()\n"


@pytest.fixture
def code(tmp_path: Path) -> Path:
    path = tmp_path / "code.py"
    path.write_text(CODE)
    return path


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "memory")


def test_the_same_is_answered_from_memory_and_alike(
    code: Path, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = check([code], select=["ruff", "leak"], memory=memory)
    assert {one.finding.source.name for one in first.findings} == {"ruff", "leak"}
    for tool, method in ((ANALYZERS.get("ruff"), "analyze"), (PROBES.get("leak"), "examine")):
        monkeypatch.setattr(type(tool), method, lambda *_: pytest.fail("asked again"))
    second = check([code], select=["ruff", "leak"], memory=memory)
    assert second.findings == first.findings
    assert second.replays == first.replays
    assert second.tried == first.tried
    assert second.tools == first.tools


def test_other_content_another_version_or_no_memory_is_asked_anew(
    code: Path, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ruff = type(ANALYZERS.get("ruff"))
    original = ruff.analyze

    def counted(self: object, files: dict[str, str]) -> object:
        asked.append("asked")
        return original(self, files)  # type: ignore[arg-type]

    monkeypatch.setattr(ruff, "analyze", counted)
    check([code], select=["ruff"], memory=memory)
    check([code], select=["ruff"], memory=memory)
    assert len(asked) == 1
    check([code], select=["ruff"])
    assert len(asked) == 2
    code.write_text(CODE + "\n")
    check([code], select=["ruff"], memory=memory)
    assert len(asked) == 3
    monkeypatch.setattr(ruff, "version", lambda _: "99")
    check([code], select=["ruff"], memory=memory)
    assert len(asked) == 4


def test_a_tool_without_an_answer_is_not_remembered(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = collect.Missing("ruff", "broke down")
    monkeypatch.setattr(collect, "_ask", lambda *_: ([], [broken]))
    for _ in range(2):
        found = collect.collect_findings(Language.PYTHON, {"a.py": CODE}, select=["ruff"], memory=memory)
        assert found.missing == (broken,)
    assert memory.folder is not None
    assert not list(memory.folder.glob("*"))


def test_a_damaged_or_full_memory_costs_nothing_but_time(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    assert memory.folder is not None
    memory.keep(["q"], Answer(findings=(), tried="much"))
    (entry,) = memory.folder.glob("*.json")
    assert memory.recall(["q"]) == Answer(findings=(), tried="much")
    entry.write_text('{"findings": [')
    assert memory.recall(["q"]) is None
    monkeypatch.setattr("assay.workflows.remembered.MAX_ENTRIES", 0)
    memory.keep(["other"], Answer(findings=()))
    assert len(list(memory.folder.glob("*.json"))) == 1 < MAX_ENTRIES
    Memory(Path("/proc/nowhere")).keep(["q"], Answer(findings=()))
