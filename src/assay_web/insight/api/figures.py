"""Figures of a project, its leaderboard, and the rows behind them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from assay.domain.finding import Category
from assay.domain.task import Language
from assay_web.accounts.api.calling import LEAD, READ, caller
from assay_web.insight import services
from assay_web.insight.models import Need
from assay_web.insight.selectors.reviewer import reviewer_called, weeks
from assay_web.insight.selectors.rows import (
    AnswerRow,
    CatchRow,
    ConsensusRow,
    ReadingRow,
    answer_rows,
    catch_rows,
    consensus_rows,
    reading_rows,
)
from assay_web.insight.selectors.stored import figures
from assay_web.kit.asking import Asked
from assay_web.kit.paging import Cursor, Page, number_after, page_of
from assay_web.projects.models import Project
from assay_web.projects.policies import sees_origins
from assay_web.projects.selectors import get_project, get_readable_project

router = Router(tags=["insight"])

Name = Literal["progress", "agreement", "defects", "people", "rules", "sources", "models"]


class FiguresShape(BaseModel):
    """A set of figures as it was last made; none before the first review, or while origins are hidden."""

    name: Name
    made_at: datetime | None
    figures: dict[str, Any] | None = Field(description="By name; a share is {value, low, high, n} or {reason, n}.")


class PlaceShape(BaseModel):
    """A model's place: its group, rank with range, rating with interval, strength, chance to be best, comparisons."""

    model: str
    group: int
    rank: int
    rank_low: int
    rank_high: int
    rating: float
    low: float
    high: float
    theta: float
    p_best: float
    n: int


class Board(BaseModel):
    """Where the models stand. ``places`` is null while origins are hidden or there are too few comparisons."""

    made_at: datetime | None
    languages: list[str]
    categories: list[str]
    comparisons: int
    places: list[PlaceShape] | None


class VerdictShape(BaseModel):
    """What holds of one candidate; candidates are numbered as imported, from 1."""

    candidate: int
    verdict: str
    probability: float


class ConsensusShape(BaseModel):
    """What the reviewers of a task say together."""

    code: str
    title: str
    language: str
    review_ids: list[UUID]
    need: Need
    probability: float
    verdicts: list[VerdictShape]
    ranking: str


class RuleShape(Asked):
    """A rule of an analyzer; of a source without rules, an empty one."""

    source: str = Field(min_length=1, max_length=100)
    rule: str = Field(default="", max_length=200)


class MutedRules(BaseModel):
    """Rules that are shown to no reviewer of the project."""

    items: list[RuleShape]


class ReviewerShape(BaseModel):
    """A reviewer of the project by their pseudonym: figures as a whole, and week by week."""

    name: str
    whole: dict[str, Any] | None
    weeks: list[dict[str, Any]]


RuleSource = Annotated[str, Query(min_length=1, max_length=100)]
RuleName = Annotated[str, Query(max_length=200)]


@router.get("/projects/{slug:slug}/figures/{name}", auth=READ, response=FiguresShape, operation_id="getFigures")
def read_figures(request: HttpRequest, slug: str, name: Name) -> FiguresShape:
    """One set of figures; those of models only for whoever may see origins."""
    project = get_readable_project(caller(request), slug)
    stored = figures(project, name)
    hidden = name == "models" and not sees_origins(caller(request), project)
    return FiguresShape(name=name, made_at=stored.made_at, figures=None if hidden else stored[name])


@router.get("/projects/{slug:slug}/leaderboard", auth=READ, response=Board, operation_id="getLeaderboard")
def leaderboard(
    request: HttpRequest, slug: str, language: Language | None = None, category: Category | None = None
) -> Board:
    """Where the models stand, over all or by language and category; for leads, and for clients once it is closed."""
    project = get_readable_project(caller(request), slug)
    stored = figures(project, "leaderboard")
    known = stored["leaderboard"] or {}
    key = f"{language.value if language else ''}|{category.value if category else ''}"
    found = known.get("boards", {}).get(key) if sees_origins(caller(request), project) else None
    return Board(
        made_at=stored.made_at,
        languages=known.get("languages", []),
        categories=known.get("categories", []),
        comparisons=found["comparisons"] if found else 0,
        places=[PlaceShape(**row) for row in found["rows"]] if found else None,
    )


@router.get("/projects/{slug:slug}/consensus", auth=READ, response=Page[ConsensusShape], operation_id="listConsensus")
def consensus(
    request: HttpRequest,
    slug: str,
    need: Literal["settled", "another-reviewer", "adjudication", "conflict"] | None = None,
    cursor: Cursor = None,
) -> Page[ConsensusShape]:
    """The consensus task by task, the oldest first; ``need=conflict`` for tasks with open conflicts."""
    page = consensus_rows(get_readable_project(caller(request), slug), need or "", number_after(cursor))
    return page_of(request, [_consensus(one) for one in page.rows], page.next_cursor)


@router.get("/projects/{slug:slug}/chances", auth=READ, response=Page[CatchRow], operation_id="listChances")
def chances(request: HttpRequest, slug: str, cursor: Cursor = None) -> Page[CatchRow]:
    """Every chance to find a known defect; ``caught`` is null while a person has to say."""
    page = catch_rows(get_readable_project(caller(request), slug), number_after(cursor))
    return page_of(request, page.rows, page.next_cursor)


@router.get("/projects/{slug:slug}/rule-answers", auth=READ, response=Page[AnswerRow], operation_id="listRuleAnswers")
def rule_answers(
    request: HttpRequest, slug: str, source: RuleSource, rule: RuleName = "", cursor: Cursor = None
) -> Page[AnswerRow]:
    """What reviewers answered to the findings of one rule."""
    page = answer_rows(get_readable_project(caller(request), slug), source, rule, number_after(cursor))
    return page_of(request, page.rows, page.next_cursor)


@router.get("/projects/{slug:slug}/muted-rules", auth=READ, response=MutedRules, operation_id="listMutedRules")
def muted_rules(request: HttpRequest, slug: str) -> MutedRules:
    """Rules that are muted in the project."""
    return _muted(get_readable_project(caller(request), slug))


@router.put("/projects/{slug:slug}/muted-rules", auth=LEAD, response=MutedRules, operation_id="muteRule")
def mute_rule(request: HttpRequest, slug: str, payload: RuleShape) -> MutedRules:
    """Show a rule's findings to no reviewer of the project any more."""
    user = caller(request)
    project = get_project(user, slug)
    services.mute(user, project, payload.source, payload.rule)
    return _muted(project)


@router.delete("/projects/{slug:slug}/muted-rules", auth=LEAD, response={204: None}, operation_id="unmuteRule")
def unmute_rule(request: HttpRequest, slug: str, source: RuleSource, rule: RuleName = "") -> HttpResponse:
    """Show them again."""
    user = caller(request)
    services.unmute(user, get_project(user, slug), source, rule)
    return HttpResponse(status=204)


@router.get(
    "/projects/{slug:slug}/reviewers/{slug:name}", auth=READ, response=ReviewerShape, operation_id="getReviewer"
)
def reviewer(request: HttpRequest, slug: str, name: str) -> ReviewerShape:
    """One reviewer of the project; all of them are in the figures called ``people``."""
    project = get_readable_project(caller(request), slug)
    person = reviewer_called(project, name)
    rows = (figures(project, "people")["people"] or {}).get("rows", [])
    whole = next((row for row in rows if row["name"] == person.pseudonym), None)
    return ReviewerShape(name=person.pseudonym, whole=whole, weeks=weeks(project, person.pseudonym))


@router.get(
    "/projects/{slug:slug}/reviewers/{slug:name}/reviews",
    auth=READ,
    response=Page[ReadingRow],
    operation_id="listReviewsOfReviewer",
)
def reviews_of(request: HttpRequest, slug: str, name: str, cursor: Cursor = None) -> Page[ReadingRow]:
    """One reviewer's reviews, the newest first."""
    project = get_readable_project(caller(request), slug)
    page = reading_rows(project, reviewer_called(project, name).pk, number_after(cursor))
    return page_of(request, page.rows, page.next_cursor)


def _muted(project: Project) -> MutedRules:
    rows = project.muted_rules.order_by("source", "rule").values("source", "rule")
    return MutedRules(items=[RuleShape(**one) for one in rows])


def _consensus(row: ConsensusRow) -> ConsensusShape:
    return ConsensusShape(
        code=row.code,
        title=row.title,
        language=row.language,
        review_ids=row.review_ids,
        need=Need(row.need),
        probability=row.probability,
        verdicts=[VerdictShape(candidate=one, verdict=verdict, probability=p) for one, verdict, p in row.verdicts],
        ranking=row.ranking,
    )
