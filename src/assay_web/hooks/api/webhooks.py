"""Webhooks of a project: make, change, remove; what was sent; a test; a replay."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status
from pydantic import BaseModel, Field

from assay_web.accounts.api.calling import LEAD, READ, caller
from assay_web.hooks import selectors, services
from assay_web.hooks.models import Attempt, Delivery, DeliveryState, Webhook
from assay_web.hooks.rules import Happening
from assay_web.kit.asking import Asked
from assay_web.kit.etags import HEEDS_IF_MATCH, unchanged
from assay_web.kit.paging import Cursor, Page, number_after, page_of
from assay_web.projects.selectors import get_project

router = Router(tags=["webhooks"])

_ONE = "/projects/{slug:slug}/webhooks/{uuid:webhook_id}"


class WebhookShape(BaseModel):
    """A webhook. ``secret`` is told once, when it is made."""

    id: UUID
    address: str
    events: list[Happening]
    active: bool
    made_at: datetime
    secret: str | None = None


class Webhooks(BaseModel):
    """All of the project's."""

    items: list[WebhookShape]


class NewWebhook(Asked):
    """An https address on the open Internet, and what it is told."""

    address: str = Field(min_length=8, max_length=500)
    events: list[Happening] = Field(min_length=1, max_length=len(Happening))


class ChangedWebhook(Asked):
    """What is left out stays."""

    events: list[Happening] | None = Field(default=None, min_length=1, max_length=len(Happening))
    active: bool | None = None


class AttemptShape(BaseModel):
    """One try: the status that came back, or why none did."""

    at: datetime
    status: int | None
    problem: str
    milliseconds: int


class DeliveryShape(BaseModel):
    """One message and its tries."""

    id: UUID
    kind: str
    state: DeliveryState
    body: str
    made_at: datetime
    ended_at: datetime | None
    attempts: list[AttemptShape]


@router.get("/projects/{slug:slug}/webhooks", auth=READ, response=Webhooks, operation_id="listWebhooks")
def webhooks(request: HttpRequest, slug: str) -> Webhooks:
    """The project's webhooks, for its leads."""
    user = caller(request)
    return Webhooks(items=[_shape(one) for one in selectors.webhooks(user, get_project(user, slug))])


@router.post("/projects/{slug:slug}/webhooks", auth=LEAD, response={201: WebhookShape}, operation_id="makeWebhook")
def make(request: HttpRequest, slug: str, payload: NewWebhook) -> Status[WebhookShape]:
    """Tell an address what happens in the project. No answer with a secret is kept."""
    user = caller(request)
    made, secret = services.make_webhook(user, get_project(user, slug), payload.address, payload.events)
    request.keep_no_answer = True  # type: ignore[attr-defined]  # read by what keeps answers
    return Status(201, _shape(made, secret))


@router.get(_ONE, auth=READ, response=WebhookShape, operation_id="getWebhook")
def webhook(request: HttpRequest, slug: str, webhook_id: UUID) -> WebhookShape:
    """One of them."""
    return _shape(_found(request, slug, webhook_id))


@router.patch(_ONE, auth=LEAD, response=WebhookShape, operation_id="changeWebhook", openapi_extra=HEEDS_IF_MATCH)
def change(request: HttpRequest, slug: str, webhook_id: UUID, payload: ChangedWebhook) -> WebhookShape:
    """Tell it of something else, pause it, or let it go on."""
    with unchanged(request, _found(request, slug, webhook_id), _shape) as found:
        events = found.events if payload.events is None else payload.events
        active = found.active if payload.active is None else payload.active
        return _shape(services.change_webhook(found, events=events, active=active))


@router.delete(_ONE, auth=LEAD, response={204: None}, operation_id="removeWebhook")
def remove(request: HttpRequest, slug: str, webhook_id: UUID) -> HttpResponse:
    """Remove it with its log."""
    services.remove_webhook(_found(request, slug, webhook_id))
    return HttpResponse(status=204)


@router.post(f"{_ONE}/ping", auth=LEAD, response={202: DeliveryShape}, operation_id="pingWebhook")
def ping(request: HttpRequest, slug: str, webhook_id: UUID) -> Status[DeliveryShape]:
    """Send a test message."""
    return Status(202, _delivery(services.ping(_found(request, slug, webhook_id)), []))


@router.get(f"{_ONE}/deliveries", auth=READ, response=Page[DeliveryShape], operation_id="listDeliveries")
def deliveries(request: HttpRequest, slug: str, webhook_id: UUID, cursor: Cursor = None) -> Page[DeliveryShape]:
    """What was sent to it, the newest first."""
    rows, key = selectors.deliveries(_found(request, slug, webhook_id), number_after(cursor))
    return page_of(request, [_delivery(one, list(one.attempts.all())) for one in rows], key)


@router.post(
    f"{_ONE}/deliveries/{{uuid:delivery_id}}/replay",
    auth=LEAD,
    response={202: DeliveryShape},
    operation_id="replayDelivery",
)
def replay(request: HttpRequest, slug: str, webhook_id: UUID, delivery_id: UUID) -> Status[DeliveryShape]:
    """Send a message again, under its id."""
    found = services.replay(selectors.get_delivery(_found(request, slug, webhook_id), delivery_id))
    return Status(202, _delivery(found, list(found.attempts.all())))


def _found(request: HttpRequest, slug: str, webhook_id: UUID) -> Webhook:
    user = caller(request)
    return selectors.get_webhook(user, get_project(user, slug), webhook_id)


def _shape(one: Webhook, secret: str | None = None) -> WebhookShape:
    return WebhookShape(
        id=one.public_id,
        address=one.address,
        events=[Happening(kind) for kind in one.events],
        active=one.active,
        made_at=one.made_at,
        secret=secret,
    )


def _delivery(one: Delivery, attempts: list[Attempt]) -> DeliveryShape:
    return DeliveryShape(
        id=one.public_id,
        kind=one.kind,
        state=DeliveryState(one.state),
        body=one.body,
        made_at=one.made_at,
        ended_at=one.ended_at,
        attempts=[
            AttemptShape(at=each.at, status=each.status, problem=each.problem, milliseconds=each.milliseconds)
            for each in attempts
        ],
    )
