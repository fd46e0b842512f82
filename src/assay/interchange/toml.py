"""TOML from plain values. The standard library reads TOML but does not write it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from pydantic import JsonValue

from assay.errors import InputError

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def write_toml(document: Mapping[str, JsonValue]) -> str:
    """``document`` as TOML 1.0: simple values first, then ``[tables]`` and ``[[arrays of tables]]``.

    Raises:
        InputError: a value is null, which TOML cannot say.
    """
    return "\n".join(_table(document, ())) + "\n"


def _table(table: Mapping[str, JsonValue], path: tuple[str, ...]) -> Iterator[str]:
    below: list[tuple[tuple[str, ...], Mapping[str, JsonValue], bool]] = []
    for key, value in table.items():
        inner = (*path, key)
        if isinstance(value, dict) and value:
            below.append((inner, value, False))
        elif isinstance(value, list) and value and all(isinstance(one, dict) and one for one in value):
            below.extend((inner, one, True) for one in value if isinstance(one, dict))
        else:
            yield f"{_key(key)} = {_value(value, inner)}"
    for inner, one, repeated in below:
        name = ".".join(map(_key, inner))
        yield ""
        yield f"[[{name}]]" if repeated else f"[{name}]"
        yield from _table(one, inner)


def _value(value: JsonValue, path: tuple[str, ...]) -> str:
    if value is None:
        where = "$." + ".".join(path)
        raise InputError("null cannot be written as TOML", where=where, remedy="leave the key out, or use JSON Lines")
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, list):
        return f"[{', '.join(_value(one, path) for one in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_key(key)} = {_value(one, (*path, key))}' for key, one in value.items())}}}"
    return json.dumps(value)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _string(key)


def _string(text: str) -> str:
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
