"""The places in the top bar. A page module adds its own; the bar shows those that the person may enter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

Person = AbstractBaseUser | AnonymousUser
"""Whoever asks for a page, signed in or not."""


@dataclass(frozen=True, slots=True)
class Place:
    """A link in the top bar. ``order`` counts from the left; ``allowed`` takes the person and decides who sees it."""

    title: str
    url_name: str
    order: int
    allowed: Callable[..., bool]

    @property
    def url(self) -> str:
        """Where it leads."""
        return reverse(self.url_name)


_PLACES: dict[str, Place] = {}


def add_place(place: Place) -> Place:
    """Put a place in the bar; adding the same route again replaces it."""
    _PLACES[place.url_name] = place
    return place


def places_for(person: Person) -> list[Place]:
    """The places that this person may enter, from left to right."""
    return sorted((place for place in _PLACES.values() if place.allowed(person)), key=lambda place: place.order)
