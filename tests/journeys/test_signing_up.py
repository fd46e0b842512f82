"""From an account of one's own to the first paid task; and from an assessment not passed to another project."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.journeys.conftest import sign_in
from tests.journeys.test_accessible import violations
from tests.support.assessing import EXPLANATION, LINE, TITLE
from tests.support.demo import Demo, environment, eventually, start

pytestmark = [pytest.mark.xdist_group("qualifying"), pytest.mark.timeout(900)]

PASSWORD = "a sentence nobody guesses"  # noqa: S105 - of a test

PAID = re.compile(r"\$[1-9]")

SET_UP = """
from tests.support.assessing import plant
from assay_web.accounts.models import User
from assay_web.assessments import services
from assay_web.assessments.services import Terms
from assay_web.projects.models import Project
from assay_web.projects.services import change_guidelines, change_quiz, change_requirements, create_project
from assay_web.projects.rules import Question
lead = User.objects.get(email="lead@assay.example")
demo = Project.objects.get(slug="demo")
change_requirements(demo, {
    "takes_applications": True, "decided_by_person": False, "languages": {"python": 3}, "about": "Races and caches."})
change_guidelines(demo, demo.guidelines, must_acknowledge=True)
change_quiz(demo, [Question("Where does a finding stand?", ("Where it shows", "Where the mistake is"), 1,
    "The guidelines say so: at the line where the mistake is.")])
terms = Terms("Qualify for the demo", most_defects=5, most_twins=3, judges=1, explanations=0)
assessment = services.create_assessment(lead, demo, terms)
services.add_plants(assessment, [plant(n) for n in range(20)], title="Add up", prompt="Add all values.")
services.open_assessment(assessment)
other = create_project(slug="other", name="Other work", lead=lead, price_minor=1500)
change_requirements(other, {"takes_applications": True, "decided_by_person": False, "languages": {"go": 1}})
rust = create_project(slug="rusty", name="Rusty work", lead=lead, price_minor=9000)
change_requirements(rust, {"takes_applications": True, "languages": {"rust": 2}})
"""


@pytest.fixture(scope="module")
def registering(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo that takes accounts of everybody and writes its mail to files, with an assessment that is open."""
    folder = tmp_path_factory.mktemp("qualifying")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSAY_REGISTRATION", "open")
        patch.setenv("ASSAY_EMAIL_URL", f"file://{folder / 'mail'}")
        running = start(folder, "--workers", "0")
        with worker(running):
            root = Path(__file__).parents[2]
            command = [sys.executable, "-m", "assay_cli", "manage", "shell", "-c", SET_UP]
            settings = environment(running.data) | {"PYTHONPATH": str(root)}
            done = subprocess.run(
                command, env=settings, cwd=root, capture_output=True, text=True, timeout=180, check=False
            )
            assert done.returncode == 0, done.stderr
            yield running
    assert running.stop() == 0


@contextmanager
def worker(running: Demo) -> Iterator[None]:
    """Grades, money and what people wait for; nobody here looks at what machines find in the demo's own tasks."""
    queues = [part for queue in ("interactive", "office") for part in ("--queue", queue)]
    process = subprocess.Popen([sys.executable, "-m", "assay_cli", "worker", *queues], env=environment(running.data))
    yield
    process.send_signal(signal.SIGINT)
    process.wait(60)


def test_from_an_account_to_the_first_paid_task(page: Page, registering: Demo) -> None:
    sign_up(page, registering, "Ada", "ada@example.org")
    tell(page, registering, python="6", go="")
    fair(page)
    rows = page.get_by_role("row")
    expect(rows.filter(has_text="Rusty work")).to_contain_text("2 years of Rust; you have none")
    apply(page, "Assay demo")
    assess(page, registering, finds=True)
    fair(page)

    page.goto(f"{registering.url}openings/")
    eventually(lambda: joined(page), within_s=60)
    fair(page)
    page.get_by_role("link", name="To your queue").click()
    expect(page.get_by_text("asks you to read them")).to_be_visible()
    expect(page.get_by_role("button", name="Accept")).to_have_count(0)
    fair(page)
    page.get_by_role("link", name="Read and confirm").click()
    page.get_by_label("Where it shows").check()
    page.get_by_role("button", name="I have read them").click()
    expect(page.get_by_text("Not quite.")).to_be_visible()
    fair(page)
    page.get_by_label("Where the mistake is").check()
    page.get_by_role("button", name="I have read them").click()

    page.get_by_role("button", name="Accept").first.click()
    expect(page.get_by_test_id("pane-A")).to_be_visible()
    hand_in(page, registering, page.url.rstrip("/").rpartition("/")[2], lambda _: [])
    expect(earned(page, registering, "In review")).to_contain_text(PAID)

    page.context.clear_cookies()
    sign_in(page, registering, "lead")
    page.goto(f"{registering.url}projects/demo/?state=submitted")
    page.locator("a[href*='/projects/demo/reviews/']").first.click()
    page.get_by_role("button", name="Accept the review").click()
    expect(page.get_by_text("Accepted. The review counts")).to_be_visible()
    page.context.clear_cookies()
    sign_in(page, registering, "ada@example.org")
    due = "Due with the next payout"
    eventually(lambda: PAID.search(earned(page, registering, due).inner_text()), within_s=60)
    fair(page)


def test_not_passed_read_why_and_qualified_elsewhere(page: Page, registering: Demo) -> None:
    sign_up(page, registering, "Bo", "bo@example.org")
    tell(page, registering, python="4", go="2")
    apply(page, "Assay demo")
    assess(page, registering, finds=False)
    expect(page.get_by_role("heading", name="Not passed")).to_be_visible()
    expect(page.get_by_text("You can try again here from")).to_be_visible()
    expect(page.get_by_test_id("missed")).not_to_have_text("0")
    fair(page)

    page.goto(f"{registering.url}openings/")
    eventually(lambda: told(page, "assessment not passed"), within_s=60)
    apply(page, "Other work")
    expect(page.get_by_role("row").filter(has_text="Other work")).to_contain_text("member")
    page.goto(f"{registering.url}openings/demo/")
    expect(page.get_by_text("You may apply here again from")).to_be_visible()


def earned(page: Page, demo: Demo, what: str) -> Locator:
    """One of the figures of the page of earnings, read anew."""
    page.goto(f"{demo.url}earnings/")
    return page.locator(".as-figure").filter(has_text=what)


def fair(page: Page) -> None:
    """The page that is open keeps nobody out."""
    assert violations(page) == [], page.url


def sign_up(page: Page, demo: Demo, name: str, email: str) -> None:
    page.goto(demo.url)
    page.get_by_role("link", name="Apply as a reviewer").click()
    fair(page)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make an account").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    fair(page)
    page.goto(eventually(lambda: link_for(demo, email)))
    fair(page)
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_load_state()
    page.context.clear_cookies()
    demo.accounts[email] = (email, PASSWORD)
    sign_in(page, demo, email)
    expect(page.get_by_role("heading", name="Openings")).to_be_visible()


def link_for(demo: Demo, email: str) -> str:
    for file in (demo.data / "mail").glob("*"):
        text = file.read_text()
        if f"To: {email}" in text and (found := re.search(r"https?://\S+/accounts/confirm-email/\S+", text)):
            return demo.url.rstrip("/") + re.sub(r"^https?://[^/]+", "", found[0])
    return ""


def tell(page: Page, demo: Demo, *, python: str, go: str) -> None:
    page.goto(f"{demo.url}profile/")
    fair(page)
    page.get_by_label("Python").fill(python)
    page.get_by_label("Go", exact=False).first.fill(go)
    page.get_by_label("Years of reviewing code").fill("3")
    page.get_by_label("Hours a week").fill("10")
    page.get_by_label("pytest").check()
    page.get_by_label("A sample of your written English").fill("I once found a race that lost updates.")
    page.get_by_role("button", name="Store and see what fits").click()
    expect(page.get_by_text("Your profile is stored.")).to_be_visible()


def apply(page: Page, project: str) -> None:
    page.get_by_role("link", name=f"Look and apply to {project}").click()
    expect(page.get_by_role("heading", name="You fit")).to_be_visible()
    fair(page)
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", name="Your applications")).to_be_visible()


def assess(page: Page, demo: Demo, *, finds: bool) -> None:
    """Take items until the tests are clear: start and first item by hand, each answered as the workbench does."""
    page.get_by_role("link", name="To the assessment").click()
    page.get_by_role("link", name="Open of").click()
    attempt = page.url
    fair(page)
    page.get_by_role("button", name="Start the clock").click()
    for _ in range(70):
        if "/review/" in page.url:  # the last answer may have been graded, and have decided, since the page was shown
            expect(page.get_by_test_id("pane-A")).to_be_visible()
            hand_in(page, demo, page.url.rstrip("/").rpartition("/")[2], named if finds else lambda _: [])
            page.goto(attempt)
        eventually(lambda: decided(page, attempt), within_s=60)
        if page.get_by_role("heading", name=re.compile("Passed|Not passed")).count():
            return
        page.get_by_role("button", name="Next item").click()
        page.wait_for_load_state()
    pytest.fail("the assessment did not end")


def decided(page: Page, attempt: str) -> bool:
    """Either the next item can be taken, or the result is there."""
    if page.get_by_role("heading", name=re.compile("Passed|Not passed")).count():
        return True
    if page.get_by_role("button", name="Next item").count():
        return True
    page.goto(attempt)
    return False


def named(code: str) -> list[dict[str, Any]]:
    """A finding that names the defect, where there is one."""
    if "range(count - 1)" not in code:
        return []
    finding = {"id": "00000000-0000-4000-8000-000000000001", "candidate": "A", "path": "summing.py"}
    place = {"start_line": LINE, "end_line": LINE, "title": TITLE, "explanation": EXPLANATION}
    return [finding | place | {"cwe": 193, "category": "logic", "severity": "major"}]


def hand_in(page: Page, demo: Demo, assignment: str, say: Callable[[str], list[dict[str, Any]]]) -> None:
    """Through the workbench's own interface: its screen has journeys of its own."""
    address = f"{demo.url}api/v1/assignments/{assignment}"
    token = next(one["value"] for one in page.context.cookies() if one["name"] == "csrftoken")
    read = page.request.get(address)
    if read.status == 410:  # the answers before this one have been graded meanwhile, and have decided
        return
    shown = read.json()
    letters = [one["letter"] for one in shown["candidates"]]
    findings = say(json.dumps([one["files"] for one in shown["candidates"]]))
    body = {
        "findings": findings,
        "ratings": {one["id"]: dict.fromkeys(letters, 3) for one in shown["rubric"]["criteria"]},
        "verdicts": dict.fromkeys(letters, "reject" if findings else "accept"),
        "ranking": {"order": [[one] for one in letters], "justification": f"Because A:{LINE} is right. " * 20},
    }
    if len(letters) == 1:
        body.pop("ranking")
    send = Sender(page, address, {"X-CSRFToken": token, "Referer": demo.url})
    send(verb="lock", body=body)
    eventually(lambda: send(verb="submit", body=body), within_s=120)


@dataclass
class Sender:
    """Writes to one assignment as the workbench does."""

    page: Page
    address: str
    headers: dict[str, str]

    def __call__(self, verb: str, body: dict[str, Any]) -> bool:
        """Whether it was taken. Machine findings that are shown are judged; a pass that is locked already is left."""
        read = self.page.request.get(self.address)
        if read.status == 410:  # the answers before this one have been graded meanwhile, and have decided
            return True
        now = read.json()
        shown = ((now.get("evidence") or {}).get("candidates") or {}).values()
        real = {finding["id"]: {"verdict": "real"} for one in shown for finding in one["findings"]}
        answer = self.page.request.post(
            f"{self.address}/{verb}",
            data={"version": now["draft"]["version"], "body": body | {"evidence": real}},
            headers=self.headers | {"Idempotency-Key": f"{verb}-{self.address[-36:]}-{len(real)}"},
        )
        return answer.ok


def joined(page: Page) -> bool:
    page.reload()
    return bool(page.get_by_role("link", name="To your queue").count())


def told(page: Page, text: str) -> bool:
    page.reload()
    return bool(page.get_by_text(text).count())
