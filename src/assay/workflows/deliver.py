"""Deliver: reviewed tasks into files of one format, in constant memory, whole or not at all.

Beside ``NAME.parquet`` stand ``NAME.manifest.json`` (counts, hashes, options), ``NAME.card.md`` (the dataset card) and,
where a format keeps ties apart and there are some, ``NAME.ties.parquet``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path

from assay.export.card import card
from assay.export.format import FORMATS, Format, LeftOut, Options
from assay.export.grouping import near_duplicates
from assay.export.judged import Judged, Reviewed
from assay.export.manifest import About, Counts, Manifest
from assay.export.writers import ending_of
from assay.interchange.atomic import atomic_path
from assay.workflows.judging import judge
from assay.workflows.output import Output
from assay.workflows.verdict_agreement import VerdictAgreement

__all__ = ["About", "Manifest", "Options", "Reviewed", "deliver", "export_formats", "near_duplicates", "reads_findings"]

_DEFAULT = Options()
_NOBODY = About()


def deliver(
    reviewed: Iterable[Reviewed],
    format_name: str,
    path: Path | str,
    *,
    options: Options = _DEFAULT,
    about: About = _NOBODY,
    before: Callable[[Manifest], None] | None = None,
) -> Manifest:
    """Write ``reviewed`` to ``path`` in the format called ``format_name``; the ending of ``path`` decides how.

    Gold is never written, nor, into what models learn from, a task that must not be trained on; both are counted.
    ``before`` sees the manifest when all is written and nothing has a name yet; if it raises, nothing is left behind,
    as after any other error.

    Raises:
        InputError: no such format, an ending that the format cannot be written to, or a place that cannot be written.
    """
    fmt = FORMATS.get(format_name)
    target = Path(path)
    ending = ending_of(target, fmt)
    stem = target.name.removesuffix(ending)
    with ExitStack() as names:  # given in the reverse order: the manifest, which vouches for the others, comes last
        manifest_path = names.enter_context(atomic_path(target.with_name(f"{stem}.manifest.json")))
        card_path = names.enter_context(atomic_path(target.with_name(f"{stem}.card.md")))
        output = Output(target, ending, fmt.columns, names, leave_out=options.leave_out_sensitive)
        tally = _Tally()
        for made in fmt.rows(_judged(reviewed, fmt, options, tally), options):
            if isinstance(made, LeftOut):
                tally.left_out[made.reason] += 1
            else:
                output.add(made)
        manifest = _manifest(fmt, output, tally, options, about)
        if before is not None:
            before(manifest)
        card_path.write_text(card(manifest), encoding="utf-8")
        manifest_path.write_text(json.dumps(manifest.document(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return manifest


def export_formats() -> tuple[Format, ...]:
    """Every format there is, sorted by name."""
    return tuple(FORMATS)


def reads_findings(format_name: str) -> bool:
    """Whether :func:`deliver` needs reviews with findings, ratings and judged evidence for this format.

    Raises:
        InputError: there is no such format.
    """
    return bool(getattr(FORMATS.get(format_name), "reads_findings", True))


@dataclass
class _Tally:
    """What came in."""

    tasks: int = 0
    reviews: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    licenses: Counter[str] = field(default_factory=Counter)
    rubrics: Counter[str] = field(default_factory=Counter)
    agreement: VerdictAgreement = field(default_factory=VerdictAgreement)


def _judged(reviewed: Iterable[Reviewed], fmt: Format, options: Options, tally: _Tally) -> Iterator[Judged]:
    """The tasks that may leave in this format, judged and counted."""
    for one in reviewed:
        reason = _kept_in(one, fmt, options)
        if reason:
            tally.left_out[reason] += 1
            continue
        judged = judge(one)
        tally.tasks += 1
        tally.reviews += len(one.reviews)
        tally.languages[one.task.language.value] += 1
        tally.licenses[one.task.license or ""] += 1
        tally.rubrics[judged.rubrics or ""] += 1
        tally.agreement.add(judged)
        yield judged


def _kept_in(one: Reviewed, fmt: Format, options: Options) -> str:
    """Why a task may not leave; empty if it may."""
    if one.gold:
        return "gold"
    if fmt.training and not one.task.training_allowed:
        return "training not allowed"
    return "not adjudicated" if options.adjudicated_only and not one.adjudicated else ""


def _manifest(fmt: Format, output: Output, tally: _Tally, options: Options, about: About) -> Manifest:
    files = output.close()
    return Manifest(
        format=fmt.name,
        tasks=tally.tasks,
        reviews=tally.reviews,
        rows=sum(one.rows for one in files),
        files=files,
        left_out=_sorted(tally.left_out + output.left_out),
        counts=Counts(
            splits=_sorted({name: n for name, n in output.splits.items() if name}),
            languages=_sorted(tally.languages),
            licenses=_sorted(tally.licenses),
            rubrics=_sorted(tally.rubrics),
        ),
        agreement=tally.agreement.agreed(),
        sensitive=output.scan.sightings(),
        options=asdict(options),
        about=about,
    )


def _sorted(counts: Mapping[str, int]) -> Mapping[str, int]:
    return dict(sorted(counts.items()))
