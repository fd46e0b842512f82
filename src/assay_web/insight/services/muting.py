"""A rule that reviewers keep calling false can be muted: it is then no evidence in this project."""

from __future__ import annotations

from django.db import transaction

from assay_web.accounts.models import User
from assay_web.insight.policies import changes
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.tasks.models import MutedRule


@transaction.atomic
def mute(user: User, project: Project, source: str, rule: str) -> None:
    """Show this rule's findings to no reviewer of the project any more; muting it twice changes nothing.

    Raises:
        NotVisible: this person may not change the project.
    """
    if not changes(user, project):
        raise NotVisible("no such project")
    MutedRule.objects.get_or_create(project=project, source=source, rule=rule, defaults={"muted_by": user})


@transaction.atomic
def unmute(user: User, project: Project, source: str, rule: str) -> None:
    """Show it again.

    Raises:
        NotVisible: as :func:`mute`.
    """
    if not changes(user, project):
        raise NotVisible("no such project")
    MutedRule.objects.filter(project=project, source=source, rule=rule).delete()
