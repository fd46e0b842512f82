"""A SARIF log of another tool becomes evidence on the candidates it is about, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.pages.world import HOSTILE, World, complete_body, read

from assay.workflows.receive_findings import receive_findings
from assay_web.insight.figures.sources import sources
from assay_web.review import selectors, services
from assay_web.review.draft import DraftBody
from assay_web.tasks.models import Candidate, EvidenceFinding, Examination

ADDRESS = "/projects/concurrency/import/"


def result(uri: str = "out/ordinary/id-of-the-first/app.py", line: int = 3, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    place = {"artifactLocation": {"uri": uri}, "region": {"startLine": line}}
    return {
        "ruleId": "R1",
        "level": "error",
        "message": {"text": f"Something is wrong {HOSTILE}"},
        "locations": [{"physicalLocation": place}],
        **more,
    }


def log(*results: dict[str, Any], tool: str = "their-tool") -> bytes:
    driver = {"name": tool, "version": "4.2", "rules": [{"id": "R1"}]}
    return json.dumps({"version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": list(results)}]}).encode()


def send(world: World, content: bytes, what: str = "import", name: str = "their.sarif") -> tuple[int, str]:
    client = world.client(world.lead)
    response = client.post(ADDRESS, {"file": SimpleUploadedFile(name, content), "what": what}, follow=True)
    page = read(response)
    return page.status, page.text


def shown(world: World) -> list[str]:
    assignment = world.claim(world.reviewer, world.task)
    mine = selectors.get_assignment(world.reviewer, assignment.public_id)
    assert selectors.workbench(mine).evidence is None, "the first pass is blind"
    body = DraftBody.model_validate(complete_body(selectors.workbench(mine)))
    services.lock_first_pass(world.reviewer, assignment.public_id, 0, body)
    evidence = selectors.workbench(selectors.get_assignment(world.reviewer, assignment.public_id)).evidence
    assert evidence is not None
    return [
        f"{one.source.name} {one.path}:{one.start_line}"
        for each in evidence.candidates.values()
        for one in each.findings
    ]


def test_results_become_evidence_that_reviewers_see_after_their_pass(world: World) -> None:
    status, text = send(world, log(result(), result("ordinary/candidates/id-of-the-second/app.py", 5)))
    assert status == 200
    assert "2 findings on 2 candidates came in" in text
    assert sorted(shown(world)) == ["their-tool app.py:3", "their-tool app.py:5"]


def test_checking_writes_nothing(world: World) -> None:
    assert "1 results can be read" in send(world, log(result()), "check")[1]
    assert not EvidenceFinding.objects.exists()


def test_the_same_log_twice_changes_nothing_and_a_newer_one_replaces_it(world: World) -> None:
    send(world, log(result()))
    send(world, log(result()))
    assert EvidenceFinding.objects.count() == 1
    send(world, log(result(line=9)))
    assert shown(world) == ["their-tool app.py:9"]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (result("elsewhere/app.py"), "of no candidate of this project"),
        (result("ordinary/id-of-the-first/other.py"), "about a file that the candidate does not have"),
        (result(line=5_000), "about a line that the file does not have"),
        (result("../../ordinary/id-of-the-first/../app.py"), "about a file that the candidate does not have"),
        (result(properties={"source": {"kind": "reviewer", "name": "r1"}}), "said by a reviewer, who is no tool"),
        (result(properties={"source": {"kind": "critic", "name": "m"}}), "said by a critic, who is no tool"),
    ],
)
def test_what_belongs_nowhere_is_passed_over_with_its_reason(world: World, wrong: dict[str, Any], reason: str) -> None:
    status, text = send(world, log(wrong))
    assert status == 422
    assert reason in text
    status, text = send(world, log(result(), wrong))
    assert (status, f"1 passed over: {reason}" in text) == (200, True)
    assert EvidenceFinding.objects.count() == 1


def test_ids_in_our_own_logs_name_the_candidate_and_proofs_are_not_taken_over(world: World) -> None:
    own = {"task": "ordinary", "candidate": "id-of-the-second", "path": "app.py", "proof": "proven"}
    send(world, log(result("app.py", properties=own)))
    stored = EvidenceFinding.objects.select_related("examination").get()
    second = Candidate.objects.get(task=world.task, record_id="id-of-the-second")
    assert stored.examination.content_key == second.content_key
    assert stored.record["proof"] == "unproven"


def test_another_project_with_the_same_content_sees_nothing_of_it(world: World) -> None:
    send(world, log(result("hostile/id-of-the-first/app.py")))
    elsewhere = Candidate.objects.get(task=world.hostile)
    Candidate.objects.filter(task=world.task).update(content_key=elsewhere.content_key)
    Examination.objects.update(version="999999:their-tool:0")
    assert shown(world) == []


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"version": "1.0", "runs": []}', log()])
def test_what_is_no_log_is_told(world: World, content: bytes) -> None:
    status, text = send(world, content)
    assert status == 422
    assert "assay-import-" not in text


def test_a_closed_project_takes_nothing(world: World) -> None:
    world.project.state = "closed"
    world.project.save()
    assert send(world, log(result()))[0] == 422
    assert not EvidenceFinding.objects.exists()


def test_an_imported_source_is_measured_like_every_other(world: World) -> None:
    send(world, log(result()))
    assert sources(world.project)["rows"] == []


def test_the_page_reads_other_shapes_than_our_own(world: World) -> None:
    dump = json.dumps({"task_id": "A/1", "prompt": "def one():\n", "completion": "    return 1\n"})
    status, text = send(world, f"{dump}\n".encode(), "import", "samples.jsonl")
    assert status == 200, text
    task = world.project.tasks.get(record_id="A/1")
    assert task.language == "python"


def test_the_page_takes_what_a_file_does_not_say_and_a_named_shape(world: World) -> None:
    dump = json.dumps({"task_id": "A/1", "prompt": "def one():\n", "completion": "    return 1\n"})
    given = {"what": "import", "shape": "solutions", "model": "m-1", "license": "MIT", "aspects": ["security"]}
    file = SimpleUploadedFile("odd.name", f"{dump}\n".encode())
    response = world.client(world.lead).post(ADDRESS, {"file": file, **given})
    assert response.status_code == 302
    task = world.project.tasks.get(record_id="A/1")
    assert (task.license, list(task.aspects)) == ("MIT", ["security"])
    assert task.candidates.get().origin.origin["model"] == "m-1"
    wrong = world.client(world.lead).post(
        ADDRESS, {"file": SimpleUploadedFile("a", b"x"), "what": "check", "shape": "git"}
    )
    assert wrong.status_code == 422


def test_a_log_is_read_as_any_other_by_the_engine(tmp_path: Any) -> None:  # noqa: ANN401 - pytest's path
    (tmp_path / "a.sarif").write_bytes(log(result()))
    assert receive_findings(tmp_path / "a.sarif").tools == {"their-tool": "4.2"}
