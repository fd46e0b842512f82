"""From a ``postgresql://`` address to Django's settings."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from assay_web.settings.liveness import Connection

WAIT_S: Final = 5
"""How long a request waits for a connection, in seconds, before it is told that the database does not answer."""

_PATIENCE: Final = {"keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3, "tcp_user_timeout": 10_000}
"""A peer that is cut off or gone without a word is given up after 11 s; TCP by itself would wait for hours. Seconds,
seconds, probes, milliseconds, under libpq's names; the server's own are the same but for a prefix."""

_FORGOTTEN_MS: Final = 300_000
"""A session that stands in a transaction for this long is ended: its process is frozen, others wait for its rows."""


def database(url: str, *, pool_size: int = 0) -> dict[str, Any]:
    """Settings for Django's ``DATABASES`` entry; ``pool_size`` > 0 turns on the connection pool.

    A socket folder is given as in libpq: ``postgresql://user@/name?host=/folder``. Other parameters of libpq may
    follow, and win over what is set here: how soon either side gives up a connection that says nothing any more.

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
    options: dict[str, Any] = {"connect_timeout": WAIT_S, **_PATIENCE, "options": _of_the_server(), **query}
    if pool_size:
        options["pool"] = {
            "min_size": min(2, pool_size),
            "max_size": pool_size,
            "timeout": WAIT_S,
            "reconnect_timeout": 2 * WAIT_S,
            "connection_class": Connection,
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _of_the_server() -> str:
    of_tcp = {f"tcp_{name.removeprefix('tcp_')}": str(value) for name, value in _PATIENCE.items()}
    told = {
        **of_tcp,
        "idle_in_transaction_session_timeout": str(_FORGOTTEN_MS),
        "pgtrigger.ignore": "{}",  # none: every trigger asks for it, and what is not set costs each an exception
    }
    return " ".join(f"-c {name}={value}" for name, value in told.items())
