"""The table of all figures: one script that fails or hangs loses nothing of the others."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    return importlib.import_module("bench")


@pytest.fixture
def performance_docs(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    return importlib.import_module("performance_docs")


def script(folder: Path, text: str) -> Path:
    path = folder / "something.py"
    path.write_text(f"import sys, time\nsys.path.insert(0, {str(ROOT / 'benchmarks')!r})\n{text}")
    return path


def test_figures_found_before_a_failure_are_kept(bench: ModuleType, tmp_path: Path) -> None:
    failing = script(tmp_path, "from _report import figure\nfigure('wait_ms', 1.23456)\nraise SystemExit(3)")
    ran = bench.run(failing, bench.Plan())
    assert (ran.code, ran.figures) == (3, {"wait_ms": 1.235})
    assert 0.1 < ran.start_ms < 10_000


def test_a_script_that_does_not_end_is_ended(bench: ModuleType, tmp_path: Path) -> None:
    hanging = script(tmp_path, "from _report import figure\nfigure('rows', 7)\ntime.sleep(250)")
    ran = bench.run(hanging, bench.Plan(minutes=1.5 / 60))
    assert ran.code != 0
    assert ran.seconds < 200
    assert ran.figures in ({"rows": 7}, {})  # {}: the machine was so busy that it had not begun


def test_a_run_replaces_its_own_figures_only(bench: ModuleType, tmp_path: Path) -> None:
    target = tmp_path / "bench.json"
    bench.keep(target, "load", bench.Ran(0, 600.4, 9, {"errors": 0}))
    bench.keep(target, "claiming", bench.Ran(0, 60, 9, {"deadlocks": 1}))
    bench.keep(target, "claiming", bench.Ran(1, 61, 9, {"deadlocks": 0}))
    measured = json.loads(target.read_text())
    assert [one["figures"] for one in measured["load"]] == [{"errors": 0}]
    assert [one["figures"] for one in measured["claiming"]] == [{"deadlocks": 0}]
    assert (measured["claiming"][0]["ended"], measured["load"][0]["took_s"]) == (1, 600)


def test_what_was_measured_on_another_machine_stays_beside_it(
    bench: ModuleType, performance_docs: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "bench.json"
    here = bench.machine()
    monkeypatch.setattr(bench, "machine", lambda: {**here, "cores": 1024})
    bench.keep(target, "startup", bench.Ran(0, 60, 9, {"first_start_s": 2.5, "peer_s": 2}))
    monkeypatch.setattr(bench, "machine", lambda: {**here, "cores": 4096})
    bench.keep(target, "startup", bench.Ran(0, 80, 12.3456, {"first_start_s": 31}))
    bench.keep(target, "claiming", bench.Ran(0, 60, 9, {"deadlocks": 0}))
    page = performance_docs.page(target)
    assert "- **A**: 1024 cores" in page
    assert "- **B**: 4096 cores" in page
    assert "| `assay demo` to its first page | ≤ 30 s | 2.5 s | **31 s, missed** |" in page
    assert "| figure | A | B |\n|---|---|---|\n| first start | 2.5 s | 31 s |\n| peer | 2 s |  |" in page
    assert "| figure | B |\n|---|---|\n| deadlocks | 0 |" in page
    assert ", 80 s, Python started in 12.3 ms." in page


def test_every_script_has_a_plan_or_a_document_of_its_own(bench: ModuleType) -> None:
    every = {path.stem for path in bench.FOLDER.glob("[a-z]*.py")}
    assert {bench.script_of(name) for name in bench.PLANS} | bench.NOT_MEASURED <= every


def test_the_page_says_what_is_missed_and_what_was_not_measured(performance_docs: ModuleType, tmp_path: Path) -> None:
    machine = {"cores": 2, "processor": "P", "memory_gib": 8, "kernel": "6", "python": "3.11"}
    told = {"machine": machine, "date": "2026-01-01", "commit": "abc", "arguments": "", "took_s": 60, "ended": 1}
    figures = {"first_start_s": 12.5, "second_start_s": 5.4}
    path = tmp_path / "bench.json"
    path.write_text(
        json.dumps(
            {
                "startup": [{**told, "figures": figures}],
                "load:hour": [{**told, "arguments": "--seconds 3600", "figures": {"worker_end_mib": 99.9}}],
            }
        )
    )
    page = performance_docs.page(path)
    assert "| `assay demo` to its first page | ≤ 30 s | 12.5 s |" in page
    assert "| `assay demo`, a second start | ≤ 5 s | **5.4 s, missed** |" in page
    assert "| workbench: bundle, gzip | ≤ 300 kB | not measured |" in page
    assert "It ended with 1" in page
    assert "## load:hour" in page
    assert "`benchmarks/load.py --seconds 3600`" in page
    assert "| worker end | 99.9 MiB |" in page
