"""The insight app."""

from importlib import import_module

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Registers the app under its short name, and tells those who hand out tasks what is known of verdicts."""

    name = "assay_web.insight"
    label = "insight"

    def ready(self) -> None:
        """Plug the selector in, now that the models are there."""
        import_module("assay_web.insight.selectors.uncertainty")
