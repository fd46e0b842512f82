"""Every request gets an id, a log line and a place in the counts."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest, HttpResponse

from assay_web.kit.counts import count
from assay_web.kit.logs import about
from assay_web.operations.adding_up import Collector

_ID = re.compile(r"[\w.-]{8,64}", re.ASCII)
_QUIET = ("/static/", "/healthz", "/readyz", "/metrics")
log = logging.getLogger("assay.requests")


class Observed:
    """The id is the proxy's ``X-Request-ID`` where it has the form of one; the answer carries it back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.collector = Collector()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        begun = perf_counter()
        given = request.headers.get("X-Request-ID", "")
        name = given if _ID.fullmatch(given) else secrets.token_hex(8)
        with about(request=name):
            response = self.get_response(request)
            if not request.path.startswith(_QUIET):
                self._tell(request, response, perf_counter() - begun)
        response["X-Request-ID"] = name
        return response

    def _tell(self, request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        match = request.resolver_match
        route = match.route if match else "none"
        method = request.method if request.method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"} else "other"
        count("requests", seconds, route=route, method=method, status=f"{response.status_code // 100}xx")
        self.collector.run_when_due()
        log.info(
            "%s /%s %s %.0f ms",
            method,
            route,
            response.status_code,
            seconds * 1000,
            extra={"method": method, "route": route, "status": response.status_code, "ms": round(seconds * 1000)},
        )
