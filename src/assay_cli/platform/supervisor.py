"""Runs web and workers as children, restarts what ends, and stops all of it in order."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import click

from assay.errors import ServerUnavailable
from assay_cli.platform.children import end_session, spawn, stop
from assay_cli.platform.folder import DataFolder

READY_S = 60
PATIENCE_S = 10
LONGEST_PAUSE_S = 30.0


@dataclass
class Service:
    """One child that shall be running. The pause before a restart doubles each time it ends within a minute."""

    name: str
    command: Sequence[str]
    child: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause_s: float = 0.5
    restart_at: float = field(default=0.0)


class Supervisor:
    """Children of one instance. Stopping goes in the order in which the services were given.

    ``look_after`` is called again and again, for what the services need.
    """

    def __init__(
        self,
        folder: DataFolder,
        environment: Mapping[str, str],
        services: Sequence[Service],
        look_after: Callable[[], None] = lambda: None,
    ) -> None:
        self._look_after = look_after
        self._folder = folder
        self._environment = environment
        self._services = services
        self._stopping = False

    def run(self, ready_url: str, meanwhile: Callable[[], None], when_ready: Callable[[], None]) -> None:
        """Start the first service and call ``meanwhile``, then ``when_ready`` once ``ready_url`` answers 200. Start the
        others after that: they would only take the cores that the first page waits for. Stay until a signal comes.

        Raises:
            ServerUnavailable: the web process does not become ready.
        """
        before: dict[int, Any] = {}
        try:
            self._start(self._services[0])
            meanwhile()
            before = {number: signal.signal(number, self._ask_to_stop) for number in (signal.SIGINT, signal.SIGTERM)}
            self._wait_until_ready(ready_url)
            if not self._stopping:
                when_ready()
                for service in self._services[1:]:
                    self._start(service)
            while not self._stopping:
                self._look_after()
                self._restart_the_dead()
                time.sleep(0.1)
        finally:
            for service in self._services:
                if service.child is not None:
                    stop(service.child, signal.SIGTERM, PATIENCE_S)
            for number, handler in before.items():
                signal.signal(number, handler)

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - a signal handler's form
        self._stopping = True

    def _log(self, service: Service) -> Path:
        return self._folder.logs / f"{service.name}.log"

    def _start(self, service: Service) -> None:
        service.child = spawn(service.command, log=self._log(service), env=self._environment)
        service.started = time.monotonic()

    def _restart_the_dead(self) -> None:
        now = time.monotonic()
        for service in self._services:
            if service.child is None:
                if now >= service.restart_at:
                    self._start(service)
            elif service.child.poll() is not None:
                self._bury(service, now)

    def _bury(self, service: Service, now: float) -> None:
        assert service.child is not None  # noqa: S101 - the caller has looked
        end_session(service.child.pid)
        lived = now - service.started
        service.pause_s = 0.5 if lived > 60 else min(service.pause_s * 2, LONGEST_PAUSE_S)
        service.restart_at = now + service.pause_s
        status = service.child.returncode
        click.echo(
            f"{service.name} ended ({status}) after {lived:.0f} s; starting it again in {service.pause_s:.0f} s,"
            f" see {self._log(service)}",
            err=True,
        )
        service.child = None

    def _wait_until_ready(self, url: str) -> None:
        end = time.monotonic() + READY_S
        while time.monotonic() < end and not self._stopping:
            if _answers(url):
                return
            web = self._services[0]
            if web.child is not None and web.child.poll() is not None:
                break
            time.sleep(0.05)
        if not self._stopping:
            log = self._log(self._services[0])
            raise ServerUnavailable("the web process does not become ready", remedy=f"see {log}")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def web_service(host: str, port: int, *, processes: int = 1, threads: int = 8) -> Service:
    """The web process: granian, WSGI."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(processes), "--blocking-threads", str(threads), "--no-ws", "--respawn-failed-workers"]
    command += ["--log-level", "warning", "assay_web.site.wsgi:application"]
    return Service("web", command)
