"""What pages about one project share: ``{% load projects %}``."""

from __future__ import annotations

from django import template
from django.template.context import RequestContext

from assay_web.projects.models import Project
from assay_web.projects.places import links, project_places

register = template.Library()


@register.inclusion_tag("projects/places.html", takes_context=True)
def places_of(context: RequestContext, project: Project) -> dict[str, object]:
    """The places of this project that the reader may enter, the present one marked."""
    request = context["request"]
    tabs, beneath = links(project_places(request.user, project), project.slug, request.path)
    return {"tabs": tabs, "beneath": beneath}
