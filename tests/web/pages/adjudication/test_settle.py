"""The adjudicator's pages: what they show, what they never show, and how forms answer."""

from __future__ import annotations

import pytest
from tests.web.opinions import adjudicator_of, say
from tests.web.pages.world import HOSTILE, SECRETS, World, finding

from assay_web.accounts.models import User
from assay_web.adjudication.models import Conflict, Ruling
from assay_web.adjudication.services import rule
from assay_web.insight.services import take_in
from assay_web.review.models import Assignment, AssignmentState


@pytest.fixture
def judge(world: World) -> User:
    return adjudicator_of(world)


@pytest.fixture
def disputed(world: World) -> World:
    say(
        world, world.reviewer, world.task, findings=[finding(position=0), finding(position=1, start_line=9, end_line=9)]
    )
    say(
        world,
        world.colleague,
        world.task,
        verdicts=("accept", "accept"),
        order=((0,), (1,)),
        ratings=(5, 3),
        findings=[],
    )
    take_in()
    return world


def sheet_of(world: World) -> str:
    return f"/adjudication/{world.task.public_id}/"


def post_to(conflict: Conflict) -> str:
    return f"/adjudication/conflicts/{conflict.public_id}/"


def test_the_queue_lists_tasks_in_conflict(disputed: World, judge: User) -> None:
    page = disputed.page(judge, "/adjudication/")
    assert page.status == 200
    assert sheet_of(disputed) in page.links()
    assert "verdict" in page.text


def test_an_empty_queue_says_what_will_come(world: World, judge: User) -> None:
    assert "Nothing to settle" in world.page(judge, "/adjudication/").text
    assert "You adjudicate in no project" in world.page(world.newcomer, "/adjudication/").text


def test_the_sheet_shows_code_with_findings_and_every_conflict(disputed: World, judge: User) -> None:
    page = disputed.page(judge, sheet_of(disputed))
    assert page.status == 200
    assert "value_9 = 9" in page.text
    assert "r1" in page.text
    assert "Lost update" in page.text
    assert len(page.every("form")) == Conflict.objects.count() + 2, "one each, returning a review, signing out"


def test_nobody_is_named_and_no_origin_is_told(disputed: World, judge: User) -> None:
    page = disputed.page(judge, sheet_of(disputed))
    for person in (disputed.reviewer, disputed.colleague):
        assert person.pseudonym not in page.html
        assert person.email not in page.html
    for secret in SECRETS:
        assert secret not in page.html


def test_hostile_text_is_only_text(disputed: World, judge: User) -> None:
    page = disputed.page(judge, sheet_of(disputed))
    assert HOSTILE not in page.html
    assert "<script>alert(1)" not in page.html
    assert not page.every("img")
    assert "U+202E" in page.text


def test_a_ruling_by_form_leads_back_to_the_sheet(disputed: World, judge: User) -> None:
    conflict = Conflict.objects.get(kind="verdict")
    answer = disputed.client(judge).post(post_to(conflict), {"value": "reject", "reason": "code", "text": HOSTILE})
    assert answer.status_code == 302
    assert answer.headers["Location"] == sheet_of(disputed)
    page = disputed.page(judge, sheet_of(disputed))
    assert "The code shows it" in page.text
    assert HOSTILE not in page.html


def test_a_ruling_by_script_answers_with_the_conflict_alone(disputed: World, judge: User) -> None:
    conflict = Conflict.objects.get(kind="verdict")
    answer = disputed.client(judge).post(
        post_to(conflict), {"value": "reject", "reason": "code"}, headers={"HX-Request": "true"}
    )
    html = answer.content.decode()
    assert answer.status_code == 200
    assert html.lstrip().startswith("<section")
    assert "data-open" not in html
    assert "Reject" in html


@pytest.mark.parametrize(
    "given",
    [
        {"value": "reject"},
        {"reason": "code"},
        {"value": "maybe", "reason": "code"},
        {"value": "reject", "reason": "no"},
    ],
)
def test_what_is_refused_is_told_and_what_was_typed_stays(disputed: World, judge: User, given: dict[str, str]) -> None:
    conflict = Conflict.objects.get(kind="verdict")
    answer = disputed.client(judge).post(
        post_to(conflict), given | {"text": "My words"}, headers={"HX-Request": "true"}
    )
    html = answer.content.decode()
    assert "data-open" in html
    assert 'role="alert"' in html
    assert "My words" in html
    assert not Ruling.objects.exists()


def test_an_order_may_be_written_in_letters(disputed: World, judge: User) -> None:
    conflict = Conflict.objects.get(kind="ranking")
    disputed.client(judge).post(post_to(conflict), {"order": "a = b", "reason": "weighed"})
    conflict.refresh_from_db()
    assert conflict.outcome == "0=1"


def test_a_second_adjudicator_does_not_see_the_first_ones_ruling(disputed: World, judge: User) -> None:
    for conflict in Conflict.objects.filter(kind="claim"):
        rule(judge, conflict.public_id, "minor", "weighed", "a telling remark")
    other = adjudicator_of(disputed, "second")
    assert "a telling remark" not in disputed.page(other, sheet_of(disputed)).html


def test_a_review_goes_back_with_a_reason(disputed: World, judge: User) -> None:
    conflict = Conflict.objects.get(kind="verdict")
    client = disputed.client(judge)
    client.post(f"{post_to(conflict)}return/", {"who": "r9", "reason": "x"})
    assert not Assignment.objects.filter(state=AssignmentState.RETURNED).exists()
    client.post(f"{post_to(conflict)}return/", {"who": "r1", "reason": "Say where the race is."})
    assert Assignment.objects.filter(state=AssignmentState.RETURNED).count() == 1


def test_a_long_file_shows_what_lies_around_findings() -> None:
    from assay.domain.finding import Finding  # noqa: PLC0415 - used here only
    from assay_web.adjudication.selectors.code import file_views  # noqa: PLC0415 - as above

    record = Finding.model_validate(
        {"path": "a.py", "start_line": 400, "end_line": 400, "aspect": "quality", "category": "logic",
         "severity": "minor", "title": "x", "source": {"kind": "reviewer", "name": "r"}}
    )  # fmt: skip
    (view,) = file_views({"a.py": "x = 1\n" * 1000}, [("r1", 1, record)], "python")
    shown = [row.line.number for row in view.rows if row.line]
    assert shown == list(range(392, 409))
    assert sum(row.left_out for row in view.rows) + len(shown) == 1000


def test_the_page_costs_the_same_however_many_conflicts(disputed: World, judge: User) -> None:
    few = disputed.queries(judge, sheet_of(disputed))
    one = Conflict.objects.get(kind="verdict")
    for number in range(20):
        Conflict.objects.create(
            project=one.project, task=one.task, kind="verdict", key=f"verdict:more-{number}", position=0,
            answers=one.answers, weight=1.0,
        )  # fmt: skip
    assert disputed.queries(judge, sheet_of(disputed)) == few
    assert few <= 20
