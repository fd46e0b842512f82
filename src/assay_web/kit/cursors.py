"""Where a page of a list begins, as its address says: a number, opaque to whoever reads it."""

from __future__ import annotations

from django import forms


class Cursor(forms.Form):
    """What cannot be read means the beginning."""

    after = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1)


def cursor_of(query: object) -> int:
    """The key after which the page begins; 0 for the first."""
    cursor = Cursor(query)  # type: ignore[arg-type]  # a QueryDict; Django's stubs ask for a dict
    cursor.is_valid()
    return int(cursor.cleaned_data.get("after") or 0)
