"""Processes killed at random moments while people review, and a database that stays away."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import _postgres
import psycopg
from _fault_rows import Row, Setup, kinds, lost, spread
from _platform import HOST, Crowd, Losses, Platform, a_port, addresses, losses, make_people, until
from _processes import KINDS, kill, of_kind

from assay_cli.platform.folder import DataFolder
from assay_cli.platform.instance import Instance, database, start_django
from assay_cli.platform.serve import migrate

OFFICE = ["-m", "assay_cli", "worker", "--queue", "office", "--queue", "webhooks"]
AWAY_S = 30
REVIEWS_FOR_A_ROUND = 100
"""In which each kind of process is killed once; two rounds at least."""


def prepare(setup: Setup) -> list[Row]:
    """Make the instance of which copies are broken."""
    with database(DataFolder(setup.base / "main")) as url:
        start_django(Instance(DataFolder(setup.base / "main"), url, {"ASSAY_POOL": "0"}))
        migrate()
        make_people(setup.people, setup.reviews)
        _forget_connections()
    return []


@contextmanager
def instance(setup: Setup, **options: object) -> Iterator[tuple[Platform, list[str]]]:
    """One with people and tasks, stopped at the end; Django is set up for it."""
    platform = Platform(setup.folder / "data", **options)  # type: ignore[arg-type]  # as given
    shutil.copytree(setup.base / "main", platform.folder / "main")
    try:
        platform.up()
        start_django(Instance(DataFolder(platform.folder / "main"), platform.url, {"ASSAY_POOL": "0"}))
        yield platform, addresses(setup.people)
    finally:
        platform.down()


def killed(setup: Setup) -> list[Row]:
    """Each kind of process in turn, over and over, while the reviews go on."""
    with instance(setup) as (platform, emails):
        office = _Office(platform)
        crowd = Crowd(platform, emails, setup.reviews)
        rounds = max(2, setup.reviews // REVIEWS_FOR_A_ROUND)
        order = [kind for _ in range(rounds) for kind in setup.draw.sample(list(KINDS), len(KINDS))]
        points = sorted(setup.draw.randrange(setup.reviews) for _ in order)
        deaths: dict[str, list[_Death]] = defaultdict(list)
        for kind, point in zip(order, points, strict=True):
            crowd.until_done(point)
            begun = time.monotonic()
            if not _kill_one(kind, platform, office, setup.draw):
                continue
            office.look_after()
            until(lambda: platform.ready() and _answers(platform.url), f"it does not serve after the end of a {kind}")
            served = time.monotonic() - begun
            _, ran = crowd.try_code()
            deaths[kind].append(_Death(begun, time.monotonic(), served, ran))
            until(lambda: office.look_after() or office.registered(), f"workers are missing after the end of a {kind}")
        crowd.finish()
        found = settled(platform.url, crowd)
    print(f"  {crowd.seen.reviews} reviews, {len(crowd.seen.runs)} runs by reviewers", flush=True)
    return [_row(kind, deaths[kind], crowd, found) for kind in KINDS]


@dataclass(frozen=True)
class _Death:
    """From when to when it was felt (monotonic clock); seconds until pages and code that was tried came again."""

    begun: float
    over: float
    served: float
    ran: float


def _row(kind: str, deaths: list[_Death], crowd: Crowd, found: Losses) -> Row:
    seen = Counter[str]()
    for one in deaths:
        seen.update(crowd.seen.between(one.begun, one.over))
    return Row(
        f"killed_{kind.replace(' ', '_')}",
        f"`kill -9`: {kind} ({len(deaths)} times)",
        f"{kinds(seen)}; the workbench sends it again" if seen else kinds({}),
        lost(found),
        f"serves after {spread([one.served for one in deaths])}; code that was tried then came back after"
        f" {spread([one.ran for one in deaths])}",
        right=found.none and not crowd.errors and bool(deaths),
        figures={
            "longest_until_served_s": max((one.served for one in deaths), default=0.0),
            "longest_until_run_s": max((one.ran for one in deaths), default=0.0),
            "failed_requests": seen.total(),
        },
    )


def database_away(setup: Setup) -> list[Row]:
    """A database of its own machine that is stopped at once and comes back."""
    data = setup.folder / "server"
    shutil.copytree(setup.base / "main", data)
    password = _postgres.make(data, "127.0.0.1/32")
    port = a_port()
    command = [one.replace(f"--port={_postgres.PORT}", f"--port={port}") for one in _postgres.command(data, HOST)]
    url = _postgres.url("postgres", password, HOST).replace(f":{_postgres.PORT}/", f":{port}/")
    with (setup.folder / "server.log").open("ab") as log:

        def begin() -> subprocess.Popen[bytes]:
            process = subprocess.Popen(command, stdout=log, stderr=log)
            until(lambda: _answers(url), "the database does not start")
            return process

        server = begin()
        try:
            with instance(setup, database=url) as (platform, emails):
                crowd = Crowd(platform, emails, setup.reviews)
                crowd.until_done(setup.reviews / 4)
                gone = time.monotonic()
                server.send_signal(signal.SIGQUIT)
                time.sleep(AWAY_S)
                server.wait(60)
                server = begin()
                back = time.monotonic()
                until(platform.ready, "not ready")
                crowd.try_code()
                ran = time.monotonic() - back
                crowd.finish()
                found = settled(url, crowd)
                last = max((at for at, _ in crowd.seen.troubles), default=back)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(60)
    return [
        Row(
            "database_away",
            f"database away for {back - gone:.0f} s",
            f"{kinds(crowd.seen.between(gone, last))}: “the database does not answer just now”",
            lost(found),
            f"last failed request {max(0.0, last - back):.1f} s after it was back; code that was tried then ran after"
            f" {ran:.1f} s",
            right=found.none and not crowd.errors,
            figures={"last_failed_after_s": max(0.0, last - back), "until_run_s": ran},
        )
    ]


class _Office:
    """The office worker, started again after two seconds as its unit would."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self.process = platform.start("office", OFFICE, self._environment())

    def look_after(self) -> bool:
        """Start it again if it has ended; never true."""
        if self.process.poll() is not None:
            time.sleep(2)
            self.process = self.platform.start("office", OFFICE, self._environment())
        return False

    def registered(self) -> bool:
        """Whether as many workers as there should be have given a sign."""
        with suppress(psycopg.OperationalError), psycopg.connect(self.platform.url) as connection:
            row = connection.execute(
                "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '6 s'"
            ).fetchone()
            return row is not None and int(row[0]) >= self.platform.workers + 1
        return False

    def _environment(self) -> dict[str, str]:
        return {**self.platform.environment(), "DATABASE_URL": self.platform.url}


def _kill_one(kind: str, platform: Platform, office: _Office, draw: random.Random) -> bool:
    ancestors = [office.process.pid, *platform.pids()]
    found = of_kind(kind, ancestors)
    if kind == "office worker":
        found = [office.process.pid]
    for _ in range(len(found)):
        with suppress(ProcessLookupError):
            kill(draw.choice(found))
            return True
    print(f"  no {kind} to kill", flush=True)
    return False


def settled(url: str, crowd: Crowd) -> Losses:
    """What stands once the office has done what was left."""
    from assay_web.ledger.services import audit, look_again, settle

    until(lambda: _answers(url), "the database is gone")
    _forget_connections()
    look_again()
    settle()
    audit()
    _forget_connections()
    return losses(url, crowd)


def _forget_connections() -> None:
    from django.db import connections

    connections.close_all()


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True
