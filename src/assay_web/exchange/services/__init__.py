"""What writes data out."""

from assay_web.exchange.services.exporting import Progress, export_project
from assay_web.exchange.services.requests import EXPORT, cancel_export, remove_old_files, request_export, run_export

__all__ = [
    "EXPORT",
    "Progress",
    "cancel_export",
    "export_project",
    "remove_old_files",
    "request_export",
    "run_export",
]
