"""``/api/v1/me``: who calls, and as what."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel

from assay_web.accounts.api.calling import READ, caller
from assay_web.projects.models import Role
from assay_web.projects.selectors import memberships_of

router = Router(tags=["me"])


class MembershipShape(BaseModel):
    """A role in a project."""

    project: str
    role: Role


class Me(BaseModel):
    """The caller; ``projects`` are those they are a member of, by slug."""

    email: str
    name: str
    is_operator: bool
    projects: list[MembershipShape]


@router.get("/me", auth=READ, response=Me, operation_id="getMe")
def me(request: HttpRequest) -> Me:
    """The caller, with their roles."""
    user = caller(request)
    return Me(
        email=user.email,
        name=user.name,
        is_operator=user.is_operator,
        projects=[MembershipShape(project=slug, role=Role(role)) for slug, role in memberships_of(user)],
    )
