"""A witness by a forced schedule: the race probe explores the tampered code, and what it finds must not hold of the
original.
"""

from __future__ import annotations

from collections.abc import Iterator

from assay.domain.plant import Witness, WitnessKind, WitnessOrigin
from assay.evidence.probe import PROBES, ProbeSubject
from assay.evidence.sandbox import Sandbox
from assay.planting.subject import Subject


def schedules(sandbox: Sandbox, subject: Subject, tampered: str) -> Iterator[Witness]:
    """Schedules that lead the tampered code, and not the original, where no order of its calls leads."""
    race = PROBES.get("race")
    if subject.language not in race.languages:
        return
    wrong = ProbeSubject(subject.with_text(tampered), subject.entry, "threads" if subject.entry else "")
    right = ProbeSubject(subject.files, subject.entry, wrong.prompt)
    if not race.applies(wrong):
        return
    report = race.examine(sandbox, wrong)
    for finding, replay in zip(report.findings, report.replays, strict=False):
        if race.replay(sandbox, right, replay)[0] == 0:
            yield Witness(
                kind=WitnessKind.SCHEDULE,
                origin=WitnessOrigin.GENERATED,
                shows=finding.title,
                entry=subject.entry,
                schedule=dict(replay),
            )
