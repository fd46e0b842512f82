"""The adjudication app."""

from django.apps import AppConfig


class AdjudicationConfig(AppConfig):
    """Registers the app under its short name."""

    name = "assay_web.adjudication"
    label = "adjudication"
