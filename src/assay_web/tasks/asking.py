"""Critics in a project: who is asked about which candidate, what is stored of it, and what may be read of it.

A critic runs in shadow: its claims are one more source, kept apart from what tools find, graded like them, and shown to
nobody before a first pass is locked.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from assay.domain.task import Language
from assay.errors import ToolUnavailable
from assay.workflows.criticize import Critique, CritiqueOutcome, Setup, criticize, question_version
from assay_web.projects.models import Project
from assay_web.tasks.evidence import store_examination
from assay_web.tasks.evidence_queue import enqueue_critic
from assay_web.tasks.models import Candidate, CriticPolicy, CriticRun, CriticUse, Examination, Examiner

PATIENCE_S: Final = (60, 600, 3600)
"""Seconds until a critic whose service failed is asked again; after the last of them somebody has to say so."""


def known_critics() -> tuple[Setup, ...]:
    """Those that whoever operates this instance set up."""
    return tuple(settings.CRITICS)


def use_of(project: Project) -> CriticUse:
    """What the project's lead decided; not to ask any, until then."""
    policy = CriticPolicy.objects.filter(project=project).first()
    return CriticUse(policy.use) if policy else CriticUse.OFF


def put_to_critics(project: Project, candidate_ids: Sequence[int]) -> None:
    """Queue the questions about candidates that came in, if the project asks critics."""
    if candidate_ids and known_critics() and use_of(project) is not CriticUse.OFF:
        for one in known_critics():
            enqueue_critic(one.settings.name, candidate_ids)


@transaction.atomic
def decide_use(project: Project, use: CriticUse) -> int:
    """Store what is to become of critics; where they are asked from now on, every candidate is put to them.

    Answers how many questions were queued.
    """
    before = use_of(project)
    CriticPolicy.objects.update_or_create(project=project, defaults={"use": use})
    return ask_what_is_open(project) if before is CriticUse.OFF and use is not CriticUse.OFF else 0


@transaction.atomic
def ask_what_is_open(project: Project) -> int:
    """Queue each question that no critic has had its say on. Answers how many."""
    if use_of(project) is CriticUse.OFF:
        return 0
    asked = 0
    for one in known_critics():
        heard = CriticRun.objects.filter(
            project=project, critic=one.settings.name, candidate=OuterRef("pk"), examination__isnull=False
        )
        candidates = Candidate.objects.filter(~Exists(heard), task__project=project).order_by("pk")
        ids = list(candidates.values_list("pk", flat=True))
        enqueue_critic(one.settings.name, ids)
        asked += len(ids)
    return asked


@dataclass(frozen=True)
class Answer:
    """What was stored, None where nothing was to be asked (any more). ``again_in_s`` is set where the critic had no
    say: 0 or the seconds that its service wants to be left alone.
    """

    run: CriticRun | None = None
    again_in_s: int | None = None


def ask_critic(critic: str, candidate_id: int) -> Answer:
    """Put a candidate to a critic and store what became of it.

    Raises:
        ToolUnavailable: this worker's settings name no such critic, or it lacks what opens connections.
    """
    candidate = Candidate.objects.select_related("task__project").filter(pk=candidate_id).first()
    if candidate is None or use_of(candidate.task.project) is CriticUse.OFF:
        return Answer()
    setup = next((one for one in known_critics() if one.settings.name == critic), None)
    if setup is None:
        raise ToolUnavailable(f"no critic {critic!r} is set up here", remedy="set ASSAY_CRITICS where this worker runs")
    version = _version(setup, candidate)
    known = Examination.objects.filter(
        content_key=candidate.content_key, examiner=Examiner.CRITIC, version=version
    ).first()
    if known is not None:
        mine = CriticRun.objects.filter(candidate=candidate, critic=critic, examination=known).first()
        return Answer(mine or _link(candidate, setup, version, known))
    critique = _ask(setup, candidate)
    run = _store(candidate, setup, version, critique)
    again = critique.outcome in {CritiqueOutcome.FAILED, CritiqueOutcome.RATE_LIMITED}
    return Answer(run, int(critique.retry_after_s or 0) if again else None)


def ask_in_turn(
    critic: str,
    candidate_ids: Sequence[int],
    attempt: int,
    *,
    until: float,
    keep: Callable[[Sequence[int]], bool] = lambda _: True,
) -> None:
    """Put candidates to a critic until that moment of the monotonic clock; each answer is stored before the next
    question, and what is left is queued.

    Those on which the service fails are put to it again later. When it fails twice in a row, or asks for patience, the
    rest waits with them, except the last time. ``keep`` is told what was asked, in the transaction that queues the
    others, and answers whether they are still ours to queue.
    """
    wait = PATIENCE_S[min(attempt, len(PATIENCE_S)) - 1]
    last = attempt > len(PATIENCE_S)
    later: list[int] = []
    left: list[int] = []
    failures = 0
    for done, candidate_id in enumerate(candidate_ids, 1):
        left = list(candidate_ids[done:])
        again_in_s = ask_critic(critic, candidate_id).again_in_s
        failures = 0 if again_in_s is None else failures + 1
        if again_in_s is not None:
            later.append(candidate_id)
            wait = max(wait, again_in_s)
        if not last and (again_in_s or failures == 2):
            later, left = later + left, []
        if not left or time.monotonic() > until:
            break
    with transaction.atomic():
        queued = {*left, *(() if last else later)}
        if queued and not keep([one for one in candidate_ids if one not in queued]):
            return
        enqueue_critic(critic, left, attempt=attempt)
        if not last:
            enqueue_critic(critic, later, attempt=attempt + 1, wait_s=wait)


def _version(setup: Setup, candidate: Candidate) -> str:
    """Of the question: the critic's own, and the prompt, which the content's key does not hold."""
    prompt = hashlib.sha256(candidate.task.prompt.encode()).hexdigest()[:10]
    return f"{setup.settings.name}@{question_version(setup.settings)} for {prompt}"[:200]


def _ask(setup: Setup, candidate: Candidate) -> Critique:
    from assay.network import open_connection  # noqa: PLC0415 - an optional extra

    own: dict[str, str] = json.loads(candidate.files)
    files = {**json.loads(candidate.task.base_files), **own}
    language = Language(candidate.task.language)
    with open_connection(certificates=setup.certificates) as connection:
        return criticize(setup.settings, connection, language, files, prompt=candidate.task.prompt)


@transaction.atomic
def _store(candidate: Candidate, setup: Setup, version: str, critique: Critique) -> CriticRun:
    own = json.loads(candidate.files)
    findings = tuple(one for one in critique.findings if one.path in own)
    dropped = dict(critique.dropped)
    if len(findings) < len(critique.findings):
        dropped["of a file that is not the candidate's"] = len(critique.findings) - len(findings)
    examination = None
    if critique.outcome.counts:
        examination = store_examination(candidate, Examiner.CRITIC, version, None, findings)
    usage = critique.usage
    return CriticRun.objects.create(
        project=candidate.task.project,
        candidate=candidate,
        examination=examination,
        critic=setup.settings.name,
        version=version,
        outcome=critique.outcome.value,
        problem=critique.problem[:2000],
        findings=len(findings),
        dropped=dropped,
        mended=dict(critique.mended),
        requests=usage.requests,
        tokens_read=usage.tokens_read,
        tokens_written=usage.tokens_written,
        cost=usage.cost,
        currency=usage.currency,
        wall_s=usage.wall_s,
    )


def _link(candidate: Candidate, setup: Setup, version: str, known: Examination) -> CriticRun:
    """The same question was answered before, of a twin or in another project: nothing is asked, nothing costs."""
    return CriticRun.objects.create(
        project=candidate.task.project,
        candidate=candidate,
        examination=known,
        critic=setup.settings.name,
        version=version,
        outcome=CritiqueOutcome.ANSWERED.value,
        problem="answered before",
        findings=known.findings.count(),
    )


def latest_of_critics(
    candidates: Collection[Candidate], project_id: int
) -> Mapping[int, tuple[tuple[str, Examination], ...]]:
    """By candidate, each critic's name with what it said last of it in this project."""
    heard = CriticRun.objects.filter(project=project_id, candidate__in=candidates, examination__isnull=False)
    latest = heard.select_related("examination").order_by("candidate", "critic", "-pk").distinct("candidate", "critic")
    found: dict[int, tuple[tuple[str, Examination], ...]] = {}
    for run in latest:
        if run.examination is not None:
            found[run.candidate_id] = (*found.get(run.candidate_id, ()), (run.critic, run.examination))
    return found
