"""The table of settings, from the module that reads them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import assay_web.settings.env as source

_SAID = re.compile(r"(?P<name>[A-Z_]+)(?P<value>=\S+)?: (?P<text>.*)", re.DOTALL)


def page() -> str:
    """One row for each variable of the environment, in the order of the module.

    Raises:
        ValueError: what is said of a setting does not begin with its variable.
    """
    tree = ast.parse(Path(source.__file__).read_text(encoding="utf-8"))
    [environment] = [one for one in tree.body if isinstance(one, ast.ClassDef) and one.name == "Environment"]
    said = [
        one.value.value
        for one in environment.body[1:]
        if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)
    ]
    rows = ["| variable | meaning | without it |", "|---|---|---|", *map(_row, map(str, said))]
    head = "# Settings\n\nAll of them are variables of the environment, read once when a process starts.\n\n"
    return head + "\n".join(rows)


def _row(text: str) -> str:
    said = _SAID.fullmatch(text)
    if said is None:
        raise ValueError(f"does not begin with the name of a variable: {text}")
    meaning = " ".join(said["text"].replace("``", "`").split())
    return f"| `{said['name']}{said['value'] or ''}` | {meaning} | {_default(said['name'])} |"


def _default(name: str) -> str:
    """What the module falls back on, as written there."""
    found = re.search(rf'read\("{name}", ("[^"]*")\)', Path(source.__file__).read_text(encoding="utf-8"))
    return f"`{found[1][1:-1]}`" if found and found[1] != '""' else "empty"
