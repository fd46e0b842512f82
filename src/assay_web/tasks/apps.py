"""The tasks app."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """Registers the app under its short name."""

    name = "assay_web.tasks"
    label = "tasks"
