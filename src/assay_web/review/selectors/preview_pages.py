"""Which pages of front-end candidates can be previewed, and the token that opens them."""

from __future__ import annotations

from collections.abc import Mapping

from django.core import signing

from assay_web.review.models import Assignment

SALT = "assay.review.preview"
MAX_AGE_S = 12 * 3600
_PAGES = (".html", ".htm")


def preview_token(assignment: Assignment) -> str:
    """Opens the previews of this assignment without a cookie: the page that holds them has an origin of its own."""
    return signing.dumps(str(assignment.public_id), salt=SALT, compress=False)


def preview_pages(files: Mapping[str, str]) -> list[str]:
    """Paths that can be opened as a page, the likeliest first."""
    found = [path for path in files if path.lower().endswith(_PAGES)]
    return sorted(
        found, key=lambda path: (not path.lower().endswith(("index.html", "index.htm")), path.count("/"), path)
    )
