"""Pure decisions about people and the tokens that act for them."""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

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
