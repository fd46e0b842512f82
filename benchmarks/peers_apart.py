"""Each operation of Assay and Label Studio by itself, in turns, in one run: submit, next task, import, export.

    make bench-peers                  (or python benchmarks/peers_apart.py [--reviews 40] [--rounds 4] [--tasks 10000])

The design's budgets stand beside what Label Studio took on the machine of the design; so these ratios say on any
machine whether they hold. The same PostgreSQL server, WSGI server, processes, people and texts as in ``peers.py``.

8 clients without a pause: all submit so many reviews of ten findings, then ask half as often for the next task, which
Assay gives to the one who asks and Label Studio shows again. Import: tasks with two candidates of 60 lines, from a file
by ``assay project import`` and in one request. Export: tasks with two reviews of about five findings each, records as
JSON Lines and Label Studio's JSON. It ends with 1 if anything was refused or failed.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
from collections.abc import Callable, Sequence
from typing import Any

import aiohttp
from _annotators import Annotator, findings
from _crowd import CODE, PASSWORD, Measured, Servers, crowd, seed, tell, together, up
from _peers import Peer, installed, instance_beside, label_studio, version
from _report import figure
from _reviewers import Log
from import_export import child, made_project, seeded_project, tasks

from assay.interchange import write_tasks
from assay_cli.platform.instance import Instance

CLIENTS = 8
OVERLAP = 8
NAMES = {"submit": "submit", "next task": "next"}
PATIENCE_S = 1800
FINDINGS = 5
"""Of a review that is exported."""


def main() -> int:
    """Measure in turns and print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reviews", type=int, default=40, help="of each client in each round")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--tasks", type=int, default=10_000, help="that are imported, and exported")
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    if not installed():
        return 3
    with instance_beside() as instance:
        count = 2 * asked.reviews * asked.rounds
        people = seed(instance, CLIENTS, count, OVERLAP)
        theirs = {"people": people, "password": PASSWORD, "tasks": count, "code": CODE, "overlap": OVERLAP}
        print(version())
        with label_studio(instance, theirs, asked.processes) as peer:
            with up(instance, 0, asked.processes) as ours:
                errors = _asked(people, ours, peer, asked.reviews, asked.rounds)
            _moved(instance, peer, people[0], asked.tasks)
    return 1 if errors else 0


def _asked(people: list[str], ours: str, peer: Peer, reviews: int, rounds: int) -> int:
    """Submit and next task; the number of errors."""
    work = {"people": people, "password": PASSWORD, "reviews": reviews, "wired": True}
    found: dict[str, list[Measured]] = {"assay": [], "label studio": []}
    for at in range(rounds):
        numbered = {"project": peer.project, "first_task": peer.first_task + at * reviews}
        found["assay"].append(crowd("_reviewers.py", {**work, "bases": [ours]}, Servers()))
        found["label studio"].append(crowd("_annotators.py", {**work, "bases": [peer.base], **numbered}, Servers()))
    for name, measured in found.items():
        print(f"== {name}, {CLIENTS} clients, {rounds} rounds")
        tell(together(measured), {})
    for what, short in NAMES.items():
        rates, slowest = (
            {name: [of(one, what) for one in each] for name, each in found.items()} for of in (_rate, _p95)
        )
        _ratio(f"{short}_per_s", rates, more=True)
        _ratio(f"{short}_p95_ms", slowest)
    return sum(sum(one.errors.values()) for each in found.values() for one in each)


def _rate(measured: Measured, what: str) -> float:
    return len(measured.took[what]) / measured.walls[what]


def _p95(measured: Measured, what: str) -> float:
    times = sorted(measured.took[what])
    return 1e3 * times[int(0.95 * (len(times) - 1))]


def _ratio(name: str, measured: dict[str, list[float]], *, more: bool = False) -> None:
    """The middle of each side's rounds, and how many times better Assay's is."""
    middles = {side: statistics.median(values) for side, values in measured.items()}
    ours, theirs = middles["assay"], middles["label studio"]
    times = ours / theirs if more else theirs / ours
    told = "; ".join(f"{side} {', '.join(f'{one:.4g}' for one in values)}" for side, values in measured.items())
    print(f"{name}: {told}; {times:.1f} times", flush=True)
    for side, value in middles.items():
        figure(f"{side.replace(' ', '_')}_{name}", value)
    figure(f"{name.rpartition('_')[0].removesuffix('_per')}_times", times)


def _moved(instance: Instance, peer: Peer, person: str, count: int) -> None:
    """Import and export."""
    folder = instance.folder.path
    file = folder / "tasks.jsonl"
    write_tasks(tasks(count), file)
    data, address = str(folder), instance.database_url
    plain = [
        {"prompt": one.prompt, **{each.id: each.files["app.py"] for each in one.candidates}} for one in tasks(count)
    ]

    def ours(round_: int) -> float:
        made_project(f"plain-{round_}")
        return child("import", data, address, str(file), f"plain-{round_}")["seconds"]

    path = f"api/projects/{peer.to_import}/import"
    imported = _in_turns(ours, lambda _: _asks(peer, person, "POST", path, plain))
    _ratio("import_s", imported)
    seeded_project("reviewed", count)
    path = f"api/projects/{peer.to_export}"
    result = findings(CODE)[: 2 * FINDINGS]
    result.append({"from_name": "better", "to_name": "prompt", "type": "choices", "value": {"choices": ["a"]}})
    _asks(
        peer,
        person,
        "POST",
        f"{path}/import",
        [{"data": one, "annotations": [{"result": result}] * 2} for one in plain],
    )

    def exported(_: int) -> float:
        return child("project", data, address, "reviewed", "reviews", f"{folder}/reviewed.jsonl")["seconds"]

    exports = _in_turns(exported, lambda _: _asks(peer, person, "GET", f"{path}/export?exportType=JSON"))
    _ratio("export_s", exports)


def _in_turns(ours: Callable[[int], float], theirs: Callable[[int], float], rounds: int = 3) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {"assay": [], "label studio": []}
    for at in range(rounds):
        found["assay"].append(ours(at))
        found["label studio"].append(theirs(at))
    return found


def _asks(peer: Peer, person: str, method: str, path: str, body: Sequence[Any] | None = None) -> float:
    """Seconds until Label Studio has answered, all of it."""

    async def ask() -> float:
        log = Log()
        async with aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(), timeout=aiohttp.ClientTimeout(total=PATIENCE_S)
        ) as http:
            one = Annotator(http, peer.base, 1, log)
            await one.sign_in(person, PASSWORD)
            await one.ask("it", method, path, body)
        return log.took["it"][0]

    return asyncio.run(ask())


if __name__ == "__main__":
    sys.exit(main())
