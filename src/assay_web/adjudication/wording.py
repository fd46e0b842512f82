"""Values of conflicts as people read them, and what a conflict can end with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assay.domain.review import Verdict
from assay.domain.rubric import Criterion
from assay_web.adjudication.rules import DIFFERENT, NOT_SO, SAME, SEVERITIES
from assay_web.kit.labels import label

_SAID = {SAME: "The same", DIFFERENT: "Different", NOT_SO: "Not so"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a conflict can end with. ``hint`` explains it where the words alone do not."""

    value: str
    text: str
    hint: str = ""


def say(kind: str, value: object, letters: Mapping[int, str]) -> str:
    """``value`` in words; candidates under the letters of whoever reads it."""
    if value is None:
        return "not reported" if kind == "claim" else "nothing said"
    if kind == "ranking":
        return order_in_letters(str(value), letters)
    if kind == "rating":
        return str(value)
    return _SAID.get(str(value)) or label(value)


def order_in_letters(order: str, letters: Mapping[int, str]) -> str:
    """``0>1=2`` as ``B > A = C``."""
    groups = [[letters.get(int(name), "?") for name in group.split("=")] for group in order.split(">") if group]
    return " > ".join(" = ".join(sorted(group)) for group in groups)


def order_from_letters(text: str, letters: Mapping[int, str]) -> str:
    """``B > A=C`` as positions; what is no order of these letters comes back as it is, and is then refused."""
    place = {letter: str(position) for position, letter in letters.items()}
    groups = [[name.strip().upper() for name in group.split("=")] for group in text.split(">")]
    if any(name not in place for group in groups for name in group):
        return text
    return ">".join("=".join(sorted((place[name] for name in group), key=int)) for group in groups)


def choices(kind: str, said: Sequence[str], criterion: Criterion | None, letters: Mapping[int, str]) -> list[Choice]:
    """Everything that such a conflict can end with; of rankings those that somebody gave, and a tie of all."""
    match kind:
        case "verdict":
            return [Choice(one.value, label(one.value)) for one in Verdict]
        case "rating":
            anchors = {one.score: one.text for one in criterion.anchors} if criterion else {}
            scale = criterion.scale if criterion else 5
            return [Choice(str(score), str(score), anchors.get(score, "")) for score in range(1, scale + 1)]
        case "claim":
            return [Choice(one, label(one)) for one in SEVERITIES] + [Choice(NOT_SO, "Not so")]
        case "doubt":
            return [Choice(SAME, "The same finding"), Choice(DIFFERENT, "Different findings")]
        case _:
            tied = "=".join(str(position) for position in sorted(letters))
            orders = dict.fromkeys([one for one in said if one] + [tied])
            return [Choice(one, order_in_letters(one, letters)) for one in orders]
