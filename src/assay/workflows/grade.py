"""Grade: every source of findings measured with one yardstick, on the same candidates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assay.domain.gold import Decision, Gold, Ruling
from assay.errors import InputError
from assay.interchange import read_decisions, read_gold
from assay.judgement.grading import Figure, GradedItem, Scorecard, Unscored, classify, scorecard
from assay.judgement.grading import Method as IntervalMethod
from assay.judgement.grading import Settings as GradingSettings
from assay.judgement.grading.classes import Settled
from assay.judgement.grading.decisions import becomes_gold, promote, settle
from assay.judgement.matching import SIMILARITIES, Match, Matching, Similarity, Zone, best_similarity, match_findings
from assay.workflows.submissions import Grader, Item, Submission, read_submissions, strict

__all__ = [
    "Figure",
    "Grader",
    "Grades",
    "GradingSettings",
    "IntervalMethod",
    "Item",
    "Open",
    "Row",
    "Submission",
    "Unscored",
    "grade",
    "grade_submissions",
]

_DEFAULT = GradingSettings()


@dataclass(frozen=True)
class Row:
    """One source: how many gold items it was asked about, and its scorecard on those that are graded."""

    grader: Grader
    asked: int
    card: Scorecard


@dataclass(frozen=True)
class Open:
    """A finding that waits for a person."""

    task: str
    candidate: str
    match: Match


@dataclass(frozen=True)
class Grades:
    """The table. ``items``, ``defects`` and ``twins`` count what is graded; with ``own_items``, all gold there is."""

    rows: tuple[Row, ...]
    items: int
    defects: int
    twins: int
    gold_items: int
    open: tuple[Open, ...]
    absent: tuple[Grader, ...]
    """Sources that were asked about nothing in the gold."""
    promoted: tuple[str, ...]
    """Ids of the defects that people confirmed."""
    unused_decisions: int
    """Decisions on findings that are not here."""
    similarity: str
    own_items: bool
    settings: GradingSettings = field(default_factory=GradingSettings)


def grade(
    reviews: Sequence[Path],
    gold: Path,
    *,
    decisions: Path | None = None,
    similarity: str | None = None,
    own_items: bool = False,
    settings: GradingSettings = _DEFAULT,
) -> Grades:
    """Match every source's findings with ``gold`` and make its figures, all on the items that all were asked about.

    With ``own_items`` each source is graded on all it was asked about. ``similarity`` is the name of a text similarity,
    by default the best that is installed. ``decisions`` holds adjudicators' rulings on single findings; a grave claim
    that they confirm becomes gold, and every source is graded again on that item.

    Raises:
        RecordError: a record is wrong.
        InputError: no source was asked about any gold item, or about the same ones; a decision names an unknown defect.
        ToolUnavailable: the similarity needs something that is not installed.
    """
    return grade_submissions(
        read_submissions(reviews),
        strict(read_gold(gold)),
        ruled=list(strict(read_decisions(decisions))) if decisions else [],
        similarity=similarity,
        own_items=own_items,
        settings=settings,
        where=(str(gold), str(decisions)),
    )


def grade_submissions(
    submissions: Sequence[Submission],
    gold: Iterable[Gold],
    *,
    ruled: Sequence[Decision] = (),
    similarity: str | None = None,
    own_items: bool = False,
    settings: GradingSettings = _DEFAULT,
    where: tuple[str, str] = ("gold", "decisions"),
) -> Grades:
    """As :func:`grade`, of what is there already; ``where`` names gold and decisions in errors.

    Raises:
        InputError, ToolUnavailable: as there.
    """
    known = {(one.task, one.candidate): one for one in gold}
    present = [one for one in submissions if one.asked & known.keys()]
    shared = _shared(present, known, where[0])
    chosen = SIMILARITIES.get(similarity) if similarity else best_similarity()
    judge = _Judge(present, known, chosen, replace(settings, words_decide=chosen.decisive), settle(ruled))
    judge.confirm()
    _check_defects(ruled, judge.gold, where[1])
    items = sorted(known if own_items else shared)
    if not items:
        raise InputError("no candidate was given to every source", remedy="grade each on its own with --own-items")
    rows = tuple(Row(one.grader, len(one.asked & known.keys()), judge.card(one, items)) for one in present)
    return Grades(
        rows=rows,
        items=len(items),
        defects=sum(len(judge.gold[item].defects) for item in items),
        twins=sum(judge.gold[item].clean for item in items),
        gold_items=len(known),
        open=tuple(judge.open(items)),
        absent=tuple(one.grader for one in submissions if one not in present),
        promoted=tuple(judge.promoted),
        unused_decisions=sum(one.finding not in judge.keys for one in ruled),
        similarity=chosen.name,
        own_items=own_items,
        settings=judge.settings,
    )


def _shared(present: Sequence[Submission], known: Mapping[Item, Gold], where: str) -> set[Item]:
    if not present:
        tasks = ", ".join(sorted({task for task, _ in known})[:5])
        raise InputError(
            "no source was asked about any candidate of the gold", where=where, remedy=f"its tasks: {tasks}"
        )
    return set(known).intersection(*(one.asked for one in present))


def _check_defects(ruled: Sequence[Decision], gold: Mapping[Item, Gold], where: str) -> None:
    defects = {defect.id for one in gold.values() for defect in one.defects}
    for one in ruled:
        if one.ruling is Ruling.HIT and one.defect not in defects:
            raise InputError(
                f"the decision on {one.finding} names the defect {one.defect!r}, which no gold record has",
                where=where,
                remedy=f"known: {', '.join(sorted(defects)[:20])}",
            )


class _Judge:
    """Matches each source's findings per item; matches again where people have confirmed a claim."""

    def __init__(
        self,
        submissions: Sequence[Submission],
        gold: Mapping[Item, Gold],
        similarity: Similarity,
        settings: GradingSettings,
        settled: Mapping[str, Settled],
    ) -> None:
        self.gold = dict(gold)
        self.settings = settings
        self.promoted: list[str] = []
        self._submissions = submissions
        self._similarity = similarity
        self._settled = settled
        self._matched: dict[tuple[Grader, Item], Matching] = {}
        for item in self.gold:
            self._match(item)

    @property
    def keys(self) -> frozenset[str]:
        """Keys of all findings."""
        return frozenset(match.key for matching in self._matched.values() for match in matching.matches)

    def confirm(self) -> None:
        """Make gold of each grave claim that people confirmed, unless the machine matches it with one made before."""
        for item in sorted(self.gold):
            for key in sorted(self._confirmed(item)):
                match = self._confirmed(item).get(key)
                if match is not None and match.zone is not Zone.HIT:
                    self.gold[item] = promote(self.gold[item], [match])
                    self.promoted.append(self.gold[item].defects[-1].id)
                    self._match(item)

    def card(self, submission: Submission, items: Sequence[Item]) -> Scorecard:
        """The scorecard of one source on those of ``items`` that it was asked about."""
        graded = []
        for item in items:
            if item in submission.asked:
                matching = self._matched[submission.grader, item]
                findings = tuple(classify(match, self._answer(match)) for match in matching.matches)
                graded.append(GradedItem(self.gold[item], findings, matching.named))
        return scorecard(graded, self.settings)

    def open(self, items: Sequence[Item]) -> list[Open]:
        """Findings on ``items`` that wait for a person, each key once."""
        waiting: dict[str, Open] = {}
        for (_, item), matching in self._matched.items():
            for match in matching.matches:
                if item in items and match.needs_person and self._answer(match) is None:
                    waiting.setdefault(match.key, Open(*item, match))
        return sorted(
            waiting.values(), key=lambda one: (one.task, one.candidate, one.match.finding.start_line, one.match.key)
        )

    def _match(self, item: Item) -> None:
        for one in self._submissions:
            if item in one.asked:
                self._matched[one.grader, item] = match_findings(
                    item[0],
                    one.findings.get(item, ()),
                    self.gold[item].defects,
                    self._similarity,
                    self.settings.parameters,
                )

    def _confirmed(self, item: Item) -> dict[str, Match]:
        matchings = [matching for (_, other), matching in self._matched.items() if other == item]
        matches = [match for matching in matchings for match in matching.matches]
        return {match.key: match for match in matches if becomes_gold(match, self._settled)}

    def _answer(self, match: Match) -> Settled | None:
        """People's ruling; once the confirmed claim is gold, the claim hits it."""
        settled = self._settled.get(match.key)
        if settled is None or settled.ruling is not Ruling.VALID:
            return settled
        own = f"confirmed-{match.key}"
        if own in self.promoted:
            return Settled(Ruling.HIT, own)
        repeats = match.zone is Zone.HIT and match.defect in self.promoted
        return Settled(Ruling.HIT, match.defect) if repeats else settled
