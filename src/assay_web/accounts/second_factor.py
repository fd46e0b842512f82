"""The second factor: secrets of authenticator apps are encrypted in the database."""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """A backup of the database alone is of no use to whoever steals it: the key comes from the instance's secret."""

    def encrypt(self, text: str) -> str:
        """As it is stored."""
        return _cipher(settings.SECRET_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """As the app has it.

        Raises:
            InvalidToken: it was encrypted with another key.
        """
        return _cipher(settings.SECRET_KEY).decrypt(encrypted_text.encode()).decode()


@cache
def _cipher(secret: str) -> Fernet:
    key = hashlib.blake2b(secret.encode(), digest_size=32, person=b"assay-2nd-factor").digest()
    return Fernet(base64.urlsafe_b64encode(key))
