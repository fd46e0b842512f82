"""Where webhooks may go: to the open Internet, and nowhere else, however the address is written."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from assay_web.hooks.outward import NotAllowed, post, require_callable
from assay_web.hooks.rules import WAITS_S, may_be_reached, next_wait, signature

INSIDE = [
    "127.0.0.1",
    "127.8.8.8",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - looked at, not bound
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "2001:db8::1",
]


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_are_not_reached(address: str) -> None:
    assert not may_be_reached(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_addresses_of_the_open_internet_are(address: str) -> None:
    assert may_be_reached(address)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://example.org/", "https"),
        ("ftp://example.org/", "web address"),
        ("file:///etc/passwd", "web address"),
        ("https://", "web address"),
        ("https://user:secret@example.org/", "name or password"),
        ("https://example.org:99999/", "web address"),
        ("https://[::1", "web address"),
        ("nonsense", "web address"),
    ],
)
def test_what_is_no_address_of_a_webhook_is_refused(address: str, why: str) -> None:
    with pytest.raises(NotAllowed, match=why):
        require_callable(address, ())


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://169.254.169.254/latest/meta-data/",
        "https://localhost/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
    ],
)
def test_no_spelling_of_an_inner_address_is_called(address: str) -> None:
    with pytest.raises(NotAllowed, match="open Internet"):
        post(address, {}, b"", ())


def resolving_to(*addresses: str) -> Any:  # noqa: ANN401 - as getaddrinfo
    def resolved(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return resolved


@pytest.mark.parametrize("addresses", [("10.0.0.7",), ("1.1.1.1", "10.0.0.7")])
def test_a_name_that_leads_inside_is_refused_even_beside_others(
    addresses: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assay_web.hooks.outward.socket.getaddrinfo", resolving_to(*addresses))
    with pytest.raises(NotAllowed, match=r"10\.0\.0\.7"):
        post("https://rebound.example/", {}, b"", ())


def test_a_name_that_leads_nowhere_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr("assay_web.hooks.outward.socket.getaddrinfo", nowhere)
    with pytest.raises(OSError, match="leads nowhere"):
        post("https://nowhere.example/", {}, b"", ())


def test_waits_grow_and_end() -> None:
    waits = [next_wait(tries) for tries in range(1, len(WAITS_S) + 2)]
    assert waits[-1] is None
    assert all(wait and 0.9 * base <= wait <= 1.1 * base for wait, base in zip(waits[:-1], WAITS_S, strict=True))


def test_the_signature_is_that_of_the_published_example() -> None:
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - of the published example
    signed = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, '{"test": 2432232314}')
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
