"""The critic port: a language model, behind somebody's service, that reads code and claims findings.

A built-in lives in ``critics/<name>.py``; third parties use the entry-point group ``assay.critics``. What a critic
says is a claim like any other: text that somebody may judge, never proven by being said, and not trusted to be well
formed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final, Protocol

from pydantic import JsonValue

from assay.domain.finding import Finding
from assay.domain.task import Language
from assay.evidence.connection import Connection
from assay.registry import Registry


@dataclass(frozen=True)
class Prices:
    """What a million tokens cost, in units of ``currency`` (ISO 4217)."""

    read: Decimal
    written: Decimal
    currency: str


@dataclass(frozen=True)
class CriticSettings:
    """One critic that somebody set up: which plugin, which service, how much of it may be used."""

    name: str
    """By which it is selected, shown and graded."""
    address: str
    """Base address of the service, such as ``https://models.example/v1``."""
    model: str
    plugin: str = "openai-compatible"
    key: str = field(default="", repr=False)
    parameters: Mapping[str, JsonValue] = field(default_factory=dict)
    """Sent with each request as they are, such as ``temperature``."""
    prices: Prices | None = None
    timeout_s: float = 180.0
    """For one answer, from the request to its last byte."""
    tries: int = 4
    most_wait_s: float = 60.0
    """Longest wait between two tries; a service that asks for more is asked again another time."""
    requests_per_minute: int | None = None
    most_letters: int = 400_000
    """A subject with more characters than this is not sent."""


@dataclass(frozen=True)
class CriticSubject:
    """What a critic is shown: the task's prompt and the files (path → text). Nothing else leaves."""

    prompt: str
    language: Language
    files: Mapping[str, str]


class CritiqueOutcome(StrEnum):
    """How asking a critic ended."""

    ANSWERED = "answered"
    CUT = "cut"
    """The answer ended early; the claims that were whole count."""
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    """Prose, or something else than was asked for."""
    NOT_SENT = "not-sent"
    """The subject is too large."""
    RATE_LIMITED = "rate-limited"
    """The service wants to be asked later, see :attr:`Critique.retry_after_s`."""
    FAILED = "failed"
    """The service could not be reached, refused, or broke off each time."""

    @property
    def counts(self) -> bool:
        """Whether the critic had its say, well or badly; else it may be asked again."""
        return self in _SAID


_SAID: Final = frozenset(
    {CritiqueOutcome.ANSWERED, CritiqueOutcome.CUT, CritiqueOutcome.EMPTY, CritiqueOutcome.UNREADABLE}
)


@dataclass(frozen=True)
class Usage:
    """What asking took, over all tries. Tokens are None where the service did not say; so is the cost then."""

    requests: int = 0
    tokens_read: int | None = None
    tokens_written: int | None = None
    cost: Decimal | None = None
    currency: str = ""
    wall_s: float = 0.0


@dataclass(frozen=True)
class Critique:
    """What became of asking: ``findings`` have ``candidate`` None and are unproven whatever the critic says."""

    outcome: CritiqueOutcome
    findings: tuple[Finding, ...] = ()
    usage: Usage = Usage()
    problem: str = ""
    """Why there is no answer, or what is wrong with it; safe to show."""
    dropped: Mapping[str, int] = field(default_factory=Counter)
    """How many claims were left out, by reason."""
    mended: Mapping[str, int] = field(default_factory=Counter)
    """How many claims were kept without some value that cannot be, by reason."""
    retry_after_s: float | None = None


class Critic(Protocol):
    """Asks a model. Every method may be called from several threads at once."""

    name: str

    def version(self, settings: CriticSettings) -> str:
        """Changes whenever the same subject would be put to the model in another way, or to another one."""
        ...

    def criticize(self, subject: CriticSubject, settings: CriticSettings, connection: Connection) -> Critique:
        """Whatever the service does or says is data in the critique; ``settings.key`` is never in it."""
        ...


CRITICS: Final[Registry[Critic]] = Registry("critic", "assay.evidence.critics", "assay.critics")
