"""JSON in a page parses to the same value and cannot leave its element."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay_web.kit.payload import json_for_script

VALUES = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=4))


@given(VALUES)
def test_the_value_is_unchanged(value: object) -> None:
    assert json.loads(json_for_script(json.dumps(value, ensure_ascii=False))) == value


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!--<script>", "-->", "]]>", "</SCRIPT >", "\u2028alert(1)"]
)
def test_no_text_leaves_the_element(text: str) -> None:
    page = (
        f'<script type="application/json">{json_for_script(json.dumps(text, ensure_ascii=False))}</script><p>after</p>'
    )
    tags: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 (HTMLParser passes it)
            tags.append(tag)

    Reader().feed(page)
    assert tags == ["script", "p"]
    assert "\u2028" not in page
