"""What the tests of pages share: people and tasks to look at, and a page as a browser reads it."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assay.domain.task import Aspect, Candidate, Language, Origin, Task, Tests
from assay_web.accounts.models import User
from assay_web.accounts.services import create_user
from assay_web.projects.models import Project, Role
from assay_web.projects.services import add_member, create_project
from assay_web.review import selectors, services
from assay_web.review.draft import DraftBody
from assay_web.review.models import Assignment, Draft, Review
from assay_web.tasks.models import Task as TaskRow
from assay_web.tasks.services import import_tasks

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)> \u202eevil\u202c'
SECRETS = ("secret-model-9000", "secret-tool", "test_hidden_corner", "id-of-the-first", "id-of-the-second")
"""What must never reach a reviewer: origins, hidden tests, the record's own ids of candidates."""

CODE = "".join(f"value_{n} = {n}\n" for n in range(1, 31))


@dataclass
class Page:
    """A rendered page, read as a browser reads it: elements with their attributes, and the text."""

    status: int
    html: str
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""

    def every(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        """Attributes of the elements called ``tag`` that have these attributes."""
        return [found for name, found in self.elements if name == tag and attributes.items() <= found.items()]

    def links(self) -> set[str]:
        """Where the page leads."""
        return {found["href"] for found in self.every("a") if "href" in found}


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.hidden += tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in {"script", "style"}
        if tag in {"dt", "dd", "td", "th", "li", "p", "div", "span", "option"}:
            self.page.text += " "

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.page.text += data


def read(response: HttpResponseBase) -> Page:
    """The page that came back."""
    content: bytes = response.content  # type: ignore[attr-defined]  # a test client's response is not streamed here
    page = Page(response.status_code, content.decode())
    _Reader(page).feed(page.html)
    page.text = re.sub(r"\s+", " ", page.text)
    return page


@dataclass
class World:
    """Who and what there is."""

    reviewer: User
    colleague: User
    lead: User
    newcomer: User
    project: Project
    task: TaskRow
    hostile: TaskRow

    def client(self, user: User | None) -> Client:
        """A browser in which this person is signed in; nobody for None."""
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    def page(self, user: User | None, address: str) -> Page:
        """What this person sees there."""
        return read(self.client(user).get(address))

    def queries(self, user: User, address: str) -> int:
        """How many queries this page costs, including who asks and what they may enter, but for what a process reads
        once.
        """
        client = self.client(user)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    def claim(self, user: User, task: TaskRow) -> Assignment:
        """This person has accepted the task."""
        return services.claim(user, task.public_id)

    def submit(self, user: User, task: TaskRow, **changes: Any) -> Review:  # noqa: ANN401 - parts of a draft
        """This person has reviewed the task; ``changes`` replace parts of the draft after the first pass."""
        assignment = selectors.get_assignment(user, self.claim(user, task).public_id)
        shown = selectors.workbench(assignment)
        first = complete_body(shown)
        services.lock_first_pass(user, assignment.public_id, 0, DraftBody.model_validate(first))
        version = Draft.objects.get(pk=assignment.pk).version
        order = first["ranking"] and {"order": first["ranking"]["order"]}
        final = DraftBody.model_validate(justified(first | {"ranking": order} | changes))
        return services.submit(user, assignment.public_id, version, final, f"key-{assignment.pk}")


def make_world() -> World:
    """Two reviewers, a lead, a newcomer; one project with an ordinary and a hostile task."""
    lead, reviewer, colleague, newcomer = (
        create_user(f"{name}@example.org", "correct horse battery")
        for name in ("lead", "reviewer", "colleague", "newcomer")
    )
    project = create_project(
        slug="concurrency", name=f"Concurrency {HOSTILE}", lead=lead, price_minor=6400, guidelines="Cite *findings*."
    )
    for person in (reviewer, colleague):
        add_member(project, person, Role.REVIEWER)
    records = [
        task_record("ordinary", "Thread-safe cache"),
        task_record("hostile", HOSTILE, candidates=1, prompt=f"{HOSTILE}\n\n[go](javascript:alert(3))"),
    ]
    import_tasks(project, records)
    task, hostile = project.tasks.order_by("number")
    return World(reviewer, colleague, lead, newcomer, project, task, hostile)


def complete_body(shown: Any) -> dict[str, Any]:  # noqa: ANN401 - the payload of the workbench
    """A complete review of what the workbench shows, with one finding about A."""
    letters = [one.letter for one in shown.candidates]
    return justified(
        {
            "findings": [finding(path=shown.candidates[0].files[0].path)],
            "ratings": {criterion.id: dict.fromkeys(letters, 3) for criterion in shown.rubric.criteria},
            "verdicts": dict.fromkeys(letters, "reject"),
            "ranking": {"order": [[letter] for letter in letters]} if len(letters) > 1 else None,
        }
    )


def justified(body: dict[str, Any]) -> dict[str, Any]:
    """A body whose ranking, unless it is justified already, cites the findings that there are."""
    if not body["ranking"] or body["ranking"].get("justification"):
        return body
    cited = " and ".join(f"{one['candidate']}:{one['start_line']}" for one in body["findings"])
    ranking = {**body["ranking"], "justification": f"Because of {cited or 'the rest'} {HOSTILE} " * 10}
    return body | {"ranking": ranking}


def finding(**changes: object) -> dict[str, Any]:
    """A finding as the workbench sends it."""
    return {
        "id": str(uuid.uuid4()),
        "candidate": "A",
        "path": "app.py",
        "start_line": 2,
        "end_line": 2,
        "severity": "blocker",
        "category": "concurrency",
        "cwe": 362,
        "title": f"Lost update {HOSTILE}",
        "explanation": f"Two writers {HOSTILE}",
    } | changes


def task_record(identifier: str, title: str, *, candidates: int = 2, prompt: str = "Write **it**.") -> Task:
    """A task whose secrets are those of :data:`SECRETS`."""
    names = ["id-of-the-first", "id-of-the-second", "c", "d"][:candidates]
    return Task(
        id=identifier,
        title=title,
        prompt=prompt,
        language=Language.PYTHON,
        aspects=(Aspect.CORRECTNESS, Aspect.RANKING) if candidates > 1 else (Aspect.SECURITY,),
        tests=Tests(
            files={"test_shown.py": "assert True\n", "test_hidden_corner.py": "assert True\n"},
            visible=("test_shown.py",),
        ),
        candidates=tuple(
            Candidate(
                id=name,
                files={"app.py": f"{CODE}# {number}\n"},
                origin=Origin(model="secret-model-9000", tool="secret-tool"),
            )
            for number, name in enumerate(names)
        ),
    )
