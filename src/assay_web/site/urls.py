"""All addresses: health, API, and the page modules of every app, found by their place."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

from assay_web.operations.metrics import metrics
from assay_web.site.api import api
from assay_web.site.health import healthz, readyz
from assay_web.site.routing import BySegment

_APPS = (
    "site",
    "accounts",
    "projects",
    "tasks",
    "review",
    "adjudication",
    "assessments",
    "insight",
    "gold",
    "applications",
    "ledger",
    "exchange",
    "hooks",
    "operations",
)


def _pages() -> list[URLPattern | URLResolver]:
    """The ``urlpatterns`` of each module in each app's ``pages`` folder: a new page is one new file."""
    patterns: list[URLPattern | URLResolver] = []
    for app in _APPS:
        try:
            package = import_module(f"assay_web.{app}.pages")
        except ModuleNotFoundError as error:
            if error.name != f"assay_web.{app}.pages":
                raise
            continue
        for module in sorted(one.name for one in pkgutil.iter_modules(package.__path__)):
            patterns += getattr(import_module(f"{package.__name__}.{module}"), "urlpatterns", [])
    return patterns


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    BySegment("api/v1/", api.urls),
    path("accounts/", include("allauth.urls")),
    *_pages(),
]

handler500 = "assay_web.site.errors.answer_to_error"
