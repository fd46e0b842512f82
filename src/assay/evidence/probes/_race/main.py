"""The program: reads what to examine from standard input, writes one JSON object to descriptor 3."""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
import types
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from .actors import Stage
from .explore import Budget, CannotCall, Explorer
from .shims import ThreadsOfItsOwn, replaced, shims
from .subject import Subject
from .tasks import TaskStage

REPORT = 3


def main() -> None:
    """Examine and report."""
    asked = json.loads(sys.stdin.read())
    sys.setswitchinterval(1000)  # the controller alone decides who runs
    gc.disable()
    report = examine(asked)
    _write(report)


def _write(report: dict[str, Any]) -> None:
    data = json.dumps(report).encode()
    while data:
        data = data[os.write(REPORT, data) :]
    os._exit(0)


def _empty(*passed_over: str) -> dict[str, Any]:
    return {"witnesses": [], "schedules": 0, "passed_over": list(passed_over), "replayed": []}


def examine(asked: dict[str, Any]) -> dict[str, Any]:
    """What was found in the classes ``asked["classes"]`` of the module ``asked["module"]``."""
    root = str(Path.cwd())
    files = {str(Path(root, name)): name for name in asked["files"]}
    stage = (TaskStage if asked["tasks"] else Stage)(frozenset(files))
    stage.give_up = lambda: _write(_empty("an operation never ends, whatever is done to end it"))
    sources = {path: Path(path).read_text(encoding="utf-8").split("\n") for path in files}
    sys.path.insert(0, root)
    sys.dont_write_bytecode = True
    found: list[dict[str, Any]] = []
    passed_over: list[str] = []
    replayed: list[int] = []
    runs = 0
    for name in asked["classes"]:
        try:
            load = _loader(asked["module"], shims(stage))
            stage.begin()
            subject = Subject(_of(load, name), stage, partial(_of, load, name) if asked["fresh"] else None)
            explorer = Explorer(subject, stage, sources, Budget(asked["schedules"]))
            if asked["replay"]:
                replayed += [explorer.replay(one) for one in asked["replay"]]
                continue
            try:
                explorer.explore()
            finally:
                runs += explorer.runs
                found += [asdict(one) | {"path": files[one.path], "subject": name} for one in explorer.witnesses]
        except (CannotCall, ThreadsOfItsOwn) as reason:
            passed_over.append(f"{name}: {reason}")
        except Exception as error:  # noqa: BLE001 - the candidate fails before anything meets: that is no race
            passed_over.append(f"{name}: {type(error).__name__}: {error}"[:300])
    return {"witnesses": found, "schedules": runs, "passed_over": passed_over, "replayed": replayed}


def _of(load: Callable[[], types.ModuleType], name: str) -> type:
    found = getattr(load(), name)
    assert isinstance(found, type), f"{name} is no class"  # noqa: S101 - told as the reason
    return found


def _loader(module: str, instead: dict[str, types.ModuleType]) -> Callable[[], types.ModuleType]:
    """Imports the candidate's module anew each time, on our locks and clock."""

    def load() -> types.ModuleType:
        root = str(Path.cwd())
        own = [name for name, one in sys.modules.items() if str(getattr(one, "__file__", "") or "").startswith(root)]
        for name in own:
            del sys.modules[name]
        with replaced(instead):
            return importlib.import_module(module)

    return load


if __name__ == "__main__":
    main()
