"""Near-duplicate tasks, found by content: they must share a split, or a model is tested on what it was trained on.

A task's text is its prompt and base files as lower-case words; its shingles are all runs of three words. MinHash with
32 functions estimates the Jaccard similarity of two sets of shingles (Broder, "On the Resemblance and Containment of
Documents", 1997); candidates share one of 8 bands of 4 minima (Leskovec, Rajaraman & Ullman, "Mining of Massive
Datasets", 3rd edition, §3.4); a pair with 24 or more equal minima, a similarity of about 0.75, is a near-duplicate.
Memory: 128 bytes and the id for each task.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Sketch = NDArray[np.uint32]

_FUNCTIONS: Final = 32
_BAND: Final = 4
_ALIKE: Final = 24
_WORD: Final = re.compile(r"\w+")
_BLOCK: Final = 4096

_generator = np.random.default_rng(20_250_131)
_FACTORS: Final = _generator.integers(1, 2**32, _FUNCTIONS, dtype=np.uint64) | np.uint64(1)
_OFFSETS: Final = _generator.integers(0, 2**32, _FUNCTIONS, dtype=np.uint64)


def near_duplicates(texts: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Id → id of the first task that it is a near-duplicate of; tasks that stand alone are left out.

    ``texts`` are (id, text) in an order that does not change when tasks are added, such as that of their import: then a
    task that comes later takes the group, and so the split, of those that were there before.
    """
    names: list[str] = []
    blocks = list(_sketched(texts, names))
    if not blocks:
        return {}
    sketches = np.concatenate(blocks)
    pairs = np.concatenate([_alike(sketches, band) for band in range(_FUNCTIONS // _BAND)])
    size = len(names)
    edges = coo_array((np.ones(len(pairs), dtype=np.int8), (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    _, label = connected_components(edges, directed=False)
    first = np.full(size, size, dtype=np.int64)
    np.minimum.at(first, label, np.arange(size))
    shared = np.flatnonzero(np.bincount(label, minlength=size)[label] > 1)
    return {names[at]: names[first[label[at]]] for at in shared.tolist()}


def _sketched(texts: Iterable[tuple[str, str]], names: list[str]) -> Iterator[NDArray[np.uint32]]:
    block: list[Sketch] = []
    for name, text in texts:
        names.append(name)
        block.append(_sketch(text))
        if len(block) == _BLOCK:
            yield np.stack(block)
            block = []
    if block:
        yield np.stack(block)


def _sketch(text: str) -> Sketch:
    """The least value of each function over the shingles, shape (32,)."""
    words = [zlib.crc32(word.encode()) for word in _WORD.findall(text.lower())] or [zlib.crc32(text.encode())]
    codes = np.array([*words, 0, 0] if len(words) < 3 else words, dtype=np.uint64)
    shingles = codes[:-2] * np.uint64(0x9E3779B97F4A7C15) ^ codes[1:-1] * np.uint64(0xC2B2AE3D27D4EB4F) ^ codes[2:]
    mixed = (shingles ^ (shingles >> np.uint64(29))) & np.uint64(0xFFFFFFFF)
    values = mixed[:, None] * _FACTORS + _OFFSETS
    return np.asarray((values >> np.uint64(16)).astype(np.uint32).min(axis=0))


def _alike(sketches: NDArray[np.uint32], band: int) -> NDArray[np.int64]:
    """Pairs of tasks with one band in common whose sketches agree: each with the first there and its neighbour."""
    part = np.ascontiguousarray(sketches[:, band * _BAND : (band + 1) * _BAND]).view([("", np.uint32)] * _BAND).ravel()
    order = np.argsort(part, kind="stable")
    ordered = part[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    leader = np.repeat(order[starts], np.diff([*starts, len(order)]))
    previous = np.concatenate([order[:1], order[:-1]])
    pairs = []
    for other in (leader, previous):
        near = (
            (other != order) & (part[other] == ordered) & ((sketches[other] == sketches[order]).sum(axis=1) >= _ALIKE)
        )
        pairs.append(np.column_stack([other[near], order[near]]))
    return np.concatenate(pairs)
