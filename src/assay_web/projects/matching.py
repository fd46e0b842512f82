"""Whether a person fits what a project asks, and the reason for each no. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assay_web.kit.labels import label


@dataclass(frozen=True)
class Asked:
    """What a project asks of those who apply; by default nothing. Years by language, offsets in hours from UTC."""

    languages: Mapping[str, int] = field(default_factory=dict)
    all_languages: bool = False
    min_years: int = 0
    review_years: int = 0
    frameworks: frozenset[str] = frozenset()
    continuous_integration: bool = False
    docker: bool = False
    english_words: int = 0
    hours_per_week: int = 0
    offsets: tuple[float, float] | None = None


@dataclass(frozen=True)
class Offered:
    """What a person brings."""

    languages: Mapping[str, int] = field(default_factory=dict)
    review_years: int = 0
    frameworks: frozenset[str] = frozenset()
    continuous_integration: frozenset[str] = frozenset()
    docker: bool = False
    english_words: int = 0
    hours_per_week: int = 0
    offset: float = 0.0


def reasons_against(asked: Asked, offered: Offered) -> tuple[str, ...]:
    """One sentence for each thing that is asked and not there; none for a fit."""
    return tuple(_reasons(asked, offered))


def asked_in_words(asked: Asked) -> tuple[str, ...]:
    """What is asked, one line each; none when nothing is."""
    return tuple(_lines(asked))


def _reasons(asked: Asked, offered: Offered) -> Iterable[str]:
    yield from _languages(asked, offered)
    most = max(offered.languages.values(), default=0)
    if most < asked.min_years:
        yield f"It asks for {_years(asked.min_years)} with a language; you have {_years(most)}."
    if offered.review_years < asked.review_years:
        yield f"It asks for {_years(asked.review_years)} of reviewing code; you have {_years(offered.review_years)}."
    if asked.frameworks and not asked.frameworks & offered.frameworks:
        yield f"It asks for {_one_of(asked.frameworks)}; you name {_named(offered.frameworks)}."
    if asked.continuous_integration and not offered.continuous_integration:
        yield "It asks for experience with continuous integration; you name none."
    if asked.docker and not offered.docker:
        yield "It asks for experience with Docker; you have not ticked it."
    if offered.english_words < asked.english_words:
        yield (
            f"It asks for a sample of written English of {asked.english_words} words; "
            f"yours has {offered.english_words}."
        )
    if offered.hours_per_week < asked.hours_per_week:
        yield f"It asks for {asked.hours_per_week} hours a week; you have {offered.hours_per_week}."
    if asked.offsets and not asked.offsets[0] <= offered.offset <= asked.offsets[1]:
        low, high = asked.offsets
        yield f"It asks for a time zone from {utc(low)} to {utc(high)}; yours is {utc(offered.offset)}."


def _languages(asked: Asked, offered: Offered) -> Iterable[str]:
    short = {name: years for name, years in asked.languages.items() if not _knows(offered, name, years)}
    if not asked.all_languages and len(short) < len(asked.languages):
        return
    if not asked.all_languages and len(short) > 1:
        wanted = " or ".join(_language(name, years) for name, years in sorted(short.items()))
        yield f"It asks for {wanted}; you have {_languages_named(offered, short)}."
        return
    for name, years in sorted(short.items()):
        yield f"It asks for {_language(name, years)}; you have {_languages_named(offered, [name])}."


def _knows(offered: Offered, name: str, years: int) -> bool:
    return name in offered.languages and offered.languages[name] >= years


def _languages_named(offered: Offered, names: Iterable[str]) -> str:
    known = [
        f"{_years(offered.languages[name])} of {label(name)}" for name in sorted(names) if name in offered.languages
    ]
    return " and ".join(known) or "none"


def _lines(asked: Asked) -> Iterable[str]:
    if asked.languages:
        joined = " and " if asked.all_languages else " or "
        yield joined.join(_language(name, years) for name, years in sorted(asked.languages.items()))
    if asked.min_years:
        yield f"{_years(asked.min_years)} with a language"
    if asked.review_years:
        yield f"{_years(asked.review_years)} of reviewing code"
    if asked.frameworks:
        yield _one_of(asked.frameworks)
    if asked.continuous_integration:
        yield "continuous integration"
    if asked.docker:
        yield "Docker"
    if asked.english_words:
        yield f"a sample of written English of {asked.english_words} words"
    if asked.hours_per_week:
        yield f"{asked.hours_per_week} hours a week"
    if asked.offsets:
        yield f"a time zone from {utc(asked.offsets[0])} to {utc(asked.offsets[1])}"


def utc(hours: float) -> str:
    """An offset as people write it: ``UTC+5:30``."""
    sign = "-" if hours < 0 else "+"
    whole, minutes = divmod(round(abs(hours) * 60), 60)
    return f"UTC{sign}{whole}" + (f":{minutes:02d}" if minutes else "")


def _language(name: str, years: int) -> str:
    return f"{_years(years)} of {label(name)}" if years else label(name)


def _years(count: int) -> str:
    return "1 year" if count == 1 else f"{count} years"


def _one_of(names: Iterable[str]) -> str:
    return " or ".join(sorted(names))


def _named(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"
