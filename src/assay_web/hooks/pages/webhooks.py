"""The webhooks of a project: what is told to whom, and the log of one of them, with replay."""

from __future__ import annotations

from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.hooks import selectors, services
from assay_web.hooks.models import Webhook
from assay_web.hooks.rules import Happening
from assay_web.kit.refusals import Refusal
from assay_web.projects.places import Area, ProjectPlace, add_project_place
from assay_web.projects.selectors import get_project


class WebhookForm(forms.Form):
    """Where to, and of what."""

    key = forms.UUIDField(required=False)
    """Of the page that it is sent from: sent again, as by a reload, it makes no second webhook."""
    address = forms.CharField(label="Address", max_length=500, help_text="Such as https://example.org/assay.")
    events = forms.MultipleChoiceField(
        choices=Happening.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing to be told."},
    )


class ChangeForm(forms.Form):
    """What is to become of a webhook, or of one of its messages."""

    what = forms.ChoiceField(choices=[(one, one) for one in ("pause", "resume", "remove", "ping", "replay")])
    delivery = forms.UUIDField(required=False)


class Cursor(forms.Form):
    """Where the log begins; what cannot be read means the beginning."""

    after = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def webhooks(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open to the project's leads and to operators."""
    project = get_project(request.user, slug)
    form, secret, status = WebhookForm(request.POST or None), "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            asked = form.cleaned_data
            try:
                _, secret = services.make_webhook(
                    request.user, project, asked["address"], asked["events"], key=asked["key"]
                )
            except Refusal as refusal:
                form.add_error("address", f"{refusal}.")
            else:
                form, status = WebhookForm(), 200
    context = {
        "project": project,
        "form": form,
        "key": uuid4(),
        "secret": secret,
        "webhooks": selectors.webhooks(request.user, project),
    }
    return render(request, "hooks/webhooks.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def webhook(request: SignedInRequest, slug: str, webhook_id: UUID) -> HttpResponse:
    """Open as the list."""
    project = get_project(request.user, slug)
    found = selectors.get_webhook(request.user, project, webhook_id)
    if request.method == "POST":
        form = ChangeForm(request.POST)
        if not form.is_valid():
            messages.warning(request, "That could not be read; use the buttons of this page.")
        elif form.cleaned_data["what"] == "remove":
            services.remove_webhook(found)
            messages.success(request, "The webhook is removed.")
            return redirect("webhooks", slug)
        else:
            _change(request, found, form.cleaned_data["what"], form.cleaned_data["delivery"])
        return redirect("webhook", slug, webhook_id)
    cursor = Cursor(request.GET)
    cursor.is_valid()
    after = cursor.cleaned_data.get("after") or 0
    rows, following = selectors.deliveries(found, after)
    context = {
        "project": project,
        "webhook": found,
        "deliveries": rows,
        "after": after,
        "next_cursor": following,
    }
    return render(request, "hooks/webhook.html", context)


def _change(request: SignedInRequest, found: Webhook, what: str, delivery_id: UUID | None) -> None:
    try:
        if what == "replay":
            services.replay(selectors.get_delivery(found, delivery_id or found.public_id))
            messages.success(request, "The message is sent again.")
        elif what == "ping":
            services.ping(found)
            messages.success(request, "A test message is on its way; reload the page to see what came back.")
        else:
            services.change_webhook(found, events=found.events, active=what == "resume")
            messages.success(request, "The webhook is told again." if what == "resume" else "The webhook is paused.")
    except Refusal as refusal:
        messages.warning(request, f"{refusal}.")


add_project_place(ProjectPlace(Area.SETTINGS, "Webhooks", "webhooks", order=60))
urlpatterns = [
    path("projects/<slug:slug>/webhooks/", webhooks, name="webhooks"),
    path("projects/<slug:slug>/webhooks/<uuid:webhook_id>/", webhook, name="webhook"),
]
