"""Criticize: put a candidate to the critics that somebody set up, and read the file in which they are set up.

The file is TOML, one table ``[[critic]]`` for each. Keys of services stand in files or variables of their own, never in
it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from assay.domain.task import Language
from assay.errors import InputError
from assay.evidence.analyzer import ANALYZERS
from assay.evidence.connection import Connection
from assay.evidence.critic import (
    CRITICS,
    CriticSettings,
    CriticSubject,
    Critique,
    CritiqueOutcome,
    Prices,
    Usage,
)
from assay.evidence.probe import PROBES
from assay.interchange.shown import shown

__all__ = [
    "Connection",
    "CriticSettings",
    "Critique",
    "CritiqueOutcome",
    "Prices",
    "Setup",
    "Usage",
    "criticize",
    "question_version",
    "read_critics",
]

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9.-]{0,59}")
_NUMBERS: Final = {
    "timeout_s": (1, 3600),
    "tries": (1, 10),
    "most_wait_s": (0, 600),
    "requests_per_minute": (1, 100_000),
    "most_letters": (1_000, 4_000_000),
}
_TEXTS: Final = ("name", "address", "model", "plugin", "key_file", "key_variable", "certificates")
_TABLES: Final = ("parameters", "prices")


@dataclass(frozen=True)
class Setup:
    """One critic, and the file of the authorities that its service is trusted by; None for the machine's."""

    settings: CriticSettings
    certificates: Path | None = None


def criticize(
    settings: CriticSettings, connection: Connection, language: Language, files: Mapping[str, str], *, prompt: str = ""
) -> Critique:
    """What the critic says of ``files`` (path → text). Failures of its service are data in the critique.

    Raises:
        InputError: there is no such plugin.
    """
    critic = CRITICS.get(settings.plugin)
    return critic.criticize(CriticSubject(prompt, language, files), settings, connection)


def question_version(settings: CriticSettings) -> str:
    """What an equal subject is asked by: part of the address under which an answer is kept."""
    return CRITICS.get(settings.plugin).version(settings)


def read_critics(path: Path, variables: Mapping[str, str]) -> tuple[Setup, ...]:
    """The critics of a file; ``variables`` is where keys are looked up that it names.

    Raises:
        InputError: the file cannot be read, or something in it is wrong; says what, where and what was expected.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from None
    except ValueError as error:
        raise InputError(f"is no TOML: {error}", where=str(path)) from None
    tables = document.get("critic")
    if set(document) != {"critic"} or not isinstance(tables, list):
        raise InputError("holds something else than critics", where=str(path), remedy="begin each with [[critic]]")
    setups = [_Table(path, number, table, variables).setup() for number, table in enumerate(tables, 1)]
    names = [one.settings.name for one in setups]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"two critics are called {name!r}", where=str(path), remedy="give each a name of its own")
    return tuple(setups)


class _Table:
    """One ``[[critic]]``."""

    def __init__(self, path: Path, number: int, table: object, variables: Mapping[str, str]) -> None:
        self._path = path
        self._where = f"{path}: critic {number}"
        self._table: Mapping[str, Any] = table if isinstance(table, dict) else {}
        self._variables = variables

    def setup(self) -> Setup:
        known = {*_TEXTS, *_TABLES, *_NUMBERS}
        for key in self._table:
            if key not in known:
                raise self._wrong(f"has an unknown key {shown(key)}", f"known: {', '.join(sorted(known))}")
        plugin = self._text("plugin", "openai-compatible")
        CRITICS.get(plugin)
        certificates = self._text("certificates", "")
        settings = CriticSettings(
            name=self._name(),
            address=self._address(),
            model=self._text("model"),
            plugin=plugin,
            key=self._key(),
            parameters=self._part("parameters"),
            prices=self._prices(),
            **{name: self._number(name) for name in _NUMBERS if name in self._table},
        )
        return Setup(settings, self._path.parent / certificates if certificates else None)

    def _name(self) -> str:
        name = self._text("name")
        if not _NAME.fullmatch(name):
            raise self._wrong(f"name is {shown(name)}", "use lower-case letters, digits, '-' and '.', at most 60")
        if name in ANALYZERS.names() or name in PROBES.names():
            raise self._wrong(f"name {name!r} is that of an analyzer or a probe", "choose another")
        return name

    def _address(self) -> str:
        address = self._text("address")
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.username:
            raise self._wrong(f"address is {shown(address)}", "give one such as https://models.example/v1")
        return address

    def _key(self) -> str:
        file, variable = self._text("key_file", ""), self._text("key_variable", "")
        if file and variable:
            raise self._wrong("has both key_file and key_variable", "keep one")
        if variable:
            if not self._variables.get(variable):
                raise self._wrong(f"the variable {variable!r} that holds its key is not set", "set it")
            return self._variables[variable].strip()
        try:
            key = (self._path.parent / file).read_text(encoding="ascii").strip() if file else ""
        except (OSError, ValueError) as error:
            raise self._wrong(f"its key cannot be read ({type(error).__name__})", "mend key_file") from None
        return key

    def _prices(self) -> Prices | None:
        table = self._part("prices")
        if not table:
            return None
        if set(table) != {"read", "written", "currency"} or not re.fullmatch("[A-Z]{3}", str(table["currency"])):
            raise self._wrong("prices are incomplete", 'give read, written (a million tokens) and currency, as "EUR"')
        try:
            read, written = Decimal(str(table["read"])), Decimal(str(table["written"]))
        except InvalidOperation:
            raise self._wrong("prices are no numbers", "give what a million tokens cost") from None
        if not all(price.is_finite() and 0 <= price < 10**6 for price in (read, written)):
            raise self._wrong("prices are out of range", "give what a million tokens cost")
        return Prices(read, written, str(table["currency"]))

    def _text(self, key: str, default: str | None = None) -> str:
        value = self._table.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self._wrong(f"{key} is {'missing' if value is None else shown(value)}", "a text is expected")
        return value

    def _part(self, key: str) -> dict[str, Any]:
        value = self._table.get(key, {})
        if not isinstance(value, dict):
            raise self._wrong(f"{key} is {shown(value)}", "a table is expected")
        return value

    def _number(self, key: str) -> Any:  # noqa: ANN401 - an int or a float, as the field has it
        value, (least, most) = self._table[key], _NUMBERS[key]
        kinds = (int, float) if key.endswith("_s") else (int,)
        if isinstance(value, bool) or not isinstance(value, kinds) or not least <= value <= most:
            raise self._wrong(f"{key} is {shown(value)}", f"a number from {least:,} to {most:,} is expected")
        return value

    def _wrong(self, what: str, remedy: str) -> InputError:
        return InputError(what, where=self._where, remedy=remedy)
