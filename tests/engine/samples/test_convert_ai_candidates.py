"""The script that turns a dump of AI-generated solutions into sample tasks."""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from assay.domain.task import Task
from assay.interchange import read_tasks

SCRIPT = Path(__file__).parents[3] / "tools" / "convert_ai_candidates.py"


@pytest.fixture(scope="module")
def converter() -> ModuleType:
    spec = importlib.util.spec_from_file_location("convert_ai_candidates", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def row(name: str, candidates: list[dict[str, Any]], **keys: object) -> dict[str, Any]:
    return {
        "id": name,
        "language": "python",
        "aspects": ["correctness"],
        "prompt": "",
        "candidates": candidates,
        "source": "somebody/something",
        **keys,
    }


SOURCE = {
    "project": "Something",
    "url": "https://example.org",
    "license": "MIT",
    "copyright": "Copyright (c) 2025 Somebody",
}


CLASS_ROW = row(
    "classeval/Counter",
    [
        {
            "model": "Model One",
            "raw": "Sure:\n```python\nclass Counter:\n    n = 0\n```\nDone.",
            "upstream": {"ok": True},
        },
        {"model": "Model Two", "raw": "### Instruction:\nclass Counter:\n### Response:It is fine already."},
        {"model": "Model Three", "raw": "### Instruction: x\n### Response:\nimport os\n\nclass Counter:\n    n = 1"},
    ],
    prompt="class Counter:\n    ...",
    imports=["import os"],
    tests="import unittest\n\nclass CounterTestOne:\n    x = 1\n\nclass CounterTestTwo:\n    x = 2\n",
    reference="class Counter:\n    n = 0\n",
)


CLASS_ENTRY = {
    "row": "classeval/Counter",
    "id": "counter",
    "title": "Counter",
    "file": "counter.py",
    "entry_point": "Counter",
    "visible_classes": 1,
}


def convert(converter: ModuleType, folder: Path) -> Task:
    converter.convert(CLASS_ROW, converter.Entry(**CLASS_ENTRY), converter.Source(**SOURCE), folder / "counter")
    (task,) = read_tasks(folder)
    assert isinstance(task, Task)
    return task


def test_takes_the_code_and_leaves_out_answers_without_any(converter: ModuleType, tmp_path: Path) -> None:
    task = convert(converter, tmp_path)
    assert {one.origin.model for one in task.candidates} == {"Model One", "Model Three"}
    assert [one.id for one in task.candidates] == ["c1", "c2"]
    texts = {one.origin.model: one.files["counter.py"] for one in task.candidates}
    assert texts["Model One"].startswith("import os\n")
    assert texts["Model One"].endswith("class Counter:\n    n = 0\n")
    assert texts["Model Three"] == "import os\n\nclass Counter:\n    n = 1\n"


def test_splits_the_tests_into_visible_and_hidden(converter: ModuleType, tmp_path: Path) -> None:
    tests = convert(converter, tmp_path).tests
    assert tests.visible == ("test_counter.py",)
    assert "CounterTestOne" in tests.files["test_counter.py"]
    assert "CounterTestTwo" not in tests.files["test_counter.py"]
    assert "CounterTestTwo" in tests.files["test_counter_more.py"]
    assert all("from counter import Counter" in text for text in tests.files.values())


def test_published_verdicts_are_not_copied(converter: ModuleType, tmp_path: Path) -> None:
    convert(converter, tmp_path)
    written = "".join(path.read_text() for path in tmp_path.rglob("*") if path.is_file())
    assert "upstream" not in written
    assert '"ok"' not in written


def test_the_notice_attributes_and_tells_the_changes(converter: ModuleType, tmp_path: Path) -> None:
    convert(converter, tmp_path)
    notice = (tmp_path / "counter" / "NOTICE.md").read_text()
    assert "Copyright (c) 2025 Somebody" in notice
    assert "Permission is hereby granted" in notice
    assert "1 of 3 answers" in notice


def test_converting_again_changes_nothing(converter: ModuleType, tmp_path: Path) -> None:
    def texts() -> dict[Path, str]:
        return {path: path.read_text() for path in tmp_path.rglob("*") if path.is_file()}

    convert(converter, tmp_path)
    before = texts()
    convert(converter, tmp_path)
    assert texts() == before


def test_what_we_wrote_is_kept(converter: ModuleType, tmp_path: Path) -> None:
    folder = tmp_path / "numbers"
    (folder / "tests").mkdir(parents=True)
    (folder / "prompt.md").write_text("Ours.\n")
    (folder / "tests" / "test_numbers.py").write_text("def test_it():\n    assert True\n")
    entry = converter.Entry(
        row="chatgpt/1",
        id="numbers",
        title="Numbers",
        file="numbers.py",
        ours=("prompt", "tests"),
        visible=("test_numbers.py",),
    )
    task = converter.convert(
        row("chatgpt/1", [{"model": "M", "code": "python\nx = 1"}]), entry, converter.Source(**SOURCE), folder
    )
    assert task.prompt == "Ours.\n"
    assert list(task.tests.files) == ["test_numbers.py"]
    assert task.candidates[0].files == {"numbers.py": "x = 1\n"}
    assert "prompt, tests (Apache-2.0)" in (folder / "NOTICE.md").read_text()


def test_prompt_and_completion_make_the_file(converter: ModuleType) -> None:
    entry = converter.Entry(row="mbxp/1", id="one", title="One", file="one.ts")
    made = row("mbxp/1", [], prompt="const one = () => {\n\n", language="typescript")
    assert converter.code(made, {"completion": "  return 1;\n}"}, entry) == {
        "one.ts": "const one = () => {\n  return 1;\n}\n"
    }


def test_solutions_planted_by_people_are_no_candidates(converter: ModuleType) -> None:
    entry = converter.Entry(row="canai/1", id="one", title="One", file="one.js")
    answers: list[dict[str, Any]] = [
        {"model": "planted", "code": "let a;", "ai": False},
        {"model": "M", "code": "let b;"},
    ]
    assert [one.origin.model for one in converter.candidates(row("canai/1", answers), entry)] == ["M"]


@pytest.mark.parametrize(
    ("answer", "statement"),
    [
        ("%\nSELECT 1", "SELECT 1"),
        ("WITH a AS (SELECT 1) SELECT 2", "WITH a AS (SELECT 1) SELECT 2"),
        ("Sure! SELECT", ""),
    ],
)
def test_sql_is_taken_without_template_marks_and_not_from_prose(
    converter: ModuleType, answer: str, statement: str
) -> None:
    assert converter.sql(answer) == statement


def test_the_longest_fenced_block_is_the_code(converter: ModuleType) -> None:
    assert converter.unfenced("a\n```sh\nls\n```\nb\n```python\nlong = 1\n```") == "long = 1\n"
    assert converter.unfenced("no fence") == "no fence"


def test_the_order_does_not_follow_the_dump(converter: ModuleType) -> None:
    entry = converter.Entry(row="canai/1", id="one", title="One", file="one.js")
    answers = [{"model": f"model {number}", "code": f"let a = {number};"} for number in range(8)]
    order = [one.origin.model for one in converter.candidates(row("canai/1", answers), entry)]
    assert order != sorted(order)
    assert order == [one.origin.model for one in converter.candidates(row("canai/1", answers[::-1]), entry)]


def test_the_plan_names_the_sources_of_all_its_tasks(converter: ModuleType) -> None:
    entries, sources = converter.read_plan()
    assert {entry.kind for entry in entries} == sources.keys()
    assert len({entry.id for entry in entries}) == len(entries)


def test_a_row_that_the_dump_lacks_is_named(
    converter: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dump = tmp_path / "dump.jsonl.gz"
    with gzip.open(dump, "wt", encoding="utf-8") as lines:
        lines.write(json.dumps(CLASS_ROW) + "\n")
    assert converter.main([str(dump), str(tmp_path), "lru-cache"]) == 1
    assert "no row 'chatgpt/146-lru-cache/python'" in capsys.readouterr().err
