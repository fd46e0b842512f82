"""The review app."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """Registers the app under its short name."""

    name = "assay_web.review"
    label = "review"
