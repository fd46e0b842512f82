"""Each rubric is kept once, and never changes under the tasks that came with it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from tests.web.pages.world import make_world, task_record

from assay.domain.rubric import Criterion, Rubric
from assay.judgement.rubric import load_rubric
from assay_web.tasks.models import StoredRubric
from assay_web.tasks.rubrics import keep_rubrics, rubric_of
from assay_web.tasks.services import import_tasks

OWN = Rubric(id="own", title="Ours", version=2, criteria=(Criterion(id="a", title="A"),))


@pytest.mark.django_db
def test_tasks_share_the_rubric_that_they_came_with() -> None:
    project = make_world().project
    there = StoredRubric.objects.count()
    plain = [task_record(f"plain-{number}", f"Plain {number}", prompt=f"Say {number}.") for number in range(2)]
    own = [
        task_record(f"own-{number}", f"Own {number}", prompt=f"Sing {number}.").model_copy(update={"rubric": OWN})
        for number in range(2)
    ]
    import_tasks(project, [*plain, *own])
    stored = {one.record_id: one for one in project.tasks.all()}
    assert stored["plain-0"].rubric_id == stored["plain-1"].rubric_id
    assert stored["own-0"].rubric_id == stored["own-1"].rubric_id
    assert rubric_of(stored["plain-0"]) == load_rubric("default")
    assert rubric_of(stored["own-0"]) == OWN
    assert StoredRubric.objects.count() == there + 1


@pytest.mark.django_db
def test_what_is_kept_stays_as_it_is() -> None:
    content = OWN.model_dump_json()
    key = keep_rubrics([content])[content]
    assert keep_rubrics([content]) == {content: key}
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        StoredRubric.objects.filter(pk=key).update(content="{}")
    assert StoredRubric.objects.get(pk=key).content == content
