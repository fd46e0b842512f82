"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Data in and out."""

    name = "assay_web.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
