"""Markdown of leads and of prompts, as HTML that can do nothing but be read."""

from __future__ import annotations

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr"}
_INLINE = {"a", "br", "code", "em", "s", "strong"}
_TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {"a": {"href", "title"}, "code": {"class"}, "ol": {"start"}}


@lru_cache(maxsize=512)
def render_markdown(text: str) -> SafeString:
    """CommonMark with tables; raw HTML is shown as text, links open without a referrer, images are left out."""
    html = nh3.clean(
        _MARKDOWN.render(text),
        tags=_BLOCKS | _INLINE | _TABLES,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(html)  # noqa: S308 - cleaned just above
