"""The importer port: files as others write them in, task records out.

A built-in lives in ``importers/<name>.py``; third parties use the entry-point group ``assay.importers``. An importer
makes one record at a time and yields what is wrong with one as a :class:`RecordError`; it never stops at the first.
Whatever it reads is a stranger's: sizes are bounded before anything is held, and nothing in it is run.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from assay.domain.task import Aspect, Language, Task
from assay.errors import InputError, RecordError
from assay.interchange.first_seen import FirstSeen
from assay.interchange.records import parse_json
from assay.interchange.shown import visible
from assay.registry import Registry

SUFFIXES: Final = {
    ".py": Language.PYTHON,
    ".js": Language.JAVASCRIPT,
    ".mjs": Language.JAVASCRIPT,
    ".ts": Language.TYPESCRIPT,
    ".tsx": Language.TYPESCRIPT,
    ".go": Language.GO,
    ".rs": Language.RUST,
    ".java": Language.JAVA,
    ".c": Language.C,
    ".h": Language.C,
    ".cc": Language.CPP,
    ".cpp": Language.CPP,
    ".hpp": Language.CPP,
    ".sql": Language.SQL,
    ".sh": Language.SHELL,
}


@dataclass(frozen=True)
class Given:
    """What whoever imports says of records that do not say it themselves."""

    language: Language | None = None
    aspects: tuple[Aspect, ...] = ()
    license: str | None = None
    source: str | None = None
    model: str | None = None
    tool: str | None = None
    base: Path | None = None
    """Folder with the files before a change."""
    prompts: Path | None = None
    """A text with the prompt, or JSON Lines with the prompts of a benchmark."""
    revisions: tuple[str, ...] = ()


class Importer(Protocol):
    """Reads one shape. An importer holds no state between calls."""

    name: str

    def recognises(self, path: Path) -> bool:
        """Whether ``path`` looks like this shape, without reading more than a little of it."""
        ...

    def read(self, path: Path, given: Given) -> Iterator[Task | RecordError]:
        """The tasks of ``path``, one at a time."""
        ...


IMPORTERS: Registry[Importer] = Registry("importer", "assay.interchange.importers", "assay.importers")


def importer_of(path: Path, name: str | None = None) -> Importer:
    """The importer called ``name``, or the one that recognises ``path``; ``tasks`` where none does.

    Raises:
        InputError: there is no importer of that name.
    """
    if name is not None:
        return IMPORTERS.get(name)
    return next((one for one in IMPORTERS if one.recognises(path)), IMPORTERS.get("tasks"))


def made_task(values: Mapping[str, object], where: str) -> Task | RecordError:
    """The task with these values, those that are None left out, or what is wrong with it at ``where``."""
    try:
        content = json.dumps({key: value for key, value in values.items() if value is not None})
        return parse_json(content.encode(), Task, where)
    except RecordError as error:
        return error
    except (TypeError, ValueError, RecursionError):
        return RecordError(
            "holds a value that JSON cannot say", where=where, remedy="use texts, numbers, lists and maps"
        )


def said_once(tasks: Iterator[Task | RecordError]) -> Iterator[Task | RecordError]:
    """The same, with an error in place of each task that has the id or the content (id and title aside) of an earlier.

    Hashes have 64 bits, of which two are equal less than once in 10^7 files.
    """
    ids, contents = FirstSeen(), FirstSeen()
    for number, task in enumerate(tasks, 1):
        if isinstance(task, Task):
            identity, content = hash(task.id), _content(task)
            if identity in ids or content in contents:
                what = "the id" if identity in ids else "the prompt, files and candidates"
                yield RecordError(
                    f"has {what} of an earlier one",
                    where=f"task {visible(task.id, 80)}",
                    remedy="leave one of them out",
                )
                continue
            ids.setdefault(identity, number)
            contents.setdefault(content, number)
        yield task


def _content(task: Task) -> int:
    tests = task.tests
    return hash(
        (
            task.prompt,
            task.language,
            _texts(task.files),
            (_texts(tests.files), tests.visible, tests.command, tests.timeout_s),
            tuple(sorted(hash(_texts(one.files)) for one in task.candidates)),
        )
    )


def _texts(files: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(files.items())) if len(files) > 1 else tuple(files.items())


def language_of(given: Given, paths: Mapping[str, object]) -> Language:
    """The language that was given, or that most of ``paths`` are written in.

    Raises:
        InputError: neither says one.
    """
    if given.language is not None:
        return given.language
    told = [SUFFIXES[suffix] for path in paths if (suffix := "." + path.rpartition(".")[2].lower()) in SUFFIXES]
    if not told:
        raise InputError("no file tells its language", remedy="name it with --language")
    return max(told, key=told.count)


def aspects_of(given: Given, candidates: int) -> list[str]:
    """The aspects that were given; correctness and quality otherwise, and a ranking where there are several."""
    usual = [Aspect.CORRECTNESS, Aspect.QUALITY, *([Aspect.RANKING] if candidates > 1 else [])]
    return [one.value for one in given.aspects or usual]
