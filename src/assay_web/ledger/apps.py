"""The ledger app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Registers the app under its short name."""

    name = "assay_web.ledger"
    label = "ledger"
