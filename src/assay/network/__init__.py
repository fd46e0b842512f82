"""The one package of the engine that opens connections. Nothing below it does, and nothing uses it unless a face, told
so by its settings, hands its connection to a workflow.
"""

from __future__ import annotations

from assay.network.http import open_connection

__all__ = ["open_connection"]
