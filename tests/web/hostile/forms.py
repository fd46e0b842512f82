"""The forms of a page as a browser sees them, filled in, and what the page's HTML is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

_TEXTS = {"text", "search", "url", "tel", "email", "", "password"}
_KEPT = {"csrfmiddlewaretoken"}


@dataclass(frozen=True)
class Form:
    """Where it is sent, what it sends if nothing is typed, and which fields take text."""

    page: str
    action: str
    values: dict[str, list[str]]
    texts: frozenset[str]
    buttons: tuple[tuple[str, str], ...] = field(default=())

    def filled(self, text: str) -> Iterator[dict[str, list[str]]]:
        """What it sends with ``text`` in every field of text, once for each of its buttons."""
        values = {name: [text] if name in self.texts else given for name, given in self.values.items()}
        for name, value in self.buttons or (("", ""),):
            yield {**values, **({name: [value]} if name else {})}


def forms(page: str, html: str) -> list[Form]:
    """The forms of a page that write."""
    found = LexborHTMLParser(html).css("form")
    return [_form(page, one) for one in found if (one.attributes.get("method") or "").lower() == "post"]


def _form(page: str, node: LexborNode) -> Form:
    values: dict[str, list[str]] = {}
    texts: set[str] = set()
    buttons: list[tuple[str, str]] = []
    for one in node.css("input, textarea, select, button"):
        given = one.attributes
        name, kind = given.get("name") or "", (given.get("type") or "").lower()
        if one.tag == "button" or kind == "submit":
            buttons.append((name, given.get("value") or ""))
        elif not name or "disabled" in given or kind in {"file", "reset", "button"}:
            continue
        elif one.tag == "textarea" or (one.tag == "input" and kind in _TEXTS):
            values[name] = [one.text() if one.tag == "textarea" else given.get("value") or ""]
            texts |= {name} - _KEPT
        elif one.tag == "select":
            options = one.css("option")
            chosen = [option for option in options if "selected" in option.attributes] or options[:1]
            values[name] = [option.attributes.get("value") or "" for option in chosen]
        elif kind in {"checkbox", "radio"}:
            if "checked" in given or name not in values:
                values[name] = [given.get("value") or "on"]
        else:
            values[name] = [given.get("value") or _ordinary(kind)]
    return Form(page, urljoin(page, node.attributes.get("action") or ""), values, frozenset(texts), tuple(buttons))


def _ordinary(kind: str) -> str:
    return {"number": "1", "date": "2026-01-31", "range": "1"}.get(kind, "")


def links(page: str, html: str) -> set[str]:
    """Where the page leads within the site, without fragments."""
    found = (
        urljoin(page, one.attributes.get("href") or "").partition("#")[0]
        for one in LexborHTMLParser(html).css("a[href]")
    )
    return {one for one in found if one.startswith("/")}


def breaches(html: str, mark: str) -> list[str]:
    """Where ``mark``, which stands in everything that the attacker wrote, is more than text or an ordinary value."""
    found: list[str] = []
    tree = LexborHTMLParser(html)
    for node in tree.css("*"):
        tag = node.tag or ""
        if mark in tag:
            found.append(f"element <{tag}>")
        for name, value in node.attributes.items():
            found += _of_attribute(tag, name, value or "", mark)
        if tag in {"script", "style"} and mark in (node.text(deep=False) or ""):
            found += _of_script(node, mark)
    return found


def _of_attribute(tag: str, name: str, value: str, mark: str) -> Iterator[str]:
    if mark in name:
        yield f"attribute {name} of <{tag}>"
    if mark not in value:
        return
    if name.startswith(("on", "hx-on", "hx-vals", "hx-get", "hx-post")) or name in {"style", "srcdoc"}:
        yield f"<{tag} {name}>"
    if name in _ADDRESSES and not value.startswith(
        ("/", "?", "#", "http://testserver/", "https://", "http://", "mailto:")
    ):
        yield f"<{tag} {name}={value[:40]!r}>"
    if name in {"src", "action", "formaction", "srcset", "data"}:
        yield f"<{tag} {name}={value[:40]!r}>"


_ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "poster",
    "xlink:href",
    "data",
    "cite",
    "background",
    "srcset",
    "ping",
}


def _of_script(node: LexborNode, mark: str) -> Iterator[str]:
    kind = node.attributes.get("type") or ""
    if kind != "application/json":
        yield f"<{node.tag}> with {mark}"
    elif "<" in (node.text(deep=False) or ""):
        yield "an opening bracket within JSON"
