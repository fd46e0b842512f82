"""The table of defences names every test here, and no test that is not."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent


def test_the_threat_model_names_every_test_and_no_other() -> None:
    page = (HERE.parents[2] / "docs" / "threat-model.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+\.py)`", page))
    assert named == {one.name for one in HERE.glob("test_*.py")} - {Path(__file__).name}
