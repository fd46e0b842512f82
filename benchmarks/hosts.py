"""Many machines, of which one is cut off, one dies and the database is restarted: does every job end exactly once?

    sudo python benchmarks/hosts.py [--quick] [--jobs 2000] [--concurrency 1] [--down 5]

One database, two web and three worker machines in network namespaces of this one, each with its own address, host
name, process ids and data folder; the workers under the restricted role, an office worker beside the database. The jobs
examine real candidates in the real sandbox and are queued by the real import. With a fifth of them done a worker's
cable is pulled; with a third another worker's machine dies; with half the database is stopped at once, without a
checkpoint, and started again after some seconds; then the cable is put back. All that is said at the end is read from
the data, in which the database noted every step of every job. It ends with 1 if a job was lost, ended twice or failed,
if a result is missing or double, or if a page failed while the database was there.
"""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import _postgres
import psycopg
from _candidates import queue
from _machines import Machine, Network, why_not
from _report import figure
from _steps import ended, ended_by, ends, in_hand, taken_over, watch
from _traffic import Traffic, ask, kinds, sign_in

from assay_cli.platform.folder import DataFolder
from assay_cli.platform.instance import Instance, start_django
from assay_cli.platform.serve import migrate

COLLECT = "assay.collect_evidence"
WEB_PORT = 8000
EMAIL, PASSWORD, ROLE = "lead@example.org", "correct horse battery", "assay_worker"
PATIENCE_S = 300
CUT_S = 25
"""The cable stays out at least this long: a worker is taken for dead after eight seconds."""

AFTER_S = 15
"""Errors this long after the database is back are counted as its absence: connections are made anew."""


@dataclass
class Cluster:
    """All machines, and the addresses of the database."""

    network: Network
    data: Machine
    webs: list[Machine]
    workers: list[Machine]
    owner: str
    restricted: str
    moments: dict[str, datetime] = field(default_factory=dict)
    postmaster: int = 0


def main() -> int:
    """Build it, break it, look at the data; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=2000)
    parser.add_argument("--concurrency", type=int, default=1, help="jobs at once on each worker machine")
    parser.add_argument("--down", type=float, default=5.0, help="seconds that the database stays away")
    parser.add_argument("--quick", action="store_true", help="60 jobs")
    options = parser.parse_args()
    if options.quick:
        options.jobs = 60
    reason = why_not()
    if reason:
        print(f"hosts: not measured: {reason}", file=sys.stderr)
        return 3
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(130))
    with tempfile.TemporaryDirectory(prefix="assay-hosts-") as temporary, _cluster(Path(temporary)) as cluster:
        return _run(cluster, options)


@contextmanager
def _cluster(folder: Path) -> Iterator[Cluster]:
    with Network(folder) as network:
        data = network.add("database")
        webs = [network.add(f"web-{n}") for n in (1, 2)]
        workers = [network.add(f"worker-{n}") for n in (1, 2, 3)]
        password, second = _postgres.make(data.folder / "instance", f"{network.subnet}.0/24"), secrets.token_urlsafe(24)
        cluster = Cluster(
            network,
            data,
            webs,
            workers,
            _postgres.url("postgres", password, data.address),
            _postgres.url(ROLE, second, data.address),
        )
        _start_database(cluster)
        start_django(Instance(DataFolder(folder / "ours"), cluster.owner, {"ASSAY_HOSTS": "*"}))
        migrate()
        _make_role(cluster.owner, second)
        yield cluster


def _start_database(cluster: Cluster) -> None:
    folder, address = cluster.data.folder / "instance", cluster.data.address
    cluster.postmaster = cluster.data.start("postgres", _postgres.command(folder, address), {})
    _until(lambda: _answers(cluster.owner), "the database does not answer")


def _make_role(owner: str, password: str) -> None:
    from psycopg import sql

    from assay_web.operations.worker_role import grant

    with psycopg.connect(owner, autocommit=True) as connection:
        statement = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(ROLE), password)
        connection.execute(statement)
        watch(connection)
    grant(ROLE)


def _run(cluster: Cluster, options: argparse.Namespace) -> int:
    from assay_web.accounts.services import create_user

    lead = create_user(EMAIL, PASSWORD, is_operator=True)
    secret = secrets.token_urlsafe(48)
    for web in cluster.webs:
        settings = {"DATABASE_URL": cluster.owner, "ASSAY_SECRET_KEY": secret, "ASSAY_HOSTS": web.address}
        command = [sys.executable, "-m", "assay_cli", "up", "--host", web.address, "--port", str(WEB_PORT)]
        web.start("web", [*command, "--workers", "0", "--no-browser"], _environment(web, settings))
    office = ["--queue", "office", "--queue", "webhooks"]
    _start_worker(cluster.data, cluster.owner, office, 1)
    for worker in cluster.workers:
        _start_worker(worker, cluster.restricted, ["--queue", "interactive", "--queue", "bulk"], options.concurrency)
    for web in cluster.webs:
        _until(lambda at=web.address: ask(at, WEB_PORT, "/readyz") == "200", f"{web.name} does not answer")  # type: ignore[misc]
    print(f"6 machines on {cluster.network.subnet}.0/24: database, 2 web, 3 workers", flush=True)

    traffic = Traffic(WEB_PORT)
    for web in cluster.webs:
        cookies = sign_in(web.address, WEB_PORT, EMAIL, PASSWORD)
        traffic.look_at(web.address, cookies, ["/readyz", "/queue/", "/projects/", "/operations/jobs/"])
    begun = time.monotonic()
    queue("hosts", lead, options.jobs)
    down, up = _break_things(cluster, options)
    _until(lambda: _all_ended(cluster, options.jobs), "jobs are left", 4 * PATIENCE_S + options.jobs * 5)
    wall = time.monotonic() - begun
    traffic.stop()
    return _judge(cluster, options, traffic, (down, up), wall)


def _environment(machine: Machine, settings: dict[str, str]) -> dict[str, str]:
    return {"ASSAY_DATA_DIR": str(machine.folder / "data"), "XDG_CACHE_HOME": str(machine.folder / "cache"), **settings}


def _start_worker(machine: Machine, address: str, queues: list[str], concurrency: int) -> None:
    command = [sys.executable, "-m", "assay_cli", "worker", "--concurrency", str(concurrency), *queues]
    machine.start("worker", command, {"DATABASE_URL": address, "XDG_CACHE_HOME": str(machine.folder / "cache")})


def _break_things(cluster: Cluster, options: argparse.Namespace) -> tuple[float, float]:
    """Each fault once so much is done; answers when the database went and came back (monotonic clock)."""
    cut, killed, _ = cluster.workers
    _while_at_work(cluster, options.jobs * 0.2, cut, cut.cut_off, cut.plug_in)
    cut_at = time.monotonic()
    _note(cluster, "cut", f"{cut.name}: the cable is out")

    _while_at_work(cluster, options.jobs * 0.35, killed, killed.freeze, killed.thaw)
    killed.kill()
    _note(cluster, "killed", f"{killed.name}: everything killed")

    _when(cluster, options.jobs * 0.5)
    down = time.monotonic()
    os.kill(cluster.postmaster, signal.SIGQUIT)  # immediate shutdown: no checkpoint, as after a crash
    time.sleep(options.down)
    _start_database(cluster)
    up = time.monotonic()
    print(f"database: stopped at once, back after {up - down:.1f} s", flush=True)

    _when(cluster, options.jobs * 0.65)
    time.sleep(max(0.0, CUT_S - (time.monotonic() - cut_at)))
    cut.plug_in()
    _note(cluster, "plugged in", f"{cut.name}: the cable is back after {time.monotonic() - cut_at:.0f} s")
    return down, up


def _when(cluster: Cluster, done: float) -> None:
    """Wait until so much is done."""

    def now() -> bool:
        with psycopg.connect(cluster.owner, connect_timeout=5) as connection:
            return ended(connection, COLLECT) >= done

    _until(now, f"{done:.0f} jobs are not done", PATIENCE_S + done * 5)


def _while_at_work(
    cluster: Cluster, done: float, machine: Machine, act: Callable[[], None], undo: Callable[[], None]
) -> None:
    """Once so much is done, do that to the machine in the middle of a job of its."""
    _when(cluster, done)
    with psycopg.connect(cluster.owner, autocommit=True) as connection:
        for _ in range(1000):
            if in_hand(connection, COLLECT, machine.address):
                act()
                if in_hand(connection, COLLECT, machine.address):
                    return
                undo()
            time.sleep(0.1)
    raise SystemExit(f"hosts: {machine.name} has nothing to do")


def _note(cluster: Cluster, what: str, say: str) -> None:
    """The moment, by the clock that stamps the steps."""
    with psycopg.connect(cluster.owner) as connection:
        row = connection.execute("SELECT clock_timestamp(), (SELECT count(*) FROM bench_step)").fetchone()
        assert row is not None
        cluster.moments[what] = row[0]
        print(f"{say}, with {ended(connection, COLLECT)} jobs done", flush=True)


def _all_ended(cluster: Cluster, jobs: int) -> bool:
    try:
        with psycopg.connect(cluster.owner, connect_timeout=5) as connection:
            found = ends(connection, COLLECT)
            return found.jobs >= jobs and not found.left
    except psycopg.OperationalError:
        return False


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def _until(look: Callable[[], bool], complaint: str, within_s: float = PATIENCE_S) -> None:
    end = time.monotonic() + within_s
    while not look():
        if time.monotonic() > end:
            raise SystemExit(f"hosts: {complaint} after {within_s:.0f} s")
        time.sleep(0.2)


_RESULTS = """
SELECT (SELECT count(*) FROM tasks_candidate WHERE evidence_state = 'ready'),
       (SELECT count(*) FROM tasks_candidate WHERE evidence_state <> 'ready'),
       (SELECT count(*) FROM tasks_candidate c WHERE 3 <> (
           SELECT count(*) FROM tasks_examination e WHERE e.content_key = c.content_key)),
       (SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing' AND task_name = %s),
       (SELECT count(*) FROM operations_jobfailure WHERE task_name = %s)
"""
"""Examined, not examined, with another number of results than one of each examiner, in hand, failures."""


def _judge(
    cluster: Cluster, options: argparse.Namespace, traffic: Traffic, away: tuple[float, float], wall: float
) -> int:
    cut, killed, _ = cluster.workers
    with psycopg.connect(cluster.owner) as connection:
        all_jobs = ends(connection, COLLECT)
        row = connection.execute(_RESULTS, [COLLECT, COLLECT]).fetchone()
        assert row is not None
        ready, not_ready, odd, doing, failures = row
        from_cut = taken_over(connection, COLLECT, cut.address, cluster.moments["cut"])
        from_killed = taken_over(connection, COLLECT, killed.address, cluster.moments["killed"])
        returned = ended_by(connection, COLLECT, cut.address, cluster.moments["plugged in"])
    print(f"\n{all_jobs.jobs} jobs in {wall:.0f} s: {all_jobs.once} ended once, {all_jobs.twice} twice,")
    print(f"  {all_jobs.left} left, {all_jobs.failed} failed, {all_jobs.started_again} started more than once")
    print(
        f"{ready} candidates examined, {not_ready} not, {odd} with results missing or double, {failures} failures kept"
    )
    for name, taken in (("cut off", from_cut), ("killed", from_killed)):
        print(f"machine {name}: {taken.jobs} jobs in hand, queued again after {_seconds(taken.queued_s)},")
        print(f"  begun elsewhere after {_seconds(taken.begun_s)}")
    print(f"the machine that was cut off ended {returned} jobs after it came back")
    down, up = away
    there = [one for one in traffic.answers if not down - 1 <= one.at <= up + AFTER_S]
    meanwhile = [one for one in traffic.answers if down - 1 <= one.at <= up + AFTER_S]
    wrong = [one for one in there if one.kind != "200"]
    bad = [one.at for one in meanwhile if one.kind != "200"]
    recovered = max(0.0, max(bad, default=up) - up)
    print(f"pages while the database was there: {kinds(there)}")
    print(f"pages around its absence of {up - down:.1f} s: {kinds(meanwhile)}; the last error {recovered:.1f} s after")
    for one in wrong[:5]:
        print(f"  {one.kind} {one.host} {one.path} after {one.seconds:.1f} s")
    right = all_jobs.once == all_jobs.jobs == options.jobs == ready and not (not_ready or odd or doing or wrong)
    figures = {
        "jobs": all_jobs.jobs,
        "ended_once": all_jobs.once,
        "ended_twice": all_jobs.twice,
        "left_or_failed": all_jobs.left + all_jobs.failed,
        "started_again": all_jobs.started_again,
        "results_missing_or_double": odd,
        "wall_s": wall,
        "cut_off_in_hand": from_cut.jobs,
        "cut_off_longest_takeover_s": max(from_cut.begun_s, default=0.0),
        "ended_after_return": returned,
        "killed_in_hand": from_killed.jobs,
        "killed_longest_takeover_s": max(from_killed.begun_s, default=0.0),
        "database_away_s": up - down,
        "pages_asked_for": len(traffic.answers),
        "page_errors_while_database_there": len(wrong),
        "page_errors_while_database_away": len(bad),
        "last_page_error_after_database_was_back_s": recovered,
    }
    for name, value in figures.items():
        figure(name, value)
    return 0 if right else 1


def _seconds(found: list[float]) -> str:
    return f"{statistics.median(found):.1f} s (longest {max(found):.1f} s)" if found else "nothing to say"


if __name__ == "__main__":
    sys.exit(main())
