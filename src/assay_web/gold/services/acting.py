"""What a lead says: how much gold, what follows a flag, and what they found when they looked."""

from __future__ import annotations

import re
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assay_web.accounts.models import User
from assay_web.gold.models import Flag, FlagState, GoldPolicy
from assay_web.gold.policies import flags_for
from assay_web.kit.refusals import Conflict, Refusal
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import HoldCause, Project
from assay_web.projects.services import hold, lift
from assay_web.projects.services.changing import locked
from assay_web.tasks.models import GoldRate, Task


@transaction.atomic
def change_policy(project: Project, *, percent: int, consequence: str) -> None:
    """Store the share of planted tasks, which holds for later imports and for everybody's work from now on, and what
    follows a flag.

    Raises:
        Refusal: the project is closed.
    """
    stored = locked(project)
    stored.gold_percent = percent
    stored.save(update_fields=["gold_percent"])
    policy, _ = GoldPolicy.objects.get_or_create(project=stored)
    policy.consequence = consequence
    policy.save()


@transaction.atomic
def close_flag(by: User, project: Project, flag_id: UUID, *, reason: str, keep_paused: bool) -> Flag:
    """Note what a lead found. The usual share of planted tasks holds again, and work goes on unless it stays paused.

    Raises:
        NotVisible: there is no such flag, or it is on this person.
        Conflict: somebody has closed it.
        Refusal: there is no reason, or the reviewer would read in it which task is planted.
    """
    if not reason.strip():
        raise Refusal("Say what you found")
    if keep_paused and (named := _planted_in(project, reason)):
        raise Refusal(f"They read this, and {named} is a planted task: say what you found without naming it")
    flag = flags_for(by).filter(project=project, public_id=flag_id).select_for_update(of=("self",)).first()
    if flag is None:
        raise NotVisible("no such flag")
    if flag.state != FlagState.OPEN:
        raise Conflict("Somebody has looked at this already")
    flag.state, flag.closed_at, flag.closed_by, flag.reason = FlagState.CLOSED, timezone.now(), by, reason.strip()
    flag.save(update_fields=["state", "closed_at", "closed_by", "reason"])
    GoldRate.objects.filter(project=project, user=flag.user_id).delete()
    if keep_paused:
        hold(project, flag.user_id, HoldCause.QUALITY, f"A lead has looked at your reviews: {reason.strip()}")
    else:
        lift(project, flag.user_id, HoldCause.QUALITY)
    return flag


def _planted_in(project: Project, text: str) -> str:
    """The first planted task that ``text`` names; empty for none."""
    numbers = {int(one) for one in re.findall(r"\bT-?(\d{1,9})\b", text, re.IGNORECASE)}
    found = Task.objects.filter(project=project, gold__isnull=False, number__in=numbers).order_by("number").first()
    return found.code if found else ""
