"""How pages write icons, money, time, labels and hostile text: ``{% load kit %}``."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.conf import settings
from django.forms import BoundField
from django.template.context import RequestContext
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from assay_web.kit import labels
from assay_web.kit.code import visible, visible_text
from assay_web.kit.durations import minutes_written, seconds_written
from assay_web.kit.money import Money, written
from assay_web.kit.places import Place, places_for
from assay_web.settings.env import DemoAccount

register = template.Library()

register.filter("label", labels.label)
register.filter("asked", labels.asked)
register.filter("minutes", minutes_written)
register.filter("seconds", seconds_written)
register.filter("visible", visible)
register.filter("visible_text", visible_text)


@register.simple_tag
def money(amount_minor: int, currency: str) -> str:
    """An amount for people: ``{% money 6400 "USD" %}`` is ``$64.00``."""
    return written(amount_minor, currency)


@register.filter
def per_hour(price: Money, minutes: int) -> Money | None:
    """What an hour pays when the task takes so many minutes; None when the time is not known."""
    return price.per_hour(minutes)


@register.filter
def milliseconds(length: int) -> str:
    """A length of time given in milliseconds."""
    return seconds_written(length / 1000)


@register.filter
def time_left(until: datetime) -> str:
    """Time from now until then, ``0 s`` when it has passed."""
    return seconds_written((until - timezone.now()).total_seconds())


@register.simple_tag
def open_registration() -> bool:
    """Whether anybody may make an account on this instance."""
    return bool(settings.OPEN_REGISTRATION)


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite, beside text that says the same: hidden from screen readers."""
    return format_html(
        '<svg class="as-icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The input of a form field, in the look of its kind."""
    look = {"select": "form-select", "checkbox": "form-check-input"}.get(field.widget_type, "form-control")
    return field.as_widget(attrs={"class": look})


@register.simple_tag
def demo_accounts() -> tuple[DemoAccount, ...]:
    """The accounts of a demo, each with its role, e-mail and password; empty outside demo mode."""
    return tuple(settings.DEMO_ACCOUNTS)


@register.simple_tag(takes_context=True)
def places(context: RequestContext) -> list[tuple[Place, bool]]:
    """The places this person may enter, each with whether the page shown lies in it."""
    request = context["request"]
    return [(place, request.path.startswith(place.url)) for place in places_for(request.user)]
