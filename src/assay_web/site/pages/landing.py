"""The landing page: what Assay is, for reviewers and for labs. It tells no figure that the database does not hold."""

from __future__ import annotations

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

SCREENSHOT = "kit/workbench.png"
"""Shown only when the file is there: docs make it from the running product."""


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Open to everyone."""
    screenshot = SCREENSHOT if finders.find(SCREENSHOT) else None
    return render(request, "site/landing.html", {"screenshot": screenshot})


urlpatterns = [path("", landing, name="landing")]
