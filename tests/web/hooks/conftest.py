"""The small world of the pages, and a receiver that speaks HTTP on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.web.pages.conftest import world

from assay_web.hooks.services import DELIVER, deliver, take_in

__all__ = ["world"]


@dataclass
class Receiver:
    """What arrived, and what is to be answered: statuses one after another, then 204."""

    address: str = ""
    statuses: list[int] = field(default_factory=list)
    location: str = ""
    arrived: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:  # noqa: ANN401 - pytest-django's
    known = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            known.arrived.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(known.statuses.pop(0) if known.statuses else 204)
            if known.location:
                self.send_header("Location", known.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    known.address = f"http://127.0.0.1:{server.server_port}/hook"
    settings.WEBHOOK_HOSTS = ("127.0.0.1",)
    yield known
    server.shutdown()
    server.server_close()


def work() -> int:
    """Do what the workers would do now: take events in, deliver what is due; how many deliveries were tried."""
    while take_in():
        pass
    due = ProcrastinateJob.objects.filter(task_name=DELIVER, scheduled_at=None)
    jobs = [(one.id, one.args["delivery_id"]) for one in due.order_by("id") if one.id not in _done]
    for job, delivery in jobs:
        _done.add(job)
        deliver(delivery)
    return len(jobs)


_done: set[int] = set()
"""Jobs that were done already; ids are never given twice."""
