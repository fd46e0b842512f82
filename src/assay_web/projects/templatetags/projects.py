"""What pages about one project share: ``{% load projects %}``."""

from __future__ import annotations

from django import template
from django.template.context import RequestContext
from django.urls import reverse

from assay_web.projects.models import Project
from assay_web.projects.places import project_places

register = template.Library()


@register.inclusion_tag("projects/places.html", takes_context=True)
def places_of(context: RequestContext, project: Project) -> dict[str, object]:
    """The places of this project that the reader may enter, the present one marked."""
    request = context["request"]
    reachable = project_places(request.user, project)
    here = max((url for _, url in reachable if request.path.startswith(url)), key=len, default="")
    return {"places": [(title, url, url == here) for title, url in reachable], "project": project}


@register.simple_tag
def settings_places(project: Project) -> list[tuple[str, str]]:
    """Title and address of the pages beneath a project's settings."""
    pages = [
        ("General", "project_settings"),
        ("Guidelines", "edit_guidelines"),
        ("Quiz", "quiz"),
        ("Requirements", "requirements"),
        ("Rubric", "rubric"),
        ("History", "project_history"),
    ]
    return [(title, reverse(name, args=[project.slug])) for title, name in pages]
