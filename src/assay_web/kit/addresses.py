"""Where requests come from."""

from __future__ import annotations

from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Final

from django.conf import settings
from django.http import HttpRequest

_OF_ONE_HOUSEHOLD: Final = 64
"""Bits of an IPv6 address that one customer of a provider shares; the rest of them is theirs to choose."""


def address_of(request: HttpRequest) -> str:
    """Where the request comes from: behind so many proxies of ours, what the outermost of them saw."""
    proxies: int = settings.PROXIES
    if proxies:
        seen = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]
        if len(seen) >= proxies:
            return seen[-proxies][:60]
    return str(request.META.get("REMOTE_ADDR", ""))


def counted_address(address: str) -> str:
    """The address by which requests are counted: of IPv6 the network, of which one person has many addresses."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if not isinstance(ip, IPv6Address):
        return address
    if ip.ipv4_mapped is not None:
        return str(ip.ipv4_mapped)
    return str(IPv6Network((ip, _OF_ONE_HOUSEHOLD), strict=False))


def is_this_machine(address: str) -> bool:
    """Whether it is a loopback address."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
