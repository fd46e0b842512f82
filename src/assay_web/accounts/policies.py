"""Who may see and change what belongs to an account."""

from __future__ import annotations

from django.db.models import QuerySet

from assay_web.accounts.models import ApiToken, User


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """The person's own API tokens; nobody sees another's, whoever they are."""
    return ApiToken.objects.filter(user=user)
