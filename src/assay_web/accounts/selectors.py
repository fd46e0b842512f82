"""Reads of accounts, always scoped by policy."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from assay_web.accounts.models import ApiToken, User
from assay_web.accounts.policies import tokens_of
from assay_web.accounts.rules import token_hash


def tokens(user: User) -> QuerySet[ApiToken]:
    """The person's tokens that have not been revoked, the newest first."""
    return tokens_of(user).filter(revoked_at=None).order_by("-pk")


def token_behind(secret: str) -> ApiToken | None:
    """The token with this secret, with its owner; None where it does not work, for whatever reason."""
    working = ApiToken.objects.filter(revoked_at=None, expires_at__gt=timezone.now(), user__is_active=True)
    return working.select_related("user").filter(token_hash=token_hash(secret)).first()
