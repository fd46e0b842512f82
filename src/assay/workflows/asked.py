"""Put code to critics that are ready to be asked, and say what became of it beside their findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assay.domain.finding import Finding
from assay.domain.task import Language
from assay.evidence.connection import Connection
from assay.evidence.critic import CriticSettings, Critique, CritiqueOutcome, Usage
from assay.workflows.collect import Watch
from assay.workflows.criticize import criticize, question_version
from assay.workflows.remembered import Answer, Memory


@dataclass(frozen=True)
class Ready:
    """A critic that somebody set up and selected, with the connection that it may use."""

    settings: CriticSettings
    connection: Connection


@dataclass(frozen=True)
class Asked:
    """What became of asking one critic about one candidate; None of both for loose files. Costs are decimal numbers."""

    task: str | None
    candidate: str | None
    critic: str
    outcome: str
    problem: str
    findings: int
    left_out: int
    requests: int
    tokens_read: int | None
    tokens_written: int | None
    cost: str | None
    currency: str


def ask_critics(
    critics: Sequence[Ready],
    language: Language,
    files: Mapping[str, str],
    *,
    prompt: str,
    memory: Memory,
    watch: Watch,
    place: tuple[str | None, str | None],
) -> list[tuple[Asked, tuple[Finding, ...]]]:
    """What each says of ``files``, one after the other; ``place`` is task and candidate."""
    answers = []
    for ready in critics:
        watch(ready.settings.name)
        critique = _remembered(ready, language, files, prompt, memory)
        answers.append((_told(ready.settings.name, critique, place), critique.findings))
    return answers


def _remembered(ready: Ready, language: Language, files: Mapping[str, str], prompt: str, memory: Memory) -> Critique:
    version = question_version(ready.settings)
    seen = ("critic", ready.settings.name, version, prompt, language.value, sorted(files.items()))
    known = memory.recall(seen)
    if known is not None:
        return Critique(CritiqueOutcome.ANSWERED, known.findings, Usage(), "answered before; kept")
    critique = criticize(ready.settings, ready.connection, language, files, prompt=prompt)
    if critique.outcome is CritiqueOutcome.ANSWERED:
        memory.keep(seen, Answer(findings=critique.findings))
    return critique


def _told(name: str, critique: Critique, place: tuple[str | None, str | None]) -> Asked:
    usage = critique.usage
    return Asked(
        task=place[0],
        candidate=place[1],
        critic=name,
        outcome=critique.outcome.value,
        problem=critique.problem,
        findings=len(critique.findings),
        left_out=sum(critique.dropped.values()),
        requests=usage.requests,
        tokens_read=usage.tokens_read,
        tokens_written=usage.tokens_written,
        cost=None if usage.cost is None else f"{usage.cost:f}",
        currency=usage.currency,
    )
