"""A git repository: each commit of ``--revisions A..B`` is a task, each branch of ``A...B`` a candidate of one task.

Of a commit the message is the prompt, the files before it the base, the files after it the candidate. Branches (given
one after the other, as pull requests for one question are) share the prompt of ``--prompts``. Files are read from git's
objects: nothing is checked out, no hook, filter or setting of the repository is run, and nothing is fetched. Deleted
files and files that are no text are told as errors.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assay.domain.record import MAX_FILES_BYTES
from assay.domain.task import Task
from assay.errors import InputError, RecordError
from assay.interchange.folder_files import read_text
from assay.interchange.git_objects import Repository
from assay.interchange.importer import Given, aspects_of, language_of, made_task
from assay.interchange.shown import visible

_Texts = dict[str, str]


class Git:
    """Reads objects; the working tree does not matter."""

    name = "git"

    def recognises(self, path: Path) -> bool:
        """By its ``.git``."""
        return (path / ".git").exists()

    def read(self, path: Path, given: Given) -> Iterator[Task | RecordError]:
        """Tasks of commits in their order; then the one of the branches, if there are any."""
        file = visible(str(path))
        if not given.revisions:
            yield RecordError("which commits?", where=file, remedy="give --revisions A..B, or A...BRANCH for a branch")
            return
        repository = Repository(path)
        branches = [one for one in given.revisions if "..." in one]
        for revisions in given.revisions:
            if revisions not in branches:
                yield from _commits(repository, revisions, given, file)
        if branches:
            yield from _branches(repository, branches, given, file)


def _commits(repository: Repository, revisions: str, given: Given, file: str) -> Iterator[Task | RecordError]:
    try:
        commits = repository.commits(revisions)
    except RecordError as error:
        yield error
        return
    for commit in commits:
        where = f"{file}: {commit[:12]}"
        try:
            before, after = _texts(repository, repository.parent(commit), commit)
            prompt = repository.message(commit)
        except RecordError as error:
            yield RecordError(f"{error.where}: {error.what}", where=where, remedy=error.remedy)
            continue
        yield _task(commit[:12], prompt, before, [(commit, after)], given, where)


def _branches(repository: Repository, branches: list[str], given: Given, file: str) -> Iterator[Task | RecordError]:
    if given.prompts is None:
        yield RecordError("branches have no prompt of their own", where=file, remedy="give --prompts FILE")
        return
    before: _Texts = {}
    after: list[tuple[str, _Texts]] = []
    try:
        prompt = read_text(given.prompts)
        for branch in branches:
            base, _, tip = branch.partition("...")
            end = repository.commit(tip)
            old, new = _texts(repository, repository.merge_base(base, tip), end)
            _same_base(before, old, f"{file}: {visible(branch, 80)}")
            before |= old
            after.append((end, new))
    except RecordError as error:
        yield error
        return
    names = "-".join(one.partition("...")[2] for one in branches)
    yield _task(names, prompt, before, after, given, file)


def _same_base(before: _Texts, old: _Texts, where: str) -> None:
    if any(before.get(path, text) != text for path, text in old.items()):
        raise RecordError(
            "starts from another base than the first", where=where, remedy="rebase it, or import it alone"
        )


def _texts(repository: Repository, start: str | None, end: str) -> tuple[_Texts, _Texts]:
    before: _Texts = {}
    after: _Texts = {}
    size = 0
    for change in repository.changes(start, end):
        if change.after is None:
            raise RecordError("is deleted, or is no regular file", where=visible(change.path, 100))
        if change.before is not None:
            before[change.path] = repository.text(change.before, change.path)
        after[change.path] = repository.text(change.after, change.path)
        size += len(after[change.path])
        if size > MAX_FILES_BYTES:
            raise RecordError(f"more than {MAX_FILES_BYTES / 1e6:.1f} MB changed", where=visible(change.path, 100))
    return before, after


def _task(
    name: str, prompt: str, before: _Texts, after: list[tuple[str, _Texts]], given: Given, where: str
) -> Task | RecordError:
    try:
        language = language_of(given, dict.fromkeys(path for _, files in after for path in files))
    except InputError as error:
        return RecordError(error.what, where=where, remedy=error.remedy)
    origin = {key: value for key, value in (("model", given.model), ("tool", given.tool)) if value}
    return made_task(
        {
            "id": name[:200],
            "title": prompt.strip().partition("\n")[0].lstrip("# ")[:300] or name,
            "prompt": prompt,
            "language": language.value,
            "aspects": aspects_of(given, len(after)),
            "files": before,
            "source": given.source,
            "license": given.license,
            "candidates": [
                {"id": f"g{at}", "files": {**before, **files}, "origin": {**origin, "parameters": {"commit": commit}}}
                for at, (commit, files) in enumerate(after, 1)
            ],
        },
        where,
    )


plugin = Git()
