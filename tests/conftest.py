"""What all tests share: a PostgreSQL of their own, no network but loopback, and no skipping where nothing may be
missing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.support.demo import EVIDENCE
from tests.support.groups import ByGroup
from xdist.remote import Producer
from xdist.scheduler import Scheduling

from assay_cli.platform import postgres
from assay_cli.platform.folder import DataFolder

GIVEN = "ASSAY_TEST_DATABASE_URL"
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")  # no test depends on speed
_server: list[postgres.Postgres] = []
_folder: list[Path] = []


def pytest_configure(config: pytest.Config) -> None:
    """Start one PostgreSQL for the whole run; xdist's workers inherit its address and make a database each."""
    if os.environ.get(GIVEN):
        os.environ["DATABASE_URL"] = os.environ[GIVEN]
        return
    if hasattr(config, "workerinput"):
        return
    _folder.append(Path(tempfile.mkdtemp(prefix="assay-tests-")))
    os.environ[EVIDENCE] = str(_folder[0] / "evidence")
    folder = DataFolder(_folder[0])
    _server.append(postgres.start(folder, durable=False))
    os.environ[GIVEN] = os.environ["DATABASE_URL"] = _server[0].url
    _tell_django(_server[0].url)


def _tell_django(url: str) -> None:
    """Without xdist, Django's settings have been read by now."""
    from django.conf import settings  # noqa: PLC0415 - as late as the server's address is known

    from assay_web.settings.database import database  # noqa: PLC0415 - as above

    known = database(url)
    settings.DATABASES["default"].update({name: known[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})


def pytest_unconfigure() -> None:
    """Stop it again."""
    while _server:
        _server.pop().stop()
        shutil.rmtree(_folder.pop(), ignore_errors=True)
        os.environ.pop(GIVEN, None)
        os.environ.pop(EVIDENCE, None)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What uses the database comes before any browser, whose loop would be in its way; then groups, then the rest."""
    items.sort(key=lambda item: 0 if _uses_database(item) else 1 if item.get_closest_marker("xdist_group") else 2)


def _uses_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return bool(item.get_closest_marker("django_db")) or not {"db", "transactional_db"}.isdisjoint(fixtures)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling | None:
    """Keep groups of tests together, in the order that was given."""
    config.option.loadscopereorder = False
    return ByGroup(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under CI everything is installed: a skipped test is a failed one."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"skipped, which continuous integration does not allow: {reason}"
    return report
