"""Requests with an idempotency key: done once, answered alike however often they are sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone

from assay_web.accounts.models import Answer, User
from assay_web.kit.prepared import run_prepared

KEPT: Final = timedelta(hours=24)


def answered_before(user: User, key: str, fingerprint: str) -> Answer | None:
    """The answer that this person's ``key`` has had, or None: then this transaction is the one that answers it.

    Whoever sends the same key meanwhile waits until it ends. The caller compares the fingerprint.
    """
    if run_prepared(
        "INSERT INTO accounts_answer (user_id, key, fingerprint, content_type, body, made_at)"
        " VALUES (%(user)s, %(key)s, %(fingerprint)s, '', '', now()) ON CONFLICT DO NOTHING RETURNING id",
        {"user": user.pk, "key": key, "fingerprint": fingerprint},
        tracked=False,
    ):
        return None
    return Answer.objects.get(user=user, key=key)


def keep_answer(user: User, key: str, status: int, content_type: str, body: bytes) -> None:
    """Keep what :func:`answered_before` will tell from now on."""
    run_prepared(
        "UPDATE accounts_answer SET status = %(status)s, content_type = %(content_type)s, body = %(body)s"
        " WHERE user_id = %(user)s AND key = %(key)s RETURNING id",
        {"status": status, "content_type": content_type, "body": body, "user": user.pk, "key": key},
        tracked=False,
    )


def forget_answer(user: User, key: str) -> None:
    """Keep nothing: sent again, the request is done again."""
    Answer.objects.filter(user=user, key=key).delete()


def forget_answers() -> None:
    """Remove answers that are older than a day."""
    Answer.objects.filter(made_at__lt=timezone.now() - KEPT).delete()
