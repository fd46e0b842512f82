"""Installs what tests need of Debian's packages, where they may be installed; else says which will be skipped."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from assay.evidence.analyzer import ANALYZERS, MissingTool
from assay.evidence.language import LANGUAGES, MissingToolchain
from assay.evidence.sandbox import SANDBOXES, examine

APT = "sudo apt-get install "
NPM = "npm install --global "


def main() -> int:
    """The exit code of the package manager; 0 when nothing is missing or nothing can be done."""
    missing: list[MissingToolchain | MissingTool] = []
    for language in LANGUAGES:
        found = language.toolchain()
        lacks = [found] if isinstance(found, MissingToolchain) else found.lacks
        missing += [one for one in lacks if one.install.startswith(APT) or one is found]  # tests bring tsc themselves
    missing += [found for tool in ANALYZERS if isinstance(found := tool.version(), MissingTool)]
    wanting = {proof.remedy: proof for one in SANDBOXES for proof in examine(one) if not proof.works}
    missing += [MissingToolchain(proof.detail, remedy) for remedy, proof in wanting.items() if remedy.startswith(APT)]
    if not missing:
        return 0
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        print("\n".join(f"{one.reason}: its tests will be skipped; {one.install}" for one in missing))
        return 0
    return _from_debian(_named(missing, APT)) or _from_npm([one.install for one in missing if NPM in one.install])


def _named(missing: list[MissingToolchain | MissingTool], command: str) -> list[str]:
    """What the installing commands of this kind name, each once."""
    named = {name for one in missing if one.install.startswith(command) for name in one.install[len(command) :].split()}
    return sorted(named)


def _from_debian(packages: list[str]) -> int:
    if not packages:
        return 0
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=environment, check=True)
    return subprocess.run(["apt-get", "install", "-y", "-qq", *packages], env=environment, check=False).returncode


def _from_npm(commands: list[str]) -> int:
    """Each command as it stands: those with a setting in front of it need a shell."""
    return max((subprocess.run(["sh", "-c", one], check=False).returncode for one in commands), default=0)


if __name__ == "__main__":
    sys.exit(main())
