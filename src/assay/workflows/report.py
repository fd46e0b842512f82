"""Checked evidence as documents: ``assay.check/v1`` and SARIF."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from pydantic import JsonValue

from assay.export.sarif import Located, sarif_log
from assay.workflows.check import Checked, Placed


def as_document(checked: Checked) -> dict[str, JsonValue]:
    """One JSON document: ``{"schema": "assay.check/v1", "findings", "runs", "tried", "critics", …}``.

    A finding is an ``assay`` finding (``assay schema finding``) with ``task`` beside ``candidate``, both null for loose
    files, whose ``path`` is relative to the working folder where it can be; with a task it is that in the candidate.
    """
    return {
        "schema": "assay.check/v1",
        "findings": [_finding(placed) for placed in checked.findings],
        "runs": [run.model_dump(mode="json", by_alias=True) for run in checked.runs],
        "tried": [dataclasses.asdict(one) for one in checked.tried],
        "critics": [dataclasses.asdict(one) for one in checked.critics],
        "replays": [dict(one) for one in checked.replays],
        "tools": dict(sorted(checked.tools.items())),
        "missing": [dataclasses.asdict(one) for one in checked.gaps()],
    }


def as_sarif(checked: Checked) -> dict[str, JsonValue]:
    """A SARIF 2.1.0 log with one run per tool."""
    located = [Located(placed.finding, _uri(placed.file), placed.task) for placed in checked.findings]
    return sarif_log(located, checked.tools)


def _finding(placed: Placed) -> JsonValue:
    document: dict[str, JsonValue] = placed.finding.model_dump(mode="json", by_alias=True)
    path = placed.finding.path if placed.task else placed.file
    return {"task": placed.task, **document, "path": path}


def _uri(file: str) -> str:
    return Path(file).as_uri() if Path(file).is_absolute() else Path("/", file).as_uri().removeprefix("file:///")
