"""The client against the real application, served over HTTP: pages, waits, keys, imports, exports, refusals."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from pytest_django.live_server_helper import LiveServer
from tests.support.assessing import plant
from tests.web.pages.world import World, make_world, task_record
from tests.web.tasks.test_imported_findings import log as sarif_log
from tests.web.tasks.test_imported_findings import result

from assay.client import Client, verify_webhook
from assay.client.webhooks import signature
from assay.errors import InputError, Refused, ServerUnavailable
from assay_web.accounts.models import Scope
from assay_web.accounts.services import make_token
from assay_web.exchange.models import Export, Import
from assay_web.exchange.services import run_export, run_import
from assay_web.tasks.models import EvidenceFinding
from assay_web.tasks.services import import_tasks


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_world()


@pytest.fixture
def lead(world: World, live_server: LiveServer) -> Iterator[Client]:
    _, secret = make_token(world.lead, "a notebook", Scope.values, timedelta(days=1))
    with Client(live_server.url, secret) as client:
        yield client


def test_a_client_reads_page_after_page(lead: Client, world: World) -> None:
    assert [one.role for one in lead.me().projects] == ["lead"]
    import_tasks(world.project, [task_record(f"task-{n}", f"Task {n}") for n in range(60)])
    assert [one.code for one in lead.tasks("concurrency")] == [f"T-{n:04d}" for n in range(1, 63)]
    assert lead.task("concurrency", next(lead.tasks("concurrency")).task_id)["schema"] == "assay.task/v1"
    assert [one.slug for one in lead.projects()] == ["concurrency"]
    assert lead.leaderboard("concurrency") == []
    assert lead.figures("concurrency", "people") is None


def test_a_client_decides_on_reviews_and_takes_them_home(lead: Client, world: World, tmp_path: Path) -> None:
    world.submit(world.reviewer, world.task)
    [review] = lead.reviews("concurrency", state="submitted")
    [finding] = lead.findings("concurrency", severity="blocker")
    assert (finding.code, review.finding_count) == ("T-0001", 1)
    assert lead.review("concurrency", review.review_id)["schema"] == "assay.review/v1"
    lead.accept("concurrency", review.review_id)
    with pytest.raises(Refused, match="decided already") as refused:
        lead.send_back("concurrency", review.review_id, "Again.")
    assert (refused.value.status, refused.value.title) == (409, "Conflict")
    asked = lead.start_export("concurrency", "reviews", accepted_only=True)
    run_export(Export.objects.get().pk)
    files = lead.download(lead.finished_export(asked), tmp_path / "out")
    assert "concurrency-reviews.jsonl" in {file.name for file in files}
    assert not list((tmp_path / "out").glob("*.part"))


def test_a_client_brings_tasks_in(lead: Client, world: World, tmp_path: Path) -> None:
    file = tmp_path / "new.jsonl"
    file.write_text(task_record("one", "One", prompt="one").model_dump_json(by_alias=True) + "\n")
    asked = lead.start_import("concurrency", file)
    run_import(Import.objects.get().pk)
    assert lead.finished_import(asked).tasks == 1
    assert world.project.tasks.count() == 3


def test_a_client_brings_findings_of_another_tool_in(lead: Client, world: World, tmp_path: Path) -> None:
    log = tmp_path / "their.sarif"
    log.write_bytes(sarif_log(result(), result("elsewhere/app.py")))
    assert lead.import_findings("concurrency", log, dry_run=True).results == 2
    assert not EvidenceFinding.objects.filter(source="their-tool").exists()
    came = lead.import_findings("concurrency", log)
    assert (came.findings, came.candidates) == (1, 1)
    assert came.passed_over == {"of no candidate of this project": 1}
    assert EvidenceFinding.objects.filter(source="their-tool").count() == 1
    log.write_text("{}")
    with pytest.raises(Refused, match="the log") as refused:
        lead.import_findings("concurrency", log)
    assert refused.value.status == 422


def test_a_client_plants_defects(lead: Client, world: World, tmp_path: Path) -> None:
    file = tmp_path / "plants.jsonl"
    file.write_text("\n".join(plant(one).model_dump_json(by_alias=True) for one in (1, 2)))
    assert lead.add_plants("concurrency", file, title="Add up", prompt="Add.").added == 2
    lead.withdraw_plant("concurrency", plant(1).id)
    assert [(one.plant, one.task) for one in lead.plants("concurrency")] == [(plant(2).id, "")]


def test_a_wrong_token_or_address_is_one_clear_line(live_server: LiveServer, transactional_db: None) -> None:
    with Client(live_server.url, "assay_nothing") as nobody, pytest.raises(Refused, match="Not signed in"):
        nobody.me()
    with Client("http://127.0.0.1:1", "x", tries=1) as nowhere, pytest.raises(ServerUnavailable, match="reached"):
        nowhere.me()
    with pytest.raises(InputError, match="https://"):
        Client("assay.example.org", "x")


class Flaky(BaseHTTPRequestHandler):
    """Fails as it is told, then answers; remembers the keys that it saw."""

    failures: ClassVar[list[tuple[int, dict[str, str]]]] = []
    keys: ClassVar[list[str | None]] = []

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.keys.append(self.headers["Idempotency-Key"])
        status, headers = self.failures.pop(0) if self.failures else (200, {})
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def flaky() -> Iterator[str]:
    Flaky.failures, Flaky.keys = [], []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Flaky)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_what_is_sent_again_waits_as_asked_and_carries_the_same_key(flaky: str) -> None:
    Flaky.failures = [(429, {"Retry-After": "7"}), (503, {}), (502, {"Retry-After": "soon"})]
    waits: list[float] = []
    with Client(flaky, "x", wait=waits.append) as client:
        assert client.request("POST", "/anything", body={}) == {}
    assert (len(Flaky.keys), len(set(Flaky.keys)), None in Flaky.keys) == (4, 1, False)
    assert waits[0] == 7
    assert all(0 < wait <= 10 for wait in waits[1:])


def test_what_fails_again_and_again_is_given_up(flaky: str) -> None:
    Flaky.failures = [(503, {})] * 9
    waits: list[float] = []
    with Client(flaky, "x", tries=3, wait=waits.append) as client, pytest.raises(ServerUnavailable):
        client.request("POST", "/anything", body={})
    assert (len(Flaky.keys), len(waits)) == (3, 2)


def test_what_is_refused_is_not_sent_again(flaky: str) -> None:
    Flaky.failures = [(409, {})]
    with Client(flaky, "x") as client, pytest.raises(Refused):
        client.request("POST", "/anything", body={})
    assert len(Flaky.keys) == 1


SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - of the published example
BODY = b'{"test": 2432232314}'
HEADERS = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "Webhook-Signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}


def test_the_signature_is_that_of_the_published_example() -> None:
    assert verify_webhook(SECRET, HEADERS, BODY, now=1614265330) == "msg_p5jXN8AQM9LWM0D4loKWxJek"
    assert signature(SECRET, HEADERS["webhook-id"], "1614265330", BODY) == HEADERS["Webhook-Signature"]


@pytest.mark.parametrize(
    ("headers", "body", "now", "why"),
    [
        (HEADERS, b"{}", 1614265330, "signature"),
        (HEADERS, BODY, 1614265330 + 301, "old"),
        (HEADERS | {"webhook-id": "another"}, BODY, 1614265330, "signature"),
        ({}, BODY, 1614265330, "missing"),
        (HEADERS | {"webhook-timestamp": "now"}, BODY, 1614265330, "broken"),
    ],
)
def test_a_forged_or_stale_webhook_is_refused(headers: dict[str, str], body: bytes, now: int, why: str) -> None:
    with pytest.raises(InputError, match=why):
        verify_webhook(SECRET, headers, body, now=now)
