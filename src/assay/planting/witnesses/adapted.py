"""A witness from the visible tests: each is played with other values and other steps until what is seen differs."""

from __future__ import annotations

import builtins
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from assay.domain.plant import Witness, WitnessKind, WitnessOrigin
from assay.domain.run import Limits
from assay.domain.task import Tests
from assay.evidence.interpreter import this_interpreter
from assay.evidence.languages._python.packages import pytest_packages
from assay.evidence.sandbox import Program, Sandbox
from assay.planting.subject import Subject
from assay.planting.witnesses._scenes.script import Scene, Script, script

_RUNNER = Path(__file__).resolve().parent / "_scenes" / "runner.py"
_LIMITS = Limits(wall_s=60, cpu_s=60, output_kib=8192)
_CARELESS = frozenset(
    f"builtins.{name}" for name in ("TypeError", "AttributeError", "NameError", "UnboundLocalError", "RecursionError")
)
_NO_END = "__main__.OutOfTime"
WITNESS_S = 5.0


@dataclass(frozen=True)
class Played:
    """What was seen in one scene: per site the values as expressions (None: none can be written), and the error that
    ended it.
    """

    seen: Mapping[int, tuple[str | None, ...]]
    ended: str


@dataclass
class Theatre:
    """The scenes of a subject's visible tests, played once on the original and once on each tampered text."""

    sandbox: Sandbox
    subject: Subject
    _scripts: list[Script] = field(default_factory=list)
    _right: list[dict[str, Played]] = field(default_factory=list)

    def __post_init__(self) -> None:
        tests = self.subject.visible.files.items()
        found = [script(path, text) for path, text in sorted(tests) if PurePosixPath(path).name.startswith("test_")]
        self._scripts = [one for one in found if one is not None]

    def differences(self, tampered: str) -> Iterator[Witness]:
        """Witnesses, those first of which the original makes no error."""
        found: list[tuple[bool, int, Witness]] = []
        for number, one in enumerate(self._scripts):
            if len(self._right) == number:
                first, second = (self._play(one, self.subject.text) for _ in range(2))
                self._right.append({name: played for name, played in first.items() if second.get(name) == played})
            wrong = self._play(one, tampered)
            for at, scene in enumerate(one.scenes):
                right, other = self._right[number].get(scene.name), wrong.get(scene.name)
                witness = self._witness(one, scene, right, other) if right and other else None
                if right and witness:
                    found.append((bool(right.ended), at, witness))
        found.sort(key=lambda each: each[:2])
        yield from (witness for _, _, witness in found)

    def _witness(self, one: Script, scene: Scene, right: Played, wrong: Played) -> Witness | None:
        if right.ended in _CARELESS or right.ended == _NO_END or right.ended.startswith("_pytest"):
            return None
        if right.ended:
            name = _name(right.ended)
            if wrong.ended == right.ended or name is None:
                return None
            shows = f"{name} is not raised" + (f", but {wrong.ended}" if wrong.ended else "")
            return self._kept(one, scene, shows, one.kept(scene, None, "", raises=name))
        for site, values in right.seen.items():
            others = wrong.seen.get(site)
            if len(values) == 1 and values[0] is not None and others is not None and others != values:
                shows = f"{others[0] or 'something else'} instead of {values[0]}"
                return self._kept(one, scene, shows, one.kept(scene, site, values[0]))
        if wrong.ended and wrong.ended != right.ended:
            ending = "it does not come to an end" if wrong.ended == _NO_END else f"it raises {wrong.ended}"
            return self._kept(one, scene, ending, one.kept(scene, None, ""))
        return None

    def _kept(self, one: Script, scene: Scene, shows: str, text: str) -> Witness:
        folder = PurePosixPath(one.path).parent
        path = (folder / f"test_{PurePosixPath(one.path).stem.removeprefix('test_')}_witness.py").as_posix()
        support = {name: body for name, body in self.subject.visible.files.items() if name != one.path}
        support = {name: body for name, body in support.items() if not PurePosixPath(name).name.startswith("test_")}
        return Witness(
            kind=WitnessKind.TESTS,
            origin=WitnessOrigin.ADAPTED,
            shows=f"a visible test with {scene.variation.how}: {shows}"[:300],
            tests=Tests(files={path: text, **support}, timeout_s=WITNESS_S),
        )

    def _play(self, one: Script, text: str) -> dict[str, Played]:
        python, packages = this_interpreter(), pytest_packages()
        if packages is None:
            return {}
        support = {name: body for name, body in self.subject.visible.files.items() if name != one.path}
        execution = self.sandbox.execute(
            Program(
                (python.executable, "-sPu", str(_RUNNER), one.path),
                files={**self.subject.with_text(text), **support, one.path: one.watched()},
                env={
                    "PYTHONPATH": ":".join(packages.folders),
                    "PYTHONDONTWRITEBYTECODE": "1",
                    "PYTHONHASHSEED": "0",
                    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
                },
                limits=_LIMITS,
                read_only=(*python.read_only, *packages.paths, str(_RUNNER.parent)),
                empty=python.empty,
                path=python.path,
            )
        )
        return dict(_read(execution.report))


def _read(report: bytes) -> Iterator[tuple[str, Played]]:
    for line in report.split(b"\n"):
        try:
            told = json.loads(line)
        except ValueError:
            continue
        seen: dict[int, tuple[str | None, ...]] = {}
        for site, value in told["seen"]:
            seen[site] = (*seen.get(site, ()), value)
        yield told["id"], Played(seen, told["ended"])


def _name(error: str) -> str | None:
    """How a test names the error, with its module unless it is built in; None if it cannot."""
    module, _, name = error.rpartition(".")
    if module == "builtins":
        return name if hasattr(builtins, name) else None
    return error if name.isidentifier() and not module.startswith("_") else None
