"""Agree: how far reviewers agree, by a file of values or rankings, or by their reviews.

Values have the columns ``task, reviewer, value``, rankings ``task, reviewer, order`` (``A>B=C``). Values may also have
``unit`` (what of the task was judged, such as a candidate) and ``criterion``; each criterion is answered for by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assay.domain.review import Review, Verdict
from assay.errors import InputError
from assay.interchange import read_reviews
from assay.judgement.agreement import (
    Answer,
    Found,
    Level,
    Ranked,
    Resampling,
    finding_agreement,
    gwet_ac1,
    kendall_tau_b,
    kendall_w,
    krippendorff_alpha,
    plain_agreement,
    tabulate_answers,
)
from assay.judgement.grading import Figure, Unscored
from assay.judgement.matching import SIMILARITIES, best_similarity
from assay.judgement.ranking.rankings import parse_order
from assay.workflows.judgement_table import JudgementFile, open_judgements
from assay.workflows.revisions import Latest, keep_latest
from assay.workflows.submissions import strict

__all__ = ["Agreement", "Figure", "Level", "Question", "Resampling", "Unscored", "agree"]

_VALUES, _ORDERS = ("task", "reviewer", "value"), ("task", "reviewer", "order")
VERDICTS = (Verdict.REJECT.value, Verdict.ACCEPT_WITH_CHANGES.value, Verdict.ACCEPT.value)
"""From lowest to highest."""


@dataclass(frozen=True)
class Agreement:
    """One figure: of what, by which coefficient; its n counts tasks. ``reviewers`` counts who answered."""

    of: str
    measure: str
    figure: Figure | Unscored
    reviewers: int


@dataclass(frozen=True)
class Question:
    """``level`` of values and of ratings, needed for values; ``order`` of values that are words, lowest first."""

    level: Level | None = None
    order: tuple[str, ...] = ()
    similarity: str | None = None
    resampling: Resampling = Resampling()  # noqa: RUF009 - frozen


def agree(path: Path, question: Question) -> tuple[Agreement, ...]:
    """Every figure that the file allows.

    Raises:
        InputError: the file, a value in it, or the question makes no sense; the message names row and column.
        RecordError: a review is wrong.
        ToolUnavailable: the similarity of findings needs something that is not installed.
    """
    source = open_judgements(path)
    if "schema" in source.columns:
        return tuple(_of_reviews(path, question))
    values, orders = set(_VALUES) <= set(source.columns), set(_ORDERS) <= set(source.columns)
    if values == orders:
        found = "it has value and order" if values else f"columns found: {', '.join(source.columns) or 'none'}"
        remedy = "values need task, reviewer, value; rankings need task, reviewer, order; or give reviews as .jsonl"
        raise InputError(found, where=str(path), remedy=remedy)
    if orders:
        return tuple(_of_rankings("ranking", list(_read_rankings(source)), question.resampling))
    if question.level is None:
        raise InputError("values need a level", where=str(path), remedy="give --level nominal, ordinal or interval")
    grouped: dict[str, list[Answer]] = defaultdict(list)
    for criterion, answer in _read_values(source):
        grouped[criterion].append(answer)
    if not grouped:
        raise InputError("no answers", where=str(path), remedy="give at least one row")
    return tuple(
        one
        for criterion in sorted(grouped)
        for one in _of_values(criterion, grouped[criterion], question.level, question.order, question.resampling)
    )


def _read_values(source: JudgementFile) -> Iterator[tuple[str, Answer]]:
    further = [name for name in ("unit", "criterion") if name in source.columns]
    for row in source.rows([*_VALUES, *further]):
        yield row.get("criterion", "value"), Answer(row["task"], row.get("unit", ""), row["reviewer"], row["value"])


def _read_rankings(source: JudgementFile) -> Iterator[Ranked]:
    for number, row in enumerate(source.rows(list(_ORDERS)), 1):
        try:
            order = parse_order(row["order"])
        except InputError as error:
            raise InputError(error.what, where=source.place(number, "order"), remedy=error.remedy) from None
        yield Ranked(row["task"], row["reviewer"], order)


def _of_values(
    of: str, answers: list[Answer], level: Level, order: tuple[str, ...], resampling: Resampling
) -> Iterator[Agreement]:
    table = tabulate_answers(answers, level, order)
    yield Agreement(of, f"alpha, {level}", krippendorff_alpha(table, level, resampling), table.reviewers)
    if level is Level.NOMINAL:
        yield Agreement(of, "AC1", gwet_ac1(table, resampling), table.reviewers)
    if level is not Level.INTERVAL:
        yield Agreement(of, "equal answers", plain_agreement(table, resampling), table.reviewers)


def _of_rankings(of: str, rankings: list[Ranked], resampling: Resampling) -> Iterator[Agreement]:
    reviewers = len({one.reviewer for one in rankings})
    yield Agreement(of, "Kendall's W", kendall_w(rankings, resampling), reviewers)
    yield Agreement(of, "tau-b", kendall_tau_b(rankings, resampling), reviewers)


def _of_reviews(path: Path, question: Question) -> Iterator[Agreement]:
    latest: Latest = {}
    keep_latest(latest, strict(read_reviews(path)))
    reviews = list(latest.values())
    if verdicts := [
        Answer(review.task, one.candidate, review.reviewer, one.verdict.value)
        for review in reviews
        for one in review.verdicts
    ]:
        yield from _of_values("verdict", verdicts, Level.NOMINAL, (), question.resampling)
        table = tabulate_answers(verdicts, Level.ORDINAL, VERDICTS)
        alpha = krippendorff_alpha(table, Level.ORDINAL, question.resampling)
        yield Agreement("verdict", "alpha, ordinal", alpha, table.reviewers)
    for criterion, answers in sorted(_ratings(reviews).items()):
        level = question.level or Level.ORDINAL
        yield from _of_values(f"rating: {criterion}", answers, level, (), question.resampling)
    if rankings := [Ranked(one.task, one.reviewer, one.ranking.order) for one in reviews if one.ranking]:
        yield from _of_rankings("ranking", rankings, question.resampling)
    yield from _of_findings(reviews, question)


def _ratings(reviews: Iterable[Review]) -> dict[str, list[Answer]]:
    grouped: dict[str, list[Answer]] = defaultdict(list)
    for review in reviews:
        for one in review.ratings:
            grouped[one.criterion].append(Answer(review.task, one.candidate, review.reviewer, str(one.score)))
    return grouped


def _of_findings(reviews: Iterable[Review], question: Question) -> Iterator[Agreement]:
    found = [
        Found(
            review.task,
            candidate,
            review.reviewer,
            tuple(finding for finding in review.findings if finding.candidate == candidate),
        )
        for review in reviews
        for candidate in sorted({*review.presented, *(one.candidate for one in review.findings if one.candidate)})
    ]
    similarity = SIMILARITIES.get(question.similarity) if question.similarity else best_similarity()
    agreement = finding_agreement(found, similarity, resampling=question.resampling)
    reviewers = len({one.reviewer for one in found})
    yield Agreement("findings", f"F1 of pairs, {similarity.name}", agreement.f1, reviewers)
    yield Agreement("findings: severity", "alpha, ordinal", agreement.severity, reviewers)
