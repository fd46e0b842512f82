"""Members, invitations and the audit trail of a project."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Router, Status
from pydantic import BaseModel, Field

from assay_web.accounts.api.calling import LEAD, READ, REVIEW, caller
from assay_web.kit.asking import Asked, Email
from assay_web.kit.paging import Cursor, Page, number_after, page_of
from assay_web.projects.history import Event, history
from assay_web.projects.models import Invitation, Role
from assay_web.projects.selectors import get_project, members, open_invitations
from assay_web.projects.services import change_role, invite, join, withdraw

router = Router(tags=["people"])

EVENTS = 100


class Member(BaseModel):
    """A person in a project."""

    id: int
    email: str
    name: str
    role: Role
    since: datetime


class Members(BaseModel):
    """Everybody in the project."""

    items: list[Member]


class NewRole(Asked):
    """What the member is to be."""

    role: Role


class InvitationShape(BaseModel):
    """An invitation that can still be used. ``link`` is told once, when it is made."""

    id: UUID
    email: str
    role: Role
    expires_at: datetime
    link: str | None = None


class Invitations(BaseModel):
    """All that can still be used."""

    items: list[InvitationShape]


class NewInvitation(Asked):
    """Whom, and as what."""

    email: Email
    role: Role


class Acceptance(Asked):
    """The last part of the invitation's link."""

    token: str = Field(min_length=1, max_length=200)


class Joined(BaseModel):
    """The project that the caller is a member of now."""

    project: str


@router.get("/projects/{slug:slug}/members", auth=READ, response=Members, operation_id="listMembers")
def list_members(request: HttpRequest, slug: str) -> Members:
    """Everybody in the project, for its leads."""
    project = get_project(caller(request), slug)
    return Members(
        items=[
            Member(id=one.user_id, email=one.user.email, name=one.user.name, role=Role(one.role), since=one.created_at)
            for one in members(project)
        ]
    )


@router.patch(
    "/projects/{slug:slug}/members/{int:member_id}", auth=LEAD, response={204: None}, operation_id="changeMember"
)
def change_member(request: HttpRequest, slug: str, member_id: int, payload: NewRole) -> HttpResponse:
    """Give a member another role."""
    change_role(get_project(caller(request), slug), _within(member_id), payload.role)
    return HttpResponse(status=204)


@router.delete(
    "/projects/{slug:slug}/members/{int:member_id}", auth=LEAD, response={204: None}, operation_id="removeMember"
)
def remove_member(request: HttpRequest, slug: str, member_id: int) -> HttpResponse:
    """Take a member out of the project; what they have claimed they may finish."""
    change_role(get_project(caller(request), slug), _within(member_id), None)
    return HttpResponse(status=204)


@router.get("/projects/{slug:slug}/invitations", auth=READ, response=Invitations, operation_id="listInvitations")
def invitations(request: HttpRequest, slug: str) -> Invitations:
    """Invitations that can still be used."""
    project = get_project(caller(request), slug)
    return Invitations(items=[_invitation(one) for one in open_invitations(project)])


@router.post("/projects/{slug:slug}/invitations", auth=LEAD, response={201: InvitationShape}, operation_id="invite")
def make_invitation(request: HttpRequest, slug: str, payload: NewInvitation) -> Status[InvitationShape]:
    """Invite an address; an earlier open invitation for it stops working. No answer with a link is kept."""
    user = caller(request)
    made, token = invite(user, get_project(user, slug), payload.email, payload.role)
    link = request.build_absolute_uri(reverse("invitation", args=[token]))
    request.keep_no_answer = True  # type: ignore[attr-defined]  # read by what keeps answers
    return Status(201, _invitation(made, link))


@router.delete(
    "/projects/{slug:slug}/invitations/{uuid:invitation_id}",
    auth=LEAD,
    response={204: None},
    operation_id="withdrawInvitation",
)
def withdraw_invitation(request: HttpRequest, slug: str, invitation_id: UUID) -> HttpResponse:
    """Make its link useless."""
    withdraw(get_project(caller(request), slug), invitation_id)
    return HttpResponse(status=204)


@router.post("/invitations/acceptances", auth=REVIEW, response=Joined, operation_id="acceptInvitation")
def accept(request: HttpRequest, payload: Acceptance) -> Joined:
    """Use an invitation up that is for the caller's address."""
    return Joined(project=join(caller(request), payload.token).slug)


@router.get("/projects/{slug:slug}/history", auth=READ, response=Page[Event], operation_id="listHistory")
def trail(request: HttpRequest, slug: str, cursor: Cursor = None) -> Page[Event]:
    """Who changed what of the project, the newest first; nobody can edit it."""
    events, begin = history(get_project(caller(request), slug)), number_after(cursor)
    more = len(events) > begin + EVENTS
    return page_of(request, events[begin : begin + EVENTS], begin + EVENTS if more else None)


def _within(member_id: int) -> int:
    """An id that the database can hold; beyond it there is nobody, and 0 is nobody's."""
    return member_id if member_id < 2**63 else 0


def _invitation(one: Invitation, link: str | None = None) -> InvitationShape:
    return InvitationShape(id=one.public_id, email=one.email, role=Role(one.role), expires_at=one.expires_at, link=link)
