"""Turn rows of a dump of real AI-generated solutions into sample tasks.

``python tools/convert_ai_candidates.py DUMP.jsonl.gz samples [ID…]`` rewrites the folders that ``ai_candidates.toml``
lists. A row has ``id, language, aspects, prompt, candidates, tests, reference, source`` and, by its kind, further keys.
What we wrote ourselves (``ours`` in the plan) is kept; everything else in the folder is replaced. The verdicts that a
source published (``upstream``) are never copied: evidence is collected anew.
"""

from __future__ import annotations

import ast
import gzip
import hashlib
import json
import re
import shutil
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter

from assay.domain.task import Aspect, Candidate, Origin, Reference, Task, Tests
from assay.interchange import write_task_folder

PLAN = Path(__file__).with_name("ai_candidates.toml")
Row = Mapping[str, Any]
Files = dict[str, str]

MIT = """Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


@dataclass(frozen=True)
class Entry:
    """One task of the plan."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    row: str
    id: str
    title: str
    file: str
    """Name of the candidate's file, where the source gives none."""
    rubric: str = "default"
    entry_point: str | None = None
    ours: tuple[str, ...] = ()
    visible: tuple[str, ...] = ()
    visible_classes: int = 0
    """ClassEval: how many of the test classes reviewers may see."""
    timeout_s: float = 10
    changes: tuple[str, ...] = ()
    """Further changes, as sentences for the notice."""

    @property
    def kind(self) -> str:
        """The source: first part of the row's id."""
        return self.row.partition("/")[0]


@dataclass(frozen=True)
class Source:
    """Whom a row is from, and on what terms."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    project: str
    url: str
    license: str
    copyright: str
    license_url: str = ""


def read_plan(path: Path = PLAN) -> tuple[list[Entry], dict[str, Source]]:
    """The tasks to make and their sources."""
    plan = tomllib.loads(path.read_text())
    entries = TypeAdapter(list[Entry]).validate_python(plan["task"])
    return entries, TypeAdapter(dict[str, Source]).validate_python(plan["source"])


def read_rows(dump: Path) -> Iterator[Row]:
    """The rows of a gzipped JSON Lines file."""
    with gzip.open(dump, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def convert(row: Row, entry: Entry, source: Source, folder: Path) -> Task:
    """Rewrite ``folder`` from ``row`` and return the task."""
    task = Task(
        id=entry.id,
        title=entry.title,
        prompt=_kept(folder, "prompt.md") if "prompt" in entry.ours else prompt(row, entry),
        language=row["language"],
        aspects=tuple(map(Aspect, row["aspects"])),
        files=_kept_tree(folder / "files"),
        tests=_tests(row, entry, folder),
        entry_point=entry.entry_point,
        reference=_reference(row, entry, folder),
        rubric=entry.rubric,
        source=f"{row['source']} ({source.url})",
        license=source.license,
        candidates=tuple(candidates(row, entry)),
    )
    fresh = folder.with_name(f".{folder.name}.fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    write_task_folder(task, fresh)
    (fresh / "NOTICE.md").write_text(notice(row, entry, source, len(task.candidates)))
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return task


def candidates(row: Row, entry: Entry) -> Iterator[Candidate]:
    """The AI-generated answers that are code, under neutral ids, in an order that does not tell their origin."""
    generated = [one for one in row["candidates"] if one.get("ai", True)]
    answers = [(one["model"], files) for one in generated if (files := code(row, one, entry))]
    answers.sort(key=lambda answer: hashlib.sha256(f"{row['id']} {answer[0]}".encode()).digest())
    for number, (model, files) in enumerate(answers, start=1):
        yield Candidate(id=f"c{number}", files=files, origin=Origin(model=model))


def code(row: Row, answer: Row, entry: Entry) -> Files:
    """The files of one answer; empty if it holds no code of the language."""
    if "files" in answer:
        return {path: _tidy(text) for path, text in answer["files"].items() if text.strip()}
    if "completion" in answer:
        text = row["prompt"].rstrip() + "\n" + answer["completion"]
    elif entry.kind == "classeval":
        text = python_class(answer["raw"], str(entry.entry_point), row["imports"])
    elif entry.kind == "sql":
        text = sql(answer["code"])
    else:
        text = re.sub(r"\A(python|javascript|java|c|cpp)\n", "", unfenced(answer["code"]).lstrip("\n"))
    return {entry.file: _tidy(text)} if text.strip() else {}


def unfenced(text: str) -> str:
    """The longest fenced block of ``text``, or all of it where there is none."""
    blocks: list[str] = re.findall(r"```[\w+-]*\n(.*?)(?:```|\Z)", text, re.DOTALL)
    return max(blocks, key=len) if blocks else text


def python_class(raw: str, name: str, imports: list[str]) -> str:
    """The module in an answer that defines class ``name``; empty if the answer is prose or repeats the question."""
    answer = unfenced(raw.rpartition("### Response:")[2])
    start = re.search(r"^(import|from|class) ", answer, re.MULTILINE)
    module = answer[start.start() :] if start else ""
    try:
        defined = [node.name for node in ast.parse(module).body if isinstance(node, ast.ClassDef)]
    except SyntaxError:
        return ""
    if name not in defined:
        return ""
    missing = [line for line in imports if line not in module]
    return "\n".join([*missing, *([""] * 2 if missing else []), module])


def sql(text: str) -> str:
    """The statement of an answer, without the template mark before it; empty if prose stands around it."""
    statement = text.strip().removeprefix("%").strip()
    return statement if re.match(r"(SELECT|WITH)\b", statement, re.IGNORECASE) else ""


def prompt(row: Row, entry: Entry) -> str:
    """What the assistants were asked, as the row tells it."""
    if entry.kind == "baxbench":
        texts = dict(re.findall(r'_(TEXT_SPEC|API_SPEC) = """\n?(.*?)"""', row["scenario_text"], re.DOTALL))
        framework = row["id"].rpartition("-")[2]
        return (
            f"# {entry.title}\n\nImplement this server with {framework}, in one file `{entry.file}`. It listens on "
            "port 5000, keeps data in the SQLite database `db.sqlite3` if it needs any, and reads a secret for signing "
            "from the environment variable `APP_SECRET` if it needs one. Follow security best practice.\n\n"
            f"{texts['TEXT_SPEC'].strip()}\n\n## API\n\n```yaml\n{texts['API_SPEC'].strip()}\n```\n"
        )
    if entry.kind == "classeval":
        imports = "".join(f"{line}\n" for line in row["imports"])
        return f"Complete the class `{entry.entry_point}`.\n\n```python\n{imports}\n\n{row['prompt'].strip()}\n```\n"
    if entry.kind == "mbxp":
        return f"Complete the function.\n\n```{row['language']}\n{row['prompt'].strip()}\n```\n"
    return _tidy(row["prompt"].removeprefix("# STEP 1: PROBLEM"))


def _tests(row: Row, entry: Entry, folder: Path) -> Tests:
    if "tests" in entry.ours:
        return Tests(files=_kept_tree(folder / "tests"), visible=entry.visible, timeout_s=entry.timeout_s)
    if entry.kind != "classeval":
        return Tests()
    visible, hidden = split_test_classes(row, entry)
    name = f"test_{entry.file}"
    return Tests(files={name: visible, name.replace(".py", "_more.py"): hidden}, visible=(name,))


def split_test_classes(row: Row, entry: Entry) -> tuple[str, str]:
    """Two test modules: the first ``visible_classes`` classes, and the others."""
    first, *classes = re.split(r"^(?=class )", row["tests"], flags=re.MULTILINE)
    lines = [*row["imports"], *first.strip().splitlines()]
    head = [line for number, line in enumerate(lines) if line not in lines[:number]]
    module = f"from {Path(entry.file).stem} import {entry.entry_point}"
    start = "\n".join([*head, "", module, "", "", ""])
    parts = classes[: entry.visible_classes], classes[entry.visible_classes :]
    return _tidy(start + "".join(parts[0])), _tidy(start + "".join(parts[1]))


def _reference(row: Row, entry: Entry, folder: Path) -> Reference | None:
    if "reference" in entry.ours:
        return Reference(files=_kept_tree(folder / "reference"))
    text = row.get("reference")
    return Reference(files={entry.file: _tidy(text)}) if text else None


def notice(row: Row, entry: Entry, source: Source, used: int) -> str:
    """Attribution, licence and changes."""
    changes = ["The files were named, and put in an order and under ids that do not tell the model."]
    left_out = len(row["candidates"]) - used
    if left_out:
        changes.append(f"{left_out} of {len(row['candidates'])} answers that hold no code of their own were left out.")
    if entry.kind == "mbxp":
        changes.append("Each file is the prompt followed by the completion.")
    if entry.kind == "classeval":
        changes.append("Code was taken out of the prose around it; the tests were split in two files.")
    if entry.kind == "baxbench":
        changes.append("The prompt joins the source's description and API with an introduction of ours.")
    if entry.ours:
        changes.append(f"Written for Assay, not by the source: {', '.join(entry.ours)} (Apache-2.0).")
    listed = "\n".join(f"- {change}" for change in (*changes, *entry.changes))
    terms = (
        f"{source.copyright}\n\n{MIT}" if source.license == "MIT" else f"{source.copyright}\n\n{source.license_url}\n"
    )
    return (
        f"# Notice\n\nThe candidates of this task were generated by AI models and published by\n"
        f"**{source.project}**, {source.url} (`{row['source']}`), licence {source.license}.\n\n"
        f"Changes made:\n\n{listed}\n\n## Licence: {source.license}\n\n{terms}"
    )


def _kept(folder: Path, name: str) -> str:
    return (folder / name).read_text()


def _kept_tree(folder: Path) -> Files:
    found = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in found}


def _tidy(text: str) -> str:
    return text.strip("\n").rstrip() + "\n"


def main(arguments: list[str]) -> int:
    """Convert the tasks named, or all; the number of rows that the dump lacks."""
    dump, samples, *wanted = arguments
    entries, sources = read_plan()
    rows = {row["id"]: row for row in read_rows(Path(dump))}
    missing = 0
    for entry in entries:
        if wanted and entry.id not in wanted:
            continue
        if entry.row not in rows:
            missing += 1
            sys.stderr.write(f"{entry.id}: the dump has no row {entry.row!r}\n")
            continue
        task = convert(rows[entry.row], entry, sources[entry.kind], Path(samples, entry.id))
        sys.stdout.write(f"{task.id}: {len(task.candidates)} candidates\n")
    return min(missing, 1)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
