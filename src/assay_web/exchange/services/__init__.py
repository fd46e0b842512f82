"""What writes data out and takes it in."""

from assay_web.exchange.services.exporting import Progress, export_project
from assay_web.exchange.services.importing import IMPORT, Upload, cancel_import, request_import, run_import
from assay_web.exchange.services.requests import (
    EXPORT,
    cancel_export,
    remove_old_files,
    remove_strays,
    request_export,
    run_export,
)

__all__ = [
    "EXPORT",
    "IMPORT",
    "Progress",
    "Upload",
    "cancel_export",
    "cancel_import",
    "export_project",
    "remove_old_files",
    "remove_strays",
    "request_export",
    "request_import",
    "run_export",
    "run_import",
]
