"""Reads the rules."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assay.domain.finding import Category, Severity
from assay.domain.task import Language
from assay.errors import InternalError
from assay.evidence.rule_table import Meaning

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Rule:
    """``pattern`` is a rule object of ast-grep; ``title`` may name its variables, as in ``{NAME} is kept``.

    ``faulty`` are programs in each of which it finds at least one place, ``clean`` is one in which it finds none.
    """

    id: str
    language: Language
    title: str
    meaning: Meaning
    pattern: Mapping[str, Any]
    faulty: tuple[str, ...]
    clean: str
    confidence: float | None


@cache
def rules() -> tuple[Rule, ...]:
    """All of them, by language and name.

    Raises:
        InternalError: a file lacks something.
    """
    return tuple(_read(path) for path in sorted(_HERE.glob("*/*.toml")))


@cache
def fingerprint() -> str:
    """Changes with any rule."""
    parts = [path.relative_to(_HERE).as_posix() + path.read_text("utf-8") for path in sorted(_HERE.glob("*/*.toml"))]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]


def _read(path: Path) -> Rule:
    entry = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        faulty = entry["faulty"]
        meaning = Meaning(
            Category(entry["category"]),
            Severity(entry["severity"]),
            entry.get("cwe"),
            why=" ".join(entry["why"].split()),
        )
        return Rule(
            path.stem,
            Language(path.parent.name),
            entry["title"],
            meaning,
            entry["pattern"],
            (faulty,) if isinstance(faulty, str) else tuple(faulty),
            entry["clean"],
            entry.get("confidence"),
        )
    except (KeyError, ValueError) as error:
        raise InternalError(f"{error}", where=f"{path.parent.name}/{path.name}") from error
