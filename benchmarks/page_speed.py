"""How long the server takes for each page of a seeded project: the median, and the number of queries.

    python benchmarks/page_speed.py [--tasks 2000 20000 …] [--slug seeded]

Every address of the site that answers to GET is asked for by whoever may see it; ``--tasks 100000`` makes the size
that the design names (300,000 reviews, 2,000,000 findings; a quarter of an hour). Several sizes are measured one after
another, each in a database and a process of its own. With ``DATABASE_URL`` and the slug of a project that was seeded
there, that one is measured. It ends with 1 if a median is above 200 ms.
"""

from __future__ import annotations

import argparse
import itertools
import json
import logging
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from _report import figure

from assay_cli.platform.folder import DataFolder
from assay_cli.platform.instance import Instance, database, start_django
from assay_cli.platform.serve import migrate

MOST_S = 0.2
TIMES = 7
LEAD = "lead@seeded.invalid"
FURTHER = (
    "projects/{slug}/?tasks=90000",
    "projects/{slug}/?state=submitted",
    "projects/{slug}/?state=returned&which=in_progress",
    "projects/{slug}/?which=free",
    "projects/{slug}/?which=failed",
    "earnings/?by=week&hours=40",
    "projects/{slug}/consensus/?need=conflict",
    "projects/{slug}/consensus/?need=settled",
    "projects/{slug}/consensus/?need=adjudication",
    "projects/{slug}/leaderboard/?language=go&category=security",
    "projects/{slug}/models/findings/?model=model-01",
    "projects/{slug}/models/findings/?model=model-08&severity=blocker",
    "projects/{slug}/models/findings/?model=model-08&category=style&language=go",
    "projects/{slug}/figures/reviewers.csv",
    "projects/{slug}/figures/densities.csv",
    "projects/{slug}/rules/answers/?source=bandit&rule=B608",
    "queue/?order=newest",
    "queue/?language=go&order=shortest",
)
"""Pages with something after the question mark."""

FIRST = {
    "queue": "reviewer",
    "earnings": "reviewer",
    "feedback": "reviewer",
    "assignments": "reviewer",
    "openings": "reviewer",
    "api": "reviewer",
    "adjudication": "adjudicator",
    "payouts": "operator",
}
"""Whose page it is, by the address's first part; the lead's otherwise. Others ask only if these may not."""


@dataclass(frozen=True)
class Measured:
    """One page, as one person gets it. Seconds."""

    address: str
    person: str
    median_s: float
    here_s: float
    """What this process computed."""
    database_s: float
    """What the database's process computed, to about 2 ms; 0 where it runs on another machine. What is missing to the
    median is waiting: for disks, or for a processor that others use."""
    queries: int


def main() -> int:
    """Measure each size; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=int, nargs="+", default=[2_000])
    parser.add_argument("--slug", default="seeded")
    options = parser.parse_args()
    if len(options.tasks) == 1:
        return _size(options.slug, options.tasks[0])
    return max(_apart(options.slug, tasks) for tasks in options.tasks)


def _apart(slug: str, tasks: int) -> int:
    """One size in a process of its own, which takes its figures over."""
    command = [sys.executable, __file__, "--slug", slug, "--tasks", str(tasks)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            if line.startswith('{"bench"'):
                for name, value in json.loads(line)["figures"].items():
                    figure(name, value)
            else:
                print(line, end="", flush=True)
    return process.returncode


def _size(slug: str, tasks: int) -> int:
    """Seed if need be, measure, print; the exit code."""
    with tempfile.TemporaryDirectory(prefix="assay-bench-") as temporary:
        folder = DataFolder(Path(temporary) / "data")
        with database(folder) as url:
            logging.disable(logging.WARNING)  # whom an address refuses is asked too
            # One connection, so that one process of the database does all the work, and is watched.
            start_django(Instance(folder, url, {"ASSAY_HOSTS": "127.0.0.1", "ASSAY_POOL": "1"}))
            migrate()
            return _measure(_project(slug, tasks))


def _project(slug: str, tasks: int) -> Any:  # noqa: ANN401 - a project of the platform, which starts late
    from django.core.management import call_command

    from assay_web.accounts.models import User
    from assay_web.accounts.services import create_user
    from assay_web.projects.models import Project

    found = Project.objects.filter(slug=slug).first()
    if found is None:
        if not User.objects.filter(email=LEAD).exists():
            create_user(LEAD, None)
        call_command("seed", slug, "--lead", LEAD, "--tasks", str(tasks), "--contested", str(max(tasks // 100, 20)))
        found = Project.objects.get(slug=slug)
    return found


def _measure(project: Any) -> int:  # noqa: ANN401 - a project
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    people = _people(project)
    _make_figures(project)
    names = _names(project, people) | _further_names(project, people)
    measured, silent = [], []
    for pattern in [*_patterns(), *(one.format(slug=project.slug) for one in FURTHER)]:
        best = _best(pattern, names, people)
        if best is None:
            silent.append(pattern)
        else:
            measured.append(best)
    from assay_web.review.models import Review, ReviewFinding
    from assay_web.tasks.models import Task

    sizes = [model.objects.count() for model in (Task, Review, ReviewFinding)]
    print("{:,} tasks, {:,} reviews, {:,} findings".format(*sizes))
    print("load of the machine: {:.1f}, {:.1f}, {:.1f}".format(*os.getloadavg()))
    for one in sorted(measured, key=lambda row: -row.median_s):
        print(
            f"{one.median_s * 1e3:>8.1f} ms, computed {one.here_s * 1e3:>6.1f} here {one.database_s * 1e3:>6.1f} in the"
            f" database {one.queries:>4} queries  "
            f"{one.person:<12} {one.address}"
        )
    print(f"no page to look at: {', '.join(silent)}")
    slow = [one.address for one in measured if one.median_s > MOST_S]
    print(f"{len(measured)} pages, {len(slow)} above {MOST_S * 1e3:.0f} ms: {', '.join(slow) or 'none'}")
    tasks = sizes[0]
    figure(f"tasks_{tasks}_median_page_ms", statistics.median(one.median_s for one in measured) * 1e3)
    figure(f"tasks_{tasks}_slowest_page_ms", max(one.median_s for one in measured) * 1e3)
    figure(f"tasks_{tasks}_most_queries", max(one.queries for one in measured))
    figure(f"tasks_{tasks}_pages_over_budget", len(slow))
    busy = [one.address for one in measured if one.here_s + one.database_s > MOST_S]
    print(f"{len(busy)} compute for longer than that: {', '.join(busy) or 'none'}")
    return 1 if slow else 0


def _people(project: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    """Somebody of each role; the adjudicator and the operator are made for it."""
    from assay_web.accounts.models import User
    from assay_web.accounts.services import create_user
    from assay_web.ledger.services import look_again, settle
    from assay_web.projects.models import Role
    from assay_web.projects.services import add_member

    found = {
        "lead": User.objects.filter(memberships__project=project, memberships__role="lead").first(),
        "reviewer": User.objects.filter(memberships__project=project, memberships__role="reviewer").first(),
    }
    for role in ("adjudicator", "operator"):
        email = f"{role}@{project.slug}.invalid"
        person = User.objects.filter(email=email).first() or create_user(email, None, is_operator=role == "operator")
        found[role] = person
    add_member(project, found["adjudicator"], Role.ADJUDICATOR)
    look_again()
    begin = time.perf_counter()
    entered = settle()
    print(f"ledger: {entered:,} transactions entered in {time.perf_counter() - begin:.0f} s")
    return found


def _make_figures(project: Any) -> None:  # noqa: ANN401 - as above
    """What a worker does beside the pages: how long each set of figures takes, and adding up every entry."""
    from assay_web.insight.models import Figures
    from assay_web.insight.services import make_figures
    from assay_web.ledger.models import Audit
    from assay_web.ledger.services import audit

    make_figures(project)
    rows = Figures.objects.filter(project=project).order_by("-seconds").values_list("name", "seconds")
    print("figures:", ", ".join(f"{name} {seconds:.1f} s" for name, seconds in rows))
    begin = time.perf_counter()
    audit()
    entries = sum(Audit.objects.values_list("entries", flat=True))
    print(f"ledger: {entries:,} entries added up in {time.perf_counter() - begin:.1f} s")


def _names(project: Any, people: Mapping[str, Any]) -> dict[str, list[str]]:  # noqa: ANN401 - as above
    """What may stand for each variable part of an address."""
    from assay_web.adjudication.models import Conflict
    from assay_web.ledger.models import Account, PayoutBatch
    from assay_web.ledger.services import prepare_payout
    from assay_web.review.models import Review
    from assay_web.review.selectors.queue import claimable
    from assay_web.review.services import claim_next
    from assay_web.tasks.models import Task

    assignment = claim_next(people["reviewer"])
    if Account.objects.filter(kind="payable", balance_minor__gt=0).exists():
        prepare_payout(people["operator"], project.currency, "measured")
    batch = PayoutBatch.objects.order_by("-pk").first()
    disputed = Conflict.objects.filter(project=project, state="open").first()
    free = claimable(people["reviewer"]).first()
    tasks = [
        disputed and disputed.task.public_id,
        free and free.public_id,
        Task.objects.filter(project=project).first(),
    ]
    review = Review.objects.filter(assignment__task__project=project).order_by("-pk").first()
    return {
        "slug": [project.slug],
        "name": [people["reviewer"].pseudonym],
        "batch_id": [str(batch.public_id)] if batch else [],
        "review_id": [str(review.public_id)] if review else [],
        "assignment_id": [str(assignment.public_id)] if assignment else [],
        "conflict_id": [str(disputed.public_id)] if disputed else [],
        "number": [str(disputed.task.number if disputed else 1)],
        "task_id": [str(getattr(one, "public_id", one)) for one in tasks if one],
    }


def _further_names(project: Any, people: Mapping[str, Any]) -> dict[str, list[str]]:  # noqa: ANN401 - as above
    """Of what no seed makes: an application, an assessment, an export, a flag, a webhook."""
    from django.utils import timezone

    from assay_web.applications.models import Application
    from assay_web.applications.services import apply, tell_of_oneself
    from assay_web.assessments.models import Assessment
    from assay_web.assessments.services import Terms, create_assessment
    from assay_web.exchange.models import Export
    from assay_web.gold.models import Flag
    from assay_web.hooks.models import Webhook
    from assay_web.hooks.services import make_webhook
    from assay_web.projects.services import change_requirements

    lead, reviewer, operator = (people[role] for role in ("lead", "reviewer", "operator"))
    if not Application.objects.filter(project=project).exists():
        change_requirements(project, {"takes_applications": True})
        tell_of_oneself(operator, {"languages": {"go": 1}, "time_zone": "UTC", "hours_per_week": 5})
        apply(operator, project.slug, "")
    if not Assessment.objects.filter(project=project).exists():
        create_assessment(lead, project, Terms("Qualify"))
    if not Webhook.objects.filter(project=project).exists():
        make_webhook(lead, project, "https://example.org/hook", ["import.finished"])
    flag, _ = Flag.objects.get_or_create(
        project=project,
        user=reviewer,
        defaults={"consequence": "talk", "evidence": [], "sums": [], "until": timezone.now()},
    )
    if not Export.objects.filter(project=project).exists():
        Export.objects.create(project=project, requested_by=lead, format="reviews", ending=".jsonl", choices={})
    first = {
        "application_id": Application.objects.filter(project=project).first(),
        "assessment_id": Assessment.objects.filter(project=project).first(),
        "webhook_id": Webhook.objects.filter(project=project).first(),
        "export_id": Export.objects.filter(project=project).first(),
        "flag_id": flag,
    }
    return {name: [str(row.public_id)] for name, row in first.items() if row}


def _patterns(resolver: Any = None, prefix: str = "") -> Iterator[str]:  # noqa: ANN401 - Django's resolver
    """Every address of ours, with its variable parts in angle brackets."""
    from django.urls import URLResolver, get_resolver

    for one in (resolver or get_resolver()).url_patterns:
        whole = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _patterns(one, whole)
        elif not whole.startswith("accounts/"):
            yield whole


def _best(pattern: str, names: Mapping[str, list[str]], people: Mapping[str, Any]) -> Measured | None:
    """The first of the people, in their order, to whom the address answers; None if it does to nobody."""
    from django.test import Client

    parts = re.findall(r"<(?:\w+:)?(\w+)>", pattern)
    for values in itertools.product(*(names.get(part, []) for part in parts)):
        address = "/" + re.sub(r"<[^>]+>", "{}", pattern).format(*values)
        own = FIRST.get(pattern.partition("/")[0], "lead")
        for role in [own, *(one for one in people if one != own)]:
            client = Client(HTTP_HOST="127.0.0.1")
            client.force_login(people[role])
            if client.get(address).status_code == 200:
                return _timed(client, address, role)
    return None


def _timed(client: Any, address: str, role: str) -> Measured:  # noqa: ANN401 - a test client
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times, computed = [], []
    before = _database_s()
    for _ in range(TIMES):
        begin, busy = time.perf_counter(), time.process_time()
        response = client.get(address)
        b"".join(response) if response.streaming else response.content
        times.append(time.perf_counter() - begin)
        computed.append(time.process_time() - busy)
    database_s = (_database_s() - before) / TIMES
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return Measured(address, role, statistics.median(times), statistics.median(computed), database_s, len(captured))


def _database_s() -> float:
    """Seconds that the database's process for this connection has computed so far."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        status = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not status.exists():
        return 0.0
    user, system = status.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
