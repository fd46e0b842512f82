"""A service for critics, and time that does not pass."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.support.chat_server import Service, chat_service

from assay.evidence.critics._chat import trying


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited between tries; nobody really waits."""
    slept: list[float] = []
    monkeypatch.setattr(trying, "sleep", slept.append)
    return slept


@pytest.fixture
def service() -> Iterator[Service]:
    with chat_service() as running:
        yield running
