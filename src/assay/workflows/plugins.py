"""Which plugins there are. Nothing is imported to find out: a plugin's page is its module's docstring."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from assay.evidence.analyzer import ANALYZERS
from assay.evidence.caller import CALLERS
from assay.evidence.critic import CRITICS
from assay.evidence.language import LANGUAGES
from assay.evidence.probe import PROBES
from assay.evidence.sandbox import SANDBOXES
from assay.evidence.trial import TRIALS
from assay.export.format import FORMATS
from assay.interchange.importer import IMPORTERS
from assay.judgement.rubric import load_rubric, rubric_names
from assay.registry import Registry

_REGISTRIES: tuple[Registry[Any], ...] = (
    ANALYZERS,
    PROBES,
    CRITICS,
    CALLERS,
    LANGUAGES,
    SANDBOXES,
    TRIALS,
    FORMATS,
    IMPORTERS,
)


@dataclass(frozen=True)
class Plugin:
    """One plugin: ``summary`` is the first line of its page, ``origin`` the distribution that brings it."""

    kind: str
    name: str
    summary: str
    origin: str
    page: str


def list_plugins() -> tuple[Plugin, ...]:
    """All plugins, sorted by kind and name; rubrics are data files and are listed with them."""
    found = [_plugin(registry, name) for registry in _REGISTRIES for name in registry.names()]
    rubrics = [Plugin("rubric", name, load_rubric(name).title, "assay", _rubric_page(name)) for name in rubric_names()]
    return tuple(sorted((*found, *rubrics), key=lambda one: (one.kind, one.name)))


def _plugin(registry: Registry[Any], name: str) -> Plugin:
    spec = find_spec(f"{registry.package}.{name.replace('-', '_')}")
    if spec is None or spec.origin is None:
        return Plugin(registry.kind, name, "", _distribution(registry.group, name), "")
    page = ast.get_docstring(ast.parse(Path(spec.origin).read_text(encoding="utf-8"))) or ""
    return Plugin(registry.kind, name, page.partition("\n")[0], "assay", page)


def _distribution(group: str, name: str) -> str:
    point = next(iter(entry_points(group=group, name=name)))
    return point.dist.name if point.dist else "unknown"


def _rubric_page(name: str) -> str:
    rubric = load_rubric(name)
    return "\n".join([f"{rubric.title}, version {rubric.version}", "", *(one.title for one in rubric.criteria)])
