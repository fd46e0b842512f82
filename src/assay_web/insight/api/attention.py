"""What whoever leads a project should look at now."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from assay_web.accounts.api.calling import READ, caller
from assay_web.insight.selectors.attention import FIGURES, attention_in
from assay_web.insight.selectors.stored import figures
from assay_web.projects.selectors import get_readable_project

router = Router(tags=["insight"])


class AttentionShape(BaseModel):
    """What there is, what can be done, and the page on which it is done."""

    text: str
    action: str
    page: str = Field(description="Its address, relative to this one's host.")


class NeedsAttention(BaseModel):
    """The most pressing first; empty when all is well."""

    items: list[AttentionShape]


@router.get("/projects/{slug:slug}/attention", auth=READ, response=NeedsAttention, operation_id="listAttention")
def attention(request: HttpRequest, slug: str) -> NeedsAttention:
    """From figures as they were last made. What planted tasks want is told to leads alone."""
    user = caller(request)
    project = get_readable_project(user, slug)
    found = attention_in(user, project, figures(project, *FIGURES).sets)
    return NeedsAttention(
        items=[AttentionShape(text=one.text, action=one.action, page=one.address(project)) for one in found]
    )
