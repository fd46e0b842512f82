"""The key of a candidate's content: as stored examinations know it, and only as wide as what an examiner sees."""

from __future__ import annotations

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from assay.domain.task import Aspect, Candidate, Language, Task, Tests
from assay_web.tasks import rules

FILES = st.dictionaries(
    st.sampled_from(["app.py", "a/b.py", "ü.py", 'quo"te.py']), st.text(st.characters(exclude_categories=["Cs"]))
).map(lambda files: {path: text.replace("\0", "") for path, text in files.items()})


@given(FILES, st.lists(FILES.filter(bool), min_size=1, max_size=3), FILES)
def test_the_key_is_the_hash_of_the_json_of_what_is_seen(
    base: dict[str, str], candidates: list[dict[str, str]], tests: dict[str, str]
) -> None:
    task = Task(
        id="t",
        title="t",
        prompt="p",
        language=Language.PYTHON,
        aspects=(Aspect.CORRECTNESS,),
        files=base,
        tests=Tests(files=tests),
        candidates=tuple(Candidate(id=str(n), files=files) for n, files in enumerate(candidates)),
    )
    for (stored, key), files in zip(rules.files_and_keys(task, rules.tests_as_stored(task)), candidates, strict=True):
        assert stored == json.dumps(files)
        seen = ["python", sorted(base.items()), sorted(files.items()), task.tests.model_dump_json()]
        assert key == hashlib.sha256(json.dumps(seen).encode()).hexdigest()
