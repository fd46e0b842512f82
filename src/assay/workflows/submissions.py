"""Who said what of which candidate: from reviews, and from the evidence that ``assay check --format json`` wrote."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import JsonValue

from assay.domain.finding import Finding, Severity, Source, SourceKind
from assay.domain.gold import finding_key
from assay.domain.review import Review
from assay.errors import InputError, RecordError
from assay.evidence.critic import CritiqueOutcome
from assay.interchange import read_reviews
from assay.interchange.lines import read_lines
from assay.interchange.records import parse_json
from assay.workflows.revisions import keep_latest

Item = tuple[str, str]
"""Task and candidate."""

T = TypeVar("T")

_CHECK = "assay.check/v1"
_HEARD = {outcome.value for outcome in CritiqueOutcome if outcome.counts}
_FROM_CHECK = "write it with 'assay check --format json'"


@dataclass(frozen=True, order=True)
class Grader:
    """A source that is graded: people by their pseudonym, machines by their name."""

    kind: SourceKind
    name: str


@dataclass(frozen=True)
class Submission:
    """What one source was asked about, and what it said: findings by item, praise left out."""

    grader: Grader
    asked: frozenset[Item]
    findings: Mapping[Item, tuple[Finding, ...]]


def read_submissions(paths: Sequence[Path]) -> tuple[Submission, ...]:
    """The submissions of all files together, one per source, people first.

    A file holds reviews (``assay.review/v1``, JSON Lines) or one document of ``assay check --format json``. Of several
    revisions of a review the last counts. A witness of a finding is graded as if it had made the finding itself.

    Raises:
        RecordError: a record is wrong.
        InputError: a document does not say which candidates were examined.
    """
    gathered = _Gathered()
    for path in paths:
        if _is_document(path):
            gathered.add_document(path)
        else:
            gathered.add_reviews(strict(read_reviews(path)))
    return gathered.submissions()


def strict(records: Iterable[T | RecordError]) -> Iterator[T]:
    """The records; the first wrong one ends everything, because a figure without it would be another figure.

    Raises:
        RecordError: a record is wrong.
    """
    for record in records:
        if isinstance(record, RecordError):
            raise record
        yield record


class _Gathered:
    def __init__(self) -> None:
        self._asked: dict[Grader, set[Item]] = defaultdict(set)
        self._said: dict[Grader, dict[Item, dict[str, Finding]]] = defaultdict(lambda: defaultdict(dict))
        self._reviews: dict[tuple[str, str], Review] = {}

    def add_reviews(self, reviews: Iterable[Review]) -> None:
        keep_latest(self._reviews, reviews)

    def add_document(self, path: Path) -> None:
        document = _load(path)
        items = {(str(run["task"]), str(run["candidate"])) for run in _objects(document, "runs", path)}
        if not items:
            raise InputError(
                "does not say which candidates were examined",
                where=str(path),
                remedy="'assay check' must be given tasks, without --no-tests",
            )
        probes = {str(one["probe"]) for one in _objects(document, "tried", path)}
        critics = self._ask_critics(_objects(document, "critics", path) if "critics" in document else [])
        tools = document.get("tools")
        for name in [one for one in tools if one not in critics] if isinstance(tools, dict) else ():
            kind = SourceKind.PROBE if name in probes else SourceKind.ANALYZER
            self._asked[Grader(kind, name)] |= items
        for number, record in enumerate(_objects(document, "findings", path)):
            task = record.pop("task", None)
            where = f"{path}: $.findings[{number}]"
            finding = parse_json(json.dumps(record).encode(), Finding, where)
            if isinstance(task, str) and finding.candidate is not None:
                self._add_claim(task, finding)

    def _ask_critics(self, asked: Iterable[Mapping[str, JsonValue]]) -> set[str]:
        """Each critic counts for the candidates on which it had its say. Answers all their names."""
        names = set()
        for one in asked:
            names.add(str(one["critic"]))
            if one["outcome"] in _HEARD and one.get("task") is not None:
                grader = Grader(SourceKind.CRITIC, str(one["critic"]))
                self._asked[grader].add((str(one["task"]), str(one["candidate"])))
        return names

    def _add_claim(self, task: str, finding: Finding) -> None:
        for source in (finding.source, *finding.witnesses):
            grader = Grader(source.kind, source.name)
            self._asked[grader].add((task, finding.candidate or ""))
            self._say(grader, task, finding.model_copy(update={"source": source, "witnesses": ()}))

    def _say(self, grader: Grader, task: str, finding: Finding) -> None:
        if finding.severity is not Severity.GOOD and finding.candidate is not None:
            self._said[grader][task, finding.candidate][finding_key(task, finding)] = finding

    def submissions(self) -> tuple[Submission, ...]:
        kinds = _reviewer_kinds(self._reviews.values())
        for review in self._reviews.values():
            grader = Grader(kinds[review.reviewer], review.reviewer)
            self._asked[grader] |= {(review.task, candidate) for candidate in _examined(review)}
            source = Source(kind=grader.kind, name=grader.name)
            for finding in review.findings:
                self._say(grader, review.task, finding.model_copy(update={"source": source, "witnesses": ()}))
        ranks = list(SourceKind)
        return tuple(
            Submission(
                grader,
                frozenset(self._asked[grader]),
                {item: tuple(claims.values()) for item, claims in self._said[grader].items()},
            )
            for grader in sorted(self._asked, key=lambda one: (ranks.index(one.kind), one.name))
        )


def _reviewer_kinds(reviews: Iterable[Review]) -> dict[str, SourceKind]:
    """A critic hands in reviews too: its findings, and only its, all say that they are a critic's."""
    kinds: dict[str, set[SourceKind]] = defaultdict(set)
    for review in reviews:
        kinds[review.reviewer] |= {finding.source.kind for finding in review.findings}
    return {
        name: SourceKind.CRITIC if found == {SourceKind.CRITIC} else SourceKind.REVIEWER
        for name, found in kinds.items()
    }


def _examined(review: Review) -> set[str]:
    """The candidates shown to the reviewer; for a record that does not say, those of which it says anything."""
    if review.presented:
        return set(review.presented)
    named = {finding.candidate for finding in review.findings if finding.candidate is not None}
    judged = {one.candidate for ones in (review.ratings, review.verdicts, review.corrections) for one in ones}
    ranked = {name for group in review.ranking.order for name in group} if review.ranking else set()
    return named | judged | ranked


def _is_document(path: Path) -> bool:
    """A document spans lines, or is one line that says what it is; reviews are one object per line."""
    first = next((line.content for line in read_lines(path) if line.content and not line.content.isspace()), b"")
    return first.strip() == b"{" or f'"{_CHECK}"'.encode() in first


def _load(path: Path) -> dict[str, JsonValue]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {error}", where=str(path), remedy=_FROM_CHECK) from None
    if not isinstance(document, dict) or document.get("schema") != _CHECK:
        raise InputError(
            f"is no {_CHECK} document", where=str(path), remedy=f"{_FROM_CHECK}, or give reviews as JSON Lines"
        )
    return document


def _objects(document: Mapping[str, JsonValue], key: str, path: Path) -> list[dict[str, JsonValue]]:
    found = document.get(key)
    required = {"runs": {"task", "candidate"}, "tried": {"probe"}, "critics": {"critic", "outcome"}}.get(key, set())
    if not isinstance(found, list) or not all(isinstance(one, dict) and required <= one.keys() for one in found):
        raise InputError(f"holds no list {key!r} as 'assay check' writes it", where=str(path), remedy=_FROM_CHECK)
    return [dict(one) for one in found if isinstance(one, dict)]
