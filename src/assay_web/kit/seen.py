"""Forms about what others may change meanwhile: which state a page showed comes back with the form."""

from __future__ import annotations

import hashlib
import json
from typing import Final

from django.http import HttpRequest

CHANGED_MEANWHILE: Final = (
    "Somebody has changed this since you opened the page, and nothing is stored. What you wrote is still here: look at"
    " what stands now in another tab, and store again to put yours in its place."
)


def seen(*shown: object) -> str:
    """A short name of what a page shows, for its field ``seen``: another one after every change."""
    told = json.dumps(shown, default=str, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def changed_meanwhile(request: HttpRequest, stands: str) -> bool:
    """Whether the form that was sent is of a page that showed something else than ``stands``."""
    return request.POST.get("seen", stands) != stands
