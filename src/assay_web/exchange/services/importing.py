"""Files of tasks that programs send: kept in pieces, checked whole by a worker, and then brought in."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from assay.domain.task import Aspect, Language, Task
from assay.errors import AssayError, InputError, RecordError
from assay.workflows.receive import Given, receive
from assay_web.accounts.models import User
from assay_web.exchange.models import Import, ImportPiece, ImportState, Place
from assay_web.exchange.services.requests import OUR_FAULT
from assay_web.exchange.storage import import_key, storage
from assay_web.kit.refusals import Refusal, TooMany
from assay_web.projects.models import Project, ProjectState
from assay_web.tasks.evidence_queue import EXCHANGE
from assay_web.tasks.services import ImportReport, resume_import

IMPORT: Final = "assay.import"

MOST_BYTES: Final = 256 * 1024 * 1024
MOST_SHOWN: Final = 200
"""Problems that are kept; all are counted."""

_PIECE: Final = 1 << 20
_MOST_WAITING: Final = 5
_EVERY: Final = 500
"""Records between two reports."""

_OPEN: Final = (ImportState.QUEUED, ImportState.RUNNING)
_ENDING: Final = re.compile(r"(\.[a-z0-9]{1,10}){1,2}$")


class _Cancelled(Exception):
    """Nobody waits for it any more."""


@dataclass(frozen=True)
class Upload:
    """A file as it arrives, and what its records do not say themselves: language, licence, source, model, tool…"""

    name: str
    size: int
    chunks: Iterable[bytes]
    shape: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def request_import(user: User, project: Project, upload: Upload, *, dry_run: bool) -> Import:
    """Keep the file and queue its import into a project that the caller has been found to lead.

    Raises:
        Refusal: the project is closed.
        TooMany: too many imports are waiting.
        InputError: the file is empty or too large.
    """
    stored = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if stored.state == ProjectState.CLOSED:
        raise Refusal("The project is closed: nothing comes in any more")
    if stored.imports.filter(state__in=_OPEN).count() >= _MOST_WAITING:
        raise TooMany(f"{_MOST_WAITING} imports of this project are waiting; wait for one, or cancel one")
    if not upload.size:
        raise InputError("the file is empty", remedy="send one with records; docs/data.md shows the shapes")
    if upload.size > MOST_BYTES:
        raise InputError(f"the file is larger than {MOST_BYTES >> 20} MiB", remedy="use 'assay import', or send parts")
    made = Import.objects.create(
        project=stored,
        requested_by=user,
        file=upload.name[-100:],
        shape=upload.shape,
        given=dict(upload.given),
        dry_run=dry_run,
    )
    _keep(made, upload.chunks)
    made.job_id = app.configure_task(IMPORT, queue=EXCHANGE).defer(import_id=made.pk)
    made.save(update_fields=["job_id", "place"])
    return made


def cancel_import(found: Import) -> bool:
    """Stop it at its next step; False where it has ended already. What came in until then stays."""
    stopped = Import.objects.filter(pk=found.pk, state__in=_OPEN)
    changed = stopped.update(state=ImportState.CANCELLED, finished_at=timezone.now()) == 1
    if changed:
        _forget(found)
    return changed


def run_import(import_id: int) -> None:
    """Check every record, and bring them in if none is wrong; told again, it passes over what is there already."""
    if not Import.objects.filter(pk=import_id, state__in=_OPEN).update(state=ImportState.RUNNING):
        return
    found = Import.objects.select_related("project").get(pk=import_id)
    try:
        with tempfile.TemporaryDirectory(prefix="assay-import-") as folder:
            _run(found, _written(found, Path(folder)))
    except _Cancelled:
        return
    except AssayError as problem:
        _end(found, ImportState.FAILED, problem=str(problem))
    except (OperationalError, InterfaceError):  # the database was away: the job begins again
        raise
    except Exception:
        _end(found, ImportState.FAILED, problem=OUR_FAULT)
        raise


def _run(found: Import, file: Path) -> None:
    good = wrong = 0
    problems: list[str] = []
    for number, record in enumerate(_records(found, file), 1):
        if isinstance(record, RecordError):
            wrong += 1
            if len(problems) < MOST_SHOWN:
                problems.append(_told(record, file))
        else:
            good += 1
        if number % _EVERY == 0:
            _progress(found, good=good, wrong=wrong)
    _progress(found, good=good, wrong=wrong, problems=problems)
    if wrong or not good:
        _end(found, ImportState.REFUSED, problem="" if wrong else "there is no task in the file")
    elif found.dry_run:
        _end(found, ImportState.DONE)
    else:
        _bring_in(found, file)


def _bring_in(found: Import, file: Path) -> None:
    try:
        report: ImportReport = resume_import(found.project, _records(found, file), after_lot=partial(_progress, found))
    except InputError as problem:
        _end(found, ImportState.REFUSED, problem=str(problem))
    else:
        _end(
            found,
            ImportState.DONE,
            tasks=report.tasks,
            candidates=report.candidates,
            passed_over=report.passed_over,
        )


def _records(found: Import, file: Path) -> Iterator[Task | RecordError]:
    said: dict[str, Any] = found.given
    given = Given(
        language=Language(said["language"]) if said.get("language") else None,
        aspects=tuple(map(Aspect, said.get("aspects", ()))),
        license=said.get("license"),
        source=said.get("source"),
        model=said.get("model"),
        tool=said.get("tool"),
    )
    return receive(file, given, found.shape or None)


def _told(record: RecordError, file: Path) -> str:
    """With the name that the sender knows in the place of ours."""
    return str(record).replace(f"{file}:", "line ", 1).replace(str(file), "the file")


def _keep(made: Import, chunks: Iterable[bytes]) -> None:
    kept = storage()
    if kept is not None:
        made.place = Place.OBJECTS
        kept.put(import_key(made), _pieces(chunks))
        return
    for position, piece in enumerate(_pieces(chunks)):
        ImportPiece.objects.create(parent=made, position=position, content=piece)


def _forget(found: Import) -> None:
    """Remove its file; from the storage only once it is certain that nobody needs it again."""
    kept = storage()
    if found.place == Place.OBJECTS and kept is not None:
        transaction.on_commit(partial(kept.remove, [import_key(found)]))
    ImportPiece.objects.filter(parent=found).delete()


def _content(found: Import) -> Iterator[bytes]:
    kept = storage()
    if found.place == Place.DATABASE:
        pieces = found.pieces.order_by("position").iterator(chunk_size=8)
        return (bytes(piece.content) for piece in pieces)
    try:
        if kept is not None:
            return kept.get(import_key(found))
    except FileNotFoundError:
        pass
    raise InputError("the file is not where it was kept", remedy="is ASSAY_STORAGE_URL as it was? Send it again")


def _written(found: Import, folder: Path) -> Path:
    ending = _ENDING.search(found.file.lower())
    target = folder / f"tasks{ending[0] if ending else '.jsonl'}"
    with target.open("wb") as stream:
        for piece in _content(found):
            stream.write(piece)
    return target


def _pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    waiting = b""
    for chunk in chunks:
        waiting += chunk
        while len(waiting) >= _PIECE:
            yield waiting[:_PIECE]
            waiting = waiting[_PIECE:]
    if waiting:
        yield waiting


def _progress(found: Import, **values: object) -> None:
    running = Import.objects.filter(pk=found.pk, state=ImportState.RUNNING)
    if not running.update(state=ImportState.RUNNING, **values):
        raise _Cancelled


@transaction.atomic
def _end(found: Import, state: ImportState, **values: object) -> None:
    running = Import.objects.filter(pk=found.pk, state=ImportState.RUNNING)
    if not running.update(state=state, finished_at=timezone.now(), **values):
        raise _Cancelled
    _forget(found)
