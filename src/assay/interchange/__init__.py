"""Records in and out: JSON Lines, folders and JSON Schemas of tasks, reviews and gold."""

from __future__ import annotations

from assay.interchange.folder_writing import write_task_folder
from assay.interchange.reading import read_decisions, read_gold, read_reviews, read_tasks
from assay.interchange.schemas import schema, schema_names
from assay.interchange.writing import write_tasks

__all__ = [
    "read_decisions",
    "read_gold",
    "read_reviews",
    "read_tasks",
    "schema",
    "schema_names",
    "write_task_folder",
    "write_tasks",
]
