"""What Assay is made of, and what is known against it.

``python tools/supply.py sbom [FOLDER]`` writes two CycloneDX documents, of the Python and of the front-end packages as
they are locked. ``python tools/supply.py audit`` asks the public databases of vulnerabilities (OSV by uv, npm's own)
about them. Exit codes: 0 nothing is known; 1 something is; 3 a database does not answer.
"""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from node import WEB, environment

ROOT = Path(__file__).parents[1]
FINE, KNOWN, UNREACHABLE = 0, 1, 3
_OFFLINE = re.compile(
    r"dns error|error sending request|client error \(Connect\)|audit endpoint returned an error|ENOTFOUND|EAI_AGAIN|"
    r"ECONNREFUSED|ETIMEDOUT|network request",
    re.IGNORECASE,
)
_OWN_UV = ROOT / ".tools/bin/uv"  # where the Makefile puts one if the machine has none
_UV = [str(_OWN_UV) if _OWN_UV.exists() else "uv"]
_PYTHON = [*_UV, "export", "--quiet", "--frozen", "--no-dev", "--all-extras", "--format", "cyclonedx1.5"]
_FRONT = ["npm", "sbom", "--package-lock-only", "--sbom-format", "cyclonedx"]


@dataclass(frozen=True)
class Database:
    """Who is asked about which packages, and with which command."""

    name: str
    command: tuple[str, ...]
    folder: Path


DATABASES = (
    Database("OSV, about the Python packages", (*_UV, "audit", "--frozen"), ROOT),
    Database("npm, about the front end", ("npm", "audit"), WEB),
)


def sbom(folder: Path) -> int:
    """Write both documents into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, command, place in (("python", _PYTHON, ROOT), ("front", _FRONT, WEB)):
        made = subprocess.run(command, cwd=place, env=environment(), capture_output=True, check=True)
        target = folder / f"assay-{name}.cdx.json"
        target.write_bytes(made.stdout)
        print(target)
    return FINE


def audit(databases: tuple[Database, ...] = DATABASES) -> int:
    """Ask each database; the worst answer."""
    worst = FINE
    for one in databases:
        asked = subprocess.run(
            one.command, cwd=one.folder, env=environment(), capture_output=True, text=True, check=False
        )
        answer = judged(asked.returncode, asked.stdout + asked.stderr)
        worst = max(worst, answer)
        if answer == UNREACHABLE:
            print(f"{one.name}: does not answer; run it again on a machine with access to it")
        else:
            print(f"{one.name}:\n{asked.stdout or asked.stderr}")
    return worst


def judged(code: int, said: str) -> int:
    """What the program's end means."""
    if code == 0:
        return FINE
    return UNREACHABLE if _OFFLINE.search(said) else KNOWN


if __name__ == "__main__":
    verb, *more = sys.argv[1:] or ["audit"]
    sys.exit(sbom(Path(*more) if more else ROOT / "dist") if verb == "sbom" else audit())
