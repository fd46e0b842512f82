"""Inviting people: links that expire, work once and for one address, of which only a hash is kept."""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assay_web.accounts.models import User
from assay_web.accounts.rules import normalised_email, token_hash
from assay_web.accounts.services import create_user
from assay_web.kit.refusals import Refusal
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Invitation, Membership, Project, Role
from assay_web.projects.selectors import open_invitations
from assay_web.projects.services.creating import add_member

LASTS = timedelta(days=7)


@transaction.atomic
def invite(by: User, project: Project, email: str, role: str) -> tuple[Invitation, str]:
    """An invitation and the token of its link, which is told once and kept nowhere. An earlier open one for the same
    address stops working.

    Raises:
        Refusal: this person has that role already.
    """
    address = normalised_email(email)
    if project.memberships.filter(user__email=address, role=role).exists():
        raise Refusal(f"{address} is {Role(role).label} of this project already")
    open_invitations(project).filter(email=address).update(withdrawn_at=timezone.now())
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        project=project,
        email=address,
        role=Role(role),
        token_hash=token_hash(token),
        invited_by=by,
        expires_at=timezone.now() + LASTS,
    )
    return invitation, token


def withdraw(project: Project, invitation_id: UUID) -> None:
    """Make the link of an open invitation useless; one that is not open is left as it is."""
    open_invitations(project).filter(public_id=invitation_id).update(withdrawn_at=timezone.now())


@transaction.atomic
def join(user: User, token: str) -> Project:
    """Use the invitation up: ``user`` gets its role.

    Raises:
        NotVisible: there is no such invitation, or it was used, withdrawn or has run out.
        Refusal: it is for another address, or would take the last lead's role.
    """
    invitation = open_invitations().select_for_update(of=("self",)).filter(token_hash=token_hash(token)).first()
    if invitation is None:
        raise NotVisible("no such invitation")
    if invitation.email != user.email:
        raise Refusal(f"This invitation is for {invitation.email}; sign in with that address")
    _keep_a_lead(invitation.project, user, invitation.role)
    add_member(invitation.project, user, invitation.role)
    invitation.used_at = timezone.now()
    invitation.used_by = user
    invitation.save(update_fields=["used_at", "used_by"])
    return invitation.project


@transaction.atomic
def join_as_new(token: str, email: str, name: str, password: str) -> User:
    """Make the account that an invitation is for, and use the invitation up.

    Raises:
        NotVisible: as :func:`join`.
        Refusal: as :func:`join`.
        InputError: the address has an account already.
    """
    user = create_user(email, password, name=name)
    join(user, token)
    return user


@transaction.atomic
def change_role(project: Project, user_id: int, role: str | None) -> None:
    """Give a member another role; None takes them out of the project. What they have claimed they may finish.

    Raises:
        NotVisible: no such member.
        Refusal: it is the last lead.
    """
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    membership = Membership.objects.select_related("user").filter(project=project, user=user_id).first()
    if membership is None:
        raise NotVisible("no such member")
    _keep_a_lead(project, membership.user, role)
    if role is None:
        membership.delete()
    else:
        add_member(project, membership.user, role)


def _keep_a_lead(project: Project, user: User, role: str | None) -> None:
    leads = project.memberships.filter(role=Role.LEAD)
    if role != Role.LEAD and leads.filter(user=user).exists() and leads.count() == 1:
        raise Refusal("A project keeps a lead: make somebody else lead first")
