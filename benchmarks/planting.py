"""Planting: what becomes of every proposal on the references of the samples and on the modules of examples/planting.

Usage: ``planting.py [--seconds N] [NAME …]`` writes one ``[[subject]]`` for each into docs/measured/planting.toml and
keeps those that are not asked for. Every plant is proven a second time, from its record alone. No proposal is begun
after N seconds (60 by default) on a subject: ``tried`` says how many were. ``planting.py --cases [LANGUAGE …]`` proves
each operator on its case of the corpus, and ends with status 1 if one of them plants nothing there.
"""

from __future__ import annotations

import json
import sys
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from assay.domain.plant import Plant
from assay.domain.task import Tests
from assay.errors import InputError
from assay.evidence.sandbox import choose_sandbox
from assay.planting.operator import OPERATORS
from assay.planting.prove import prove_again
from assay.planting.subject import Subject
from assay.workflows.plant import Asked, Planting, plant, plant_file, plant_task

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "tests" / "corpus" / "planting"
TARGET = ROOT / "docs" / "measured" / "planting.toml"
FOLDERS = {path.name: path for kind in ("samples", "examples/planting") for path in sorted((ROOT / kind).glob("*/"))}
EACH = Asked(most=3)
HEAD = "# Written by benchmarks/planting.py: at most three proposals of each operator, drawn with seed 0.\n"


def measured(folder: Path, seconds: float) -> dict[str, Any] | None:
    """What came of the proposals on one subject; None where nothing can be planted."""
    begun = time.monotonic()
    try:
        planting = _begun(folder)
    except InputError as error:
        print(f"{folder.name}: {error}")
        return None
    tried, refused, origins, operators, again = 0, Counter[str](), Counter[str](), [], 0
    for one in planting.results:
        tried += 1
        if isinstance(one, Plant):
            origins[one.witness.origin] += 1
            operators.append(one.operator)
            again += all(check.holds for check in prove_again(one, choose_sandbox()))
        else:
            refused[one.why] += 1
        if time.monotonic() - begun > seconds:
            break
    return {
        "name": folder.name,
        "of": folder.parent.relative_to(ROOT).as_posix(),
        "language": planting.subject.language.value,
        "lines": planting.subject.text.count("\n"),
        "proposed": planting.proposed,
        "tried": tried,
        "proven": sum(origins.values()),
        "proven_again": again,
        "operators": operators,
        "refused": [f"{why} {count}" for why, count in refused.most_common()],
        "witnesses": [f"{origin} {count}" for origin, count in origins.most_common()],
    }


def _begun(folder: Path) -> Planting:
    """On a task's reference, or on a module with visible and hidden tests beside it."""
    if (folder / "task.toml").exists():
        return plant_task(folder, EACH)
    (module,) = (path for path in folder.iterdir() if path.is_file())
    return plant_file(module, sorted(folder.glob("tests/*")), hidden=sorted(folder.glob("hidden/*")), asked=EACH)


def unproven(languages: list[str]) -> list[str]:
    """Operators that plant nothing in their case of the corpus, of these languages or of all."""
    missed = []
    for language, registry in OPERATORS.items():
        path, visible, hidden = json.loads((CORPUS / "layout.json").read_text(encoding="utf-8"))[language]
        for operator in registry if not languages or language in languages else ():
            told = tomllib.loads((CORPUS / language / f"{operator.name}.toml").read_text(encoding="utf-8"))
            tests = Tests(files={visible: told["tests"]}, visible=(visible,), timeout_s=60)
            unseen = Tests(files={hidden: told["hidden"]}, timeout_s=60) if "hidden" in told else None
            asked = Asked((operator.name,), most=99)
            results = plant(Subject(language, {path: told["code"]}, path, tests, unseen), asked).results
            if not any(isinstance(one, Plant) for one in results):
                missed.append(f"{language}/{operator.name}")
            print(
                f"{language}/{operator.name}: {'not ' if missed[-1:] == [f'{language}/{operator.name}'] else ''}proven"
            )
    return missed


def written(subjects: list[dict[str, Any]]) -> str:
    """As TOML."""
    parts = [HEAD]
    for one in sorted(subjects, key=lambda each: (each["of"], each["name"])):
        parts += ["[[subject]]", *(f"{name} = {value!r}" for name, value in one.items()), ""]
    return "\n".join(parts)


def main(words: list[str]) -> None:
    """Measure those named, or all."""
    if words[:1] == ["--cases"]:
        sys.exit(1 if unproven(words[1:]) else 0)
    seconds = 60.0
    if words[:1] == ["--seconds"]:
        seconds, words = float(words[1]), words[2:]
    for name in words or FOLDERS:
        found = measured(FOLDERS[name], seconds)
        if found is None:
            continue
        print(
            f"{name}: {found['proven']} of {found['tried']} proven, {found['proven_again']} again; {found['refused']}"
        )
        known = tomllib.loads(TARGET.read_text(encoding="utf-8"))["subject"] if TARGET.exists() else []
        kept = [one for one in known if one["name"] != name]
        TARGET.write_text(written([*kept, found]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
