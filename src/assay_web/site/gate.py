"""The first that a request meets: what is too much, or too large, is refused before anything is read or looked up."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from assay_web.kit.addresses import address_of, counted_address, is_this_machine
from assay_web.kit.counts import count
from assay_web.kit.problems import problem
from assay_web.site.flood import Flood

MOST_ADDRESSES: Final = 20_000
"""Addresses that are remembered: some megabytes."""

MOST_UPLOADED: Final = 272 * 1024 * 1024
"""Largest request with a file, in bytes: the largest file that an import takes, and what stands around it."""

_UPLOADS: Final = re.compile(r"/(api/v1/)?projects/[-\w]+/(imports?|gold|assessments/[-\w]+/plants)/?")
"""Where files are sent; elsewhere a request is as large as a form."""

_AROUND_A_FORM: Final = 1024 * 1024
log = logging.getLogger("assay.gate")


class Gate:
    """The middleware. Requests of this machine itself are not counted: that is a proxy which the settings do not name,
    or somebody who is here already.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.flood = Flood(settings.ADDRESS_PER_SECOND, MOST_ADDRESSES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let a request in, or refuse it."""
        address = counted_address(address_of(request))
        if settings.ADDRESS_PER_SECOND and not is_this_machine(address):
            verdict = self.flood.look(address)
            if verdict.wait_s:
                return _too_many(request, address, verdict.wait_s, verdict.refused)
        size = request.META.get("CONTENT_LENGTH") or "0"
        if size.isdecimal() and int(size[:20]) > _most(request.path):
            count("refused", 0.0, why="size")
            return _told(request, "too-large", f"The request is larger than {_most(request.path) >> 20} MiB")
        return self.get_response(request)


def _most(path: str) -> int:
    return MOST_UPLOADED if _UPLOADS.fullmatch(path) else settings.DATA_UPLOAD_MAX_MEMORY_SIZE + _AROUND_A_FORM


def _too_many(request: HttpRequest, address: str, wait_s: float, refused: int) -> HttpResponse:
    count("refused", 0.0, why="address")
    if refused:
        log.warning(
            "%s sends more than %g requests a second: %s refused", address, settings.ADDRESS_PER_SECOND, refused
        )
    response = _told(request, "too-many", "Too many requests from your address: wait a moment")
    response["Retry-After"] = str(math.ceil(wait_s))
    return response


def _told(request: HttpRequest, kind: str, detail: str) -> HttpResponse:
    response = problem(kind, detail)
    if not request.path.startswith("/api/"):
        response = HttpResponse(f"{detail}.\n", status=response.status_code, content_type="text/plain; charset=utf-8")
    return response
