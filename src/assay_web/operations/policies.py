"""Who may see and touch the machinery: operators."""

from __future__ import annotations

from assay_web.kit.visibility import NotVisible
from assay_web.projects.policies import Person, is_operator


def require_operator(person: Person) -> None:
    """Deny by default.

    Raises:
        NotVisible: the person is no operator.
    """
    if not is_operator(person):
        raise NotVisible("the machinery is the operator's")
