"""Nobody makes this instance call a machine of its own network: by webhooks, records, findings, text or critics."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.api.conftest import Calling
from tests.web.pages.world import World, read, task_record

from assay.domain.task import Language
from assay.evidence.critic import CriticSettings
from assay.network import open_connection
from assay.workflows.criticize import CritiqueOutcome, criticize
from assay_web.hooks.models import Attempt, Webhook
from assay_web.hooks.outward import NotAllowed, post
from assay_web.hooks.services import deliver, ping

INSIDE = (
    "https://127.0.0.1/",
    "https://127.1/",
    "https://0/",
    "https://0.0.0.0/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://0177.0.0.1/",
    "https://017700000001/",
    "https://127.0.0.1./",
    "https://localhost/",
    "https://LOCALHOST/",
    "https://localhost./",
    "https://[::1]/",
    "https://[0:0:0:0:0:0:0:1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[::127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[fe80::1]/",
    "https://[fd00::1]/",
    "https://169.254.169.254/latest/meta-data/",
    "https://2852039166/",
    "https://0xa9fea9fe/",
    "https://10.0.0.7/",
    "https://172.16.9.9:8443/",
    "https://192.168.1.1/",
    "https://100.64.0.1/",
    "https://\u2460\u2461\u2466.0.0.1/",
    "https://example.org@127.0.0.1/",
    "https://127.0.0.1#@example.org/",
    "https://127.0.0.1\\@example.org/",
    "http://127.0.0.1/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:5432/_",
    "unix:/run/docker.sock",
)


@pytest.fixture
def inner() -> Iterator[tuple[str, list[str]]]:
    """A service of the inner network: its address, and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def _note(self) -> None:
            asked.append(f"{self.command} {self.path}")
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST = do_HEAD = _note  # noqa: N815 - as the library calls them

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("address", INSIDE)
def test_no_spelling_of_an_inner_address_is_called(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    connected: list[object] = []
    monkeypatch.setattr(socket, "create_connection", lambda *told, **_: connected.append(told))
    with pytest.raises((NotAllowed, OSError)):
        post(address, {}, b"", ())
    assert connected == []


def test_an_inner_address_is_refused_where_it_is_given(world: World, calling: Calling) -> None:
    program, client = calling(world.lead), world.client(world.lead)
    for address in (
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://10.0.0.7/",
        "http://example.org/",
        "file:///etc/passwd",
    ):
        sent = program.post(
            "/api/v1/projects/concurrency/webhooks",
            {"address": address, "events": ["review.submitted"]},
            content_type="application/json",
        )
        assert 400 <= sent.status_code < 500, address
        typed = client.post("/projects/concurrency/webhooks/", {"address": address, "events": "review.submitted"})
        assert typed.status_code == 422, address
    assert not Webhook.objects.exists()


def answering(*answers: str) -> Any:  # noqa: ANN401 - as getaddrinfo
    """A name server that answers differently each time."""
    waiting = list(answers)

    def resolve(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        address = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    return resolve


def test_a_name_that_changes_between_two_looks_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    connected: list[str] = []

    def connect(address: tuple[str, int], *_: object, **__: object) -> None:
        connected.append(address[0])
        raise OSError("not on a test's network")

    monkeypatch.setattr("assay_web.hooks.outward.socket.getaddrinfo", answering("93.184.216.34", "127.0.0.1"))
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(OSError, match="not on a test's network"):
        post("https://rebinding.example/", {}, b"", ())
    assert connected == ["93.184.216.34"]
    with pytest.raises(NotAllowed, match=r"127\.0\.0\.1"):
        post("https://rebinding.example/", {}, b"", ())


def test_a_redirection_into_the_network_is_not_followed(
    world: World,
    inner: tuple[str, list[str]],
    settings: Any,  # noqa: ANN401 - pytest-django's
) -> None:
    class Redirecting(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(307)
            self.send_header("Location", f"{inner[0]}/secret")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Redirecting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.WEBHOOK_HOSTS = ("127.0.0.1",)
    hook = Webhook.objects.create(
        project=world.project,
        address=f"http://127.0.0.1:{server.server_port}/",
        events=["review.submitted"],
        secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",  # noqa: S106 - of a published example
        made_by=world.lead,
    )
    deliver(ping(hook).pk)
    attempt = Attempt.objects.get()
    critic = CriticSettings(name="house", address=f"http://127.0.0.1:{server.server_port}/v1", model="m", tries=1)
    with open_connection() as connection:
        said = criticize(critic, connection, Language.PYTHON, {"a.py": "x = 1\n"})
    server.shutdown()
    server.server_close()
    assert (attempt.status, "not followed" in attempt.problem) == (307, True)
    assert said.outcome is CritiqueOutcome.FAILED
    assert inner[1] == []


def test_addresses_in_what_comes_in_are_never_fetched(
    world: World, inner: tuple[str, list[str]], tmp_path: Path
) -> None:
    address = f"{inner[0]}/from-a-record"
    record = json.loads(task_record("outward", f"See {address}").model_dump_json(by_alias=True))
    record |= {"prompt": f"![]({address}) <img src={address}> <{address}>", "source": address, "license": address}
    record["rubric"] = {"id": "own", "title": address, "version": 1, "criteria": [{"id": "a", "title": address}]}
    log = {
        "$schema": address,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": {"name": "t", "informationUri": address, "rules": []}},
                  "externalPropertyFileReferences": {"results": [{"location": {"uri": address}}]},
                  "results": [{"message": {"text": address},
                               "locations": [{"physicalLocation": {"artifactLocation": {"uri": address}}}]}]}],
    }  # fmt: skip
    client = world.client(world.lead)
    for name, content in (("tasks.jsonl", record), ("results.sarif", log)):
        file = SimpleUploadedFile(name, json.dumps(content).encode() + b"\n")
        assert client.post("/projects/concurrency/import/", {"file": file, "what": "import"}).status_code in {302, 422}
    for task in world.project.tasks.all():
        for page in (f"/queue/{task.public_id}/", "/queue/"):
            shown = read(world.client(world.colleague).get(page))
            assert not shown.every("img"), page
    assert inner[1] == []


def test_no_lead_says_where_critics_are(world: World) -> None:
    page = read(world.client(world.lead).get("/projects/concurrency/critics/"))
    assert {one.get("type") for one in page.every("input")} <= {"hidden", "radio"}
    assert not page.every("textarea")
