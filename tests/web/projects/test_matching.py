"""Who fits what, and the reason for each no."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay_web.projects.matching import Asked, Offered, asked_in_words, reasons_against, utc

SENIOR = Offered(
    languages={"python": 8, "go": 2},
    review_years=5,
    frameworks=frozenset({"pytest"}),
    continuous_integration=frozenset({"Jenkins"}),
    docker=True,
    english_words=200,
    hours_per_week=10,
    offset=1,
)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (Asked(languages={"rust": 0}), "asks for Rust; you have none"),
        (Asked(languages={"go": 3}), "3 years of Go; you have 2 years of Go"),
        (Asked(languages={"go": 3, "java": 1}), "3 years of Go or 1 year of Java; you have 2 years of Go"),
        (Asked(languages={"python": 3, "java": 1}, all_languages=True), "1 year of Java; you have none"),
        (Asked(min_years=10), "10 years with a language; you have 8 years"),
        (Asked(review_years=6), "6 years of reviewing code; you have 5 years"),
        (Asked(frameworks=frozenset({"JUnit", "Jest"})), "JUnit or Jest; you name pytest"),
        (Asked(english_words=300), "300 words; yours has 200"),
        (Asked(hours_per_week=20), "20 hours a week; you have 10"),
        (Asked(offsets=(-8, -3)), "from UTC-8 to UTC-3; yours is UTC+1"),
    ],
)
def test_each_no_has_its_reason(asked: Asked, told: str) -> None:
    (reason,) = reasons_against(asked, SENIOR)
    assert told in reason


def test_what_is_not_there_at_all_is_told_too() -> None:
    asked = Asked(continuous_integration=True, docker=True, frameworks=frozenset({"pytest"}))
    told = " ".join(reasons_against(asked, Offered()))
    assert "continuous integration; you name none" in told
    assert "Docker; you have not ticked it" in told
    assert "pytest; you name none" in told


def test_one_of_the_languages_is_enough_unless_each_is_asked_for() -> None:
    asked = {"python": 3, "java": 1}
    assert reasons_against(Asked(languages=asked), SENIOR) == ()
    assert len(reasons_against(Asked(languages=asked, all_languages=True), SENIOR)) == 1


def test_offsets_are_written_as_people_write_them() -> None:
    assert [utc(hours) for hours in (0, 5.5, -3.5, 14)] == ["UTC+0", "UTC+5:30", "UTC-3:30", "UTC+14"]


LANGUAGES = st.dictionaries(st.sampled_from(["python", "go", "rust"]), st.integers(0, 20))
FRAMEWORKS = st.frozensets(st.sampled_from(["pytest", "Jest", "JUnit"]))
OFFERED = st.builds(
    Offered,
    languages=LANGUAGES,
    review_years=st.integers(0, 20),
    frameworks=FRAMEWORKS,
    continuous_integration=st.frozensets(st.sampled_from(["Jenkins"])),
    docker=st.booleans(),
    english_words=st.integers(0, 300),
    hours_per_week=st.integers(0, 40),
    offset=st.floats(-12, 14),
)
ASKED = st.builds(
    Asked,
    languages=LANGUAGES,
    all_languages=st.booleans(),
    min_years=st.integers(0, 20),
    review_years=st.integers(0, 20),
    frameworks=FRAMEWORKS,
    continuous_integration=st.booleans(),
    docker=st.booleans(),
    english_words=st.integers(0, 300),
    hours_per_week=st.integers(0, 40),
    offsets=st.none() | st.tuples(st.floats(-12, 0), st.floats(0, 14)),
)


@given(OFFERED)
def test_everybody_fits_where_nothing_is_asked(offered: Offered) -> None:
    assert reasons_against(Asked(), offered) == ()
    assert asked_in_words(Asked()) == ()


@given(ASKED, OFFERED)
def test_more_years_and_hours_never_turn_a_fit_into_a_no(asked: Asked, offered: Offered) -> None:
    more = Offered(
        languages={name: years + 1 for name, years in offered.languages.items()},
        review_years=offered.review_years + 1,
        frameworks=offered.frameworks | {"pytest"},
        continuous_integration=offered.continuous_integration,
        docker=True,
        english_words=offered.english_words + 1,
        hours_per_week=offered.hours_per_week + 1,
        offset=offered.offset,
    )
    assert len(reasons_against(asked, more)) <= len(reasons_against(asked, offered))


@given(ASKED, OFFERED)
def test_a_no_is_about_something_that_is_asked(asked: Asked, offered: Offered) -> None:
    reasons = reasons_against(asked, offered)
    assert all(reason.endswith(".") for reason in reasons)
    assert bool(reasons) <= bool(asked_in_words(asked))
