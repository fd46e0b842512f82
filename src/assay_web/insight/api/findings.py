"""The findings behind a density: what reviewers reported of one model's candidates."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from assay.domain.finding import Category, Severity
from assay.domain.task import Language
from assay_web.accounts.api.calling import READ, caller
from assay_web.insight.selectors.findings import ModelFinding, finding_rows
from assay_web.kit.paging import Cursor, Page, page_of, pair_after
from assay_web.kit.visibility import NotVisible
from assay_web.projects.policies import sees_origins
from assay_web.projects.selectors import get_readable_project

router = Router(tags=["insight"])

Model = Annotated[str, Query(max_length=500, description="Its name; empty for candidates without one.")]


@router.get(
    "/projects/{slug:slug}/models/findings",
    auth=READ,
    response=Page[ModelFinding],
    operation_id="listFindingsOfModel",
)
def findings(
    request: HttpRequest,
    slug: str,
    model: Model = "",
    severity: Severity | None = None,
    category: Category | None = None,
    language: Language | None = None,
    cursor: Cursor = None,
) -> Page[ModelFinding]:
    """Findings on the candidates of one model, praise left out; for leads, and for clients once it is closed."""
    user = caller(request)
    project = get_readable_project(user, slug)
    after = pair_after(cursor)
    if not sees_origins(user, project):
        raise NotVisible("models are hidden until the project is closed")
    page = finding_rows(
        project,
        model,
        severity=severity.value if severity else "",
        category=category.value if category else "",
        language=language.value if language else "",
        after=after,
    )
    return page_of(request, page.rows, page.next_cursor)
