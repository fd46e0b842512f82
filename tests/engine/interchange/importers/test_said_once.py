"""What stands twice, by id or by content, comes in once; the rest is told."""

from __future__ import annotations

from assay.domain.task import Aspect, Candidate, Language, Task
from assay.errors import RecordError
from assay.interchange.importer import said_once


def task(name: str, code: str, prompt: str = "Do it.") -> Task:
    return Task(
        id=name,
        title=name,
        prompt=prompt,
        language=Language.PYTHON,
        aspects=(Aspect.QUALITY,),
        candidates=(Candidate(id="a", files={"app.py": code}),),
    )


def test_the_same_id_or_content_is_told_and_the_first_stays() -> None:
    broken = RecordError("broken")
    given: list[Task | RecordError] = [task("a", "x"), broken, task("b", "x"), task("a", "y")]
    given += [task("c", "x", prompt="Do that."), task("d", "y")]
    first, told, content, identity, other, last = said_once(iter(given))
    assert (first, told, other, last) == (given[0], broken, given[4], given[5])
    assert str(content) == "task b: has the prompt, files and candidates of an earlier one; leave one of them out"
    assert str(identity) == "task a: has the id of an earlier one; leave one of them out"
