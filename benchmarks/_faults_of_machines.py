"""A disk that is full, a clock that jumps, a sandbox that cannot work, a worker without memory."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psycopg
from _fault_rows import Row, Setup, kinds, lost, unmeasured
from _faults_of_processes import instance, settled
from _platform import Crowd, until

CLOCK = Path(__file__).parent / "data" / "clock.c"
DISK_MIB = 600
FULL_S = 20
JUMP_S = 2 * 3600
LITTLE_MIB, MEMORY_MIB = 60, 400
DEATHS = 3
NO_NAMESPACES = (
    'echo 0 > /proc/sys/user/max_user_namespaces; exec setpriv --bounding-set=-all --inh-caps=-all --no-new-privs "$@"'
)
"""As on a machine whose administrator forbids user namespaces, run inside one in which we may say so."""


def full_disk(setup: Setup) -> list[Row]:
    """The data folder, database included, on a disk of its own that somebody fills."""
    name = f"disk full for {FULL_S} s"
    if os.geteuid() != 0:
        return [unmeasured("full_disk", name, "a disk of its own needs root")]
    disk = setup.folder / "data"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_MIB}m", "assay-faults", str(disk)], check=True)
    try:
        with instance(setup) as (platform, emails):
            crowd = Crowd(platform, emails, setup.reviews)
            crowd.until_done(setup.reviews / 4)
            filler = disk / "filler"
            full = time.monotonic()
            _fill(filler, FULL_S)
            filler.unlink()
            free = time.monotonic()
            until(platform.ready, "not ready")
            crowd.try_code()
            ran = time.monotonic() - free
            crowd.finish()
            found = settled(platform.url, crowd)
            last = max((at for at, _ in crowd.seen.troubles), default=free)
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=False)
    seen = crowd.seen.between(full, last)
    return [
        Row(
            "full_disk",
            name,
            kinds(seen),
            lost(found),
            f"last failed request {max(0.0, last - free):.1f} s after there was room; code that was tried then ran"
            f" after {ran:.1f} s",
            right=found.none and not crowd.errors and bool(seen),
        )
    ]


def _fill(file: Path, seconds: float) -> None:
    """Take what there is, and whatever is given back."""
    end = time.monotonic() + seconds
    with file.open("ab", buffering=0) as stream:
        while time.monotonic() < end:
            try:
                stream.write(bytes(64 << 10))
            except OSError:
                time.sleep(0.05)


def clock_jump(setup: Setup) -> list[Row]:
    """Web, workers and database on a machine whose clock jumps two hours ahead, and back."""
    name = f"clock jumps {JUMP_S // 3600} h ahead and back"
    compiler = shutil.which("cc")
    if compiler is None:
        return [unmeasured("clock_jump", name, "a C compiler is missing (Debian: apt-get install gcc)")]
    library, clock = setup.folder / "clock.so", setup.folder / "clock"
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", str(library), str(CLOCK)], check=True)
    clock.write_bytes(bytes(8))
    extra = {"LD_PRELOAD": str(library), "BENCH_CLOCK": str(clock)}
    with instance(setup, extra=extra) as (platform, emails):
        crowd = Crowd(platform, emails, setup.reviews)
        times = []
        for share, ahead in ((4, JUMP_S), (2, 0)):
            crowd.until_done(setup.reviews / share)
            with clock.open("r+b") as file:  # mapped by all of them: never made anew
                file.write(ahead.to_bytes(8, sys.byteorder, signed=True))
            times += [crowd.look(), crowd.try_code()[1]]
        with psycopg.connect(platform.url) as connection:
            failed = sorted(
                name
                for (name,) in connection.execute("SELECT task_name FROM procrastinate_jobs WHERE status = 'failed'")
            )
        crowd.finish()
        found = settled(platform.url, crowd)
    leases = sum(one.acknowledged.lost_leases for one in crowd.people)
    return [
        Row(
            "clock_jump",
            name,
            f"{kinds(crowd.seen.between(0, time.monotonic()))}; {leases} tasks no longer held (their drafts are kept)",
            lost(found),
            f"a page came after {times[0]:.1f} s and {times[2]:.1f} s, code that was tried after {times[1]:.1f} s and"
            f" {times[3]:.1f} s; {len(failed)} jobs failed {', '.join(failed)}".rstrip(),
            right=found.none and not crowd.errors and not failed,
        )
    ]


def no_sandbox(setup: Setup) -> list[Row]:
    """A machine that allows no namespaces: a worker for code alone, and one for everything."""
    name = "sandbox cannot work (user namespaces refused)"
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        return [unmeasured("no_sandbox", name, "needs root and setpriv")]
    confined = ["unshare", "--user", "--map-root-user", "--", "sh", "-c", NO_NAMESPACES, "sh", sys.executable]
    with instance(setup, workers=0) as (platform, emails):
        environment = {**platform.environment(), "DATABASE_URL": platform.url}
        alone = [*confined, "-m", "assay_cli", "worker", "--queue", "interactive", "--queue", "bulk"]
        refused = subprocess.run(alone, env=environment, capture_output=True, text=True, timeout=240, check=False)
        crowd = Crowd(platform, emails[:1], 0)
        everything = subprocess.Popen(
            [*confined, "-m", "assay_cli", "worker"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            told, took = crowd.try_code()
            until(lambda: _states(platform.url).get("pending", 0) == 0, "evidence is pending")
            failed = _states(platform.url)
        finally:
            everything.terminate()
            everything.wait(60)
        mended = time.monotonic()
        platform.start("worker", ["-m", "assay_cli", "worker"], environment)
        again = subprocess.run(
            [sys.executable, "-m", "assay_cli", "manage", "examine_again"], env=environment, check=False, text=True
        )
        until(lambda: set(_states(platform.url)) == {"ready"}, "evidence is not there")
        healed = time.monotonic() - mended
        better, _ = crowd.try_code()
    said = refused.stderr.strip().rpartition("\n")[2].partition(";")[0]
    return [
        Row(
            "no_sandbox",
            name,
            f"a worker for code alone ends with status {refused.returncode}: “{said}”; one for everything"
            f" answers code that was tried with “{told}” after {took:.1f} s, and {failed.get('failed', 0)} candidates"
            " with the reason",
            "nothing: what could not run says so",
            f"`assay manage examine_again` on a machine with a sandbox: all evidence there after {healed:.1f} s,"
            f" code that is tried ends with “{better}”",
            right=refused.returncode == 3 and told == "not-run" and again.returncode == 0 and better != "not-run",
        )
    ]


def _states(url: str) -> dict[str, int]:
    with psycopg.connect(url) as connection:
        statement = "SELECT evidence_state, count(*)::int FROM tasks_candidate GROUP BY 1"
        return dict(connection.execute(statement).fetchall())


GREEDY = """
def add(one, other):
    held = []
    while True:
        held.append(bytearray(16 << 20))
"""


def memory(setup: Setup) -> list[Row]:
    """A worker that the kernel ends for want of memory until it may have more, and code that takes all it can get."""
    name = f"worker out of memory: {LITTLE_MIB} MiB, later {MEMORY_MIB}"
    try:
        with (
            _memory_group() as allow,
            instance(setup, workers=0) as (platform, emails),
            ThreadPoolExecutor(1) as beside,
        ):
            environment = {**platform.environment(), "DATABASE_URL": platform.url}
            _make_greedy(platform.url)
            crowd = Crowd(platform, emails[:1], 0)
            inside = ["sh", "-c", f'echo $$ > {allow.group}/cgroup.procs; exec "$@"', "sh", sys.executable]
            allow(LITTLE_MIB)
            with _kept_running([*inside, "-m", "assay_cli", "worker"], environment) as deaths:
                trial = beside.submit(crowd.try_code)
                until(lambda: len(deaths) >= DEATHS, "the kernel ends no worker")
                waits = not trial.done()
                allow(MEMORY_MIB)
                enough = time.monotonic()
                told, took = trial.result()
                ran = time.monotonic() - enough
                until(lambda: _states(platform.url).get("pending", 0) == 0, "evidence is pending")
                states = _states(platform.url)
    except PermissionError as error:
        return [unmeasured("memory", name, f"no control group for memory can be made here: {error}")]
    return [
        Row(
            "memory",
            name,
            f"after {len(deaths)} ends of the worker code that was tried {'waits' if waits else 'is answered'}; once"
            f" there is memory it ends with “{told}”, for it takes all that it can get; evidence: "
            + ", ".join(f"{count} {state}" for state, count in sorted(states.items())),
            "nothing",
            f"started again by what runs it; what was tried is there {ran:.1f} s after the worker may have more,"
            f" {took:.1f} s after it was asked for",
            right="pending" not in states and waits,
            figures={"until_run_s": ran},
        )
    ]


@contextlib.contextmanager
def _kept_running(command: list[str], environment: dict[str, str]) -> Iterator[list[int]]:
    """A worker, started again whenever it ends; yields how it ended each time, so far."""
    deaths: list[int] = []
    stopping = threading.Event()

    def run() -> None:
        while not stopping.is_set():
            worker = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while worker.poll() is None and not stopping.wait(0.2):
                pass
            if stopping.is_set():
                worker.terminate()
                worker.wait(60)
                return
            deaths.append(worker.returncode)

    keeper = threading.Thread(target=run)
    keeper.start()
    try:
        yield deaths
    finally:
        stopping.set()
        keeper.join()


def _make_greedy(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE tasks_candidate SET files = %s", [json.dumps({"app.py": GREEDY})])


@dataclass(frozen=True)
class _Memory:
    """A control group, and how much memory its processes may have."""

    group: Path
    limit: str

    def __call__(self, mebibytes: int) -> None:
        (self.group / self.limit).write_text(str(mebibytes << 20))


@contextlib.contextmanager
def _memory_group() -> Iterator[_Memory]:
    name = f"assay-faults-{secrets.token_hex(3)}"
    old = Path("/sys/fs/cgroup/memory")
    group, limit = (old / name, "memory.limit_in_bytes") if old.is_dir() else (old.parent / name, "memory.max")
    found = _Memory(group, limit)
    try:
        group.mkdir()
        found(MEMORY_MIB)
    except OSError as error:
        raise PermissionError(str(error)) from error
    try:
        yield found
    finally:
        for _ in range(50):
            with contextlib.suppress(OSError):
                for inner in sorted(group.glob("**/"), reverse=True):
                    inner.rmdir()
                break
            time.sleep(0.2)
