"""Django's sessions in the database, found together with whom they are of: every request asks for both."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet, Subquery
from django.utils import timezone

from assay_web.accounts.models import User
from assay_web.kit.prepared import prepared


class SessionStore(db.SessionStore):
    """As Django's. ``person``: whom the list of sessions names for this one; whether they are signed in, the session
    itself says.
    """

    person: User | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Django's table of sessions."""
        return Session

    def _get_session_from_db(self) -> Any:  # noqa: ANN401 - as Django's, which has no types
        key, now = self.session_key, timezone.now()
        self.person = next(iter(_listed(key, now)), None) if key else None
        if self.person is not None:
            return Session(session_key=key, session_data=self.person.session_data)  # type: ignore[misc]  # annotated below
        found = _living(key, now) if key else []
        if not found:
            self._session_key = None
        return next(iter(found), None)


@prepared
def _listed(key: str, now: datetime) -> QuerySet[User]:
    data = Session.objects.filter(session_key=key, expire_date__gt=now).values("session_data")
    of_the_session = UserSession.objects.filter(session_key=key).values("user")
    people = User.objects.filter(pk=Subquery(of_the_session)).annotate(session_data=Subquery(data))
    return people.filter(session_data__isnull=False)


@prepared
def _living(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)
