"""Names of files that want to lead elsewhere: in records, uploads, downloads, previews, drafts and diffs."""

from __future__ import annotations

import io
import json
import tarfile
import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.api.conftest import Calling
from tests.web.pages.world import World, read, task_record
from tests.web.review.test_authorization import Things, status_of

from assay.domain.task import Task
from assay.errors import RecordError
from assay.workflows.receive import Given, receive
from assay_web.exchange.models import Import
from assay_web.exchange.services import run_import
from assay_web.review.selectors.preview_pages import preview_token

PATHS = (
    "../../etc/passwd",
    "a/../../b.py",
    "/etc/passwd",
    "..",
    "./a.py",
    "a//b.py",
    "C:\\Windows\\x",
    "a\\..\\b.py",
    "C:/x",
    "a.py\0.txt",
    "a\n.py",
    "\u202egnp.exe",
    " a.py",
    "a/" * 600 + "a.py",
)


def record(path: str, place: str) -> bytes:
    """A task with such a file somewhere."""
    document = json.loads(task_record("one", "One").model_dump_json(by_alias=True))
    files = {path: "x = 1\n"}
    if place == "candidate":
        document["candidates"][0]["files"] = files
    elif place == "reference":
        document["reference"] = {"files": files}
    elif place == "tests":
        document["tests"] = {"files": files}
    else:
        document["files"] = files
    return json.dumps(document).encode() + b"\n"


@pytest.mark.parametrize("place", ["candidate", "reference", "tests", "base"])
def test_no_record_names_a_file_elsewhere(place: str, tmp_path: Path) -> None:
    file = tmp_path / "tasks.jsonl"
    file.write_bytes(b"".join(record(path, place) for path in PATHS))
    told = list(receive(file, Given()))
    assert [one for one in told if not isinstance(one, RecordError)] == []
    assert len(told) == len(PATHS)


@pytest.mark.parametrize("name", ["../../../../tmp/evil.jsonl", "/etc/passwd", "a\0b.jsonl", "x" * 5000, "%2e%2e%2fx"])
def test_what_an_upload_is_called_leads_nowhere(world: World, calling: Calling, name: str, tmp_path: Path) -> None:
    content = record("app.py", "candidate")
    page = read(
        world.client(world.lead).post(
            "/projects/concurrency/import/", {"file": SimpleUploadedFile(name, content), "what": "check"}
        )
    )
    assert page.status in {200, 400, 422}
    sent = calling(world.lead).post(
        "/api/v1/projects/concurrency/imports", {"file": SimpleUploadedFile(name, content), "dry_run": "true"}
    )
    if sent.status_code == 202:
        found = Import.objects.get(public_id=sent.json()["id"])
        run_import(found.pk)
        assert "/" not in found.file
    else:
        assert 400 <= sent.status_code < 500


def test_archives_are_no_folders(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        member = tarfile.TarInfo("../../evil")
        member.size = 4
        archive.addfile(member, io.BytesIO(b"evil"))
    for name in ("tasks.tar.gz", "tasks.tgz", "tasks.jsonl.gz"):
        (tmp_path / name).write_bytes(packed.getvalue())
        assert all(isinstance(one, RecordError) for one in receive(tmp_path / name, Given()))
    assert not (tmp_path.parent / "evil").exists()


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of the house")
    folder = tmp_path / "tasks" / "one"
    (folder / "candidates" / "a").mkdir(parents=True)
    (folder / "task.toml").write_text(
        'schema = "assay.task/v1"\nid = "one"\ntitle = "One"\nlanguage = "python"\n'
        'aspects = ["correctness"]\n[[candidates]]\nid = "a"\n'
    )
    (folder / "prompt.md").write_text("Do it.")
    (folder / "candidates" / "a" / "app.py").symlink_to(secret)
    told = [str(one) for one in receive(tmp_path / "tasks", Given())]
    assert "symbolic link" in told[0]
    assert "secret of the house" not in "".join(told)


def test_a_diff_changes_files_of_its_task_only(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    for number, path in enumerate(("../../etc/passwd", "/etc/passwd", "a/../../b")):
        file = tmp_path / f"{number}.diff"
        file.write_text(f"--- /dev/null\n+++ b/{path}\n@@ -0,0 +1 @@\n+evil\n")
        told = list(receive(file, Given(base=tmp_path / "base"), "diff"))
        assert [one for one in told if isinstance(one, Task)] == [], path


ELSEWHERE = (
    "../manage.py",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd",
    "....//etc/passwd",
    "%00",
    "%5c..%5cetc",
    "/etc/passwd",
)


def test_no_download_or_preview_leads_elsewhere(things: Things) -> None:
    world = things.world
    client = things.clients["lead"]
    assignment = world.claim(world.colleague, world.task)
    token = preview_token(assignment)
    known = client.get(f"/exports/{things.names['export']}/concurrency-reviews.jsonl")
    assert status_of(known) == 200
    for path in ELSEWHERE:
        for address in (
            f"/exports/{things.names['export']}/{path}",
            f"/preview/{token}/A/{path}",
            f"/static/{path}",
            f"/projects/concurrency/figures/{path}.csv",
            f"/api/v1/exports/{things.names['export']}/files/{path}",
        ):
            answer = client.get(address)
            assert answer.status_code in {301, 302, 400, 404}, address
            assert b"root:" not in answer.content, address
            status_of(answer)


def test_no_draft_names_a_file_elsewhere(world: World, calling: Calling) -> None:
    assignment = world.claim(world.reviewer, world.task)
    program = calling(world.reviewer)
    address = f"/api/v1/assignments/{assignment.public_id}/"
    answered = {}
    for path in PATHS:
        bodies = {
            "correction": {"corrections": {"A": {"files": [{"path": path, "text": "x"}]}}},
            "finding": {
                "findings": [{"id": str(uuid.uuid4()), "candidate": "A", "path": path, "start_line": 1, "end_line": 1}]
            },
            "read": {"read": {"A": [path]}},
        }
        for name, body in bodies.items():
            answer = program.put(
                f"{address}draft", {"version": 0, "body": body, "active_ms": 0}, content_type="application/json"
            )
            answered[name, path] = answer.status_code
        run = {"kind": "correction", "candidate": "A", "files": [{"path": path, "text": "x"}]}
        answered["run", path] = program.post(f"{address}runs", run, content_type="application/json").status_code
        reproducer = {
            "kind": "reproducer",
            "candidate": "A",
            "finding_id": str(uuid.uuid4()),
            "code": "x",
            "path": path,
        }
        answered["reproducer", path] = program.post(
            f"{address}runs", reproducer, content_type="application/json"
        ).status_code
    assert {one: status for one, status in answered.items() if status not in {400, 404, 409, 422}} == {}


def test_what_is_asked_for_is_never_a_file_of_this_machine(db: None) -> None:
    for path in ELSEWHERE:
        assert status_of(Client().get(f"/{path}")) in {301, 302, 404}
