"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the app under its short name."""

    name = "assay_web.accounts"
    label = "accounts"
