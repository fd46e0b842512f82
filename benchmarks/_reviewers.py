"""Reviewers who never think: a process of its own that asks an instance over HTTP and measures each answer.

It reads its work from standard input as JSON and writes what it measured to standard output:

- ``bases``: addresses of web processes, which the reviewers share; ``people``: their e-mails; ``password``.
- ``wired``: at as little cost for each request as can be.
- ``seconds``: each goes through whole reviews for so long: the queue, the next task, opening it, saving a draft,
  submitting ten findings. Or ``reviews``: each takes so many tasks first, then all submit them, then all take tasks.

Each signs in as people do and stays on one connection, from an address of their own, as behind a proxy.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
from _wire import Wire

MINUTE = 60
SAYS = "The last value is never computed, so that totals come out too small by one. "


class Refused(Exception):
    """An answer that should not have come."""


class Log:
    """What was measured: seconds by operation, errors by what they said, reviews by minute."""

    def __init__(self) -> None:
        self.begun = time.perf_counter()
        self.took: dict[str, list[float]] = defaultdict(list)
        self.errors: Counter[str] = Counter()
        self.minutes: Counter[int] = Counter()
        self.walls: dict[str, float] = {}
        self.cpu_s_of: dict[str, float] = {}

    @contextmanager
    def phase(self, what: str) -> Iterator[None]:
        """All that is asked meanwhile is of one kind: how long it takes, here on the clock and of the processor."""
        print(f"begin {what}", flush=True)
        begun, spent = time.perf_counter(), time.process_time()
        yield
        self.walls[what] = time.perf_counter() - begun
        self.cpu_s_of[what] = time.process_time() - spent
        print(f"end {what}", flush=True)

    def reviewed(self) -> None:
        """One more review was submitted."""
        self.minutes[int((time.perf_counter() - self.begun) // MINUTE)] += 1


class Reviewer:
    """One person with a session; ``looks``: at the queue before each task; ``wired``: asks over a :class:`Wire`."""

    looks = True
    wired = False

    def __init__(self, http: aiohttp.ClientSession, base: str, number: int, log: Log) -> None:
        self.http, self.base, self.log = http, base, log
        self.wire = Wire(base) if self.wired else None
        self.headers = {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}

    async def sign_in(self, email: str, password: str) -> None:
        """By the form; what identifies the session is then sent as it is."""
        page = f"{self.base}/accounts/login/"
        async with self.http.get(page, headers=self.headers) as answer:
            cookies = {name: one.value for name, one in answer.cookies.items()}
        form = {"login": email, "password": password, "csrfmiddlewaretoken": _csrf(cookies)}
        sent = {**self.headers, "Cookie": _cookie(cookies), "Referer": page}
        async with self.http.post(page, data=form, headers=sent, allow_redirects=False) as answer:
            if answer.status != 302:
                raise Refused(f"signing in: {answer.status} {(await answer.text())[:300]}")
            cookies |= {name: one.value for name, one in answer.cookies.items()}
        self.headers |= {"Cookie": _cookie(cookies), "X-CSRFToken": _csrf(cookies), "Content-Type": "application/json"}

    async def ask(self, what: str, method: str, path: str, body: object = None, **headers: str) -> Any:  # noqa: ANN401 - JSON
        """The JSON of the answer; its time is noted under ``what``, unless that is empty."""
        data = None if body is None else json.dumps(body)
        begun = time.perf_counter()
        sent = {**self.headers, **headers}
        if self.wire is not None:
            status, content = await self.wire.ask(method, f"/{path}", sent, (data or "").encode())
        else:
            async with self.http.request(method, f"{self.base}/{path}", data=data, headers=sent) as answer:
                status, content = answer.status, await answer.read()
        if what:
            self.log.took[what].append(time.perf_counter() - begun)
        if status not in {200, 201}:
            raise Refused(f"{what or path}: {status} {content[:300].decode(errors='replace')}")
        return json.loads(content)

    async def review(self) -> None:
        """One review, from the queue to its submission."""
        if self.looks:
            await self.ask("see the queue", "GET", "api/v1/queue")
        path = await self.take("next task")
        shown = await self.ask("open", "GET", path)
        body = review_body(shown)
        draft = {"version": shown["draft"]["version"], "body": body, "active_ms": 1000}
        saved = await self.ask("save a draft", "PUT", f"{path}/draft", draft)
        await self.submit(path, {"version": saved["version"], "body": body})

    async def prepared(self, reviews: int) -> list[tuple[str, object]]:
        """So many tasks that are taken, and what to submit of each."""
        paths = [await self.take() for _ in range(reviews)]
        shown = [await self.ask("", "GET", path) for path in paths]
        bodies = [{"version": each["draft"]["version"], "body": review_body(each)} for each in shown]
        return list(zip(paths, bodies, strict=True))

    async def take(self, what: str = "") -> str:
        """The next task; the path of its assignment."""
        return f"api/v1/assignments/{(await self.ask(what, 'POST', 'api/v1/queue/next', {}))['id']}"

    async def submit(self, path: str, body: object) -> None:
        """With a key of its own."""
        await self.ask("submit", "POST", f"{path}/submit", body, **{"Idempotency-Key": uuid.uuid4().hex})
        self.log.reviewed()


def review_body(shown: Any) -> dict[str, Any]:  # noqa: ANN401 - the workbench as JSON
    """A complete review with ten findings."""
    letters = [one["letter"] for one in shown["candidates"]]
    findings = [
        {
            "id": str(uuid.uuid4()),
            "candidate": letters[number % len(letters)],
            "path": "app.py",
            "start_line": number + 1,
            "end_line": number + 2,
            "severity": "major",
            "category": "logic",
            "cwe": 193,
            "title": f"Off by one in step {number}",
            "explanation": SAYS * 3,
            "impact": SAYS,
        }
        for number in range(10)
    ]
    return {
        "findings": findings,
        "ratings": {one["id"]: dict.fromkeys(letters, 3) for one in shown["rubric"]["criteria"]},
        "verdicts": dict.fromkeys(letters, "reject"),
        "ranking": {
            "order": [[one] for one in letters],
            "justification": "A keeps the last value, A:1 but not the next; B loses it. " * 5,
        },
    }


async def until(reviewer: Reviewer, end: float) -> None:
    """Whole reviews until then; whatever goes wrong is counted, and the next one begins."""
    while time.perf_counter() < end:
        try:
            await reviewer.review()
        except (Refused, aiohttp.ClientError, TimeoutError) as error:
            reviewer.log.errors[f"{type(error).__name__}: {error}"] += 1
            await asyncio.sleep(0.2)


async def apart(reviewers: list[Reviewer], reviews: int) -> None:
    """Take tasks without a clock, submit all of them, then take half as many again."""

    async def submitted(one: Reviewer, work: list[tuple[str, object]]) -> None:
        for path, body in work:
            await one.submit(path, body)

    async def taken(one: Reviewer) -> None:
        for _ in range(reviews // 2):
            await one.take("next task")

    log = reviewers[0].log
    works = await asyncio.gather(*(one.prepared(reviews) for one in reviewers))
    with log.phase("submit"):
        await asyncio.gather(*map(submitted, reviewers, works))
    with log.phase("next task"):
        await asyncio.gather(*map(taken, reviewers))


async def main(work: Any, kind: type[Reviewer] = Reviewer) -> Log:  # noqa: ANN401 - JSON
    """Sign all in, some at a time, say so, and begin."""
    log, bases = Log(), work["bases"]
    patience = aiohttp.ClientTimeout(total=120)
    sessions = [
        aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=1, keepalive_timeout=15),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=patience,
        )
        for _ in work["people"]
    ]
    try:
        reviewers = [kind(one, bases[at % len(bases)], at, log) for at, one in enumerate(sessions, 1)]
        few = asyncio.Semaphore(8)

        async def enter(one: Reviewer, email: str) -> None:
            async with few:
                await one.sign_in(email, work["password"])

        await asyncio.gather(*map(enter, reviewers, work["people"]))
        print("signed in", flush=True)
        log.begun = time.perf_counter()
        if "seconds" in work:
            end = log.begun + work["seconds"]
            await asyncio.gather(*(until(one, end) for one in reviewers))
            log.walls = dict.fromkeys(log.took, time.perf_counter() - log.begun)
        else:
            await apart(reviewers, work["reviews"])
    finally:
        await asyncio.gather(*(one.close() for one in sessions))
    return log


def _csrf(cookies: dict[str, str]) -> str:
    return next(value for name, value in cookies.items() if "csrf" in name)


def _cookie(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def told(log: Log) -> str:
    """As JSON, with the processor time of this process."""
    fields = {"took": log.took, "walls": log.walls, "errors": log.errors, "minutes": log.minutes}
    return json.dumps({**fields, "cpu_s": time.process_time(), "cpu_s_of": log.cpu_s_of})


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    Reviewer.looks, Reviewer.wired = asked.get("looks", True), asked.get("wired", False)
    print(told(asyncio.run(main(asked))))
