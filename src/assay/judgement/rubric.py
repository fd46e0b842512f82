"""Built-in rubrics: one TOML file each in ``rubrics/``, found by its name."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from assay.domain.rubric import Rubric
from assay.errors import InputError, InternalError

_FOLDER = Path(__file__).parent / "rubrics"


def rubric_names() -> tuple[str, ...]:
    """Names of the built-in rubrics, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def load_rubric(name: str) -> Rubric:
    """The built-in rubric called ``name``.

    Raises:
        InputError: no such rubric; the message lists those that are known.
    """
    if name not in rubric_names():
        raise InputError(f"no rubric {name!r}", remedy=f"known: {', '.join(rubric_names())}")
    path = _FOLDER / f"{name}.toml"
    try:
        rubric = Rubric.model_validate_json(json.dumps(tomllib.loads(path.read_text(encoding="utf-8"))))
    except (ValidationError, tomllib.TOMLDecodeError) as error:
        raise InternalError(f"the built-in rubric is wrong: {error}", where=path.name) from error
    if rubric.id != name:
        raise InternalError(f"the built-in rubric calls itself {rubric.id!r}", where=path.name)
    return rubric
