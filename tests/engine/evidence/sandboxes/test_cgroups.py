from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assay.domain.run import Limits
from assay.evidence.sandboxes import _cgroups
from assay.evidence.sandboxes._cgroups import Group, controllers, make, remove

FOUND = controllers()
needs_memory = pytest.mark.skipif(FOUND.memory is None, reason="no memory groups can be made here")


@pytest.mark.parametrize(
    ("root", "mounted_at", "own", "expected"),
    [
        ("/", "", "/", ""),
        ("/", "", "/a/b", "a/b"),
        ("/docker/x", "", "/docker/x", ""),
        ("/docker/x", "", "/docker/x/y", "y"),
        ("/docker/x", "", "/elsewhere", ""),
        ("/", "", "/not/there", ""),
    ],
)
def test_the_own_group_is_found_through_the_mount(
    root: str, mounted_at: str, own: str, expected: str, tmp_path: Path
) -> None:
    for folder in ("a/b", "y"):
        (tmp_path / folder).mkdir(parents=True)
    fields = ["30", "25", "0:27", root, str(tmp_path), "rw", "-", "cgroup", "cgroup", "rw,memory"]
    assert _cgroups._inside(fields, own).resolve() == (tmp_path / expected).resolve()


def test_version_two_names_its_files(tmp_path: Path) -> None:
    made = Group(memory=tmp_path, pids=tmp_path, cpu=tmp_path, version=2)
    assert made.folders == (tmp_path,)
    assert made.peak_file == tmp_path / "memory.peak"
    assert made.cpu_file == tmp_path / "cpu.stat"
    assert made.counters == {
        "memory": (str(tmp_path / "memory.events"), "oom_kill"),
        "processes": (str(tmp_path / "pids.events"), "max"),
    }


def test_a_group_of_nothing_limits_nothing() -> None:
    made = Group(None, None, None, 1)
    assert (made.folders, made.counters, made.cpu_file, made.peak_file) == ((), {}, None, None)


@needs_memory
def test_limits_are_written_and_the_groups_removed() -> None:
    made = make(Limits(memory_mib=77, processes=9), 2)
    assert made.memory
    name = "memory.max" if made.version == 2 else "memory.limit_in_bytes"
    assert int((made.memory / name).read_text()) == 77 << 20
    assert made.pids is None or (made.pids / "pids.max").read_text().strip() == "11", "two of them are ours"
    assert all(folder.is_dir() for folder in made.folders)
    remove(made)
    assert not any(folder.exists() for folder in made.folders)


@needs_memory
def test_whatever_still_runs_in_a_group_ends_with_it() -> None:
    with subprocess.Popen([sys.executable, "-ISEc", "import time; time.sleep(600)"]) as process:
        made = make(Limits(), 2)
        for folder in made.folders:
            (folder / "cgroup.procs").write_text(str(process.pid))
        assert process.poll() is None
        remove(made)
        assert process.wait() == -9
    assert not any(folder.exists() for folder in made.folders)


@needs_memory
def test_groups_of_ended_processes_are_removed_and_others_stay() -> None:
    with subprocess.Popen([sys.executable, "-ISEc", ""]) as ended:
        started = _cgroups._start_time(ended.pid)
    place = FOUND.memory
    assert place
    here = _cgroups._namespace()
    stale = place / f"assay-{here}-{ended.pid}-{started or 1}-0"
    mine = place / f"{_cgroups._own_name()}-test"
    in_a_container = place / f"assay-{here + 1}-{ended.pid}-{started or 1}-0"
    for folder in (stale, mine, in_a_container):
        folder.mkdir()
    try:
        _cgroups._remove_stale(place)
        assert not stale.exists()
        assert mine.exists()
        assert in_a_container.exists(), "whether its process lives cannot be seen from here"
    finally:
        mine.rmdir()
        in_a_container.rmdir()
