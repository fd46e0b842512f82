"""``/metrics``: closed without its token; what it tells agrees with the database and is valid for Prometheus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings
from tests.web.pages.world import World

from assay_web.accounts.models import User
from assay_web.kit import counts
from assay_web.operations.adding_up import add_up
from assay_web.operations.models import Total

TOKEN = "for-this-test"  # noqa: S105 - a password of nothing


@pytest.fixture(autouse=True)
def _uncounted() -> Iterator[None]:
    counts.take()
    yield
    counts.take()


def scrape(token: str | None) -> tuple[int, str]:
    headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
    response = Client(headers=headers).get("/metrics")
    return response.status_code, response.content.decode()


def test_closed_without_its_token(db: None, settings: Settings) -> None:
    assert scrape("")[0] == 404
    assert scrape(None)[0] == 404
    settings.METRICS_TOKEN = TOKEN
    assert scrape(None)[0] == 404
    assert scrape("another")[0] == 404
    assert scrape(TOKEN)[0] == 200


def test_counts_of_all_processes_are_one_histogram(world: World, operator: User, settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    world.page(operator, "/payouts/")
    add_up()
    counts.count("jobs", 0.3, task="tests.a", outcome="succeeded")
    counts.count("jobs", 400.0, task="tests.a", outcome="succeeded")
    add_up()
    counts.count("jobs", 0.3, task="tests.a", outcome="succeeded")  # as another process would
    add_up()
    families = {one.name: one for one in text_string_to_metric_families(scrape(TOKEN)[1])}
    jobs = {
        (sample.name.removeprefix("assay_jobs_seconds_"), sample.labels.get("le")): sample.value
        for sample in families["assay_jobs_seconds"].samples
        if sample.labels["task"] == "tests.a"
    }
    assert (jobs["bucket", "0.25"], jobs["bucket", "0.5"], jobs["bucket", "300.0"]) == (0, 2, 2)
    assert jobs["bucket", "+Inf"] == jobs["count", None] == 3
    assert jobs["sum", None] == pytest.approx(400.6)
    [request] = [one for one in families["assay_requests_seconds"].samples if one.name.endswith("_count") and one.value]
    assert request.labels == {"route": "payouts/", "method": "GET", "status": "2xx"}
    waiting = {tuple(one.labels.values()): one.value for one in families["assay_queue_jobs"].samples}
    assert waiting["bulk", "waiting"] == 1  # the evidence of the world's tasks
    assert [one.value for one in families["assay_workers"].samples] == [0]


@pytest.mark.django_db(transaction=True)
def test_what_the_database_does_not_take_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    counts.count("jobs", 0.3, task="tests.b", outcome="failed")
    with monkeypatch.context() as patch:
        patch.setattr("assay_web.operations.adding_up._ADD", "INSERT INTO no_such_table VALUES (%s, %s, %s, %s, %s)")
        add_up()
    assert not Total.objects.exists()
    add_up()
    [total] = Total.objects.all()
    assert (total.count, total.seconds) == (1, 0.3)
