"""Pure decisions about people."""

from __future__ import annotations

import secrets

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_pseudonym() -> str:
    """A name that tells nothing: ``r-`` and eight characters, 40 bits."""
    return "r-" + "".join(secrets.choice(_ALPHABET) for _ in range(8))


def normalised_email(email: str) -> str:
    """One spelling per mailbox: trimmed and lower-case."""
    return email.strip().lower()
