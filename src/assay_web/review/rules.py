"""Pure decisions about a review: letters, completeness, what a run proves."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter, ValidationError

from assay.domain.finding import Severity
from assay.domain.record import Files
from assay.domain.rubric import Rubric
from assay_web.review.draft import DraftBody

FEWEST_FOR_MUST_JUDGE = Severity.MAJOR
"""Machine findings of this severity or worse must be judged before a review can be submitted."""


def letters(count: int) -> tuple[str, ...]:
    """A, B, C…: the names under which ``count`` candidates (at most 26) are shown."""
    return tuple(chr(ord("A") + index) for index in range(count))


def draw_order(count: int, source: random.Random) -> list[int]:
    """Positions of the candidates in a random order."""
    order = list(range(count))
    source.shuffle(order)
    return order


@dataclass(frozen=True)
class Problem:
    """Something that is missing before a review can be submitted. ``anchor`` says where to go."""

    section: str
    message: str
    anchor: str = ""


@dataclass(frozen=True)
class Asked:
    """What a task asks of the reviewer."""

    letters: Sequence[str]
    rubric: Rubric
    ranking: bool
    justification_min: int
    files: Mapping[str, Mapping[str, str]]
    """Letter to path to text."""
    must_judge: Mapping[str, str]
    """Id to title of the machine findings that were shown and must be judged."""
    tested: frozenset[str]
    """Letters whose correction, as it is in the draft, has been run."""


def problems(body: DraftBody, asked: Asked) -> list[Problem]:
    """Everything that keeps ``body`` from being a complete review, in the order of the screen.

    What has none can be written as a record.
    """
    return [
        *_strangers(body, asked),
        *_findings(body, asked),
        *_evidence(body, asked),
        *_ratings(body, asked),
        *_verdicts(body, asked),
        *_ranking(body, asked),
        *_corrections(body, asked),
    ]


def _strangers(body: DraftBody, asked: Asked) -> Iterable[Problem]:
    """Letters of no candidate, which no screen of ours sends; those of findings are told with their files."""
    used = {
        "rubric": {letter for given in body.ratings.values() for letter in given},
        "verdict": body.verdicts.keys(),
        "ranking": set(_ranked(body)),
        "correction": body.corrections.keys(),
    }
    for section, named in used.items():
        if unknown := sorted(named - set(asked.letters)):
            yield Problem(section, f"There is no candidate {unknown[0]}")


def _findings(body: DraftBody, asked: Asked) -> Iterable[Problem]:
    ids = [finding.id for finding in body.findings]
    if len(set(ids)) != len(ids):
        yield Problem("findings", "Two findings have the same id; delete one of them")
    for finding in body.findings:
        where = f"{finding.candidate} {finding.path}:{finding.start_line}"
        text = asked.files.get(finding.candidate, {}).get(finding.path)
        if text is None:
            yield Problem("findings", f"{where}: the candidate has no such file", str(finding.id))
        elif not finding.start_line <= finding.end_line <= max(1, len(text.splitlines())):
            yield Problem("findings", f"{where}: the file has no such lines", str(finding.id))
        if not (finding.title.strip() or finding.explanation.strip()):
            yield Problem("findings", f"{where}: say what is wrong", str(finding.id))


def _evidence(body: DraftBody, asked: Asked) -> Iterable[Problem]:
    judged = {str(key): value for key, value in body.evidence.items()}
    for key, title in asked.must_judge.items():
        if key not in judged:
            yield Problem("evidence", f"Judge the machine finding “{title}”: real or false", key)
    for key, judgement in judged.items():
        if judgement.verdict == "false" and judgement.reason is None:
            yield Problem("evidence", "Give a reason for calling a machine finding false", key)


def _ratings(body: DraftBody, asked: Asked) -> Iterable[Problem]:
    for criterion in asked.rubric.criteria:
        given = body.ratings.get(criterion.id, {})
        missing = [letter for letter in asked.letters if letter not in given]
        if missing:
            yield Problem("rubric", f"Rate {criterion.title} for {', '.join(missing)}", f"{criterion.id}-{missing[0]}")
        if any(score > criterion.scale for score in given.values()):
            yield Problem("rubric", f"{criterion.title} goes from 1 to {criterion.scale}", criterion.id)
    known = {criterion.id for criterion in asked.rubric.criteria}
    if unknown := sorted(set(body.ratings) - known):
        yield Problem("rubric", f"The rubric has no criterion {unknown[0]!r}")


def _verdicts(body: DraftBody, asked: Asked) -> Iterable[Problem]:
    for letter in asked.letters:
        if letter not in body.verdicts:
            yield Problem("verdict", f"Give a verdict for {letter}", letter)


def _ranking(body: DraftBody, asked: Asked) -> Iterable[Problem]:
    ranked = _ranked(body)
    if len(set(ranked)) != len(ranked) or (asked.ranking and set(ranked) != set(asked.letters)):
        yield Problem("ranking", "Put every candidate into the ranking once")
    if body.ranking and body.ranking.strengths and len(body.ranking.strengths) != len(body.ranking.order) - 1:
        yield Problem("ranking", "Say how much better each place is than the next, once for each step")
    if not asked.ranking:
        return
    written = len(body.ranking.justification.strip()) if body.ranking else 0
    if written < asked.justification_min:
        yield Problem(
            "ranking",
            f"Justify the order in at least {asked.justification_min} characters ({written} so far)",
            "justification",
        )
    elif body.ranking and asked.justification_min and body.findings and not _cites(body.ranking.justification, body):
        first = body.findings[0]
        yield Problem(
            "ranking",
            f"Cite a finding in the justification by candidate and line, such as {first.candidate}:{first.start_line}",
            "justification",
        )


def _ranked(body: DraftBody) -> list[str]:
    return [letter for group in body.ranking.order for letter in group] if body.ranking else []


_CITATION = re.compile(r"\b([A-Z]):(\d{1,9})\b")


def _cites(text: str, body: DraftBody) -> bool:
    """Whether ``A:31`` stands in the text, and a finding about A on that line in the body."""
    places = {(letter, int(line)) for letter, line in _CITATION.findall(text)}
    return any(
        letter == finding.candidate and finding.start_line <= line <= finding.end_line
        for letter, line in places
        for finding in body.findings
    )


def _corrections(body: DraftBody, asked: Asked) -> Iterable[Problem]:
    for letter, correction in body.corrections.items():
        original = asked.files.get(letter, {})
        changed = any(original.get(file.path) != file.text for file in correction.files)
        if changed and letter not in asked.tested:
            yield Problem("correction", f"Run the tests on the correction of {letter}", letter)
        if changed and (trouble := _trouble({**original, **{file.path: file.text for file in correction.files}})):
            yield Problem("correction", f"The corrected files of {letter} cannot be kept: {trouble}", letter)


_FILES: Final[TypeAdapter[dict[str, str]]] = TypeAdapter(Files)


def _trouble(files: Mapping[str, str]) -> str:
    """Why these cannot be the files of a candidate; empty if they can."""
    try:
        _FILES.validate_python(files)
    except ValidationError as error:
        said = error.errors()[0]
        return str(said.get("ctx", {}).get("error") or said["msg"])
    return ""
