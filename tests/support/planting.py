"""The corpus of operators: right code with its tests, and code in which an operator must find no place."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

from assay.domain.task import Language, Tests
from assay.planting.operator import OPERATORS, Operator
from assay.planting.subject import Subject

CORPUS = Path(__file__).parents[1] / "corpus" / "planting"
LAYOUT: dict[str, list[str]] = json.loads((CORPUS / "layout.json").read_text())
"""Language to the names of the code, its visible tests and its hidden ones."""


@dataclass(frozen=True)
class Case:
    """One operator with what it is tried on."""

    operator: Operator
    subject: Subject
    clean: str

    def __str__(self) -> str:
        return f"{self.operator.language}-{self.operator.name}"


def case(language: Language, name: str) -> Case:
    """The case of one operator."""
    told = tomllib.loads((CORPUS / language.value / f"{name}.toml").read_text())
    path, visible, hidden = LAYOUT[language.value]
    tests = Tests(files={visible: told["tests"]}, visible=(visible,), timeout_s=60)
    unseen = Tests(files={hidden: told["hidden"]}, timeout_s=60) if "hidden" in told else None
    return Case(
        OPERATORS[language].get(name), Subject(language, {path: told["code"]}, path, tests, unseen), told["clean"]
    )


def cases() -> list[Case]:
    """All of them."""
    return [case(language, name) for language, registry in OPERATORS.items() for name in registry.names()]
