"""However slowly a receiver answers, it holds nobody longer than the limit."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from assay_web.hooks import outward
from assay_web.hooks.outward import post

LIMIT_S = 2.0
"""Long beside what a loaded machine needs for an exchange with itself."""

HOST = "127.0.0.1"

Dripping = Callable[[bytes, bytes, float], int]


@pytest.fixture
def dripping(monkeypatch: pytest.MonkeyPatch) -> Iterator[Dripping]:
    """Makes a receiver that says something at once, then drop by drop without an end; answers its port."""
    monkeypatch.setattr(outward, "ANSWER_S", LIMIT_S)
    ended = threading.Event()
    with contextlib.ExitStack() as stack:

        def make(at_once: bytes, drop: bytes, every_s: float) -> int:
            server = stack.enter_context(socket.create_server((HOST, 0)))

            def drip() -> None:
                caller, _ = server.accept()
                with caller, contextlib.suppress(OSError):
                    caller.recv(65536)
                    caller.sendall(at_once)
                    while not ended.wait(every_s):
                        caller.sendall(drop)

            thread = threading.Thread(target=drip, daemon=True)
            stack.callback(thread.join, 5)
            stack.callback(ended.set)
            thread.start()
            return int(server.getsockname()[1])

        yield make


@pytest.mark.parametrize(
    ("scheme", "at_once", "drop", "every_s"),
    [
        ("http", b"HTTP/1.1 200 OK\r\nX: ", b"a", 0.1),
        ("http", b"", b"HTTP/1.1 102 Processing\r\n\r\n", 0.1),
        ("http", b"", b"HTTP/1.1 102 Processing\r\n\r\n" * 1000, 0),
        ("https", b"\x16\x03\x03\x3f\xff\x02", b"a", 0.1),
    ],
    ids=["header", "information", "much-information", "handshake"],
)
def test_an_answer_that_never_comes_whole_is_none(
    dripping: Dripping, scheme: str, at_once: bytes, drop: bytes, every_s: float
) -> None:
    port = dripping(at_once, drop, every_s)
    began = time.monotonic()
    with pytest.raises(OSError, match=r"timed out|took longer than 2 s"):
        post(f"{scheme}://{HOST}:{port}/", {}, b"{}", (HOST,))
    assert time.monotonic() - began < 30 * LIMIT_S


@pytest.mark.parametrize("every_s", [0.1, 30])
def test_a_status_counts_even_if_what_follows_does_not_end(dripping: Dripping, every_s: float) -> None:
    port = dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\na", b"a", every_s)
    answer = post(f"http://{HOST}:{port}/", {}, b"{}", (HOST,))
    assert (answer.status, answer.milliseconds < 30_000 * LIMIT_S) == (200, True)


def test_a_slow_name_leaves_no_time_for_a_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object, **__: object) -> list[tuple[object, ...]]:
        time.sleep(LIMIT_S)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (HOST, 9))]

    monkeypatch.setattr(outward, "ANSWER_S", LIMIT_S)
    monkeypatch.setattr("assay_web.hooks.outward.socket.getaddrinfo", slow)
    with pytest.raises(OSError, match=r"took longer than 2 s"):
        post(f"http://{HOST}:9/", {}, b"{}", (HOST,))
