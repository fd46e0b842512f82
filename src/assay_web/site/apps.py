"""The site as an app: it brings templates and the landing page, no tables."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Registers the app under a name that Django's own ``sites`` does not use."""

    name = "assay_web.site"
    label = "assay_site"
