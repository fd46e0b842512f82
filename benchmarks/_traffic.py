"""People who look at pages all the time, and what they get: by status, or by what went wrong with the connection."""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

PAUSE_S = 0.2
LONGEST_S = 30.0


@dataclass(frozen=True)
class Answer:
    """When it was asked for (monotonic clock), where, what came, after how long."""

    at: float
    host: str
    path: str
    kind: str
    seconds: float


@dataclass
class Traffic:
    """Threads that ask each host for pages in turn until :meth:`stop`."""

    port: int
    answers: list[Answer] = field(default_factory=list)
    _threads: list[threading.Thread] = field(default_factory=list)
    _stopping: threading.Event = field(default_factory=threading.Event)

    def look_at(self, host: str, cookies: str, paths: list[str]) -> None:
        """One more person."""
        thread = threading.Thread(target=self._look, args=(host, cookies, paths), daemon=True)
        self._threads.append(thread)
        thread.start()

    def stop(self) -> None:
        """No more questions."""
        self._stopping.set()
        for one in self._threads:
            one.join(LONGEST_S + 5)

    def _look(self, host: str, cookies: str, paths: list[str]) -> None:
        turn = 0
        while not self._stopping.is_set():
            path = paths[turn % len(paths)]
            turn += 1
            begun = time.monotonic()
            kind = ask(host, self.port, path, cookies)
            self.answers.append(Answer(begun, host, path, kind, time.monotonic() - begun))
            self._stopping.wait(PAUSE_S)


def ask(host: str, port: int, path: str, cookies: str = "") -> str:
    """The status, or in a word what went wrong."""
    connection = http.client.HTTPConnection(host, port, timeout=LONGEST_S)
    try:
        connection.request("GET", path, headers={"Cookie": cookies} if cookies else {})
        answer = connection.getresponse()
        answer.read()
    except ConnectionRefusedError:
        return "refused"
    except TimeoutError:
        return "no answer"
    except (http.client.HTTPException, OSError) as error:
        return f"broken off ({type(error).__name__})"
    finally:
        connection.close()
    return str(answer.status)


def sign_in(host: str, port: int, email: str, password: str) -> str:
    """Sign in as people do; the value of the Cookie header from then on."""
    cookies: dict[str, str] = {}
    _, found = _fetch(host, port, "GET", "/accounts/login/", "", cookies)
    cookies |= found
    form = {"login": email, "password": password, "csrfmiddlewaretoken": cookies["csrftoken"]}
    status, found = _fetch(host, port, "POST", "/accounts/login/", urlencode(form), cookies)
    assert status == 302, f"cannot sign in: {status}"
    cookies |= found
    return _header(cookies)


def kinds(answers: list[Answer]) -> dict[str, int]:
    """How many of each."""
    return dict(sorted(Counter(one.kind for one in answers).items()))


def _fetch(
    host: str, port: int, method: str, path: str, body: str, cookies: dict[str, str]
) -> tuple[int, dict[str, str]]:
    connection = http.client.HTTPConnection(host, port, timeout=LONGEST_S)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": _header(cookies)}
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    answer.read()
    found: dict[str, str] = {}
    for name, value in answer.getheaders():
        if name.lower() == "set-cookie":
            found |= {key: one.value for key, one in SimpleCookie(value).items()}
    connection.close()
    return answer.status, found


def _header(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())
