"""``/healthz``: the process lives. ``/readyz``: it can do its work."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from assay_web.kit.connections import drop_if_dead


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view takes the request
    """Answers as long as the process does."""
    return JsonResponse({"status": "alive"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view takes the request
    """200 when the database answers and has every migration; 503 with the reason otherwise."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        drop_if_dead(error)
        return JsonResponse({"status": "waiting", "reason": "the database does not answer"}, status=503)
    if pending:
        return JsonResponse({"status": "waiting", "reason": f"{len(pending)} migrations to apply"}, status=503)
    return JsonResponse({"status": "ready"})
