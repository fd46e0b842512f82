"""From pydantic's error lists to one line for a person: where in the record, what is wrong, what to do."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from assay.interchange.shown import found, shown, visible

_TYPE_WORDS = {
    "string_type": "a string",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "bool_type": "true or false",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
    "tuple_type": "an array",
    "list_type": "an array",
    "datetime_type": "a date and time such as 2025-01-31T12:00:00Z",
    "datetime_parsing": "a date and time such as 2025-01-31T12:00:00Z",
    "datetime_from_date_parsing": "a date and time such as 2025-01-31T12:00:00Z",
}
"""Pydantic's error types that only say "another type was expected"."""

_SIZE_WORDS = {
    "string_too_short": "at least {min_length} character(s)",
    "string_too_long": "at most {max_length} characters",
    "too_short": "at least {min_length} item(s)",
    "too_long": "at most {max_length} items",
}

JsonPath = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a record; ``path`` is a JSON path such as ``$.tests.files["a.py"]``."""

    path: str
    what: str
    remedy: str = ""


def explain(error: ValidationError, document: object, model: type[BaseModel]) -> Problem:
    """The problem to mend first, with a word on how many more there are."""
    by_path = _by_path(error.errors(include_url=False), document)
    first = min(by_path, key=lambda path: _urgency(path, by_path[path][0]))
    problem = _describe(first, by_path[first], document, model)
    more = len(by_path) - 1
    what = f"{problem.what} (and {more} more {'problem' if more == 1 else 'problems'} in this record)"
    return problem if not more else Problem(problem.path, what, problem.remedy)


def json_path(path: JsonPath) -> str:
    """``("files", "a b.py", 0)`` as ``$.files["a b.py"][0]``."""
    parts = ["$"]
    for part in path:
        if isinstance(part, int):
            parts.append(f"[{part}]")
        else:
            parts.append(f".{part}" if re.fullmatch(r"[A-Za-z_]\w{0,59}", part) else f"[{shown(part)}]")
    return "".join(parts)


def _by_path(errors: Sequence[ErrorDetails], document: object) -> dict[JsonPath, list[ErrorDetails]]:
    paths: dict[JsonPath, list[ErrorDetails]] = {}
    for one in errors:
        paths.setdefault(_real_path(one, document), []).append(one)
    # A value that may be either of two types is reported once per type: keep the one that got furthest.
    inner = {path[:length] for path in paths for length in range(len(path))}
    return {
        path: ones
        for path, ones in paths.items()
        if path not in inner or any(one["type"] == "value_error" for one in ones)
    }


def _real_path(one: ErrorDetails, document: object) -> JsonPath:
    """Pydantic's location without the marks of union branches and of dictionary keys."""
    path: list[str | int] = []
    here = document
    for index, part in enumerate(one["loc"]):
        last = index == len(one["loc"]) - 1
        in_object = isinstance(here, dict) and part in here
        if in_object or (isinstance(here, list) and isinstance(part, int) and 0 <= part < len(here)):
            here = here[part]  # type: ignore[index]
        elif not (last and one["type"] == "missing"):
            continue
        path.append(part)
    return tuple(path)


def _urgency(path: JsonPath, one: ErrorDetails) -> tuple[bool, bool, int]:
    """The schema's name explains everything else; an unknown key often explains a missing one."""
    return path != ("schema",), one["type"] != "extra_forbidden", -len(path) if one["type"] == "missing" else 0


def _describe(path: JsonPath, ones: Sequence[ErrorDetails], document: object, model: type[BaseModel]) -> Problem:
    one = ones[0]
    if one["type"] == "extra_forbidden":
        return _unknown_key(path, model)
    if one["type"] == "missing":
        return Problem(json_path(path[:-1]), f"missing key {shown(path[-1])}", _how_to_fill(path, model))
    return _wrong_value(json_path(path), ones, _value_at(document, path))


def _wrong_value(where: str, ones: Sequence[ErrorDetails], value: object) -> Problem:
    one = ones[0]
    if one["type"] in _TYPE_WORDS:
        expected = " or ".join(dict.fromkeys(_TYPE_WORDS[each["type"]] for each in ones if each["type"] in _TYPE_WORDS))
        return Problem(where, f"expected {expected}, found {found(value)}")
    if one["type"] in {"enum", "literal_error"}:
        return _not_one_of(where, str(one.get("ctx", {}).get("expected", "")), value)
    if one["type"] == "value_error":
        what, _, remedy = str(one.get("ctx", {}).get("error", one["msg"])).partition("; ")
        return Problem(where, visible(what), visible(remedy))
    if one["type"] in _SIZE_WORDS:
        expected = _SIZE_WORDS[one["type"]].format(**one.get("ctx", {}))
        return Problem(where, f"expected {expected}, found {_size(value)}")
    message = one["msg"][:1].lower() + one["msg"][1:]
    return Problem(where, f"{visible(message)}, found {found(value)}")


def _unknown_key(path: JsonPath, model: type[BaseModel]) -> Problem:
    known = sorted(_schema_at(model, path[:-1]).get("properties", {}))
    near = difflib.get_close_matches(str(path[-1]), known, n=1)
    remedy = f"did you mean {near[0]!r}?" if near else f"known keys here: {', '.join(known)}"
    return Problem(json_path(path), f"unknown key {shown(path[-1])}", remedy)


def _not_one_of(where: str, expected: str, value: object) -> Problem:
    allowed = re.findall(r"'([^']*)'", expected)
    near = difflib.get_close_matches(value, allowed, n=1) if isinstance(value, str) else []
    remedy = f"did you mean {near[0]!r}?" if near else ""
    words = f"one of {', '.join(allowed)}" if len(allowed) > 1 else shown(allowed[0] if allowed else expected)
    return Problem(where, f"expected {words}, found {found(value)}", remedy)


def _how_to_fill(path: JsonPath, model: type[BaseModel]) -> str:
    schema = _schema_at(model, path)
    choices = schema.get("enum") or schema.get("items", {}).get("enum", ())
    kind = {"string": "a string", "array": "an array", "object": "an object"}.get(schema.get("type", ""), "a value")
    return f"add it: {kind}{' of ' if choices else ''}{', '.join(map(str, choices))}"


def _size(value: object) -> str:
    if isinstance(value, str) and value:
        return f"{len(value)} characters: {shown(value)}"
    return found(value) if isinstance(value, str | list | dict) else "none"


def _value_at(document: object, path: JsonPath) -> object:
    for part in path:
        document = document[part]  # type: ignore[index]
    return document


@cache
def _whole_schema(model: type[BaseModel]) -> Mapping[str, Any]:
    return model.model_json_schema(by_alias=True)


def _schema_at(model: type[BaseModel], path: JsonPath) -> Mapping[str, Any]:
    """The part of the model's JSON Schema that governs ``path``; among alternatives, the one with properties."""
    whole = _whole_schema(model)
    here = whole
    for part in path:
        below = here.get("items", {}) if isinstance(part, int) else here.get("properties", {}).get(part, {})
        here = _resolved(below, whole)
    return here


def _resolved(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" in schema:
        return _resolved(whole["$defs"][schema["$ref"].rpartition("/")[2]], whole)
    if "anyOf" in schema:
        options = [_resolved(option, whole) for option in schema["anyOf"]]
        return next((option for option in options if "properties" in option), options[0])
    if "$ref" in schema.get("items", {}):
        return {**schema, "items": _resolved(schema["items"], whole)}
    return schema
