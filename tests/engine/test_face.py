"""``import assay`` offers a short sorted list of names and costs next to nothing."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import assay

HEAVY = ["django", "pyarrow", "pydantic", "numpy", "click", "assay.evidence", "assay.interchange", "assay.workflows"]


def test_the_names_are_sorted_and_each_leads_somewhere() -> None:
    assert assay.__all__ == sorted(assay.__all__)
    assert set(assay.__all__) == set(assay._PLACES)
    for name in assay.__all__:
        assert getattr(assay, name).__name__ == name
    assert set(assay.__all__) <= set(dir(assay))


def test_a_wrong_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'assay' has no attribute 'chekc'"):
        assay.chekc  # noqa: B018


def test_the_import_brings_no_framework_and_no_plugin() -> None:
    code = f"import assay, json, sys; print(json.dumps([m for m in {HEAVY} if m in sys.modules]))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(answer.stdout) == []


def test_a_plugin_is_imported_when_it_is_asked_for() -> None:
    loaded = "[module for module in sys.modules if module.startswith('assay.evidence.analyzers.')]"
    code = f"import sys, assay; assay.check; print({loaded})"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
