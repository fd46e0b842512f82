"""The leak probe: what functions leave behind is found where it was made, and careful twins are not accused."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.domain.finding import Proof, SourceKind
from assay.domain.task import Language
from assay.errors import InputError
from assay.evidence.probe import PROBES, ProbeSubject
from assay.evidence.sandbox import choose_sandbox
from assay.workflows.probe import Probed, probe, replay

CORPUS = Path(__file__).parents[3] / "corpus" / "leak"
EXPECTED = {
    ("unclosed", 772, "return open(path).readline()"),
    ("descriptor", 772, "descriptor = os.open(path, os.O_RDONLY)"),
    ("unclosed", 772, "file = open(config_path)"),
    ("swallowed", 390, "except Exception:"),
    ("thread", 772, "threading.Thread(target=threading.Event().wait, daemon=True).start()"),
    ("thread-dies", 391, "func()"),
    ("process", 772, 'KEPT.append(subprocess.Popen(["sleep", "600"]))'),
    ("temporary", 459, "handle, path = tempfile.mkstemp()"),
    ("task", 772, "asyncio.create_task(asyncio.sleep(60))"),
    ("unclosed", 772, 'file = open(self._path, "a")'),
}


def probed(source: str) -> Probed:
    return probe(Language.PYTHON, {"subject.py": source}, select=["leak"])


def test_what_is_left_is_found_where_it_was_made() -> None:
    source = (CORPUS / "faulty.py").read_text()
    found = probed(source)
    lines = source.split("\n")
    assert {(one.source.rule, one.cwe, lines[one.start_line - 1].strip()) for one in found.findings} == EXPECTED
    assert {one.proof for one in found.findings} == {Proof.DEMONSTRATED}
    assert {one.source.kind for one in found.findings} == {SourceKind.PROBE}


def test_careful_twins_are_not_accused() -> None:
    found = probed((CORPUS / "right.py").read_text())
    assert found.findings == ()
    assert found.missing == ()
    assert found.tried is not None
    assert found.tried["leak"].startswith("nothing else left behind by ")


def test_a_leak_replays_on_the_faulty_one_only() -> None:
    faulty, right = ((CORPUS / name).read_text() for name in ("faulty.py", "right.py"))
    for record in probed(faulty).replays:
        if record["kind"] in {"task", "descriptor"}:
            assert replay(Language.PYTHON, {"subject.py": faulty}, record) == (3, 3)
            assert replay(Language.PYTHON, {"subject.py": right}, record) == (0, 3)
    with pytest.raises(InputError, match="no call of the leak probe"):
        PROBES.get("leak").replay(choose_sandbox(), ProbeSubject({}), {"kind": "task"})


@pytest.mark.parametrize(
    "source",
    [
        "import os\ndef f(path: str):\n    open(path)\n    os._exit(0)\n",
        "def f(path: str):\n    open(path)\n    while True:\n        pass\n",
        "def f(path: str):\n    try:\n        while True:\n            open(path).read()\n    except BaseException:\n        pass\n",  # noqa: E501
        "raise SystemExit('open(')\ndef f(path: str): ...\n",
        "import sys\ndef f(path: str):\n    sys.settrace(None)\n    sys.stdin.close()\n    open(path)\n",
        "def f(url: str):\n    return open(url)\n",
    ],
)
def test_whatever_the_code_does_there_is_an_answer(source: str) -> None:
    found = probed(source)
    assert all(one.path == "subject.py" for one in found.findings)


def test_code_that_opens_nothing_is_left_alone() -> None:
    assert not PROBES.get("leak").applies(ProbeSubject({"a.py": "def f(x):\n    return x\n"}))
