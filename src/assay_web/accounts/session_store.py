"""Django's sessions in the database, found together with whom they are of: every request asks for both."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, Final

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.signing import JSONSerializer
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

from assay_web.accounts.models import User
from assay_web.kit.prepared import run_prepared

MOST_REMEMBERED: Final = 4_096
"""Sessions, of some hundred bytes each."""


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
        key = self.session_key
        found = run_prepared(_with_person(), {"key": key, "now": timezone.now()}) if key else []
        if not found:
            self._session_key, self.person = None, None
            return None
        ((data, *person),) = found
        names = [field.attname for field in User._meta.concrete_fields]  # noqa: SLF001 - Django's documented Meta API
        known = person[names.index("id")] is not None
        self.person = User.from_db(DEFAULT_DB_ALIAS, names, person) if known else None
        return Session(session_key=key, session_data=data)  # type: ignore[misc]  # its expiry is not asked for

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """As Django's, but that what was found to be signed by this instance is not asked for its signature again."""
        keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        try:
            text = session_data if isinstance(session_data, str) else session_data.decode()
            signed: dict[str, Any] = self.serializer().loads(_signed(text, self.key_salt, keys))
        except (signing.BadSignature, ValueError):
            return dict(super().decode(session_data))  # which notes what is wrong with it
        return signed


class _AsItIs(JSONSerializer):
    """Reads nothing of it."""

    def loads(self, data: bytes) -> bytes:
        return data


@lru_cache(MOST_REMEMBERED)
def _signed(data: str, salt: str, keys: tuple[str, ...]) -> bytes:  # noqa: ARG001 - what is known holds for these keys
    """The text behind a signature that is right."""
    text: bytes = signing.loads(data, salt=salt, serializer=_AsItIs)
    return text


@cache
def _with_person() -> str:
    """The data of a session that has not ended, and all that is known of whom the list names for it."""
    person = ", ".join(f"person.{field.column}" for field in User._meta.concrete_fields)  # noqa: SLF001 - as above
    return (
        f"SELECT session.session_data, {person} FROM {Session._meta.db_table} session"  # noqa: S608, SLF001 - our own
        f" LEFT JOIN {UserSession._meta.db_table} listed ON listed.session_key = session.session_key"  # noqa: SLF001
        f" LEFT JOIN {User._meta.db_table} person ON person.id = listed.user_id"  # noqa: SLF001
        " WHERE session.session_key = %(key)s AND session.expire_date > %(now)s"
    )
