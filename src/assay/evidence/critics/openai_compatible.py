"""Chat completions: any service that speaks the OpenAI-compatible protocol, your own or a provider's.

**Sends** the task's prompt and the candidate's files, nothing else: no origin, no tests, no reference, no reviews.
Every line of them is marked, so that no code can end the part that is data; a text in the code that talks to the model
is still read by it, and may sway what it says.

**Takes** an answer in the asked form where the service supports schemas, else the list of findings anywhere in its
text. Left out, and counted: claims about files or lines that do not exist, words outside the vocabulary, repetitions,
whatever goes beyond 200 findings. Kept without it: a CWE or a confidence that cannot be. Whatever the model says of
proofs is ignored: its claims are unproven.

**Costs** tokens. What the service counts is recorded with each run; money too, where the settings give prices. A
service that asks for patience gets it (``Retry-After``), one that breaks off is asked again, and one that refuses is
not.
"""

from __future__ import annotations

import hashlib
import json
import time
from decimal import Decimal
from typing import Final

from assay.domain.finding import Source, SourceKind
from assay.errors import ServiceUnavailable
from assay.evidence.connection import Connection
from assay.evidence.critic import CriticSettings, CriticSubject, Critique, CritiqueOutcome, Usage
from assay.evidence.critics._chat.answering import Said
from assay.evidence.critics._chat.asking import request_body, version_parts
from assay.evidence.critics._chat.claims import read_claims
from assay.evidence.critics._chat.trying import AskedLater, Refused, Spent, ask
from assay.evidence.output import visible

_MILLION: Final = Decimal(1_000_000)


class OpenAiCompatible:
    """See the module."""

    name = "openai-compatible"

    def version(self, settings: CriticSettings) -> str:
        """The model, and a digest of everything else that decides what it is asked."""
        digest = hashlib.sha256(json.dumps([self.name, *version_parts(settings)]).encode()).hexdigest()[:10]
        return f"{visible(settings.model, 100)}+{digest}"

    def criticize(self, subject: CriticSubject, settings: CriticSettings, connection: Connection) -> Critique:
        """One question for all files of the candidate."""
        letters = len(subject.prompt) + sum(len(text) + len(path) for path, text in subject.files.items())
        if letters > settings.most_letters:
            problem = f"{letters:,} characters; this critic is sent at most {settings.most_letters:,}"
            return Critique(CritiqueOutcome.NOT_SENT, problem=problem)
        spent, begin = Spent(), time.monotonic()
        try:
            said = _said(subject, settings, connection, spent)
        except AskedLater as later:
            usage = _usage(spent, settings, begin)
            outcome = CritiqueOutcome.RATE_LIMITED
            return Critique(outcome, usage=usage, problem=str(later), retry_after_s=later.seconds)
        except (Refused, ServiceUnavailable) as problem:
            told = problem.what if isinstance(problem, ServiceUnavailable) else str(problem)
            return Critique(CritiqueOutcome.FAILED, usage=_usage(spent, settings, begin), problem=told)
        return self._critique(said, subject, settings, _usage(spent, settings, begin))

    def _critique(self, said: Said, subject: CriticSubject, settings: CriticSettings, usage: Usage) -> Critique:
        if said.refusal and not said.text.strip():
            problem = f"declined: {visible(said.refusal, 300)}"
            return Critique(CritiqueOutcome.UNREADABLE, usage=usage, problem=problem)
        if not said.text.strip():
            return Critique(CritiqueOutcome.EMPTY, usage=usage, problem="the answer is empty")
        source = Source(kind=SourceKind.CRITIC, name=settings.name, version=self.version(settings))
        claims = read_claims(said.text, subject.files, source)
        if not claims.readable:
            problem = f"no list of findings in the answer, which begins: {visible(said.text[:200], 300)}"
            return Critique(CritiqueOutcome.UNREADABLE, usage=usage, problem=problem)
        whole = said.whole and claims.whole
        return Critique(
            CritiqueOutcome.ANSWERED if whole else CritiqueOutcome.CUT,
            findings=tuple(claims.findings),
            usage=usage,
            problem="" if whole else "the answer ends before its list of findings does",
            dropped=dict(claims.dropped),
            mended=dict(claims.mended),
        )


def _said(subject: CriticSubject, settings: CriticSettings, connection: Connection, spent: Spent) -> Said:
    try:
        return ask(settings, connection, request_body(subject, settings, with_schema=True), spent)
    except Refused as refused:
        if not refused.may_be_the_form:
            raise
    return ask(settings, connection, request_body(subject, settings, with_schema=False), spent)


def _usage(spent: Spent, settings: CriticSettings, begin: float) -> Usage:
    prices, cost = settings.prices, None
    if prices and spent.tokens_read is not None and spent.tokens_written is not None:
        cost = (spent.tokens_read * prices.read + spent.tokens_written * prices.written) / _MILLION
    return Usage(
        requests=spent.requests,
        tokens_read=spent.tokens_read,
        tokens_written=spent.tokens_written,
        cost=cost,
        currency=prices.currency if prices else "",
        wall_s=time.monotonic() - begin,
    )


plugin = OpenAiCompatible()
