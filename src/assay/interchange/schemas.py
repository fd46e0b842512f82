"""JSON Schemas (2020-12) of the interchange records, made from the models that read them."""

from __future__ import annotations

from pydantic import JsonValue

from assay.domain.finding import Finding
from assay.domain.gold import Decision, Gold
from assay.domain.plant import Plant
from assay.domain.record import Record
from assay.domain.review import Review
from assay.domain.rubric import Rubric
from assay.domain.run import CandidateRun
from assay.domain.task import Task
from assay.errors import InputError

_MODELS: dict[str, type[Record]] = {
    "decision": Decision,
    "finding": Finding,
    "gold": Gold,
    "plant": Plant,
    "review": Review,
    "rubric": Rubric,
    "run": CandidateRun,
    "task": Task,
}


def schema_names() -> tuple[str, ...]:
    """Names that :func:`schema` knows, sorted."""
    return tuple(_MODELS)


def schema(name: str) -> dict[str, JsonValue]:
    """The JSON Schema of one record.

    ``$id`` is a name, not an address: nothing needs to be fetched. A schema states shapes; rules across fields (ids are
    distinct, visible tests exist, sizes) are checked on reading.

    Raises:
        InputError: no record of that name.
    """
    if name not in _MODELS:
        raise InputError(f"no schema {name!r}", remedy=f"known: {', '.join(_MODELS)}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:assay:schema:{name}:v1",
        **_MODELS[name].model_json_schema(by_alias=True),
    }
