"""The critics that this user set up: ASSAY_CRITICS names their file. Asked only when selected by name."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from assay.workflows.asked import Ready
from assay.workflows.criticize import read_critics

VARIABLE: Final = "ASSAY_CRITICS"


@contextmanager
def selected_critics(names: Sequence[str]) -> Iterator[list[Ready]]:
    """Those of ``names`` that are critics, each with a connection of its own; nothing is opened for the others.

    Raises:
        InputError: the file of critics cannot be read, or something in it is wrong.
        ToolUnavailable: a critic was selected, and what opens connections is not installed.
    """
    file = os.environ.get(VARIABLE)
    wanted = (
        [one for one in read_critics(Path(file), os.environ) if one.settings.name in names] if file and names else []
    )
    with ExitStack() as connections:
        if wanted:
            from assay.network import open_connection  # noqa: PLC0415 - an optional extra

            yield [
                Ready(one.settings, connections.enter_context(open_connection(certificates=one.certificates)))
                for one in wanted
            ]
        else:
            yield []
