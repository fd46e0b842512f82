"""From a ``postgresql://`` address to Django's settings."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def database(url: str, *, pool_size: int = 0) -> dict[str, Any]:
    """Settings for Django's ``DATABASES`` entry; ``pool_size`` > 0 turns on the connection pool.

    A socket folder is given as in libpq: ``postgresql://user@/name?host=/folder``.

    Raises:
        ImproperlyConfigured: it is no PostgreSQL address.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"DATABASE_URL has scheme {parts.scheme!r}; use postgresql://user:password@host/name"
        )
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", unquote(parts.hostname or ""))
    options: dict[str, Any] = {**query}
    if pool_size:
        options["pool"] = {"min_size": min(2, pool_size), "max_size": pool_size, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": options,
    }
