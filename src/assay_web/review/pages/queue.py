"""A reviewer's queue: what may be taken, at what pay, and what is in progress."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.kit.labels import label
from assay_web.kit.places import Place, add_place
from assay_web.projects.policies import is_reviewer
from assay_web.projects.selectors import unread_guidelines
from assay_web.projects.selectors.fitting import holds_on
from assay_web.review.selectors import kept_drafts, open_assignments, queue_for, queue_languages
from assay_web.review.selectors.lists import return_reasons

ORDERS = [
    ("pay", "Highest pay"),
    ("shortest", "Shortest first"),
    ("newest", "Newest first"),
    ("oldest", "Oldest first"),
]


class QueueFilter(forms.Form):
    """What the address may ask for: a language on offer, an order, and where the page begins."""

    language = forms.ChoiceField(required=False)
    order = forms.ChoiceField(required=False, choices=ORDERS)
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, query: object, languages: list[str]) -> None:
        super().__init__(query)  # type: ignore[arg-type]  # a QueryDict; Django's stubs ask for a dict
        choices = [(one, label(one)) for one in languages]
        self.fields["language"] = forms.ChoiceField(required=False, choices=[("", "All languages"), *choices])


@require_safe
@signed_in
def queue(request: SignedInRequest) -> HttpResponse:
    """Open to everyone with an account; whoever reviews nowhere finds it empty. What it cannot read, it ignores."""
    asked = QueueFilter(request.GET, queue_languages(request.user))
    asked.is_valid()
    language, order, after = (asked.cleaned_data.get(name) for name in ("language", "order", "after"))
    page = queue_for(request.user, language=language or None, order=order or "pay", after=after)
    reasons = return_reasons(request.user)
    leases = {row.lease_minutes for row in page.rows}
    return render(
        request,
        "review/queue.html",
        {
            "page": page,
            "filter": asked,
            "filtered": bool(language or after),
            "after": after,
            "query": urlencode({name: value for name, value in (("language", language), ("order", order)) if value}),
            "lease_minutes": leases.pop() if len(leases) == 1 else None,
            "in_progress": [(one, reasons.get(one.assignment_id)) for one in open_assignments(request.user)],
            "kept": kept_drafts(request.user),
            "unread": unread_guidelines(request.user),
            "holds": holds_on(request.user),
            "reviews_somewhere": is_reviewer(request.user),
        },
    )


add_place(Place("Queue", "queue", order=10, allowed=is_reviewer))
urlpatterns = [path("queue/", queue, name="queue")]
