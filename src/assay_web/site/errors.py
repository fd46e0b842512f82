"""What nobody caught: ours, or a database that is away, full or busy for a moment, which is said as such."""

from __future__ import annotations

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.views.defaults import server_error

from assay_web.kit.connections import drop_if_dead
from assay_web.kit.problems import problem
from assay_web.site.api_requests import ROOT

AGAIN_IN_S = 5
"""When it is worth to try again, in seconds."""


def answer_to_error(request: HttpRequest) -> HttpResponseBase:
    """Django's ``handler500``, called while the error is in hand."""
    error = sys.exc_info()[1]
    if not isinstance(error, OperationalError | InterfaceError):
        return server_error(request)
    drop_if_dead(error)
    if request.path.startswith(ROOT):
        response = problem(
            "unavailable",
            "The database does not answer just now, and this request may not have been stored; send it again,"
            " with the same Idempotency-Key if it had one",
        )
    else:
        response = HttpResponse(render_to_string("503.html"), status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = str(AGAIN_IN_S)
    return response
