"""Which pages of front-end candidates can be previewed, and the token that opens them."""

from __future__ import annotations

from collections.abc import Mapping

from django.core import signing

from assay_web.review.models import Assignment

SALT = "assay.review.preview"
MAX_AGE_S = 12 * 3600
COMPONENTS = (".vue", ".svelte")
"""Single-file components: the frame compiles them."""

_PAGES = (".html", ".htm", *COMPONENTS)
_FIRST = ("app.vue", "app.svelte", "+page.svelte", "index.html", "index.htm")


def preview_token(assignment: Assignment) -> str:
    """Opens the previews of this assignment without a cookie: the page that holds them has an origin of its own."""
    return signing.dumps(str(assignment.public_id), salt=SALT, compress=False)


def preview_pages(files: Mapping[str, str]) -> list[str]:
    """Paths that can be opened as a page, the likeliest first."""
    found = [path for path in files if path.lower().endswith(_PAGES)]
    return sorted(found, key=lambda path: (_likelihood(path), path.count("/"), path))


def _likelihood(path: str) -> int:
    """Roots of components before pages: where there are both, the page wants a build that it does not get here."""
    name = path.rsplit("/", 1)[-1].lower()
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)
