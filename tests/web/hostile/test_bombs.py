"""Small things that become large: refused early, in bounded memory, and told as what they are."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings
from tests.web.api.conftest import Calling
from tests.web.hostile.addresses import operations
from tests.web.pages.world import World, read
from tests.web.review.test_authorization import Things, filled, undone

from assay.interchange import lines
from assay.workflows.receive import Given, receive
from assay_web.exchange.models import Import, ImportState
from assay_web.exchange.services import run_import
from assay_web.tasks import checking

MIB = 2**20


def zeros(size: int) -> bytes:
    """``size`` zeros, packed a thousand to one."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as stream:
        for _ in range(size // MIB):
            stream.write(bytes(MIB))
    return packed.getvalue()


def nested_zip(depth: int) -> bytes:
    """An archive in an archive in an archive."""
    content = bytes(MIB)
    for level in range(depth):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for twin in range(4):
                archive.writestr(f"{level}-{twin}", content)
        content = packed.getvalue()
    return content


def parquet(folder: Path, values: int) -> bytes:
    """One row whose list holds so many values, in some hundred bytes: runs of one value cost nothing."""
    file = folder / "swelling.parquet"
    column = pa.ListArray.from_arrays(pa.array([0, values], pa.int32()), pa.nulls(values, pa.int8()))
    pq.write_table(pa.table({"aspects": column}), file)
    return file.read_bytes()


def told_on_the_page(world: World, name: str, content: bytes) -> str:
    """What the page of imports says of a file."""
    form = {"file": SimpleUploadedFile(name, content), "what": "import"}
    response = world.client(world.lead).post("/projects/concurrency/import/", form)
    assert response.status_code == 422, name
    return read(response).text


def told_by_the_import(program: Client, name: str, content: bytes) -> Import:
    """What became of a file that a program sent."""
    sent = program.post("/api/v1/projects/concurrency/imports", {"file": SimpleUploadedFile(name, content)})
    assert sent.status_code == 202
    found = Import.objects.get(public_id=sent.json()["id"])
    run_import(found.pk)
    found.refresh_from_db()
    assert found.state in {ImportState.REFUSED, ImportState.FAILED}
    return found


def test_what_unpacks_to_more_than_it_may_is_read_no_further(
    world: World, calling: Calling, monkeypatch: pytest.MonkeyPatch
) -> None:
    came: list[int] = []
    readline = lines._Unpacked.readline

    def counting(self: lines._Unpacked, size: int | None = -1) -> bytes:
        line = readline(self, size)
        came.append(len(line))
        return line

    monkeypatch.setattr(lines, "FREE_BYTES", MIB)
    monkeypatch.setattr(lines, "MAX_LINE_BYTES", MIB)
    monkeypatch.setattr(lines._Unpacked, "readline", counting)
    bomb = zeros(32 * MIB)
    assert len(bomb) < MIB
    assert "unpacks to more than 200 times its size" in told_on_the_page(world, "tasks.jsonl.gz", bomb)
    assert sum(came) < 200 * len(bomb) + 16 * MIB
    found = told_by_the_import(calling(world.lead), "tasks.jsonl.gz", bomb)
    assert "unpacks to more than 200 times its size" in " ".join(found.problems)


def test_archives_are_not_opened(world: World, calling: Calling) -> None:
    bomb = nested_zip(6)
    for name in ("tasks.zip", "tasks.jsonl", "tasks.jsonl.gz"):
        assert "record" in told_on_the_page(world, name, bomb)
    packed_twice = gzip.compress(zeros(8 * MIB))
    assert "record" in told_on_the_page(world, "tasks.jsonl.gz", packed_twice)
    told_by_the_import(calling(world.lead), "tasks.zip", bomb)


def test_a_table_that_swells_ends_at_its_bound(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.interchange.arrow_rows.MAX_BYTES", 2**28)
    bomb = parquet(tmp_path, 50_000_000)
    assert len(bomb) < 20_000
    assert "cannot be read within 256 MiB of memory" in told_on_the_page(world, "tasks.parquet", bomb)


def test_a_file_of_nothing_but_mistakes_is_not_read_to_its_end(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MOST_WRONG", 50)
    assert "50 records cannot come in" in told_on_the_page(world, "tasks.jsonl", b"1\n" * 1_000_000)


DEEP = "[" * 100_000 + "]" * 100_000
BODIES = {
    "deep arrays": DEEP,
    "deep objects": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "a number of five thousand digits": '{"version": ' + "9" * 5000 + "}",
    "a number beyond floating point": '{"version": 0, "active_ms": 1e999}',
    "no number": '{"version": NaN}',
    "a key twice": '{"version": 0, "version": 1, "body": {}}',
    "a key a hundred thousand times": "{" + ",".join(['"version": 0'] * 100_000) + "}",
    "half a surrogate pair": '{"version": 0, "body": {}, "\\ud800": 1}',
    "packed": gzip.compress(b'{"version": 0, "body": {}}').decode("latin-1"),
    "nothing": "",
    "a text": '"text"',
}


def test_no_body_of_json_is_more_than_a_refusal(world: World, calling: Calling) -> None:
    assignment = world.claim(world.reviewer, world.task)
    program = calling(world.reviewer)
    told = {}
    for name, body in BODIES.items():
        headers = {"Content-Encoding": "gzip"} if name == "packed" else {}
        answer = program.generic(
            "PUT",
            f"/api/v1/assignments/{assignment.public_id}/draft",
            body.encode("latin-1"),
            content_type="application/json",
            headers=headers,
        )
        told[name] = (answer.status_code, answer["Content-Type"], len(answer.content) < 5000)
    assert {name for name, (status, _, _) in told.items() if status not in {400, 422}} == set()
    assert {name for name, (_, kind, _) in told.items() if kind != "application/problem+json"} == set()
    assert {name for name, (_, _, short) in told.items() if not short} == set()


@pytest.mark.parametrize("number", ["9" * 30, "-1" + "0" * 30, "1e300", "9223372036854775808"])
def test_no_number_is_too_large_to_be_refused(everything: Things, calling: Calling, number: str) -> None:
    program = calling(everything.world.lead)
    answered = {}
    for ask in operations():
        if not isinstance(ask.body, dict):
            continue
        for key in _numbers(ask.body):
            body = json.dumps({**ask.body, key: "THE NUMBER"}).replace('"THE NUMBER"', number)
            with undone():
                sent = program.generic(
                    ask.method,
                    filled(ask.path, everything.names),
                    filled(body, everything.names),
                    content_type="application/json",
                )
            answered[ask.name, key] = sent.status_code
    assert answered
    assert {one: status for one, status in answered.items() if not 400 <= status < 500} == {}


def _numbers(body: dict[str, object]) -> Iterator[str]:
    return (key for key, value in body.items() if isinstance(value, int) and not isinstance(value, bool))


def test_a_body_that_is_too_large_is_refused_before_it_is_read(
    world: World, calling: Calling, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
    monkeypatch.setattr("assay_web.site.gate._AROUND_A_FORM", 10_000)
    assignment = world.claim(world.reviewer, world.task)
    program = calling(world.reviewer)
    body = json.dumps({"version": 0, "body": {"verdicts": {"A": "x" * 200_000}}})
    address = f"/api/v1/assignments/{assignment.public_id}/draft"
    plain = program.put(address, body, content_type="application/json")
    keyed = program.put(address, body, content_type="application/json", headers={"Idempotency-Key": "a-key-of-mine"})
    for answer in (plain, keyed):
        assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert world.client(world.lead).post("/tokens/", {"name": "x" * 200_000}).status_code == 413
    monkeypatch.setattr("assay_web.site.gate.MOST_UPLOADED", 150_000)
    for path in ("/projects/concurrency/import/", "/api/v1/projects/concurrency/imports"):
        file = SimpleUploadedFile("tasks.jsonl", b"x" * 120_000)
        assert world.client(world.lead).post(path, {"file": file}).status_code != 413, path
        file = SimpleUploadedFile("tasks.jsonl", b"x" * 160_000)
        assert world.client(world.lead).post(path, {"file": file}).status_code == 413, path


def test_forms_of_too_many_fields_or_files_are_refused(world: World) -> None:
    client = world.client(world.lead)
    many = {f"field-{number}": "x" for number in range(1500)}
    assert client.post("/tokens/", many).status_code == 400
    files = {f"file-{number}": SimpleUploadedFile(f"{number}.txt", b"x") for number in range(150)}
    assert client.post("/projects/concurrency/import/", files).status_code == 400
    assert client.get("/queue/?" + "&".join(f"a{number}=1" for number in range(1500))).status_code in {200, 400}


@pytest.mark.parametrize("total", ["1000000000", "-1", "9" * 40, "x"])
def test_a_form_of_many_parts_says_how_many_and_is_not_believed(world: World, total: str) -> None:
    form = {"questions-TOTAL_FORMS": total, "questions-INITIAL_FORMS": "0", "what": "save"}
    assert world.client(world.lead).post("/projects/concurrency/settings/quiz/", form).status_code in {302, 400, 422}


RECORDS = {
    "deep": DEEP,
    "deep within a record": '{"schema": "assay.task/v1", "rubric": ' + DEEP + "}",
    "a number of digits": '{"schema": "assay.task/v1", "tests": {"timeout_s": ' + "9" * 5000 + "}}",
    "beyond floating point": '{"schema": "assay.task/v1", "tests": {"timeout_s": 1e999}}',
    "keys again and again": "{" + ",".join(['"schema": "assay.task/v1"'] * 200_000) + "}",
    "nothing but mistakes": '{"schema": "assay.task/v1", "aspects": [' + ",".join(["[]"] * 20_000) + "]}",
}


@pytest.mark.parametrize("name", RECORDS)
def test_records_that_swell_are_told_in_one_line(name: str, tmp_path: Path) -> None:
    file = tmp_path / "tasks.jsonl"
    file.write_text(RECORDS[name] + "\n")
    told = [str(one) for one in receive(file, Given())]
    assert len(told) == 1
    assert len(told[0]) < 1000
