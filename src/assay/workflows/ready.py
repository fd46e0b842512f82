"""Whether this machine can run untrusted code at all."""

from __future__ import annotations

from assay.evidence.sandbox import choose_sandbox


def require_sandbox() -> None:
    """Find the sandbox that runs here would use.

    Raises:
        SandboxUnavailable: there is none with every required layer; names those that are missing and the remedy.
    """
    choose_sandbox()
