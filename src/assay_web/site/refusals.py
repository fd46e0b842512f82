"""Refused requests about assessments are written down, whether they came by a page or by the API."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from assay_web.assessments.services import note_refusal

_NOTED: Final = frozenset({404, 409, 410, 422})


class RefusalsAreNoted:
    """The middleware: outside of whatever undoes what a refused request had written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        response = self.get_response(request)
        if response.status_code in _NOTED:
            note_refusal(request.user, request.method or "", request.path, _reason(response))
        return response


def _reason(response: HttpResponseBase) -> str:
    if not isinstance(response, HttpResponse) or "json" not in response.get("Content-Type", ""):
        return f"status {response.status_code}"
    told = json.loads(response.content)
    return str(told.get("detail", "")) if isinstance(told, dict) else ""
