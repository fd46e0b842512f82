"""A witness as a test file of the language's own runner, where its values can be written down."""

from __future__ import annotations

import builtins
from pathlib import PurePosixPath

from assay.domain.finding import Reproducer
from assay.domain.task import Language
from assay.evidence.caller import Encoded, Ended, Inputs, Outcome, Signature
from assay.evidence.differential import telling

_LONGEST = 4000


def reproducer(language: Language, signature: Signature, arguments: Inputs, expected: Outcome) -> Reproducer | None:
    """A test that expects ``expected`` of the call; None where it cannot be written."""
    if language is not Language.PYTHON or expected.changed is not None or expected.printed:
        return None
    module = ".".join(PurePosixPath(signature.path).with_suffix("").parts)
    call = telling.call(signature.entry, arguments, language)
    match expected.ended:
        case Ended.RETURNED if _plain(expected.value):
            needs, body = "", f"assert {call} == {telling.value(expected.value)}"
        case Ended.RAISED if expected.error.isidentifier() and hasattr(builtins, expected.error):
            needs, body = "import pytest\n\n", f"with pytest.raises({expected.error}):\n        {call}"
        case _:
            return None
    if len(body) > _LONGEST or "nan" in body or "inf" in body:
        return None
    text = f"{needs}from {module} import {signature.entry}\n\n\ndef test_{signature.entry}():\n    {body}\n"
    return Reproducer(files={f"test_{signature.entry}_shown.py": text})


def _plain(form: Encoded) -> bool:
    """Whether it is made of values that can be written as they are."""
    match form:
        case ["o" | "x", *_]:
            return False
        case [_, list() as parts]:
            return all(_plain(part) if isinstance(part, list) else True for part in parts)
        case _:
            return form is not None
