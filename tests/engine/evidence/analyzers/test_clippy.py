"""clippy and the ages it has: distributions have toolchains of years ago."""

from __future__ import annotations

import pytest

from assay.evidence.analyzers.clippy import plugin

RENAMED = {
    "almost_complete_letter_range": "almost_complete_range",
    "cast_ref_to_mut": "invalid_reference_casting",
    "clone_double_ref": "suspicious_double_ref_op",
    "invalid_null_ptr_usage": "invalid_null_arguments",
    "logic_bug": "overly_complex_bool_expr",
    "overflow_check_conditional": "panicking_overflow_checks",
}


@pytest.mark.parametrize(("older", "newer"), RENAMED.items())
def test_a_lint_means_the_same_under_either_of_its_names(older: str, newer: str) -> None:
    assert plugin.table.find(f"{older}: message") == plugin.table.find(f"{newer}: message") is not None
