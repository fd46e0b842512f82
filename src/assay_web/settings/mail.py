"""From a mail address (``smtp://…``) to Django's settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_BACKENDS = {"": "console", "file": "filebased", "smtp": "smtp", "smtps": "smtp"}
_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class Mail:
    """Values of Django's ``EMAIL_`` settings."""

    backend: str
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = False
    tls: bool = False
    folder: str | None = None


def mail(url: str) -> Mail:
    """``smtp://`` uses STARTTLS, ``smtps://`` TLS from the start, ``file:///folder`` writes each message to a file;
    empty prints them on the console of the process.

    Raises:
        ImproperlyConfigured: it is none of these.
    """
    parts = urlsplit(url)
    if parts.scheme not in _BACKENDS:
        raise ImproperlyConfigured(
            f"ASSAY_EMAIL_URL has scheme {parts.scheme!r}; use smtp://user:password@host:587, smtps:// or file:///folder"
        )
    return Mail(
        backend=f"django.core.mail.backends.{_BACKENDS[parts.scheme]}.EmailBackend",
        host=parts.hostname or "localhost",
        port=parts.port or _PORTS.get(parts.scheme, 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp",
        tls=parts.scheme == "smtps",
        folder=parts.path if parts.scheme == "file" else None,
    )
