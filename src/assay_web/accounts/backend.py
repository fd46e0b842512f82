"""Who somebody is: by address and password as allauth does it, and in later requests by the session."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from assay_web.accounts.models import User
from assay_web.kit.prepared import prepared


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """allauth's, which finds the person of a session by a query that is put together once: every request asks it."""

    def get_user(self, user_id: Any) -> User | None:  # noqa: ANN401 - whatever the session holds
        """None where there is no such account any more, or it has been closed."""
        found = next(iter(_person(int(user_id))), None)
        return found if found is not None and self.user_can_authenticate(found) else None


@prepared
def _person(user: int) -> QuerySet[User]:
    return User.objects.filter(pk=user)
