"""Installs what the languages' tests need, where Debian's packages may be installed; else says what will be skipped."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from assay.evidence.analyzer import ANALYZERS, MissingTool
from assay.evidence.language import LANGUAGES, MissingToolchain

APT = "sudo apt-get install "


def main() -> int:
    """The exit code of the package manager; 0 when nothing is missing or nothing can be done."""
    missing: list[MissingToolchain | MissingTool] = []
    missing += [found for one in LANGUAGES if isinstance(found := one.toolchain(), MissingToolchain)]
    missing += [found for tool in ANALYZERS if isinstance(found := tool.version(), MissingTool)]
    packages = sorted(
        {name for one in missing if one.install.startswith(APT) for name in one.install[len(APT) :].split()}
    )
    if not packages:
        return 0
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        print("\n".join(f"{one.reason}: its tests will be skipped; {one.install}" for one in missing))
        return 0
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=environment, check=True)
    return subprocess.run(["apt-get", "install", "-y", "-qq", *packages], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
