"""Tasks in and rows out: seconds, rates and peak memory, each in a process of its own; and an import that is killed.

A durable PostgreSQL on this machine. The peer of the import is ``COPY`` of the same bytes into a table without index,
that of the export the same rows written as bare Parquet.

    python benchmarks/import_export.py [--tasks 10000] [--rows 10000]
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

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

WHEN = datetime(2026, 1, 1, tzinfo=UTC)
CODE = "".join(f"value_{n} = compute(value_{n - 1}, {n})\n" for n in range(1, 60))


def tasks(count: int) -> Iterator[Task]:
    """Tasks with two candidates of 60 lines, no two alike."""
    for number in range(count):
        yield Task(
            id=f"task-{number}",
            title=f"Task {number}",
            prompt=f"Compute value {number}.",
            language=Language.PYTHON,
            aspects=(Aspect.CORRECTNESS, Aspect.RANKING),
            candidates=tuple(Candidate(id=one, files={"app.py": f"{CODE}# {number} {one}\n"}) for one in "ab"),
        )


def reviewed(count: int) -> Iterator[Reviewed]:
    """The same tasks, each ranked alike by two reviewers."""
    for task in tasks(count):
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


def killed(*arguments: str, when: Callable[[], bool]) -> None:
    """Run one step in a process of its own, and kill it as soon as ``when`` holds."""
    process = subprocess.Popen([sys.executable, __file__, *arguments], stdout=subprocess.DEVNULL)
    while process.poll() is None and not when():
        time.sleep(0.02)
    process.kill()
    process.wait()


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


def step_export(count: int, name: str, target: Path) -> None:
    """In a child: write ``count`` reviewed tasks."""
    start = time.perf_counter()
    manifest = deliver(reviewed(count), name, target)
    _tell(time.perf_counter() - start, rows=manifest.rows)


def step_made(count: int) -> None:
    """In a child: what it costs to make the records that the export is given, to be taken away from its time."""
    start = time.perf_counter()
    made = sum(1 for _ in reviewed(count))
    _tell(time.perf_counter() - start, rows=made)


def _tell(seconds: float, **more: int) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak_mib": peak, **more}))


def line(name: str, measured: dict[str, float], count: int) -> None:
    """One line of the report."""
    rate = count / measured["seconds"]
    short = name.replace(":", "").replace(" ", "_")
    figure(f"{short}_s", measured["seconds"])
    figure(f"{short}_peak_mib", measured["peak_mib"])
    print(f"{name:<44}{measured['seconds']:>8.2f} s {rate:>9.0f}/s {measured['peak_mib']:>7.0f} MiB", flush=True)


def measure_import(folder: Path, url: str, count: int) -> None:
    """A plain import, its peer, and one that is killed half-way and run again."""
    from assay_web.accounts.services import create_user
    from assay_web.projects.services import create_project
    from assay_web.tasks.models import Candidate as Stored

    lead = create_user("lead@example.org", "correct horse battery")
    projects = [create_project(slug=slug, name=slug, lead=lead, price_minor=100) for slug in ("plain", "killed")]
    file = folder / "tasks.jsonl"
    write_tasks(tasks(count), file)
    data = str(folder / "data")
    plain = child("import", data, url, str(file), "plain")
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
    killed("resume", data, url, str(file), "killed", when=lambda: projects[1].tasks.count() >= count // 2)
    half = projects[1].tasks.count()
    again = child("resume", data, url, str(file), "killed")
    line(f"import killed at {half} tasks, run again", again, count)
    ids = projects[1].tasks.values_list("record_id", flat=True)
    stored = Stored.objects.filter(task__project=projects[1]).count()
    print(f"  tasks {len(ids)}, distinct {len(set(ids))}, candidates {stored}; passed over {again['passed_over']:.0f}")
    if (len(set(ids)), len(ids), stored) != (count, count, 2 * count):
        raise SystemExit("something is double or lost")


def measure_export(folder: Path, count: int) -> None:
    """Pairs as Parquet and records as JSON Lines, beside bare Parquet."""
    made = child("made", str(count))
    line(f"making {count} records (part of the next two)", made, count)
    for name, ending in (("trl-preference", ".parquet"), ("reviews", ".jsonl")):
        line(
            f"export of {count} tasks: {name}{ending}", child("export", str(count), name, f"{folder}/x{ending}"), count
        )
    rows = [
        {"prompt": f"Compute value {n}.", "chosen": f"{CODE}# {n} a\n", "rejected": f"{CODE}# {n} b\n"}
        for n in range(min(count, 10_000))
    ]
    start = time.perf_counter()
    pq.write_table(pa.Table.from_pylist(rows), folder / "bare.parquet")
    print(f"  bare Parquet of {len(rows)} such rows: {time.perf_counter() - start:.2f} s")


def main() -> None:
    """Measure and print, or do one step as a child."""
    if len(sys.argv) > 1 and sys.argv[1] in {"import", "resume"}:
        step_import(Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]), sys.argv[5], resume=sys.argv[1] == "resume")
    elif len(sys.argv) > 1 and sys.argv[1] == "export":
        step_export(int(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
    elif len(sys.argv) > 1 and sys.argv[1] == "made":
        step_made(int(sys.argv[2]))
    else:
        parser = argparse.ArgumentParser(description=__doc__)
        parser.add_argument("--tasks", type=int, default=10_000)
        parser.add_argument("--rows", type=int, default=10_000)
        chosen = parser.parse_args()
        with tempfile.TemporaryDirectory(prefix="assay-bench-") as temporary:
            folder = Path(temporary)
            measure_export(folder, chosen.rows)
            data = DataFolder(folder / "data")
            with database(data) as url:
                start_django(Instance(data, url, {}))
                migrate()
                measure_import(folder, url, chosen.tasks)


if __name__ == "__main__":
    main()
