"""Files outside of the database: in a folder, and in a bucket behind a real server that speaks S3."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from moto.server import ThreadedMotoServer
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings
from tests.web.api.conftest import calling
from tests.web.pages.world import World, task_record

from assay.errors import ServerUnavailable
from assay_web.exchange import selectors
from assay_web.exchange.models import Export, ExportPiece, ExportState, Import, ImportPiece, ImportState, Place
from assay_web.exchange.rules import ExportRequest
from assay_web.exchange.services import (
    Upload,
    cancel_export,
    remove_old_files,
    remove_strays,
    request_export,
    request_import,
    run_export,
    run_import,
)
from assay_web.exchange.storage import PIECE, Storage, storage
from assay_web.kit.visibility import NotVisible

__all__ = ["calling"]
NAME = "concurrency-reviews.jsonl"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server with a bucket."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    address = f"http://{host}:{port}"
    httpx.put(f"{address}/assay").raise_for_status()
    yield address
    running.stop()


@pytest.fixture(params=["a folder", "a bucket"])
def kept(request: pytest.FixtureRequest, server: str, settings: Settings, tmp_path: Path) -> Storage:
    """An empty storage, which the settings name."""
    settings.STORAGE_URL = (
        f"file://{tmp_path}/files"
        if request.param == "a folder"
        else f"s3://testing:testing@assay/{secrets.token_hex(4)}?endpoint={server}&region=us-east-1"
    )
    found = storage()
    assert found
    assert found.keys("") == []
    return found


def exported(world: World) -> Export:
    export = request_export(world.project, world.lead, ExportRequest("reviews", ".jsonl"))
    run_export(export.pk)
    export.refresh_from_db()
    return export


def upload() -> Upload:
    content = task_record("brought", "Brought", prompt="Another.").model_dump_json(by_alias=True).encode() + b"\n"
    return Upload("tasks.jsonl", len(content), [content[:100], content[100:]])


def test_an_export_lies_there_and_is_sent_from_there(world: World, kept: Storage, settings: Settings) -> None:
    world.submit(world.reviewer, world.task)
    export = exported(world)
    assert (export.state, export.place) == (ExportState.DONE, Place.OBJECTS)
    assert not ExportPiece.objects.exists()
    assert f"exports/{export.public_id}/{NAME}" in kept.keys("")
    client = world.client(world.lead)
    sent = b"".join(client.get(f"/exports/{export.public_id}/{NAME}"))
    assert f">{NAME}<" in client.get("/projects/concurrency/exports/").content.decode().replace("\n", "").replace(
        " ", ""
    )
    with pytest.raises(NotVisible):
        selectors.export_pieces(export, "../other")
    settings.STORAGE_URL = "postgres:"
    assert sent == b"".join(selectors.export_pieces(exported(world), NAME))
    with pytest.raises(NotVisible):
        selectors.export_pieces(export, NAME)  # of a storage that the settings name no longer


def test_what_was_stopped_or_is_old_is_removed(world: World, kept: Storage) -> None:
    old, new = exported(world), exported(world)
    Export.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=8))
    assert remove_old_files() == 1
    assert {key.split("/")[1] for key in kept.keys("exports/")} == {str(new.public_id)}
    assert remove_old_files() == 0
    stopped = request_export(world.project, world.lead, ExportRequest("reviews", ".jsonl"))
    kept.put(f"exports/{stopped.public_id}/half", [b"half"])
    assert remove_strays() == 0
    cancel_export(stopped)
    kept.put(f"imports/{uuid4()}/file", [b"half"])
    kept.put("exports/of-somebody-else/file", [b"theirs"])
    assert remove_strays() == 2
    assert {key.split("/")[1] for key in kept.keys("")} == {str(new.public_id), "of-somebody-else"}


def test_an_import_waits_there_and_leaves_nothing(
    world: World, kept: Storage, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    made = request_import(world.lead, world.project, upload(), dry_run=False)
    assert kept.keys("") == [f"imports/{made.public_id}/file"]
    assert not ImportPiece.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        run_import(made.pk)
    made.refresh_from_db()
    assert (made.state, made.tasks) == (ImportState.DONE, 1)
    assert kept.keys("") == []


def test_a_program_sends_a_file_as_before(world: World, kept: Storage, calling: object) -> None:
    file = SimpleUploadedFile("tasks.jsonl", task_record("sent", "Sent").model_dump_json(by_alias=True).encode())
    answer = calling(world.lead).post("/api/v1/projects/concurrency/imports", {"file": file})  # type: ignore[operator]
    assert answer.status_code == 202
    assert Import.objects.get().place == Place.OBJECTS


def test_a_file_that_is_gone_is_told(world: World, kept: Storage) -> None:
    made = request_import(world.lead, world.project, upload(), dry_run=False)
    kept.remove(kept.keys(""))
    run_import(made.pk)
    made.refresh_from_db()
    assert (made.state, "not where it was kept" in made.problem) == (ImportState.FAILED, True)


def test_large_files_go_through_in_pieces(kept: Storage, tmp_path: Path) -> None:
    content = os.urandom(24 * PIECE + 7)
    (tmp_path / "large").write_bytes(content)
    kept.put("exports/a/large", tmp_path / "large")
    pieces = list(kept.get("exports/a/large"))
    assert b"".join(pieces) == content
    assert len(pieces) > 8
    kept.put("imports/a/file", (content[at : at + PIECE] for at in range(0, len(content), PIECE)))
    assert b"".join(kept.get("imports/a/file")) == content


def test_a_storage_that_does_not_answer_is_told(world: World, settings: Settings) -> None:
    done = exported(world)
    Export.objects.filter(pk=done.pk).update(place=Place.OBJECTS)
    settings.STORAGE_URL = "s3://k:the-secret@nowhere/x?endpoint=http://127.0.0.1:9"
    failed = exported(world)
    assert failed.state == ExportState.FAILED
    assert "the storage of files does not answer" in failed.problem
    assert "the-secret" not in failed.problem
    page = world.client(world.lead).get(f"/exports/{done.public_id}/{NAME}", follow=True)
    assert "cannot be had now" in page.content.decode()
    with pytest.raises(ServerUnavailable):
        request_import(world.lead, world.project, upload(), dry_run=True)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("ftp://host/x", "names no storage"),
        ("file:relative", "names no storage"),
        ("s3:///x", "names no storage"),
        ("s3://bucket/x?endpiont=http://a", "endpiont"),
    ],
)
def test_an_address_of_no_storage_is_told(url: str, told: str, settings: Settings) -> None:
    settings.STORAGE_URL = url
    with pytest.raises(ImproperlyConfigured, match=told):
        storage()
