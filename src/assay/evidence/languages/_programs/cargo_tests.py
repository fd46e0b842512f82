"""Runs inside the sandbox: the programs that ``cargo_build.py`` left, each in its package's folder, as cargo would.

Argument: the packed programs. Before what a test's program prints comes a line with the root of its target.
"""

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

HEAD = "--- assay: "


def main(packed: str) -> int:
    """The status of the first program that failed; 0 if none did."""
    worst = 0
    with zipfile.ZipFile(io.BytesIO(Path(packed).read_bytes())) as programs:
        numbers = sorted(int(name.removesuffix(".json")) for name in programs.namelist() if name.endswith(".json"))
        made = [json.loads(programs.read(f"{number}.json")) for number in numbers]
        for number, one in zip(numbers, made, strict=True):
            place = Path(one["program"])
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(programs.read(str(number)))
            place.chmod(0o755)
    for one in made:
        if one["test"]:
            worst = worst or run(one)
    if worst < 0:  # as it ended itself
        os.kill(os.getpid(), -worst)
    return worst


def run(one: dict[str, str]) -> int:
    """The status of one program."""
    sys.stdout.write(f"\n{HEAD}{one['root']}\n")
    sys.stdout.flush()
    environment = {**os.environ, "CARGO_MANIFEST_DIR": str(Path(one["home"]).resolve())}
    command = [one["program"], "--test-threads=2"]
    return subprocess.run(command, cwd=one["home"], env=environment, check=False).returncode  # noqa: S603 - likewise


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
