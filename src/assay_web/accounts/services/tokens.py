"""Making and revoking API tokens."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from assay_web.accounts.models import ApiToken, Scope, User
from assay_web.accounts.policies import tokens_of
from assay_web.accounts.rules import SHOWN, new_token, token_hash
from assay_web.kit.refusals import Refusal
from assay_web.kit.visibility import NotVisible

MOST: Final = 50
"""Tokens of one person that work at the same time."""

LONGEST: Final = timedelta(days=365)

_NOTED_EVERY: Final = timedelta(minutes=1)


def make_token(
    user: User, name: str, scopes: Collection[str], lasts: timedelta, *, key: UUID | None = None
) -> tuple[ApiToken, str]:
    """A token and its secret, which is told once and kept nowhere. With the same ``key`` there is only one.

    Raises:
        Refusal: it has no scope, would last longer than a year, was made already, or the person has too many.
    """
    if not scopes:
        raise Refusal("Choose at least one thing that the token may do")
    if not timedelta(0) < lasts <= LONGEST:
        raise Refusal("A token lasts a year at most")
    working = tokens_of(user).filter(revoked_at=None, expires_at__gt=timezone.now())
    if working.count() >= MOST:
        raise Refusal(f"You have {MOST} tokens already; revoke one that you no longer use")
    secret = new_token()
    token = ApiToken(
        public_id=key or uuid4(),
        user=user,
        name=name.strip(),
        prefix=secret[:SHOWN],
        token_hash=token_hash(secret),
        scopes=[one for one in Scope.values if one in scopes],
        expires_at=timezone.now() + lasts,
    )
    try:
        with transaction.atomic():
            token.save(force_insert=True)
    except IntegrityError:
        raise Refusal("This token has been made already and was shown then; make another if you need one") from None
    return token, secret


def revoke_token(user: User, token_id: UUID) -> None:
    """Make one of the person's tokens useless, at once; twice is once.

    Raises:
        NotVisible: there is none, or it is somebody else's.
    """
    mine = tokens_of(user).filter(public_id=token_id)
    if not mine.filter(revoked_at=None).update(revoked_at=timezone.now()) and not mine.exists():
        raise NotVisible("no such token")


def note_use(token: ApiToken) -> None:
    """Note that the token was used, to the minute: not every request should write."""
    now = timezone.now()
    unnoted = Q(last_used_at=None) | Q(last_used_at__lt=now - _NOTED_EVERY)
    if token.last_used_at is None or token.last_used_at < now - _NOTED_EVERY:
        ApiToken.objects.filter(unnoted, pk=token.pk).update(last_used_at=now)
