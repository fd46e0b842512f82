"""The code that defects are planted in, and what is known of it before anything is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assay.domain.task import Language, Tests


@dataclass(frozen=True)
class Subject:
    """``path`` is the file to change among ``files``. ``visible`` tests must stay green; ``hidden`` ones, where there
    are any, may see the defect. ``renamed``: names that were changed before (see :mod:`assay.planting.renaming`).
    """

    language: Language
    files: Mapping[str, str]
    path: str
    visible: Tests
    hidden: Tests | None = None
    entry: str | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The original."""
        return self.files[self.path]

    def with_text(self, text: str) -> dict[str, str]:
        """All files, with this one instead of the original."""
        return {**self.files, self.path: text}
