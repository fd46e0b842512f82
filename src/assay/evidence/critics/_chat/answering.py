"""What the service sends back, read as it arrives: a stream of events, or one document where it cannot stream.

Formats: https://platform.openai.com/docs/api-reference/chat/object and …/chat-streaming; server-sent events as in
https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from assay.errors import ServiceUnavailable
from assay.evidence.connection import Reply

MOST_BYTES: Final = 64 * 1024 * 1024
"""Of a whole reply; a stream spends some hundred on each word."""
MOST_LETTERS: Final = 4 * 1024 * 1024
"""Of an answer's text."""
_MOST_TOKENS: Final = 10**9


@dataclass
class Said:
    """The text of an answer, whether it came to its own end, and the tokens that the service counted."""

    text: str = ""
    whole: bool = False
    refusal: str = ""
    tokens_read: int | None = None
    tokens_written: int | None = None


def read_answer(reply: Reply, deadline: float) -> Said:
    """The answer in ``reply``, until ``deadline`` on the monotonic clock.

    An answer that grows beyond the bounds, or takes too long after it began, is what came so far, not whole.

    Raises:
        ServiceUnavailable: the connection broke, or the service said that it failed, before the answer's end.
    """
    said = Said()
    if "event-stream" in reply.headers.get("content-type", ""):
        _read_stream(reply, said, deadline)
    else:
        document = _parsed(b"".join(_bounded(reply.body, deadline)))
        _take(document, said, "message")
    return said


def _read_stream(reply: Reply, said: Said, deadline: float) -> None:
    pieces: list[str] = []
    letters = 0
    for data in _events(_bounded(reply.body, deadline)):
        if data.strip() == b"[DONE]":
            break
        part = Said()
        _take(_parsed(data), part, "delta")
        pieces.append(part.text)
        letters += len(part.text)
        said.refusal = (said.refusal + part.refusal)[:2000]
        said.whole = said.whole or part.whole
        if part.tokens_read is not None:
            said.tokens_read, said.tokens_written = part.tokens_read, part.tokens_written
        if letters > MOST_LETTERS:
            said.whole = False
            said.text = "".join(pieces)[:MOST_LETTERS]
            return
    else:
        if not said.whole and time.monotonic() < deadline:
            raise ServiceUnavailable("the stream ended before the answer did")
    said.text = "".join(pieces)


def _bounded(body: Iterator[bytes], deadline: float) -> Iterator[bytes]:
    size = 0
    for piece in body:
        size += len(piece)
        if size > MOST_BYTES:
            raise ServiceUnavailable(f"the answer is larger than {MOST_BYTES // 2**20} MiB")
        yield piece
        if time.monotonic() > deadline:
            return


def _events(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The data of each event; whatever is no data (comments, names) is passed over."""
    waiting: list[bytes] = []
    for line in _lines(pieces):
        if line.startswith(b"data:"):
            waiting.append(line[5:].removeprefix(b" "))
        elif not line and waiting:
            yield b"\n".join(waiting)
            waiting = []
    if waiting:
        yield b"\n".join(waiting)


def _lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            yield line.removesuffix(b"\r")
    if rest:
        yield rest.removesuffix(b"\r")


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        raise ServiceUnavailable("the service sent something that is no JSON") from None
    if not isinstance(document, dict):
        raise ServiceUnavailable("the service sent JSON that is no object")
    if document.get("error"):
        raise ServiceUnavailable("the service reported an error in place of an answer")
    return document


def _take(document: dict[str, Any], said: Said, key: str) -> None:
    choices = document.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else {}
    message = choice.get(key)
    if isinstance(message, dict):
        said.text = _text(message.get("content"))[: MOST_LETTERS + 1]
        said.refusal = _text(message.get("refusal"))[:2000]
    said.whole = choice.get("finish_reason") in {"stop", "content_filter"}
    if choice.get("finish_reason") == "length":
        said.whole = False
    usage = document.get("usage")
    if isinstance(usage, dict):
        said.tokens_read = _count(usage.get("prompt_tokens"))
        said.tokens_written = _count(usage.get("completion_tokens"))


def _text(content: object) -> str:
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(_text(part.get("text")) for part in content if isinstance(part, dict))
    return ""


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST_TOKENS else None
