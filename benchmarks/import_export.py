"""Tasks in and rows out: seconds, rates and peak memory, each in a process of its own; and an import that is killed.

A durable PostgreSQL on this machine. An import goes from a file to rows in the database, committed. An export goes from
records, as the engine is given them, to a file with its manifest and card; they are made while it runs, so that memory
need not hold them, and what that takes is told apart. A project's export does the same from its rows in the database:
two reviews of each task, with five findings each. The peer of the import is ``COPY`` of the same bytes into a table
without index, that of the export the same rows as bare Parquet.

    python benchmarks/import_export.py [--tasks 10000] [--rows 10000] [--lines 60] [--only export|import|resume|project]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
from _report import figure

from assay import Reviewed, deliver
from assay.domain.review import Ranking, Review, Times
from assay.domain.task import Aspect, Candidate, Language, Task
from assay.interchange import write_tasks
from assay_cli.platform.folder import DataFolder
from assay_cli.platform.instance import Instance, database, start_django
from assay_cli.platform.serve import migrate

if TYPE_CHECKING:
    from assay_web.projects.models import Project

WHEN = datetime(2026, 1, 1, tzinfo=UTC)
LINES = 60
FORMATS = (("trl-preference", ".parquet"), ("reviews", ".jsonl"))


def tasks(count: int, lines: int = LINES) -> Iterator[Task]:
    """Tasks with two candidates of so many lines, no two alike."""
    code = "".join(f"value_{n} = compute(value_{n - 1}, {n})\n" for n in range(1, lines))
    for number in range(count):
        yield Task(
            id=f"task-{number}",
            title=f"Task {number}",
            prompt=f"Compute value {number}.",
            language=Language.PYTHON,
            aspects=(Aspect.CORRECTNESS, Aspect.RANKING),
            candidates=tuple(Candidate(id=one, files={"app.py": f"{code}# {number} {one}\n"}) for one in "ab"),
        )


def reviewed(count: int, lines: int = LINES) -> Iterator[Reviewed]:
    """The same tasks, each ranked alike by two reviewers."""
    for task in tasks(count, lines):
        yield Reviewed(task=task, reviews=tuple(_review(task, name) for name in ("r-one", "r-two")), group=task.id)


def _review(task: Task, reviewer: str) -> Review:
    return Review(
        id=f"{task.id}-{reviewer}",
        task=task.id,
        reviewer=reviewer,
        times=Times(claimed_at=WHEN, submitted_at=WHEN),
        ranking=Ranking(order=(("a",), ("b",)), justification="It keeps the last value."),
    )


def child(*arguments: str) -> dict[str, float]:
    """Run one step in a process of its own; what it measured."""
    ran = subprocess.run([sys.executable, __file__, *arguments], stdout=subprocess.PIPE, text=True, check=True)
    measured: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return measured


def killed(*arguments: str, when: Callable[[], bool]) -> float:
    """Run one step in a process of its own, and kill it as soon as ``when`` holds; its peak memory until then."""
    process = subprocess.Popen([sys.executable, __file__, *arguments], stdout=subprocess.DEVNULL)
    peak = 0.0
    while process.poll() is None and not when():
        peak = max(peak, _peak_mib(process.pid))
        time.sleep(0.1)
    process.kill()
    process.wait()
    return peak


def _peak_mib(process: int | str = "self") -> float:
    """Not ``ru_maxrss``, which a child takes over from the process that started it."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


def step_import(folder: Path, url: str, file: Path, slug: str, *, resume: bool) -> None:
    """In a child: import ``file`` as the command does."""
    start_django(Instance(DataFolder(folder), url, {}))
    from assay.workflows.receive import receive
    from assay_web.projects.models import Project
    from assay_web.tasks.services import import_tasks, resume_import

    project = Project.objects.get(slug=slug)
    start = time.perf_counter()
    records = receive(file)
    report = resume_import(project, records) if resume else import_tasks(project, records)
    _tell(time.perf_counter() - start, tasks=report.tasks, passed_over=report.passed_over)


def step_export(count: int, lines: int, name: str, target: Path) -> None:
    """In a child: write ``count`` reviewed tasks."""
    deliver(reviewed(1, lines), name, target)  # what is loaded and compiled once is not what is measured
    records = Clocked(reviewed(count, lines))
    start = time.perf_counter()
    manifest = deliver(records, name, target)
    _tell(time.perf_counter() - start, rows=manifest.rows, making=records.seconds)


def step_project(folder: Path, url: str, slug: str, name: str, target: Path) -> None:
    """In a child: export a project as the command does."""
    start_django(Instance(DataFolder(folder), url, {}))
    from assay import Options
    from assay_web.exchange.rules import Selection
    from assay_web.exchange.services import export_project
    from assay_web.projects.models import Project

    project = Project.objects.get(slug=slug)
    deliver(reviewed(1), name, target)  # as in every export
    start = time.perf_counter()
    manifest = export_project(project, name, target, selection=Selection(), options=Options())
    _tell(time.perf_counter() - start, rows=manifest.rows, tasks=manifest.tasks)


class Clocked(Iterator[Reviewed]):
    """Records, and how long it took to make them."""

    def __init__(self, records: Iterator[Reviewed]) -> None:
        self.seconds = 0.0
        self._records = records

    def __next__(self) -> Reviewed:
        """The next of them."""
        start = time.perf_counter()
        try:
            return next(self._records)
        finally:
            self.seconds += time.perf_counter() - start


def _tell(seconds: float, **more: float) -> None:
    print(json.dumps({"seconds": seconds, "peak_mib": _peak_mib(), **more}))


def line(name: str, measured: dict[str, float], count: int) -> None:
    """One line of the report."""
    rate = count / measured["seconds"]
    short = name.replace(":", "").replace(" ", "_")
    figure(f"{short}_s", measured["seconds"])
    figure(f"{short}_per_s", rate)
    figure(f"{short}_peak_mib", measured["peak_mib"])
    print(f"{name:<44}{measured['seconds']:>8.2f} s {rate:>9.0f}/s {measured['peak_mib']:>7.0f} MiB", flush=True)


def made_project(slug: str) -> Project:
    """An empty project."""
    from assay_web.accounts.models import User
    from assay_web.accounts.services import create_user
    from assay_web.projects.services import create_project

    lead = User.objects.first() or create_user("lead@example.org", "correct horse battery")
    return create_project(slug=slug, name=slug, lead=lead, price_minor=100)


def measure_import(folder: Path, url: str, file: Path, count: int) -> None:
    """A plain import, and its peer."""
    made_project("plain")
    plain = child("import", str(folder / "data"), url, str(file), "plain")
    line(f"import of {count} tasks", plain, count)
    with psycopg.connect(url) as connection, file.open("rb") as content:
        start = time.perf_counter()
        connection.execute("CREATE TABLE bare (line text)")
        with connection.cursor().copy("COPY bare FROM STDIN (FORMAT csv, DELIMITER E'\\x01', QUOTE E'\\x02')") as copy:
            while piece := content.read(1 << 20):
                copy.write(piece)
        connection.commit()
        bare = time.perf_counter() - start
    figure("import_of_bare_copy_times", plain["seconds"] / bare)
    print(f"  {plain['seconds'] / bare:.1f} times a bare COPY of the same {file.stat().st_size / 1e6:.0f} MB")


def measure_resumed(folder: Path, url: str, file: Path, count: int) -> None:
    """An import that is killed half-way and run again."""
    project = made_project("killed")
    data = str(folder / "data")
    until_killed = killed("resume", data, url, str(file), "killed", when=lambda: project.tasks.count() >= count // 2)
    half = project.tasks.count()
    again = child("resume", data, url, str(file), "killed")
    line(f"rest of {count} tasks, half of them there", again, count)
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT count(*), count(DISTINCT record_id), (SELECT count(*) FROM tasks_candidate c JOIN tasks_task t"
            " ON t.id = c.task_id WHERE t.project_id = %s) FROM tasks_task WHERE project_id = %s",
            [project.pk, project.pk],
        ).fetchone()
    assert found is not None
    print(
        f"  tasks {found[0]}, distinct {found[1]}, candidates {found[2]}; passed over {again['passed_over']:.0f};"
        f" peak of the killed one {until_killed:.0f} MiB"
    )
    if found != (count, count, 2 * count) or again["passed_over"] != half:
        raise SystemExit("something is double or lost")
    figure("import_killed_at", half)
    figure("import_until_killed_peak_mib", until_killed)
    figure("import_killed_and_resumed_double_or_lost", 0)


def measure_export(folder: Path, count: int, lines: int) -> None:
    """Pairs as Parquet and records as JSON Lines, beside bare Parquet."""
    for name, ending in FORMATS:
        ran = child("export", str(count), str(lines), name, f"{folder}/x{ending}")
        line(f"export of {count} tasks: {name}{ending}", ran, count)
        figure(f"{name}_without_making_s", ran["seconds"] - ran["making"])
        print(f"  without making the records ({ran['making']:.2f} s): {ran['seconds'] - ran['making']:.2f} s")
    rows = [
        {
            "prompt": one.prompt,
            "chosen": one.candidates[0].files["app.py"],
            "rejected": one.candidates[1].files["app.py"],
        }
        for one in tasks(min(count, 10_000), lines)
    ]
    start = time.perf_counter()
    pq.write_table(pa.Table.from_pylist(rows), folder / "bare.parquet")
    print(f"  bare Parquet of {len(rows)} such rows: {time.perf_counter() - start:.2f} s")


def seeded_project(slug: str, count: int) -> None:
    """A project whose tasks were reviewed twice each."""
    from assay_web.accounts.services import create_user
    from assay_web.insight.services import Plan, seed

    lead = create_user(f"{slug}@example.org", "correct horse battery")
    seed(lead, Plan(slug, tasks=count, reviews=2, candidates=2, contested=0), lambda *_: None)


def measure_project(folder: Path, url: str, count: int) -> None:
    """The export of such a project."""
    seeded_project("reviewed", count)
    for name, ending in FORMATS:
        ran = child("project", str(folder / "data"), url, "reviewed", name, f"{folder}/project{ending}")
        line(f"project of {count} tasks: {name}{ending}", ran, int(ran["tasks"]))
        print(f"  {ran['rows']:.0f} rows of {ran['tasks']:.0f} tasks; the others are gold")


def measure(chosen: argparse.Namespace, folder: Path) -> None:
    """All that was asked for."""
    only = chosen.only
    if only in {None, "export"}:
        measure_export(folder, chosen.rows, chosen.lines)
    if only == "export":
        return
    file = folder / "tasks.jsonl"
    write_tasks(tasks(chosen.tasks, chosen.lines), file)
    data = DataFolder(folder / "data")
    with database(data) as url:
        start_django(Instance(data, url, {}))
        migrate()
        if only in {None, "import"}:
            measure_import(folder, url, file, chosen.tasks)
        if only in {None, "resume"}:
            measure_resumed(folder, url, file, chosen.tasks)
        if only in {None, "project"}:
            measure_project(folder, url, chosen.rows)


def main() -> None:
    """Measure and print, or do one step as a child."""
    match sys.argv[1:]:
        case ["import" | "resume" as step, folder, url, file, slug]:
            step_import(Path(folder), url, Path(file), slug, resume=step == "resume")
        case ["project", folder, url, slug, name, target]:
            step_project(Path(folder), url, slug, name, Path(target))
        case ["export", count, lines, name, target]:
            step_export(int(count), int(lines), name, Path(target))
        case _:
            parser = argparse.ArgumentParser(description=__doc__)
            parser.add_argument("--tasks", type=int, default=10_000)
            parser.add_argument("--rows", type=int, default=10_000)
            parser.add_argument("--lines", type=int, default=LINES)
            parser.add_argument("--only", choices=["export", "import", "resume", "project"])
            chosen = parser.parse_args()
            with tempfile.TemporaryDirectory(prefix="assay-bench-") as temporary:
                measure(chosen, Path(temporary))


if __name__ == "__main__":
    main()
