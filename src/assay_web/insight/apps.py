"""The insight app."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Registers the app under its short name."""

    name = "assay_web.insight"
    label = "insight"
