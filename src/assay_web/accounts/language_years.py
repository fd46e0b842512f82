"""One number of years for each language: the fields that a profile and a project's requirements share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from assay.domain.task import Language
from assay_web.kit.labels import label

LANGUAGES = tuple(one.value for one in Language)
_PREFIX = "years_"


def add_language_fields(form: forms.Form, years: Mapping[str, int]) -> None:
    """Add a field for each language to ``form``, with the years that are known; an empty one is no language."""
    for name in LANGUAGES:
        form.fields[f"{_PREFIX}{name}"] = forms.IntegerField(
            label=label(name), required=False, min_value=0, max_value=60, initial=years.get(name)
        )


def language_fields(form: forms.Form) -> Iterable[forms.BoundField]:
    """The fields, in the order of the languages."""
    return [form[f"{_PREFIX}{name}"] for name in LANGUAGES]


def take_languages(cleaned: dict[str, Any]) -> dict[str, int]:
    """Take the fields out of what was read, and answer the years by language."""
    given = {name: cleaned.pop(f"{_PREFIX}{name}", None) for name in LANGUAGES}
    return {name: years for name, years in given.items() if years is not None}
