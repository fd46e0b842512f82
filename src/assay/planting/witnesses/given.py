"""A witness that is given: the hidden tests of a task, each file by itself and then all together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from assay.domain.plant import Witness, WitnessKind, WitnessOrigin
from assay.domain.task import Tests
from assay.planting.subject import Subject


def given(subject: Subject) -> Iterator[Witness]:
    """Nothing where there are no hidden tests. Visible files that are no tests lie beside them."""
    hidden = subject.hidden
    if hidden is None or not hidden.files:
        return
    beside = {path: text for path, text in subject.visible.files.items() if not _is_test(path)}
    beside |= {path: text for path, text in hidden.files.items() if not _is_test(path)}
    for path, text in sorted(hidden.files.items()):
        if _is_test(path):
            yield Witness(
                kind=WitnessKind.TESTS,
                origin=WitnessOrigin.GIVEN,
                shows=f"the hidden test {path} fails",
                tests=Tests(files={**beside, path: text}, timeout_s=hidden.timeout_s),
            )


def _is_test(path: str) -> bool:
    return "test" in PurePosixPath(path).name.lower()
