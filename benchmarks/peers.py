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
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from _annotators import findings
from _crowd import CODE, PASSWORD, Measured, Servers, crowd, seed, tell, together, up
from _peers import Peer, installed, instance_beside, label_studio, version
from _report import figure
from _reviewers import review_body

from assay_cli.platform.instance import Instance

OPERATIONS = {"next task": "next", "open": "open", "save a draft": "save", "submit": "submit"}
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
    if not installed():
        return 3
    with instance_beside() as instance:
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
        label_studio(instance, theirs, processes) as peer,
    ):
        for one in crowds:
            errors += _in_turns(one, people[: one.clients], ours, peer)
    return 1 if errors else 0


def _in_turns(asked: Crowd, people: list[str], ours: str, peer: Peer) -> int:
    """Print what a crowd met on either side; the number of errors."""
    work = {"people": people, "password": PASSWORD, "seconds": asked.seconds}
    found: dict[str, list[Measured]] = {"assay": [], "label studio": []}
    for _ in range(asked.rounds):
        found["assay"].append(crowd("_reviewers.py", {**work, "bases": [ours], "looks": False}, Servers()))
        found["label studio"].append(
            crowd("_annotators.py", {**work, "bases": [peer.base], "project": peer.project}, Servers())
        )
    print(f"{asked.clients} clients, {asked.rounds} rounds of {asked.seconds:g} s each in turns")
    whole = {name: together(rounds) for name, rounds in found.items()}
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


def _p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * (len(times) - 1))] if times else 0.0


def _list(rates: list[float]) -> str:
    return ", ".join(f"{one:.1f}" for one in rates)


if __name__ == "__main__":
    sys.exit(main())
