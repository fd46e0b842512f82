"""A reviewer confirms that they have read the guidelines."""

from __future__ import annotations

from assay_web.accounts.models import User
from assay_web.kit.refusals import Conflict
from assay_web.projects.models import Acknowledgement, Project


def acknowledge(user: User, project: Project, version: int) -> None:
    """Note that ``user``, a reviewer of the project, has read the guidelines in this version; twice is once.

    Raises:
        Conflict: they have changed since the page was opened.
    """
    if version != project.guidelines_version:
        raise Conflict("The guidelines have changed since you opened them; read them as they stand now")
    Acknowledgement.objects.get_or_create(project=project, user=user, version=version)
