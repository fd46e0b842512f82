"""Pure decisions about people and the tokens that act for them."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"

TOKEN_MARK: Final = "assay_"  # noqa: S105 - no password, but how they all begin
"""How every API token begins, so that scanners for leaked secrets can know it."""

SHOWN: Final = len(TOKEN_MARK) + 6
"""Characters of a token that are kept and shown: 36 of its 256 bits, too few to guess the rest."""


def new_pseudonym() -> str:
    """A name that tells nothing: ``r-`` and eight characters, 40 bits."""
    return "r-" + "".join(secrets.choice(_ALPHABET) for _ in range(8))


def normalised_email(email: str) -> str:
    """One spelling per mailbox: trimmed and lower-case."""
    return email.strip().lower()


def new_token() -> str:
    """A secret of 256 random bits."""
    return TOKEN_MARK + secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is kept of a token: SHA-256 suffices, for it has 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def bearer(authorization: str) -> str | None:
    """The token of an ``Authorization`` header (RFC 6750, section 2.1); None where it carries none."""
    scheme, _, token = authorization.strip().partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def fingerprint(method: str, path: str, body: bytes) -> str:
    """What tells whether two requests under one idempotency key are the same request."""
    return hashlib.sha256(b"\0".join([method.encode(), path.encode(), body])).hexdigest()


FRAMEWORKS = (
    "pytest",
    "unittest",
    "Jest",
    "Vitest",
    "Mocha",
    "Playwright",
    "go test",
    "JUnit",
    "cargo test",
    "GoogleTest",
    "Catch2",
    "pgTAP",
)
"""Testing frameworks that a profile and a project may name."""

CONTINUOUS_INTEGRATION = (
    "GitHub Actions",
    "GitLab CI",
    "Jenkins",
    "Azure Pipelines",
    "CircleCI",
    "Buildkite",
    "TeamCity",
)
"""Systems of continuous integration that a profile may name."""


@lru_cache(maxsize=1)
def time_zones() -> tuple[str, ...]:
    """Names of time zones by place, sorted, with UTC before them."""
    return ("UTC", *sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")))


def standard_offset(time_zone: str) -> float:
    """Hours ahead of UTC without daylight saving, so that nobody's fit changes with the season.

    Raises:
        ZoneInfoNotFoundError: no such zone.
    """
    zone = ZoneInfo(time_zone)
    offsets = [datetime(2026, month, 1, tzinfo=UTC).astimezone(zone).utcoffset() for month in (1, 7)]
    return min(offset.total_seconds() / 3600 for offset in offsets if offset is not None)
