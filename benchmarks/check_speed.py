"""``assay check`` on a 60-line file with everything, cold and warm, and on 1,000 files; beside ruff and bandit by hand.

python benchmarks/check_speed.py [--rounds 5]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _report import figure

ROOT = Path(__file__).parents[1]
SUBJECT = ROOT / "samples" / "movie-ticket-db" / "candidates" / "c2" / "movie_ticket_db.py"
FILES = 1000


def main() -> None:
    """Print medians of seconds, with the least and the most."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        one, many = Path(folder, "one"), Path(folder, "many")
        one.mkdir()
        (one / "subject.py").write_text(SUBJECT.read_text(encoding="utf-8"), encoding="utf-8")
        for number in range(FILES):
            place = many / f"d{number // 50}"
            place.mkdir(parents=True, exist_ok=True)
            text = SUBJECT.read_text(encoding="utf-8") + f"\n\nNUMBER = {number}\n"
            (place / f"m{number}.py").write_text(text, encoding="utf-8")
        tools = Path(sys.executable).parent
        assay = [sys.executable, "-m", "assay_cli", "check"]
        by_hand = [[str(tools / "ruff"), "check", "--isolated", "--no-cache", "--select", "ALL", "-q"]]
        by_hand.append([str(tools / "bandit"), "-q", "-r"])
        for where, title, times in ((one, "one file of 57 lines", rounds), (many, f"{FILES} such files", 1)):
            quick = ["--select", "ruff,bandit"]
            for name, commands in (
                ("assay check, everything, nothing remembered", [[*assay, "--no-cache", str(where)]]),
                ("assay check, everything, again", [[*assay, str(where)]]),
                ("assay check, ruff and bandit only", [[*assay, "--no-cache", *quick, "--no-tests", str(where)]]),
                ("ruff and bandit by hand", [[*command, str(where)] for command in by_hand]),
            ):
                taken = [_seconds(commands, Path(folder)) for _ in range(times + ("again" in name))]
                taken = taken[1:] if "again" in name else taken
                figure(f"{title} {name}".replace(",", "").replace(" ", "_") + "_s", statistics.median(taken))
                print(
                    f"{title:>22}  {name:<45} {statistics.median(taken):7.2f} s  ({min(taken):.2f} to {max(taken):.2f})"
                )


def _seconds(commands: list[list[str]], folder: Path) -> float:
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    begun = time.perf_counter()
    for command in commands:
        subprocess.run(command, env=environment, capture_output=True, check=False)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
