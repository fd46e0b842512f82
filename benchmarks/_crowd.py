"""An instance with people and tasks, as ``assay up`` runs it, and a crowd of reviewers in a process of their own."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from _report import figure

from assay.domain.task import Aspect, Candidate, Language, Task, Tests
from assay.testing.traces import descendants
from assay_cli.platform.children import spawn, stop
from assay_cli.platform.instance import Instance, assay_command, start_django
from assay_cli.platform.serve import free_port, migrate

PASSWORD = "correct horse battery"
CODE = "".join(f"value_{n} = compute(value_{n - 1}, {n})\n" for n in range(1, 61))
READY_S = 180
TICK_S = 1 / os.sysconf("SC_CLK_TCK")


def tasks(count: int) -> Iterator[Task]:
    """Tasks with two candidates of 60 lines."""
    for number in range(count):
        yield Task(
            id=f"task-{number}",
            title=f"Task {number}",
            prompt="Do it.",
            language=Language.PYTHON,
            aspects=(Aspect.CORRECTNESS, Aspect.RANKING),
            tests=Tests(files={"test_it.py": "assert True\n"}),
            candidates=tuple(Candidate(id=name, files={"app.py": f"{CODE}# {name}\n"}) for name in "ab"),
        )


def seed(instance: Instance, people: int, count: int, overlap: int) -> list[str]:
    """A project with so many reviewers, whose e-mails are answered, and tasks. Django starts in this process."""
    start_django(instance)
    migrate()
    from django.contrib.auth.hashers import make_password
    from django.db import connection

    from assay_web.accounts.models import User
    from assay_web.accounts.services import create_user
    from assay_web.projects.models import Role
    from assay_web.projects.services import add_member, create_project
    from assay_web.tasks.services import import_tasks

    lead = create_user("lead@example.org", PASSWORD)
    project = create_project(
        slug="crowd", name="Crowd", lead=lead, price_minor=4000, overlap=overlap, evidence_policy="never"
    )
    emails = [f"reviewer{number}@example.org" for number in range(people)]
    for email in emails:
        add_member(project, create_user(email, None), Role.REVIEWER)
    User.objects.filter(email__in=emails).update(password=make_password(PASSWORD))
    import_tasks(project, tasks(count))
    with connection.cursor() as cursor:  # as the database does by itself after a minute: of tables that have rows
        cursor.execute("SELECT relid::regclass::text FROM pg_stat_user_tables WHERE pg_relation_size(relid) > 0")
        cursor.execute("ANALYZE " + ", ".join(name for (name,) in cursor.fetchall()))
    connection.close()
    return emails


@contextmanager
def up(instance: Instance, workers: int, processes: int) -> Iterator[str]:
    """``assay up`` on this instance's database; the address of its pages."""
    port = free_port("127.0.0.1", None)
    command = assay_command("up", "--no-browser", "--workers", str(workers), "--port", str(port))
    environment = {
        **instance.environment(),
        "ASSAY_DATA_DIR": str(instance.folder.path / "up"),
        "ASSAY_WEB_PROCESSES": str(processes),
        "ASSAY_PROXIES": "1",
        "ASSAY_LOG": "json",
    }
    child = spawn(command, log=instance.folder.logs / "up.log", env=environment)
    try:
        wait_for(f"http://127.0.0.1:{port}/readyz")
        yield f"http://127.0.0.1:{port}"
    finally:
        stop(child, signal.SIGINT, 30)


def wait_for(address: str) -> None:
    """Until it answers 200."""
    end = time.monotonic() + READY_S
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise SystemExit(f"{address} does not answer")


@dataclass
class Measured:
    """What a crowd measured. Seconds."""

    took: dict[str, list[float]]
    walls: dict[str, float]
    errors: dict[str, int]
    minutes: dict[str, int]
    cpu_s: float
    """Processor time of the clients."""
    servers: Servers | None = None
    cpu_s_of: dict[str, float] = field(default_factory=dict)
    """The same in each phase that they told of."""


def crowd(script: str, work: dict[str, Any], watch: Servers | None = None) -> Measured:
    """Let the clients do the work; the servers are watched from when all have signed in."""
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name(script))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(work))
        process.stdin.close()
        line = process.stdout.readline()
        if watch is not None:
            watch.leave_out.add(process.pid)
            watch.start()
        for line in process.stdout:
            what, _, phase = line.strip().partition(" ")
            if watch is not None and what in {"begin", "end"}:
                watch.phase(phase)
        if watch is not None:
            watch.stop()
    if process.returncode or not line:
        raise SystemExit(f"the clients ended with {process.returncode}")
    return Measured(**json.loads(line), servers=watch)


@dataclass
class Servers:
    """Looks every ten seconds at what the processes of the instance hold and have computed, by what they are."""

    every_s: float = 10.0
    leave_out: set[int] = field(default_factory=set)
    samples: list[dict[str, float]] = field(default_factory=list)
    """MiB by kind of process, one after another; pages that several share are divided among them (proc(5), Pss)."""
    cpu_s: dict[str, float] = field(default_factory=dict)
    """What each kind computed between start and stop."""
    phases: dict[str, dict[str, float]] = field(default_factory=dict)
    """The same between the begin and the end of each phase."""
    _done: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look."""
        self.cpu_s = {kind: -spent for kind, spent in self._spent().items()}
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self) -> None:
        """Look once more, and end."""
        self._done.set()
        if self._thread is not None:
            self._thread.join()
        for kind, spent in self._spent().items():
            self.cpu_s[kind] = self.cpu_s.get(kind, 0.0) + spent

    def phase(self, name: str) -> None:
        """It begins, or it ends if it has begun."""
        begun = self.phases.get(name, {})
        spent = self._spent()
        self.phases[name] = {kind: seconds - begun.get(kind, 0.0) for kind, seconds in spent.items()}

    def _watch(self) -> None:
        self.samples.append(self._held())
        while not self._done.wait(self.every_s):
            self.samples.append(self._held())
        self.samples.append(self._held())

    def _held(self) -> dict[str, float]:
        found: dict[str, float] = {}
        for process, kind in self._processes():
            try:
                lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
            except OSError:  # it ended meanwhile
                continue
            kib = next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
            found[kind] = found.get(kind, 0.0) + kib / 1024
        return found

    def _spent(self) -> dict[str, float]:
        found: dict[str, float] = {}
        for process, kind in self._processes():
            try:
                stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            # utime to cstime: with children that ended, such as connections of the database
            found[kind] = found.get(kind, 0.0) + sum(map(int, stat.rpartition(")")[2].split()[11:15])) * TICK_S
        return found

    def _processes(self) -> Iterator[tuple[int, str]]:
        for process in descendants(beside=self.leave_out):
            try:
                command = Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            yield process, next((kind for word, kind in _KINDS if word in command), "other")


_KINDS = (
    ("postgres", "database"),
    (".venv-peers", "label studio"),
    ("granian", "web"),
    ("assay_cli worker", "worker"),
    ("assay_cli up", "supervisor"),
    ("_slot", "sandbox"),
)


def together(rounds: list[Measured]) -> Measured:
    """All of some rounds as one."""
    whole = Measured({}, {}, {}, {}, 0.0)
    for one in rounds:
        for what, times in one.took.items():
            whole.took.setdefault(what, []).extend(times)
            whole.walls[what] = whole.walls.get(what, 0.0) + one.walls[what]
        for error, times in one.errors.items():
            whole.errors[error] = whole.errors.get(error, 0) + times
    return whole


def tell(measured: Measured, names: dict[str, str]) -> None:
    """Print a row for each operation, and keep its figures under the short names."""
    for what, times in measured.took.items():
        ordered = sorted(times)
        rate = len(ordered) / measured.walls[what]
        cuts = {
            share: ordered[min(len(ordered) - 1, math.ceil(share * len(ordered) / 100) - 1)] for share in (50, 95, 99)
        }
        told = "  ".join(f"p{share} {seconds * 1e3:>8.1f} ms" for share, seconds in cuts.items())
        print(f"{what:<16}{len(ordered):>8} {rate:>8.1f}/s  {told}")
        if what in names:
            figure(f"{names[what]}_per_s", rate)
            for share, seconds in cuts.items():
                figure(f"{names[what]}_p{share}_ms", seconds * 1e3)
    for error, times in sorted(measured.errors.items(), key=lambda one: -one[1])[:10]:
        print(f"{times} times {error}")


def tell_processors(measured: Measured, names: dict[str, str]) -> None:
    """What each kind of process computed for one answer, phase by phase."""
    phases = measured.servers.phases if measured.servers else {}
    for what, spent in phases.items():
        count = len(measured.took[what])
        each = {kind: 1e3 * seconds / count for kind, seconds in spent.items()}
        each["clients"] = 1e3 * measured.cpu_s_of[what] / count
        told = ", ".join(f"{kind} {ms:.2f} ms" for kind, ms in each.items() if ms >= 0.005)
        print(f"processor time of one {what}: {told}; {sum(each.values()):.2f} ms in all")
        figure(f"{names[what]}_cpu_ms", sum(each.values()))


def tell_servers(measured: Measured, reviews: int) -> None:
    """What each kind of process computed for one review, and held at the start, at the end and at most."""
    servers = measured.servers
    if servers is None:
        return
    spent = {**servers.cpu_s, "clients": measured.cpu_s}
    print("processor time of a review: " + ", ".join(f"{kind} {1e3 * s / reviews:.1f} ms" for kind, s in spent.items()))
    figure("cpu_of_a_review_ms", 1e3 * sum(servers.cpu_s.values()) / reviews)
    print("MiB:          " + "".join(f"{at:>10}" for at in ("start", "half-way", "end", "most")))
    for kind in sorted({kind for sample in servers.samples for kind in sample}):
        held = [sample.get(kind, 0.0) for sample in servers.samples]
        print(
            f"  {kind:<12}"
            + "".join(f"{value:>10.0f}" for value in (held[0], held[len(held) // 2], held[-1], max(held)))
        )
        for at, value in (("start", held[0]), ("half_way", held[len(held) // 2]), ("end", held[-1])):
            figure(f"{kind.replace(' ', '_')}_{at}_mib", value)
