"""Every error that Assay raises on purpose, in one tree.

    AssayError
    ├── InputError            the call or the input is wrong          (exit 2)
    │   ├── RecordError       one record of a file is wrong
    │   └── Refused           an instance says no to what its client asks
    ├── Unavailable           something needed is missing             (exit 3)
    │   ├── SandboxUnavailable
    │   ├── ToolUnavailable
    │   ├── ServerUnavailable
    │   └── ServiceUnavailable    a service of others
    └── InternalError         Assay itself failed                     (exit 4)

The failure of a *subject* (a candidate that hangs, crashes or is wrong) is never an exception: it is data, see
:class:`assay.domain.run.Outcome`. Exit codes and HTTP statuses are tables of the faces, not of the engine.
"""

from __future__ import annotations

from collections.abc import Mapping


class AssayError(Exception):
    """What went wrong, in one line, and the way out.

    ``code`` is stable: scripts and the API may depend on it.
    """

    code = "assay-error"

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what, where, remedy)

    def __str__(self) -> str:
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line}; {self.remedy}" if self.remedy else line


class InputError(AssayError):
    """The call or the input is wrong; trying again unchanged cannot help."""

    code = "input-invalid"


class RecordError(InputError):
    """One record does not follow its schema. ``where`` is ``file:line: JSON path``."""

    code = "record-invalid"


class Refused(InputError):
    """An instance refuses a request. ``status`` is of HTTP; ``document`` is its problem document (RFC 9457)."""

    code = "refused"

    def __init__(
        self, what: str, *, status: int, title: str = "", document: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(what)
        self.status = status
        self.title = title
        self.document = document or {}


class Unavailable(AssayError):
    """Something that this call needs is missing on this machine."""

    code = "unavailable"


class SandboxUnavailable(Unavailable):
    """No sandbox with every required layer works here."""

    code = "sandbox-unavailable"


class ToolUnavailable(Unavailable):
    """An analyzer or toolchain is not installed."""

    code = "tool-unavailable"


class ServerUnavailable(Unavailable):
    """The database or the platform cannot be reached."""

    code = "server-unavailable"


class ServiceUnavailable(Unavailable):
    """A service of others, which a setting names, cannot be reached or breaks off."""

    code = "service-unavailable"


class InternalError(AssayError):
    """Assay broke one of its own rules; always worth a report."""

    code = "internal"
