"""A service that speaks chat completions for real, over HTTP on this machine: streams, refuses, breaks off."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

Answer = Callable[["Exchange"], None]
"""Answers one request."""

USAGE = {"prompt_tokens": 1200, "completion_tokens": 340, "total_tokens": 1540}


class Exchange(BaseHTTPRequestHandler):
    """One request with its parsed body, and the means to answer it."""

    protocol_version = "HTTP/1.1"
    server: ThreadingHTTPServer
    asked: dict[str, Any]

    def do_POST(self) -> None:
        self.asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.service.requests.append(self.asked)
        self.service.headers.append({name.lower(): value for name, value in self.headers.items()})
        self.service.paths.append(self.path)
        self.service.next_answer()(self)

    def log_message(self, *arguments: object) -> None:
        """Tests read what they need from the service."""

    @property
    def service(self) -> Service:
        return cast("Service", self.server.service)  # type: ignore[attr-defined]  # set below

    def send_document(self, status: int, document: object, headers: Mapping[str, str] | None = None) -> None:
        self.send_text(status, json.dumps(document), {"content-type": "application/json", **(headers or {})})

    def send_text(self, status: int, text: str, headers: Mapping[str, str] | None = None) -> None:
        body = text.encode()
        self.send_response(status)
        for name, value in {"content-length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def begin_stream(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream; charset=utf-8")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()

    def send_piece(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def send_event(self, document: object) -> None:
        self.send_piece(f"data: {json.dumps(document)}\n\n".encode())

    def end_stream(self) -> None:
        self.send_piece(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that end a connection early are what some tests are about."""


@dataclass
class Service:
    """What was asked, and what the next answers are; the last one is given again and again."""

    address: str = ""
    answers: list[Answer] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def next_answer(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def chat_service(*answers: Answer) -> Iterator[Service]:
    """A service on a free port of this machine."""
    server = _Server(("127.0.0.1", 0), Exchange)
    service = Service(f"http://127.0.0.1:{server.server_port}/v1", list(answers))
    server.service = service  # type: ignore[attr-defined]  # read above
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def claim(**changes: object) -> dict[str, object]:
    """A claim in the asked form."""
    return {
        "path": "cache.py",
        "start_line": 2,
        "end_line": 2,
        "category": "logic",
        "severity": "major",
        "cwe": 193,
        "title": "The last element is never looked at",
        "explanation": "The range ends one before the end.",
        "impact": "A key that is there is not found.",
        "confidence": 0.8,
    } | changes


def findings(*claims: object) -> str:
    """The text of an answer in the asked form."""
    return json.dumps({"findings": list(claims)})


def streamed(text: str, *, finish: str | None = "stop", piece: int = 17, usage: bool = True) -> Answer:
    """``text`` in small pieces, as services stream it."""

    def answer(exchange: Exchange) -> None:
        exchange.begin_stream()
        exchange.send_piece(b": a comment that keeps the connection open\n\n")
        exchange.send_event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": ""}}]})
        for start in range(0, len(text), piece):
            exchange.send_event({"choices": [{"index": 0, "delta": {"content": text[start : start + piece]}}]})
        if finish:
            exchange.send_event({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
        if usage:
            exchange.send_event({"choices": [], "usage": USAGE})
        exchange.end_stream()

    return answer


def at_once(text: str, *, usage: object = USAGE) -> Answer:
    """``text`` in one document, from a service that does not stream."""
    message = {"role": "assistant", "content": text}
    document = {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "usage": usage}
    return lambda exchange: exchange.send_document(200, document)


def refused(status: int, *, headers: Mapping[str, str] | None = None, said: str = "no") -> Answer:
    """An error as services report it."""
    return lambda exchange: exchange.send_document(status, {"error": {"message": said}}, headers)


def cut_off(text: str) -> Answer:
    """Some of an answer, then the connection ends in the middle of a piece."""

    def answer(exchange: Exchange) -> None:
        exchange.begin_stream()
        exchange.send_event({"choices": [{"index": 0, "delta": {"content": text}}]})
        exchange.wfile.write(b'ffff\r\ndata: {"choices"')
        exchange.close_connection = True

    return answer


def raw(status: int, body: str, content_type: str = "text/event-stream") -> Answer:
    """Whatever bytes."""
    return lambda exchange: exchange.send_text(status, body, {"content-type": content_type})


def unless_asked_for_a_schema(answer: Answer) -> Answer:
    """A service that does not know ``response_format``."""

    def choose(exchange: Exchange) -> None:
        if "response_format" in exchange.asked:
            exchange.send_document(400, {"error": {"message": "unknown field response_format"}})
        else:
            answer(exchange)

    return choose
