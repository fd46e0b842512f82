"""The differential probe: a faulty candidate is set apart from its reference, a rewritten one is not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from assay.domain.finding import Category, Proof
from assay.domain.task import Language
from assay.errors import InputError
from assay.evidence.probe import PROBES, ProbeSubject
from assay.evidence.sandbox import choose_sandbox
from assay.workflows.probe import Probed, probe, replay

CORPUS = Path(__file__).parents[3] / "corpus" / "differential"
RIGHT = "def mean(values: list[float]) -> float:\n    return sum(values) / len(values) if values else 0.0\n"
RAISES = "def mean(values: list[float]) -> float:\n    total = sum(values)\n    return total / len(values)\n"
HANGS = "def mean(values: list[float]) -> float:\n    while not values:\n        pass\n    return sum(values) / len(values)\n"  # noqa: E501


def probed(files: Mapping[str, str], reference: Mapping[str, str], language: Language = Language.PYTHON) -> Probed:
    return probe(language, files, reference=reference, select=["differential"])


def test_an_exception_stands_at_its_line_and_is_proven() -> None:
    (finding,) = probed({"mean.py": RAISES}, {"mean.py": RIGHT}).findings
    assert (finding.path, finding.start_line, finding.source.rule) == ("mean.py", 3, "exception")
    assert finding.title.startswith("mean([]) raises ZeroDivisionError")
    assert finding.category is Category.LOGIC
    assert finding.proof is Proof.PROVEN
    assert finding.reproducer is not None
    assert "assert mean([]) == 0.0" in finding.reproducer.files["test_mean_shown.py"]


def test_what_does_not_end_is_told_so() -> None:
    (finding,) = probed({"mean.py": HANGS}, {"mean.py": RIGHT}).findings
    assert (finding.source.rule, finding.cwe) == ("no-end", 835)
    assert finding.proof is Proof.PROVEN


def test_the_same_is_not_accused_and_says_how_much_was_tried() -> None:
    found = probed({"mean.py": RIGHT}, {"mean.py": RIGHT})
    assert found.findings == ()
    assert found.tried is not None
    assert "inputs" in found.tried["differential"]


def test_a_witness_replays_on_the_faulty_one_only() -> None:
    found = probed({"mean.py": RAISES}, {"mean.py": RIGHT})
    for code, again in ((RAISES, 3), (RIGHT, 0)):
        shown = replay(Language.PYTHON, {"mean.py": code}, found.replays[0], reference={"mean.py": RIGHT})
        assert shown == (again, 3)


def test_a_record_that_is_no_witness_is_refused() -> None:
    with pytest.raises(InputError, match="no witness"):
        PROBES.get("differential").replay(choose_sandbox(), ProbeSubject({}), {"entry": 3})


def test_without_a_reference_there_is_nothing_to_do() -> None:
    assert not PROBES.get("differential").applies(ProbeSubject({"mean.py": RIGHT}))


def test_typescript_is_set_apart_too() -> None:
    code = {kind: (CORPUS / "typescript" / f"{kind}.ts").read_text() for kind in ("right", "buggy")}
    found = probed({"it.ts": code["buggy"]}, {"it.ts": code["right"]}, Language.TYPESCRIPT)
    assert found.findings
    assert all(one.proof is Proof.DEMONSTRATED for one in found.findings)
    assert all(code["buggy"].split("\n")[one.start_line - 1].strip() for one in found.findings)


CACHE = """\
import time


class Cache:
    def __init__(self, ttl: float) -> None:
        self._ttl, self._held = ttl, {}

    def put(self, key: str, value: int) -> None:
        self._held[key] = (value, time.monotonic())

    def get(self, key: str) -> int | None:
        value, since = self._held.get(key, (None, 0.0))
        return value if time.monotonic() - since < self._ttl else None

    def keys(self) -> list[str]:
        return sorted(self._held)
"""


def test_a_class_is_set_apart_by_its_calls_and_proven() -> None:
    found = probed({"cache.py": CACHE.replace("< self._ttl", "<= self._ttl")}, {"cache.py": CACHE})
    (finding,) = found.findings
    assert (finding.start_line, finding.source.rule, finding.proof) == (11, "other-value", Proof.PROVEN)
    assert "cache = Cache(0.5); cache.put('a', 1); # 0.5 s later; cache.get('a')" in finding.title
    assert finding.reproducer is not None
    (test,) = finding.reproducer.files.values()
    assert "now[0] += 0.5\n    assert (cache.get('a')) == None" in test
    for code, again in ((CACHE.replace("< self._ttl", "<= self._ttl"), 3), (CACHE, 0)):
        assert replay(Language.PYTHON, {"cache.py": code}, found.replays[0], reference={"cache.py": CACHE}) == (
            again,
            3,
        )


COPIES = CACHE.replace("sorted(self._held)", "list(self._order)").replace(
    "self._held[key] =", "self._order.append(key)\n        self._held[key] ="
)
COPIES = COPIES.replace("ttl, {}", "ttl, {}\n        self._order = []")
LEAKS = COPIES.replace("list(self._order)", "self._order")


def test_who_gives_its_inside_away_is_accused_only_if_it_is_the_candidate() -> None:
    (finding,) = probed({"cache.py": LEAKS}, {"cache.py": COPIES}).findings
    assert finding.proof is Proof.PROVEN
    assert finding.reproducer is not None
    assert "given = cache.keys()" in next(iter(finding.reproducer.files.values()))
    assert probed({"cache.py": COPIES}, {"cache.py": LEAKS}).findings == ()
