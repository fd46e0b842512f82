"""Django's sessions in the database, found by a query that is put together once: every request asks it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from assay_web.kit.prepared import prepared


class SessionStore(db.SessionStore):
    """As Django's."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Django's table of sessions."""
        return Session

    def _get_session_from_db(self) -> Any:  # noqa: ANN401 - as Django's, which has no types
        found = _living(self.session_key, timezone.now()) if self.session_key else []
        if not found:
            self._session_key = None
        return next(iter(found), None)


@prepared
def _living(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)
