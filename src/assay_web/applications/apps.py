"""The applications app."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """Registers the app under its short name."""

    name = "assay_web.applications"
    label = "applications"
