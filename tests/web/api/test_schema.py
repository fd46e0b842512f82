"""schemathesis over the whole document, against the real application with its database: no 5xx, nothing undocumented.

Half of the requests fit the document, half do not; of either, half are about things that are there. Each is undone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from itertools import product
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.web.api.test_authorization import everything
from tests.web.review.test_authorization import Things, things, undone

from assay_web.accounts.models import Scope, User
from assay_web.accounts.services import make_token

__all__ = ["everything", "things"]

EXAMPLES = 2
"""For each operation and caller, of four requests each: one for each way to fit or not, to lead somewhere or not."""

FEWEST_DONE = {"operator": 40, "reviewer": 15}
"""Operations that did what they are for at least once: the others were only refused."""

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests share the test's connection, as with Django's own test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def many_requests(settings: Any) -> None:  # noqa: ANN401 - pytest-django's
    settings.API_PER_MINUTE = 1_000_000
    settings.ALLOWED_HOSTS = ["*"]


def real(names: dict[str, str], role: str) -> dict[str, str]:
    """Path parameters that lead to things that are there."""
    return {
        "slug": "concurrency",
        "task_id": names["task" if role == "reviewer" else "disputed"],
        "assignment_id": names["assignment"],
        "review_id": names["review"],
        "run_id": names["assignment"],
        "conflict_id": names["decided" if role == "reviewer" else "conflict"],
        "export_id": names["export"],
        "file": "concurrency-reviews.jsonl",
        "import_id": names["import"],
        "invitation_id": names["invitation"],
        "member_id": names["member"],
        "webhook_id": names["webhook"],
        "delivery_id": names["delivery"],
        "token_id": names["lead_token"],
        "payout_id": names["payout"],
        "payment_id": names["payment"],
        "name": names["pseudonym"],
        "application_id": names["application"],
        "assessment_id": names["assessment"],
        "attempt_id": names["attempt" if role == "reviewer" else "decided_attempt"],
        "doubt_id": names["doubt"],
        "job_id": names["failed_job"],
        "item_id": names["item"],
        "flag_id": names["flag"],
    }


Operation = Any  # schemathesis' own
Kinds = tuple[st.SearchStrategy[Any], ...]


@cache
def described() -> list[tuple[Operation, Kinds]]:
    """Each operation with requests that fit its description and requests that do not, made out once in a process."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    operations: list[Operation] = [found.ok() for found in schema.get_all_operations()]  # type: ignore[union-attr]  # one that cannot be read fails here
    return [(one, tuple(one.as_strategy(generation_mode=mode) for mode in modes)) for one in operations]


def answers_as_documented(operation: Operation, kinds: Kinds, secret: str, known: dict[str, str]) -> set[int]:
    """The statuses that it answered."""
    headers = {"Authorization": f"Bearer {secret}"}
    statuses: set[int] = set()
    own = {one.name for one in operation.path_parameters}

    @seed(20261128)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def asked(data: st.DataObject) -> None:
        for kind, leads_somewhere in product(kinds, (True, False)):
            case = data.draw(kind)
            if leads_somewhere:
                case.path_parameters = {
                    name: value if name not in known or name not in own else known[name]
                    for name, value in (case.path_parameters or {}).items()
                }
            with undone():
                response = case.call(headers=headers)
                case.validate_response(response, checks=CHECKS)
            statuses.add(response.status_code)

    asked()
    return statuses


@pytest.mark.timeout(900)  # under a minute by itself; beside others it waits for its turn
@pytest.mark.parametrize("role", ["operator", "reviewer"])
@pytest.mark.usefixtures("one_connection")
def test_every_operation_answers_as_documented(everything: Things, role: str) -> None:
    caller = User.objects.get(email=f"{role}@example.org")
    _, secret = make_token(caller, "schemathesis", Scope.values, timedelta(days=1))
    known = real(everything.names, role)
    wrong: dict[str, str] = {}
    done: set[str] = set()
    for operation, kinds in described():
        try:
            statuses = answers_as_documented(operation, kinds, secret, known)
            done |= {operation.label for status in statuses if status < 300}
        except Exception as problem:  # noqa: BLE001 - all of them are told together
            wrong[operation.label] = f"{type(problem).__name__}: {problem}"
    assert len(done) >= FEWEST_DONE[role], sorted(done)
    assert not wrong, "\n\n".join(f"{label}\n{problem[:2000]}" for label, problem in wrong.items())
