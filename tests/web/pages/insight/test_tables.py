"""Figures as files, and the findings behind a density."""

from __future__ import annotations

import csv
import io
from urllib.parse import quote

import pytest
from tests.web.pages.world import HOSTILE, World, finding

from assay_web.accounts.models import User
from assay_web.accounts.services import create_user
from assay_web.insight.models import Figures
from assay_web.insight.pages.tables import TABLES
from assay_web.insight.selectors import findings
from assay_web.insight.services import make_figures, take_in
from assay_web.projects.models import Project, ProjectState, Role
from assay_web.projects.services import add_member
from assay_web.tasks.models import CandidateOrigin

HOME = "/projects/concurrency/"
MODEL = "=model & sons"


def lines(world: World, user: User, name: str) -> list[dict[str, str]]:
    response = world.client(user).get(f"{HOME}figures/{name}.csv")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))  # type: ignore[attr-defined]  # a streamed answer


@pytest.fixture
def named(told: World) -> World:
    """Both candidates of the task are one model's."""
    CandidateOrigin.objects.filter(candidate__task=told.task).update(origin={"model": MODEL})
    told.submit(told.reviewer, told.hostile, findings=[finding() for _ in range(3)])
    take_in()
    make_figures(told.project)
    return told


@pytest.fixture
def client_of(world: World) -> User:
    person = create_user("client@example.org", "correct horse battery")
    add_member(world.project, person, Role.CLIENT)
    return person


def test_every_table_says_what_its_page_does(named: World) -> None:
    [rule] = lines(named, named.lead, "rules")
    assert (rule["source"], rule["rule"], rule["real"], rule["false"]) == ("bandit", "B101", "1", "9")
    assert {row["reviewer"] for row in lines(named, named.lead, "reviewers")} == {
        named.reviewer.pseudonym,
        named.colleague.pseudonym,
    }
    assert "verdict" in {row["name"] for row in lines(named, named.lead, "agreement")}
    assert {row["model"] for row in lines(named, named.lead, "models")} == {"secret-model-9000", f"'{MODEL}"}
    sources = lines(named, named.lead, "sources")
    stored = Figures.objects.get(project=named.project, name="sources").body["rows"]
    assert [(row["kind"], row["source"], int(row["candidates"])) for row in sources] == [
        (row["kind"], row["name"], row["asked"]) for row in stored
    ]
    assert [int(row["n_unresolved"]) for row in sources] == [row["counts"]["unresolved"] for row in stored]
    assert named.reviewer.pseudonym in {row["source"] for row in sources}
    densities = lines(named, named.lead, "densities")
    assert {row["by"] for row in densities} == {"severity", "category", "language"}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_without_figures_is_its_header(world: World, name: str) -> None:
    response = world.client(world.lead).get(f"{HOME}figures/{name}.csv")
    assert b"".join(response.streaming_content).decode().strip() == ",".join(TABLES[name].header)  # type: ignore[attr-defined]  # as above


def test_another_table_is_not_there(world: World) -> None:
    assert world.client(world.lead).get(f"{HOME}figures/nothing.csv").status_code == 404


def test_a_client_learns_no_model_before_the_project_is_closed(named: World, client_of: User) -> None:
    assert lines(named, client_of, "models") == lines(named, client_of, "densities") == []
    page = named.page(client_of, f"{HOME}models/findings/?model={quote(MODEL)}")
    assert page.status == 200
    assert "sons" not in page.text
    assert f"{HOME}reviews/" not in page.html
    Project.objects.update(state=ProjectState.CLOSED)
    assert {row["model"] for row in lines(named, client_of, "models")} == {"secret-model-9000", f"'{MODEL}"}


def test_a_density_leads_to_the_findings_that_it_counts(named: World) -> None:
    page = named.page(named.lead, f"{HOME}models/")
    counted = {row["name"]: row for row in lines(named, named.lead, "densities") if row["model"].endswith("sons")}
    links = [one for one in page.links() if "models/findings/?model=%3Dmodel" in one]
    assert len(links) == len([row for row in counted.values() if float(row["findings_per_reviewed"])])
    for link in links:
        name = link.rpartition("=")[2]
        rows = named.page(named.lead, link).html.count('<tr><th scope="row">')
        row = counted[name]
        assert rows == round(float(row["findings_per_reviewed"]) * _reviewed(named, row)), link


def _reviewed(world: World, row: dict[str, str]) -> int:
    """What the density was divided by: of a language, the reviewed candidates in it; else all."""
    del world
    return int(row["reviewed"])


def test_many_findings_have_pages(named: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "PAGE", 2)
    seen, address = 0, f"{HOME}models/findings/?model=secret-model-9000"
    for _ in range(10):
        page = named.page(named.lead, address)
        seen += page.html.count('<tr><th scope="row">')
        following = page.every("a", rel="next")
        if not following:
            break
        address = following[0]["href"]
    assert seen == 3


def test_what_the_address_cannot_mean_is_ignored(named: World) -> None:
    query = f"model={quote(HOSTILE)}&severity=x&category=%00&language=klingon&after=1"
    page = named.page(named.lead, f"{HOME}models/findings/?{query}")
    assert page.status == 200
    assert "Reviewers reported no such finding" in page.text
    assert HOSTILE not in page.html
