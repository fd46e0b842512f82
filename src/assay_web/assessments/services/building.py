"""What a lead builds: an assessment, its items out of planted defects, its questions."""

from __future__ import annotations

import json
import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from assay.domain.gold import Gold
from assay.domain.plant import Plant
from assay.domain.task import Task as TaskRecord
from assay.workflows.assess import PAIRS, digest_of, items_of_plant, pair_of_plant
from assay_web.accounts.models import User
from assay_web.assessments.models import (
    LIVE,
    Assessment,
    AssessmentState,
    Item,
    ItemGold,
    Source,
    WrittenQuestion,
)
from assay_web.assessments.rules import fewest_sources
from assay_web.kit.refusals import Refusal
from assay_web.projects.models import Project, ProjectState
from assay_web.projects.services import make_sealed
from assay_web.tasks.models import Task
from assay_web.tasks.services import import_tasks


@dataclass(frozen=True)
class Terms:
    """What a lead decides of an assessment."""

    title: str
    instructions: str = ""
    minutes: int = 240
    may_pause: bool = True
    wait_days: int = 30
    most_defects: int = 30
    most_twins: int = 30
    pairs: bool = False
    judges: int = 2
    explanations: int = 3
    written_percent: int = 50


@dataclass(frozen=True)
class Added:
    """How many plants brought items, how many items those are, and how many plants were there already."""

    plants: int
    items: int
    known: int


@dataclass(frozen=True)
class _Made:
    """One item that is to be."""

    source: Source
    plant: Plant
    task: TaskRecord
    gold: Gold
    sound: str = ""


@transaction.atomic
def create_assessment(lead: User, project: Project, terms: Terms) -> Assessment:
    """An assessment without items, which nobody can take yet.

    Raises:
        Refusal: the project is closed.
    """
    if project.state == ProjectState.CLOSED:
        raise Refusal("The project is closed: nobody can qualify for it any more")
    return Assessment.objects.create(project=project, bench=make_sealed(project), created_by=lead, **vars(terms))


@transaction.atomic
def change_terms(assessment: Assessment, terms: Terms) -> None:
    """Store new terms; attempts that have begun keep their clock.

    Raises:
        Refusal: an attempt is under way, for which another rule would hold than the one it was shown.
    """
    stored = _locked(assessment)
    rules = ("most_defects", "most_twins", "pairs", "judges", "explanations", "written_percent")
    if any(getattr(stored, name) != getattr(terms, name) for name in rules) and _under_way(stored):
        raise Refusal("Somebody is taking it: how it is decided changes only while nobody does. Close it first")
    for name, value in vars(terms).items():
        setattr(stored, name, value)
    stored.save()


@transaction.atomic
def add_plants(assessment: Assessment, plants: Sequence[Plant], *, title: str, prompt: str) -> Added:
    """Two items of each plant, the defect and its clean twin, under one title and prompt, in an order that is drawn;
    and a pair of both where pairs are ranked.

    Plants in the same code share a source, of which nobody is given more than one item. What is here of a plant already
    is passed over.

    Raises:
        InputError: a task cannot be imported.
    """
    stored = _locked(assessment)
    known = set(ItemGold.objects.filter(item__assessment=stored).values_list("plant", "sound"))
    alone = {plant for plant, sound in known if not sound}
    paired = {plant for plant, sound in known if sound}
    secret = secrets.token_bytes(32)
    made: list[_Made] = []
    for plant in {one.id: one for one in plants}.values():
        source, _ = Source.objects.get_or_create(assessment=stored, digest=digest_of(plant))
        if plant.id not in alone:
            found = items_of_plant(plant, title=title, prompt=prompt, secret=secret)
            made += [_Made(source, plant, one.task, one.gold) for one in found]
        if stored.pairs and plant.id not in paired:
            both = pair_of_plant(plant, title=title, prompt=prompt, secret=secret)
            made.append(_Made(source, plant, both.task, both.gold, both.sound))
    random.SystemRandom().shuffle(made)
    if made:
        _store(stored, made)
    brought = {one.plant.id for one in made}
    return Added(len(brought), len(made), len({one.id for one in plants}) - len(brought))


def _store(stored: Assessment, made: Sequence[_Made]) -> None:
    import_tasks(stored.bench, [one.task for one in made])
    names = [one.task.id for one in made]
    tasks = dict(Task.objects.filter(project=stored.bench, record_id__in=names).values_list("record_id", "pk"))
    items = Item.objects.bulk_create(
        Item(assessment=stored, source=one.source, task_id=tasks[one.task.id]) for one in made
    )
    ItemGold.objects.bulk_create(
        ItemGold(
            item=item,
            plant=one.plant.id,
            is_clean=one.gold.clean,
            operator=one.plant.operator,
            record=json.loads(one.gold.model_dump_json(by_alias=True)),
            sound=one.sound,
        )
        for item, one in zip(items, made, strict=True)
    )


@transaction.atomic
def set_questions(assessment: Assessment, questions: Sequence[tuple[str, str]]) -> None:
    """Store the written questions, each with what a good answer says.

    Raises:
        Refusal: an attempt has begun, whose answers belong to the questions as they are.
    """
    stored = _locked(assessment)
    now = [(one.text, one.guide) for one in stored.questions.all()]
    if now == list(questions):
        return
    if stored.attempts.exists():
        raise Refusal("Attempts have begun: their answers belong to the questions as they are. Build a new assessment")
    stored.questions.all().delete()
    WrittenQuestion.objects.bulk_create(
        WrittenQuestion(assessment=stored, position=position, text=text, guide=guide)
        for position, (text, guide) in enumerate(questions)
    )


@transaction.atomic
def open_assessment(assessment: Assessment) -> None:
    """Let people take it; the one that was open in the project closes for new attempts.

    Raises:
        Refusal: it has too few items for either test to come to an end.
    """
    stored = _locked(assessment)
    sources = stored.sources.filter(items__retired_at=None).distinct().count()
    if sources < (least := fewest_sources(stored.most_defects, stored.most_twins, pairs=stored.pairs)):
        raise Refusal(
            f"It has items from {sources} pieces of code; {least} are needed, for nobody is given two from the same"
        )
    paired = stored.items.filter(retired_at=None).exclude(gold__sound="").values("source").distinct().count()
    if stored.pairs and paired < PAIRS.pairs:
        raise Refusal(
            f"It has pairs to rank from {paired} pieces of code, and {PAIRS.pairs} are needed. "
            "Bring the plants in again: what is missing of each is added"
        )
    Assessment.objects.filter(project=stored.project, state=AssessmentState.OPEN).update(state=AssessmentState.CLOSED)
    stored.bench.name, stored.bench.guidelines = stored.project.name, stored.project.guidelines
    stored.bench.save(update_fields=["name", "guidelines"])
    stored.state = AssessmentState.OPEN
    stored.save(update_fields=["state"])


@transaction.atomic
def close_assessment(assessment: Assessment) -> None:
    """No new attempts; those that have begun go on."""
    stored = _locked(assessment)
    stored.state = AssessmentState.CLOSED
    stored.save(update_fields=["state"])


@transaction.atomic
def retire(item: Item, because: str) -> None:
    """Give the item to nobody from now on; answers that were given to it stay."""
    Item.objects.filter(pk=item.pk, retired_at=None).update(retired_at=timezone.now(), retired_because=because[:200])


@transaction.atomic
def bring_back(item: Item) -> None:
    """Give it again."""
    Item.objects.filter(pk=item.pk).update(retired_at=None, retired_because="")


def _under_way(assessment: Assessment) -> bool:
    return assessment.attempts.filter(state__in=LIVE, pilot=False).exists()


def _locked(assessment: Assessment) -> Assessment:
    return Assessment.objects.select_for_update(no_key=True).select_related("project", "bench").get(pk=assessment.pk)
