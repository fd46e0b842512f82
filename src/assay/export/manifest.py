"""What an export is told to hold, and the page that goes with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assay.export.scan import Sighting

SCHEMA = "assay.manifest/v1"


@dataclass(frozen=True)
class About:
    """What only people know of the data: for the dataset card."""

    title: str = ""
    consent: str = ""
    """What reviewers agreed to."""
    selection: Mapping[str, object] = field(default_factory=dict)
    """How the tasks were chosen, such as project, languages, dates."""
    mark: str = ""
    """Where a later export goes on that shall hold only what is new."""


@dataclass(frozen=True)
class Counts:
    """Rows by split, and tasks by what is known of them."""

    splits: Mapping[str, int]
    languages: Mapping[str, int]
    licenses: Mapping[str, int]
    rubrics: Mapping[str, int]


@dataclass(frozen=True)
class Agreed:
    """Do reviewers agree on verdicts: a coefficient with its 95 % interval over n tasks, or the reason why not."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    reason: str = ""


@dataclass(frozen=True)
class WrittenFile:
    """One file of an export."""

    name: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What was written: what came in, what went out, and what was left out by reason."""

    format: str
    tasks: int
    reviews: int
    rows: int
    files: tuple[WrittenFile, ...]
    left_out: Mapping[str, int]
    counts: Counts
    agreement: Agreed
    sensitive: Mapping[str, Sighting]
    options: Mapping[str, object]
    about: About

    def document(self) -> dict[str, object]:
        """As JSON, keys in a fixed order."""
        return {
            "schema": SCHEMA,
            "format": self.format,
            "files": [vars(one) for one in self.files],
            "tasks": self.tasks,
            "reviews": self.reviews,
            "rows": self.rows,
            "left_out": dict(self.left_out),
            "counts": {name: dict(values) for name, values in vars(self.counts).items()},
            "agreement": vars(self.agreement),
            "sensitive": {name: vars(seen) for name, seen in self.sensitive.items()},
            "options": dict(self.options),
            "selection": dict(self.about.selection),
            "mark": self.about.mark,
        }
