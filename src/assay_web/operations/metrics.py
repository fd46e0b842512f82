"""``/metrics`` in Prometheus's text format: what all processes have counted, and how the queues stand.

One scrape of any web process tells of all of them, and of workers that no scraper can reach.
"""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from assay_web.kit.counts import BUCKETS
from assay_web.operations import selectors
from assay_web.operations.models import Total

_ABOUT = {
    "requests": "Requests answered, by route, method and class of status.",
    "refused": "Requests refused before anything was looked up, by reason: address (too many), size.",
    "jobs": "Jobs that ended, by task and outcome.",
    "runs": "Runs in the sandbox for people who wait, by kind, language and outcome.",
    "examinations": "Candidates examined, by outcome.",
}


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Open to whoever sends the token of the settings as ``Authorization: Bearer …``; without one in the settings the
    address does not exist."""
    given = request.headers.get("Authorization", "").encode()
    expected = f"Bearer {settings.METRICS_TOKEN}".encode()
    if not settings.METRICS_TOKEN or not secrets.compare_digest(given, expected):
        raise Http404
    registry = CollectorRegistry()
    registry.register(_Everything())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Everything(Collector):
    def collect(self) -> Iterator[Metric]:
        yield from _histograms()
        yield from _gauges()

    def describe(self) -> Iterator[Metric]:
        return iter(())


def _histograms() -> Iterator[Metric]:
    found: dict[str, dict[str, list[Total]]] = defaultdict(lambda: defaultdict(list))
    for row in Total.objects.order_by("name", "labels", "bucket"):
        found[row.name][row.labels].append(row)
    for name, series in found.items():
        labels = sorted({label for one in series for label in json.loads(one)})
        family = HistogramMetricFamily(f"assay_{name}_seconds", _ABOUT.get(name, name), labels=labels)
        for text, rows in series.items():
            values = json.loads(text)
            family.add_metric(
                [values.get(label, "") for label in labels],
                buckets=_cumulated(rows),
                sum_value=sum(row.seconds for row in rows),
            )
        yield family


def _cumulated(rows: list[Total]) -> list[tuple[str, float]]:
    by_bucket = {row.bucket: row.count for row in rows}
    total, buckets = 0, []
    for number, bound in enumerate([*map(str, BUCKETS), "+Inf"]):
        total += by_bucket.get(number, 0)
        buckets.append((bound, float(total)))
    return buckets


def _gauges() -> Iterator[Metric]:
    states = GaugeMetricFamily("assay_queue_jobs", "Jobs by queue and state.", labels=["queue", "state"])
    age = GaugeMetricFamily("assay_queue_oldest_seconds", "How long the first job has waited.", labels=["queue"])
    for queue in selectors.queues():
        for state in ("waiting", "later", "running", "failed"):
            states.add_metric([queue.name, state], getattr(queue, state))
        age.add_metric([queue.name], queue.oldest_s)
    yield states
    yield age
    alive = sum(one.alive for one in selectors.workers())
    yield GaugeMetricFamily("assay_workers", "Workers that gave a sign within ten seconds.", value=alive)
