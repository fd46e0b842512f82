"""Tasks as Hypothesis makes them: any text that a record may hold, in any language."""

from __future__ import annotations

import string

from hypothesis import strategies as st

from assay.domain.task import Aspect, Candidate, Language, Origin, Reference, Task, Tests
from assay.interchange.folder_files import is_junk

text = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=60)
line = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
name = st.text(st.sampled_from(string.ascii_letters + "äßñ語-_. "), min_size=1, max_size=12).filter(
    lambda one: one == one.strip() and one not in {".", ".."} and not is_junk(one)
)
path = st.lists(name, min_size=1, max_size=3).map("/".join)
json_values = st.recursive(
    st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)


def _no_file_is_a_folder(files: dict[str, str]) -> bool:
    return not any(other.startswith(f"{one}/") for one in files for other in files)


def files(min_size: int = 0) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(path, text, min_size=min_size, max_size=4).filter(_no_file_is_a_folder)


origins = st.builds(
    Origin,
    model=st.none() | text,
    tool=st.none() | text,
    parameters=st.dictionaries(text, json_values, max_size=3),
)


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    names = draw(st.lists(name, min_size=2, max_size=3, unique=True))
    tests = draw(files())
    return Task(
        id=draw(name),
        title=draw(line),
        prompt=draw(text.filter(bool)),
        language=draw(st.sampled_from(Language)),
        aspects=tuple(draw(st.lists(st.sampled_from(Aspect), min_size=1, unique=True))),
        files=draw(files()),
        tests=Tests(
            files=tests,
            visible=tuple(draw(st.lists(st.sampled_from(sorted(tests)), unique=True))) if tests else (),
            command=draw(st.none() | text.filter(bool)),
            timeout_s=draw(st.floats(0.1, 600)),
        ),
        entry_point=draw(st.none() | text),
        reference=draw(st.none() | st.builds(Reference, files=files(1))),
        source=draw(st.none() | text),
        license=draw(st.none() | text),
        training_allowed=draw(st.booleans()),
        candidates=tuple(Candidate(id=one, files=draw(files(1)), origin=draw(origins)) for one in names),
    )
