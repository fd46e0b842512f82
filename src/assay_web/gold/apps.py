"""The gold app."""

from django.apps import AppConfig


class GoldConfig(AppConfig):
    """Registers the app under its short name."""

    name = "assay_web.gold"
    label = "gold"
