"""Ten thousand requests a second from one address: refused, bounded in memory and database, recorded; others go on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import partial

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings
from tests.web.pages.world import World, read

from assay_web.kit import counts
from assay_web.kit.addresses import counted_address
from assay_web.site.flood import BURST_S, Flood

LOGIN = "/accounts/login/"
ATTACKER = "203.0.113.9"


class Clock:
    """Time as a test has it."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def flood(seen: Flood, clock: Clock, address: str, *, per_second: int, seconds: int) -> int:
    """So many requests; how many were let in."""
    let_in = 0
    for _ in range(per_second * seconds):
        clock.now += 1 / per_second
        let_in += not seen.look(address).wait_s
    return let_in


def test_ten_thousand_a_second_are_let_in_as_one_hundred() -> None:
    clock = Clock()
    seen = Flood(100, 1000, clock)
    assert flood(seen, clock, ATTACKER, per_second=10_000, seconds=5) == pytest.approx(100 * (BURST_S + 5), abs=2)
    assert flood(seen, clock, ATTACKER, per_second=10_000, seconds=5) == pytest.approx(100 * 5, abs=2)
    assert not seen.look("198.51.100.7").wait_s
    clock.now += 60
    assert not seen.look(ATTACKER).wait_s


def test_more_addresses_than_are_remembered_cost_no_more_memory() -> None:
    clock = Clock()
    seen = Flood(1, 1000, clock)
    flood(seen, clock, ATTACKER, per_second=1000, seconds=1)
    for number in range(50_000):
        seen.look(f"address {number}")
        if number % 100 == 0:
            assert seen.look(ATTACKER).wait_s  # who goes on is not forgotten
    assert len(seen) == 1000


def test_it_is_reported_now_and_then_and_not_for_each_request() -> None:
    clock = Clock()
    seen = Flood(1, 1000, clock)
    reports = []
    for _ in range(120_000):
        clock.now += 0.001
        reports.append(seen.look(ATTACKER).refused)
    told = [one for one in reports if one]
    assert 2 <= len(told) <= 3
    assert sum(told) > 50_000


@pytest.fixture
def behind_a_proxy(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """Two requests a second and twenty at once; in the time of this test no second goes by."""
    settings.PROXIES = 1
    settings.ADDRESS_PER_SECOND = 2
    monkeypatch.setattr("assay_web.site.gate.Flood", partial(Flood, clock=Clock()))
    counts.take()
    yield settings
    counts.take()


def refusals() -> int:
    """How many requests were counted as refused, since they were last counted."""
    return sum(sum(tally.counts) for (name, _), tally in counts.take().items() if name == "refused")


def test_a_refused_request_costs_no_query_and_no_line(
    world: World, behind_a_proxy: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    client = world.client(world.reviewer)
    with caplog.at_level(logging.INFO):
        let_in = [client.get("/queue/", headers={"X-Forwarded-For": ATTACKER}).status_code for _ in range(20)]
        with CaptureQueriesContext(connection) as queries:
            for _ in range(200):
                answer = client.get("/queue/", headers={"X-Forwarded-For": ATTACKER})
                assert (answer.status_code, answer["Retry-After"]) == (429, "1")
    assert let_in == [200] * 20
    assert len(queries) == 0
    assert refusals() == 200
    told = [one.getMessage() for one in caplog.records if one.name == "assay.gate"]
    assert told == [f"{ATTACKER} sends more than 2 requests a second: 1 refused"]
    assert client.get("/queue/", headers={"X-Forwarded-For": "198.51.100.7"}).status_code == 200


def test_programs_are_told_as_programs_are(world: World, behind_a_proxy: Settings) -> None:
    client = Client(headers={"X-Forwarded-For": ATTACKER})
    answers = [client.get("/api/v1/me") for _ in range(21)]
    assert (answers[-1].status_code, answers[-1]["Content-Type"]) == (429, "application/problem+json")
    assert answers[-1]["Content-Security-Policy"]


def test_an_address_that_the_client_wrote_itself_does_not_help(world: World, behind_a_proxy: Settings) -> None:
    client = Client()
    answers = [client.get("/", headers={"X-Forwarded-For": f"1.1.1.{n}, {ATTACKER}"}).status_code for n in range(21)]
    assert answers[-1] == 429


def test_nobody_is_slowed_where_it_is_turned_off_and_this_machine_never(world: World, settings: Settings) -> None:
    settings.ADDRESS_PER_SECOND = 1
    here = Client()
    assert {here.get("/healthz").status_code for _ in range(40)} == {200}
    settings.ADDRESS_PER_SECOND = 0
    there = Client(REMOTE_ADDR=ATTACKER)
    assert {there.get("/healthz").status_code for _ in range(40)} == {200}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.9", "203.0.113.9", True),
        ("203.0.113.9", "203.0.113.10", False),
        ("no address", "no address", True),
    ],
)
def test_one_household_is_one_address(one: str, other: str, *, same: bool) -> None:
    assert (counted_address(one) == counted_address(other)) == same


LIMITS = {"login_failed": "10/m/ip,5/5m/key", "login": "30/m/ip"}


def sign_in(email: str, password: str, address: str) -> str:
    """What the page says; empty when they are in."""
    answer = Client(REMOTE_ADDR=address).post(LOGIN, {"login": email, "password": password})
    return "" if answer.status_code == 302 else read(answer).text


@override_settings(ACCOUNT_RATE_LIMITS=LIMITS)
def test_guesses_for_one_login_end_wherever_they_come_from(world: World) -> None:
    told = [sign_in("reviewer@example.org", f"guess {n}", f"203.0.113.{n}") for n in range(7)]
    assert ["Too many failed" in one for one in told] == [False] * 5 + [True] * 2
    assert "Too many failed" in sign_in("reviewer@example.org", "correct horse battery", "203.0.113.200")
    assert sign_in("lead@example.org", "correct horse battery", "203.0.113.201") == ""


@override_settings(ACCOUNT_RATE_LIMITS=LIMITS)
def test_guesses_from_one_address_end_whomever_they_are_for(world: World) -> None:
    told = [sign_in(f"person{n}@example.org", "guess", ATTACKER) for n in range(12)]
    assert ["Too many failed" in one for one in told] == [False] * 10 + [True] * 2
    assert sign_in("lead@example.org", "correct horse battery", "203.0.113.201") == ""


@override_settings(ACCOUNT_RATE_LIMITS=LIMITS)
def test_attempts_are_counted_over_all_processes(world: World) -> None:
    for number in range(5):
        sign_in("reviewer@example.org", f"guess {number}", f"203.0.113.{number}")
    caches.close_all()
    del caches["default"]  # as another process has it
    assert "Too many failed" in sign_in("reviewer@example.org", "guess", "203.0.113.99")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), max(length(cache_key || value)) FROM accounts_attempts")
        rows, longest = cursor.fetchone()
    assert 0 < rows < 50
    assert longest < 1000
