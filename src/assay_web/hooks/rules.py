"""Pure decisions about webhooks: what is told, how it is signed, when it is tried again, where it may go."""

from __future__ import annotations

import base64
import hashlib
import hmac
import random
import secrets
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

from django.db.models import TextChoices

SECRET_MARK: Final = "whsec_"  # noqa: S105 - no password, but how they all begin (Standard Webhooks)

WAITS_S: Final = (5, 30, 120, 600, 3600, 3 * 3600, 8 * 3600, 24 * 3600)
"""Seconds before the second try, the third…: about a day and a half in all."""

_CARRIES_IPV4: Final = (
    IPv6Network("64:ff9b::/96"),  # NAT64
    IPv6Network("64:ff9b:1::/48"),
    IPv6Network("2002::/16"),  # 6to4
    IPv6Network("2001::/32"),  # Teredo
)
"""Addresses behind which any IPv4 address may stand."""


class Happening(TextChoices):
    """What can be told."""

    REVIEW_SUBMITTED = "review.submitted", "a review was submitted"
    REVIEW_ACCEPTED = "review.accepted", "a review was accepted"
    REVIEW_RETURNED = "review.returned", "a review was returned"
    CONFLICT_OPENED = "conflict.opened", "reviewers disagree"
    CONFLICT_SETTLED = "conflict.settled", "a conflict was settled"
    EXPORT_FINISHED = "export.finished", "an export ended"
    IMPORT_FINISHED = "import.finished", "an import ended"


PING: Final = "webhook.ping"
"""What is sent to see whether a webhook works."""


def new_secret() -> str:
    """A key of 256 random bits, written as Standard Webhooks does."""
    return SECRET_MARK + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, identifier: str, timestamp: int, body: str) -> str:
    """``v1,`` and HMAC-SHA256 over ``id.timestamp.body`` (Standard Webhooks, "Signature scheme")."""
    key = base64.b64decode(secret.removeprefix(SECRET_MARK))
    signed = f"{identifier}.{timestamp}.{body}".encode()
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def next_wait(tries: int) -> float | None:
    """Seconds until the next try after so many, spread by a fifth; None when there is none."""
    if not 1 <= tries <= len(WAITS_S):
        return None
    return WAITS_S[tries - 1] * random.uniform(0.9, 1.1)  # noqa: S311 - spreads load, hides nothing


def may_be_reached(address: str) -> bool:
    """Whether an IP address is one of the open Internet: not private, loopback, link-local, multicast or reserved."""
    ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif any(ip in network for network in _CARRIES_IPV4):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
