"""How long ``assay demo`` takes to its first page: on an empty data folder, and again on the same one.

Seconds from the command to the first answered page of the queue's sign-in, each as a process of its own. The peer in
the same run is what any Django platform on its own PostgreSQL must do: ``initdb`` and a server that accepts a
connection, then ``import django`` with the settings.

    python benchmarks/startup.py [--rounds 3]
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from _report import figure

from assay_cli.platform import postgres
from assay_cli.platform.folder import DataFolder
from assay_cli.platform.serve import free_port


def demo(data: Path) -> float:
    """Seconds until the sign-in page is answered; the demo is stopped again."""
    environment = {**os.environ, "ASSAY_DATA_DIR": str(data)}
    environment.pop("DATABASE_URL", None)
    port = free_port("127.0.0.1", None)
    command = [sys.executable, "-m", "assay_cli", "demo", "--no-browser", "--port", str(port)]
    start = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        address = next(found[1] for line in process.stdout if (found := re.search(r"is ready: (\S+)", line)))
        with urllib.request.urlopen(f"{address}accounts/login/") as answer:
            assert answer.status == 200
        taken = time.perf_counter() - start
        process.send_signal(signal.SIGINT)
        process.stdout.read()
    return taken


def bare(data: Path) -> float:
    """Seconds for the database and the imports alone."""
    start = time.perf_counter()
    server = postgres.start(DataFolder(data))
    environment = {**os.environ, "DATABASE_URL": server.url, "DJANGO_SETTINGS_MODULE": "assay_web.settings.base"}
    environment["ASSAY_SECRET_KEY"] = "for this measurement only"
    subprocess.run([sys.executable, "-c", "import django; django.setup()"], env=environment, check=True)
    taken = time.perf_counter() - start
    server.stop()
    return taken


def row(name: str, seconds: list[float]) -> None:
    """Print the median with its range."""
    print(f"{name:<34} median {statistics.median(seconds):>5.1f} s   {min(seconds):.1f} to {max(seconds):.1f} s")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    first, second, bare_first, bare_second = [], [], [], []
    for _ in range(parser.parse_args().rounds):
        with tempfile.TemporaryDirectory(prefix="assay-bench-") as temporary:
            first.append(demo(Path(temporary)))
            second.append(demo(Path(temporary)))
        with tempfile.TemporaryDirectory(prefix="assay-bench-") as temporary:
            bare_first.append(bare(Path(temporary) / "data"))
            bare_second.append(bare(Path(temporary) / "data"))
    figure("first_start_s", statistics.median(first))
    figure("second_start_s", statistics.median(second))
    figure("bare_first_start_s", statistics.median(bare_first))
    row("assay demo, empty data folder", first)
    row("assay demo, again", second)
    row("peer: database and imports, empty", bare_first)
    row("peer: database and imports, again", bare_second)


if __name__ == "__main__":
    main()
