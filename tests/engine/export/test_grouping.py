"""Near-duplicates: found by content, whatever their names; the first task gives a group its name."""

from __future__ import annotations

import random

from tests.support.reviewed import sample_tasks

from assay.export.grouping import near_duplicates

WORDS = [f"word{number}" for number in range(500)]


def prose(seed: int, length: int = 120) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)  # noqa: S311 - not for secrets


def test_copies_with_a_few_words_changed_are_one_group() -> None:
    texts = [(f"other-{seed}", " ".join(prose(seed))) for seed in range(200)]
    words = prose(7)
    for at, place in enumerate((10, 60, 100)):
        changed = [*words[:place], "changed", *words[place + 1 :]]
        texts.append((f"copy-{at}", " ".join(changed).upper() + "!"))
    assert near_duplicates(texts) == dict.fromkeys(("other-7", "copy-0", "copy-1", "copy-2"), "other-7")


def test_texts_that_share_half_their_words_are_not() -> None:
    first, second = prose(1), prose(2)
    assert near_duplicates([("a", " ".join(first)), ("b", " ".join(first[:60] + second[60:]))]) == {}


def test_the_sample_tasks_stand_alone() -> None:
    assert near_duplicates([(one.id, one.prompt) for one in sample_tasks()]) == {}


def test_short_and_empty_texts() -> None:
    texts = [("a", ""), ("b", "Do it."), ("c", "do IT"), ("d", "другое"), ("e", "")]
    assert near_duplicates(texts) == {"b": "b", "c": "b", "a": "a", "e": "a"}
    assert near_duplicates([]) == {}


def test_a_later_task_takes_the_name_of_those_before_it() -> None:
    text = " ".join(prose(3))
    before = near_duplicates([("z", text), ("y", text)])
    after = near_duplicates([("z", text), ("y", text), ("a", text)])
    assert after == {**before, "a": "z"}
