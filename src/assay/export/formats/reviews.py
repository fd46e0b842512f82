"""Reviews: every submitted review whole, one ``assay.review/v1`` record per line of JSON. Nothing is lost or derived.

Readers: ``assay.read_reviews``, and whatever reads JSON Lines; ``assay schema review`` prints the schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assay.export.format import Made, Options
from assay.export.judged import Judged


class Reviews:
    """See the module."""

    name = "reviews"
    endings = (".jsonl",)
    columns = None
    training = False

    def rows(self, judged: Iterable[Judged], options: Options) -> Iterator[Made]:  # noqa: ARG002 - none apply
        """The reviews, task by task."""
        for one in judged:
            yield from one.given.reviews


plugin = Reviews()
