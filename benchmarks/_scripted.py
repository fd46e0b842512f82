"""Scripted reviewers over HTTP: each claims, reads, saves drafts, tries code, locks and submits; and when something
does not answer, does what a person's workbench does: keeps what was typed and sends it again.
"""

from __future__ import annotations

import http.client
import json
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from _traffic import sign_in

PATIENCE_S = 240.0
PAUSE_S = 0.3
SAVES = 3


class GivenUp(Exception):
    """It did not answer for as long as a person would wait."""


@dataclass
class Acknowledged:
    """What the server said it has: the last version of each draft with a mark in its text, and each review."""

    drafts: dict[str, tuple[int, str]] = field(default_factory=dict)
    reviews: dict[str, str] = field(default_factory=dict)
    lost_leases: int = 0


@dataclass
class Seen:
    """What all of them saw that was no answer: when (monotonic clock) and what."""

    troubles: list[tuple[float, str]] = field(default_factory=list)
    reviews: int = 0
    runs: list[tuple[float, float, str]] = field(default_factory=list)
    """When a run was asked for, how long it took, how it ended."""
    refused: list[str] = field(default_factory=list)
    """Answers of 4xx that no script expects."""

    def between(self, start: float, end: float) -> dict[str, int]:
        """By kind."""
        return dict(sorted(Counter(kind for at, kind in self.troubles if start <= at <= end).items()))


class Reviewer:
    """One person with a session."""

    def __init__(self, host: str, port: int, email: str, password: str, seen: Seen) -> None:
        self.host, self.port, self.seen = host, port, seen
        self.cookies = sign_in(host, port, email, password)
        self.token = next(part.split("=", 1)[1] for part in self.cookies.split("; ") if part.startswith("csrftoken="))
        self.acknowledged = Acknowledged()
        self.done = 0

    def work(self, wanted: int, stop: threading.Event) -> None:
        """Review task after task."""
        while self.done < wanted and not stop.is_set():
            if not self.review():
                return

    def review(self) -> bool:
        """One task from claim to submission; False when there is none."""
        status, claimed = self.ask("POST", "/api/v1/queue/next", {})
        if status == 204:
            return False
        assignment = str(claimed["id"])
        place = f"/api/v1/assignments/{assignment}"
        _, shown = self.ask("GET", place)
        version, body = int(shown["draft"]["version"]), _body(shown)
        for number in range(SAVES):
            mark = f"{assignment} as of save {number}"
            body["ranking"]["justification"] = "A:1 loses the last value; B keeps it. " * 4 + mark
            status, saved = self.ask("PUT", f"{place}/draft", {"version": version, "body": body, "active_ms": 1000})
            if status == 410:
                self.acknowledged.lost_leases += 1
                return True
            version = int(saved["version"])
            self.acknowledged.drafts[assignment] = (version, mark)
        if self.done % 4 == 0:
            self.try_code(place)
        status, locked = self.ask("POST", f"{place}/lock", {"version": version, "body": body})
        if status == 410:
            self.acknowledged.lost_leases += 1
            return True
        version = int(locked["draft"]["version"])
        status, submitted = self.ask("POST", f"{place}/submit", {"version": version, "body": body})
        if status == 410:
            self.acknowledged.lost_leases += 1
            return True
        self.acknowledged.reviews[assignment] = str(submitted["review"])
        self.done += 1
        self.seen.reviews += 1
        return True

    def try_code(self, place: str) -> str:
        """Have something run on every candidate, and wait for what comes of it."""
        begun = time.monotonic()
        _, run = self.ask("POST", f"{place}/runs", {"kind": "trial", "code": "add(1, 2)"})
        while run["state"] != "done":
            if time.monotonic() - begun > PATIENCE_S:
                raise GivenUp(f"the run {run['id']} is {run['state']}")
            time.sleep(PAUSE_S)
            _, run = self.ask("GET", f"/api/v1/runs/{run['id']}")
        ended = ", ".join(sorted({one["ended"] for one in run["tried"].values()})) or "nothing tried"
        self.seen.runs.append((begun, time.monotonic() - begun, ended))
        return ended

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> tuple[int, dict[str, Any]]:
        """The answer, however often it must be asked for; one key for all tries."""
        headers = {"Cookie": self.cookies, "X-CSRFToken": self.token, "Content-Type": "application/json"}
        if method != "GET":
            headers["Idempotency-Key"] = uuid.uuid4().hex
        begun = time.monotonic()
        while True:
            status, content = self._once(method, path, json.dumps(body) if body is not None else "", headers)
            if isinstance(status, int) and status < 500 and status != 429:
                if status >= 400 and status != 410:
                    self.seen.refused.append(f"{method} {path}: {status} {content[:300]!r}")
                    raise GivenUp(self.seen.refused[-1])
                return status, json.loads(content) if content else {}
            self.seen.troubles.append((time.monotonic(), str(status)))
            if time.monotonic() - begun > PATIENCE_S:
                raise GivenUp(f"{method} {path}: {status}")
            time.sleep(PAUSE_S)

    def _once(self, method: str, path: str, body: str, headers: dict[str, str]) -> tuple[int | str, bytes]:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except ConnectionRefusedError:
            return "refused", b""
        except TimeoutError:
            return "no answer in 30 s", b""
        except (http.client.HTTPException, OSError) as error:
            return f"broken off ({type(error).__name__})", b""
        finally:
            connection.close()


def _body(shown: dict[str, Any]) -> dict[str, Any]:
    letters = [one["letter"] for one in shown["candidates"]]
    finding = {
        "id": str(uuid.uuid4()),
        "candidate": letters[0],
        "path": "app.py",
        "start_line": 1,
        "end_line": 2,
        "severity": "major",
        "category": "logic",
        "cwe": 193,
        "title": "Off by one",
        "explanation": "The last value is never computed. " * 5,
        "impact": "Totals are too small for the last customer.",
    }
    return {
        "findings": [finding],
        "ratings": {one["id"]: dict.fromkeys(letters, 3) for one in shown["rubric"]["criteria"]},
        "verdicts": dict.fromkeys(letters, "reject"),
        "ranking": {"order": [[letter] for letter in letters], "justification": ""},
    }
