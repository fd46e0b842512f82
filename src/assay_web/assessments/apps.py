"""The assessments app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Registers the app under its short name."""

    name = "assay_web.assessments"
    label = "assessments"
