"""One reviewer's quality over time, week by week."""

from __future__ import annotations

from typing import Any

from django.db.models.fields.json import KeyTransform

from assay_web.accounts.models import User
from assay_web.insight.figures.query import shown_share
from assay_web.insight.models import Figures
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project


def reviewer_called(project: Project, name: str) -> User:
    """The reviewer of that pseudonym who has reviewed in the project.

    Raises:
        NotVisible: there is none.
    """
    found = User.objects.filter(pseudonym=name, assignments__project=project).first()
    if found is None:
        raise NotVisible("no such reviewer")
    return found


def weeks(project: Project, name: str) -> list[dict[str, Any]]:
    """The last 26 weeks with a review, the oldest first: how many, and the share of verdicts like the consensus.

    As stored; of a large project only what is this reviewer's is read.
    """
    stored = Figures.objects.filter(project=project, name="weeks")
    kept = stored.annotate(own=KeyTransform(name, "body")).values_list("own", flat=True).first()
    return [
        {"week": week, "reviews": reviews, "agrees": shown_share(agreed, n, "verdicts")}
        for week, reviews, agreed, n in kept or []
    ]
