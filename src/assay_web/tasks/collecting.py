"""Collections of evidence as leads ask for them: begun, followed, stopped, and resumed where they were."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Min, QuerySet, Sum

from assay.domain.task import Language
from assay_web.accounts.models import User
from assay_web.kit.refusals import Conflict, Refusal
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.projects.policies import Person, led_by
from assay_web.tasks import portions
from assay_web.tasks.models import Collection, CollectionState, CollectionWhich, Portion

PAGE: Final = 20


@dataclass(frozen=True)
class Standing:
    """How far a collection is: ``passed`` of ``until`` tasks are dealt with."""

    collection: Collection
    passed: int
    examined: int
    failed: int

    @property
    def percent(self) -> int:
        """How much of it is dealt with; 100 only at its end."""
        return 100 * self.passed // self.collection.until

    @property
    def alive(self) -> bool:
        """Whether it may change by itself."""
        return self.collection.state == CollectionState.RUNNING


def start(user: User, project: Project, which: CollectionWhich, language: Language | None = None) -> Collection:
    """Begin to collect evidence over a project that the caller has been found to lead; a worker does the rest.

    Raises:
        Refusal: the project has no task.
        Conflict: evidence is being collected there.
    """
    until = project.tasks.order_by("-number").values_list("number", flat=True).first()
    if until is None:
        raise Refusal("The project has no tasks: bring some in first")
    with _alone():
        made = Collection.objects.create(
            project=project, started_by=user, which=which, language=language or "", until=until
        )
        portions.queue([Portion.objects.create(collection=made, first=1, candidate_ids=[])])
    return made


@transaction.atomic
def stop(collection: Collection) -> None:
    """Stop it: what waits is withdrawn, and whoever examines a candidate for it ends with that one.

    Raises:
        Conflict: it is not running.
    """
    running = Collection.objects.filter(pk=collection.pk, state=CollectionState.RUNNING)
    if not running.update(state=CollectionState.STOPPED):
        raise Conflict("It is not running: it was stopped, or has come to its end")
    portions.withdraw(collection)


def resume(collection: Collection) -> None:
    """Let a stopped one go on where it was.

    Raises:
        Conflict: it was not stopped, or evidence is being collected by another one.
    """
    stopped = Collection.objects.filter(pk=collection.pk, state=CollectionState.STOPPED)
    with _alone():
        if not stopped.update(state=CollectionState.RUNNING):
            raise Conflict("It was not stopped")
        portions.queue(list(collection.portions.select_for_update()))


@contextmanager
def _alone() -> Iterator[None]:
    """A transaction that has a collection run: the database lets a project have one at a time."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Conflict("Evidence is being collected already: wait until it is there, or stop it") from error


def standings_in(person: Person, project: Project, before: int = 0) -> tuple[list[Standing], int | None]:
    """A page of the project's collections, the newest first, and where the next one begins; None at the end."""
    found = _led(person).filter(project=project)
    if before:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-pk")[: PAGE + 1])
    return _standings(rows[:PAGE]), rows[PAGE - 1].pk if len(rows) > PAGE else None


def standing_of(person: Person, collection_id: UUID) -> Standing:
    """One collection.

    Raises:
        NotVisible: there is none, or it is not of a project that they lead.
    """
    return _standings([get_collection(person, collection_id)])[0]


def get_collection(person: Person, collection_id: UUID) -> Collection:
    """The same, without how far it is.

    Raises:
        NotVisible: as above.
    """
    found = _led(person).filter(public_id=collection_id).first()
    if found is None:
        raise NotVisible("no such collection")
    return found


def running(person: Person) -> list[Standing]:
    """Those on their way in projects that this person leads, the oldest first."""
    return _standings(list(_led(person).filter(state=CollectionState.RUNNING).order_by("pk")[:PAGE]))


def _led(person: Person) -> QuerySet[Collection]:
    return Collection.objects.filter(project__in=led_by(person)).select_related("project", "started_by")


def _standings(collections: list[Collection]) -> list[Standing]:
    rows = Portion.objects.filter(collection__in=collections).order_by().values_list("collection")
    added = rows.annotate(begin=Min("first"), good=Sum("examined"), bad=Sum("failed"))
    in_portions = {key: (begin - 1, good, bad) for key, begin, good, bad in added}
    found = []
    for one in collections:
        passed, good, bad = in_portions.get(one.pk, (one.after, 0, 0))
        found.append(Standing(one, passed, one.examined + good, one.failed + bad))
    return found
