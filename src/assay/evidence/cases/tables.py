"""Test files of values, the same in every language: ``*.cases.json``.

.. code-block:: json

    {"entry": "median", "cases": [
        {"arguments": [[3, 1, 2]], "returns": 2},
        {"arguments": [[]], "raises": "ValueError"},
        {"name": "of two", "arguments": [[1, 2]], "returns": 1.5, "tolerance": 1e-9},
        {"arguments": [[4, 4, 1]]}]}

``entry`` is the function (default: the task's ``entry_point``), ``path`` its file where several define one of that
name. A case says what the call ``returns``, that it ``raises`` (the name of the exception, or ``""`` for any), and how
the ``changed`` arguments look afterwards; one that says nothing is recorded from the task's reference. Arrays stand
for lists and tuples, objects for maps with texts as keys; ``{"tuple": […]}``, ``{"set": […]}``, ``{"map": [[key,
value]]}`` and ``{"real": "nan"}`` (or ``inf``, ``-inf``) for what JSON lacks. Types are compared exactly, but numbers
by their value, within ``tolerance`` (relative and absolute, default 0).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from assay.evidence.caller import Ended, Inputs, Outcome
from assay.evidence.cases.decoding import NoValue, decode
from assay.evidence.differential.kinds import Value

ENDING = ".cases.json"
_SPECIAL = frozenset({"tuple", "set", "map", "real"})
_PAIR = 2


class Case(BaseModel):
    """One call, and what must come of it."""

    model_config = ConfigDict(extra="forbid")

    arguments: list[JsonValue]
    name: str = ""
    returns: JsonValue = None
    raises: str | None = None
    changed: list[JsonValue] | None = None
    tolerance: float = Field(0, ge=0, le=1)

    @property
    def is_recorded(self) -> bool:
        """Whether the reference must say what is right."""
        return not self.model_fields_set & {"returns", "raises", "changed"}


class Table(BaseModel):
    """One file."""

    __test__ = False
    model_config = ConfigDict(extra="forbid")

    entry: str = ""
    path: str = ""
    cases: list[Case] = Field(min_length=1, max_length=5000)


@dataclass(frozen=True)
class Tabled:
    """A case as a check. ``recorded`` is what came of the call on the reference, where the case does not say it."""

    case: Case
    inputs: Inputs
    recorded: Outcome | None = None

    @property
    def calls(self) -> tuple[Inputs, ...]:
        """See :class:`assay.evidence.cases.suite.Check`."""
        return (self.inputs,)

    def complaint(self, outcomes: Sequence[Outcome]) -> str:
        """See :class:`assay.evidence.cases.suite.Check`."""
        (outcome,) = outcomes
        given = ", ".join(json.dumps(one, ensure_ascii=False)[:300] for one in self.case.arguments)
        wrong = self._recorded(outcome) if self.case.is_recorded else self._stated(outcome)
        return f"called with ({given}): {wrong}" if wrong else ""

    def _stated(self, outcome: Outcome) -> str:
        case = self.case
        if case.raises is not None:
            if outcome.ended is not Ended.RAISED:
                return f"{_told(outcome)}; expected {case.raises or 'an exception'}"
            return "" if case.raises in {"", outcome.error} else f"{_told(outcome)}; expected {case.raises}"
        if outcome.ended is not Ended.RETURNED:
            return _told(outcome)
        if "returns" in case.model_fields_set:
            try:
                returned = decode(outcome.value)
            except NoValue as error:
                return f"what it returns is no value: {error}"
            if not Comparison(case.tolerance).holds(returned, value_of(case.returns)):
                return f"returns {repr(returned)[:500]}; expected {repr(value_of(case.returns))[:500]}"
        return self._changed(outcome) if case.changed is not None else ""

    def _changed(self, outcome: Outcome) -> str:
        wanted = [value_of(one) for one in self.case.changed or []]
        try:
            after = list(self.inputs) if outcome.changed is None else decode(["l", outcome.changed])
        except NoValue as error:
            return f"leaves its arguments as no values: {error}"
        if Comparison(self.case.tolerance).holds(after, wanted):
            return ""
        return f"leaves its arguments as {repr(after)[:500]}; expected {repr(wanted)[:500]}"

    def _recorded(self, outcome: Outcome) -> str:
        right = self.recorded
        if right is None or outcome.ended is not right.ended:
            return f"{_told(outcome)}; the reference {_told(right)}" if right else "nothing was recorded"
        if outcome.ended is Ended.RAISED:
            return "" if outcome.error == right.error else f"{_told(outcome)}; the reference {_told(right)}"
        try:
            pair = decode(outcome.value), decode(right.value)
            afterwards = [
                list(self.inputs) if one.changed is None else decode(["l", one.changed]) for one in (outcome, right)
            ]
        except NoValue as error:
            return f"what it returns is no value: {error}"
        comparison = Comparison(self.case.tolerance, strict=True)
        if not comparison.holds(*pair):
            return f"returns {repr(pair[0])[:500]}; the reference {repr(pair[1])[:500]}"
        if not comparison.holds(*afterwards):
            return f"leaves its arguments as {repr(afterwards[0])[:500]}; the reference {repr(afterwards[1])[:500]}"
        return ""


def value_of(written: JsonValue) -> Value:
    """What stands in a table, as a value. Raises ValueError for a key of ours that holds something else."""
    if isinstance(written, list):
        return [value_of(part) for part in written]
    if not isinstance(written, dict):
        return written
    if len(written) == 1 and (key := next(iter(written))) in _SPECIAL:
        return _special(key, written[key])
    return {key: value_of(part) for key, part in written.items()}


def _special(key: str, content: JsonValue) -> Value:
    if key == "real" and content in ("nan", "inf", "-inf"):
        return float(str(content))
    if not isinstance(content, list):
        msg = f'{{"{key}": {json.dumps(content)[:60]}}} cannot be read; see the page of the language'
        raise ValueError(msg)  # noqa: TRY004 - the text holds it, not the program
    parts = [value_of(part) for part in content]
    try:
        if key == "tuple":
            return tuple(parts)
        if key == "set":
            return set(parts)
        return {pair[0]: pair[1] for pair in parts if isinstance(pair, list)}
    except (TypeError, IndexError):
        msg = f'{{"{key}": {json.dumps(content)[:60]}}} has keys that no value can be'
        raise ValueError(msg) from None


@dataclass(frozen=True)
class Comparison:
    """Equal: numbers by value and within ``tolerance``, NaN like NaN, lists and tuples part by part; never 1 like True.
    Unless it is ``strict``, a tuple is alike where a list is wanted.
    """

    tolerance: float
    strict: bool = False

    def holds(self, one: object, wanted: object) -> bool:
        """Whether ``one`` is what is wanted."""
        if _is_number(one) and _is_number(wanted):
            return _close(one, wanted, self.tolerance)  # type: ignore[arg-type]
        if isinstance(one, list | tuple) and isinstance(wanted, list | tuple):
            kind = type(one) is type(wanted) or (isinstance(wanted, list) and not self.strict)
            return kind and len(one) == len(wanted) and all(map(self.holds, one, wanted))
        if isinstance(one, dict) and isinstance(wanted, dict):
            missing = object()
            return len(one) == len(wanted) and all(
                self.holds(one.get(key, missing), part) for key, part in wanted.items()
            )
        return type(one) is type(wanted) and one == wanted


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Fraction) and not isinstance(value, bool)


def _close(one: float | Fraction, other: float | Fraction, tolerance: float) -> bool:
    if one == other or (one != one and other != other):  # noqa: PLR0124 - NaN
        return True
    try:
        return bool(tolerance) and math.isclose(one, other, rel_tol=tolerance, abs_tol=tolerance)
    except OverflowError:
        return False


def _told(outcome: Outcome | None) -> str:
    if outcome is None:
        return "says nothing"
    if outcome.ended is Ended.RAISED:
        return f"raises {outcome.error}: {outcome.message}"
    return f"{outcome.ended}" if outcome.ended is not Ended.RETURNED else "returns"


def split(tests: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Test files that are tables, and the others."""
    tables = {path: text for path, text in tests.items() if path.endswith(ENDING)}
    return tables, {path: text for path, text in tests.items() if path not in tables}
