"""The kit as a Django app: it brings templates, template tags and static files, no tables."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Registers the kit under its short name."""

    name = "assay_web.kit"
    label = "kit"
