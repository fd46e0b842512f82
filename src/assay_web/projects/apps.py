"""The projects app."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Registers the app under its short name."""

    name = "assay_web.projects"
    label = "projects"
