"""How items do, from everybody's takes: difficulty, discrimination, and whether one has leaked and is retired."""

from __future__ import annotations

from django.db import transaction

from assay.workflows.assess import LEAKED, Catch, weigh_items
from assay_web.assessments.models import Assessment, ItemFigures, TakeGrade
from assay_web.assessments.services.building import retire


@transaction.atomic
def weigh(assessment: Assessment) -> int:
    """Work out every item's figures anew; answers how many items were retired because they have leaked."""
    Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)
    rows = list(
        TakeGrade.objects.filter(take__item__assessment=assessment)
        .order_by("take")
        .values_list(
            "take__item", "take__person", "is_clean", "caught", "alarmed", "ranked", "take__item__gold__operator"
        )
    )
    catches = [
        Catch(str(person), str(item), caught)
        for item, person, clean, caught, *_ in rows
        if not clean and caught is not None
    ]
    weighed = weigh_items(catches, {str(item): operator for item, _, clean, *_, operator in rows if not clean})
    leaked = 0
    for item in assessment.items.select_related("gold", "figures"):
        answers = [given for of, _, _, *given, _ in rows if of == item.pk]
        known = [one for caught, alarmed, ranked in answers for one in (caught, alarmed, ranked) if one is not None]
        found = weighed.get(str(item.pk))
        ItemFigures.objects.update_or_create(
            item=item,
            defaults={
                "n": len(known),
                "rate": sum(known) / len(known) if known else None,
                "difficulty": found.difficulty if found else None,
                "low": found.low if found else None,
                "high": found.high if found else None,
                "discrimination": found.discrimination.value if found and found.discrimination else None,
                "discrimination_low": found.discrimination.low if found and found.discrimination else None,
                "discrimination_high": found.discrimination.high if found and found.discrimination else None,
                "leak": found.leak if found else None,
            },
        )
        if found is not None and found.leak is not None and found.leak >= LEAKED and item.retired_at is None:
            retire(
                item, f"Leaked: from some day on, people of the same skill catch it more often (z = {found.leak:.1f})"
            )
            leaked += 1
    return leaked
