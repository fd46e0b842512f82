"""From results to flags, and what follows from them."""

from __future__ import annotations

from assay.workflows.assess import ChangeTest
from assay_web.accounts.models import User
from assay_web.gold.known import planted_defect
from assay_web.gold.models import Consequence, Flag, GoldResult
from assay_web.gold.selectors import consequence_of
from assay_web.projects.models import HoldCause, Project
from assay_web.projects.services import hold
from assay_web.tasks.models import GoldRate


def watch(project: Project, user: int) -> None:
    """Raise a flag when the evidence since the last one has reached its bound, and let follow what the project says."""
    User.objects.select_for_update(no_key=True).get(pk=user)  # one at a time
    flags = Flag.objects.filter(project=project, user=user)
    if flags.filter(state="open").exists():
        return
    results = GoldResult.objects.filter(project=project, user=user, caught__isnull=False)
    last = flags.order_by("-until").values_list("until", flat=True).first()
    if last is not None:
        results = results.filter(submitted_at__gt=last)
    rows = list(results.order_by("submitted_at", "pk").values_list("item__known", "caught", "submitted_at"))
    chart = ChangeTest().chart(bool(caught) for _, caught, _ in rows)
    if chart.flagged_at is None:
        return
    counted = rows[: chart.flagged_at]
    flag = Flag.objects.create(
        project=project,
        user_id=user,
        consequence=consequence_of(project),
        evidence=[[str(planted_defect(known or ())["title"]), caught] for known, caught, _ in counted],
        sums=[round(value, 2) for value in chart.sums[: chart.flagged_at]],
        until=counted[-1][2],
    )
    _follow(project, user, flag.consequence)


def _follow(project: Project, user: int, consequence: str) -> None:
    if consequence == Consequence.PAUSE:
        hold(project, user, HoldCause.QUALITY, "Your reviews are being looked at; the project's lead gets in touch.")
    elif consequence == Consequence.MORE_GOLD:
        percent = min(50, 2 * project.gold_percent)
        GoldRate.objects.update_or_create(project=project, user_id=user, defaults={"percent": percent})
