"""The hooks app."""

from django.apps import AppConfig


class HooksConfig(AppConfig):
    """Registers the app under its short name."""

    name = "assay_web.hooks"
    label = "hooks"
