"""Whether a webhook was really sent by the instance (Standard Webhooks, signature scheme v1)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Mapping
from typing import Final

from assay.errors import InputError

TOLERANCE_S: Final = 300
"""How old a message may be, or how far ahead its clock."""

MARK: Final = "whsec_"


def signature(secret: str, identifier: str, timestamp: str, body: bytes) -> str:
    """What the header ``webhook-signature`` carries: HMAC-SHA256 over ``id.timestamp.body``."""
    key = base64.b64decode(secret.removeprefix(MARK))
    signed = b".".join([identifier.encode(), timestamp.encode(), body])
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def verify_webhook(secret: str, headers: Mapping[str, str], body: bytes, *, now: float | None = None) -> str:
    """The id of a message that is genuine and fresh. Messages may come twice: remember the ids that you have handled.

    Raises:
        InputError: a header is missing, the message is too old, or the signature is not ours.
    """
    named = {name.lower(): value for name, value in headers.items()}
    try:
        identifier, timestamp = named["webhook-id"], named["webhook-timestamp"]
        given = named["webhook-signature"].split()
        age = abs((time.time() if now is None else now) - int(timestamp))
    except (KeyError, ValueError) as error:
        raise InputError("no signed webhook: its headers are missing or broken") from error
    if age > TOLERANCE_S:
        raise InputError(f"the webhook is {age:.0f} s old", remedy="check the clocks of both machines")
    expected = signature(secret, identifier, timestamp, body)
    if not any(hmac.compare_digest(expected, one) for one in given):
        raise InputError("the webhook's signature is wrong", remedy="check that the secret is this webhook's")
    return identifier
