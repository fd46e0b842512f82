"""Unified diffs against a base tree: one file, or a folder of files that are candidates of one task.

``--base`` is the folder that the diffs were made in, ``--prompts`` a text with what was asked. The task holds the files
that any of the diffs touches, each candidate all of them after its change. Diffs are applied exactly or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assay.domain.task import Task
from assay.errors import InputError, RecordError
from assay.interchange.folder_files import read_text, read_tree
from assay.interchange.importer import Given, aspects_of, language_of, made_task
from assay.interchange.patching import changed_files, parse_patch
from assay.interchange.shown import visible

_ENDINGS = frozenset({".diff", ".patch"})


class Diff:
    """One task from all of it."""

    name = "diff"

    def recognises(self, path: Path) -> bool:
        """By the ending, of the file or of all files in the folder."""
        if not path.is_dir():
            return path.suffix in _ENDINGS
        return all(one.suffix in _ENDINGS for one in path.iterdir()) and next(path.iterdir(), None) is not None

    def read(self, path: Path, given: Given) -> Iterator[Task | RecordError]:
        """A diff that does not fit is an error; the others are still candidates."""
        file = visible(str(path))
        if given.base is None or given.prompts is None:
            yield RecordError("a diff alone is no task", where=file, remedy="give --base FOLDER and --prompts FILE")
            return
        try:
            base, prompt = read_tree(given.base), read_text(given.prompts)
        except RecordError as error:
            yield error
            return
        before: dict[str, str] = {}
        after: list[tuple[str, dict[str, str]]] = []
        for one in sorted(path.iterdir()) if path.is_dir() else [path]:
            try:
                changes = tuple(changed_files(parse_patch(read_text(one), visible(str(one))), base, visible(str(one))))
            except RecordError as error:
                yield error
                continue
            before |= {name: text for name, text, _ in changes if text is not None}
            after.append((one.stem, {name: text for name, _, text in changes}))
        if after:
            yield _task(path.stem, prompt, before, after, given, file)


def _task(
    name: str, prompt: str, before: dict[str, str], after: list[tuple[str, dict[str, str]]], given: Given, where: str
) -> Task | RecordError:
    try:
        language = language_of(given, dict.fromkeys(path for _, files in after for path in files))
    except InputError as error:
        return RecordError(error.what, where=where, remedy=error.remedy)
    origin = {key: value for key, value in (("model", given.model), ("tool", given.tool)) if value}
    return made_task(
        {
            "id": name,
            "title": prompt.strip().partition("\n")[0].lstrip("# ")[:300] or name,
            "prompt": prompt,
            "language": language.value,
            "aspects": aspects_of(given, len(after)),
            "files": before,
            "source": given.source,
            "license": given.license,
            "candidates": [
                {"id": f"d{at}", "files": {**before, **files}, "origin": {**origin, "parameters": {"diff": stem}}}
                for at, (stem, files) in enumerate(after, 1)
            ],
        },
        where,
    )


plugin = Diff()
