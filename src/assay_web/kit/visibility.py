"""What a person may not see does not exist for them."""

from __future__ import annotations

from django.http import Http404


class NotVisible(Http404):
    """There is no such thing, or it is not this person's: the answer is the same, 404."""
