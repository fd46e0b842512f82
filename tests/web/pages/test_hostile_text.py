"""Whatever people and models write stays text, and no page carries script or style of its own."""

from __future__ import annotations

import re

from tests.web.pages.world import HOSTILE, Page, World

HANDLER = re.compile(r"^(on[a-z]+|hx-on.*)$")
PAGES_WITH_HOSTILE_TEXT = ("queue", "preview", "project", "projects", "review")


def test_no_page_has_inline_script_style_or_handlers(every_page: dict[str, Page]) -> None:
    for name, page in every_page.items():
        for tag, attributes in page.elements:
            assert "style" not in attributes, (name, tag)
            assert not [one for one in attributes if HANDLER.match(one)], (name, tag)
            assert not attributes.get("href", "").lower().startswith(("javascript:", "data:")), (name, tag)
            assert tag not in {"style", "img", "iframe", "object", "embed", "base"}, (name, tag)


def test_scripts_come_from_files_only(every_page: dict[str, Page]) -> None:
    for name, page in every_page.items():
        for attributes in page.every("script"):
            assert "src" in attributes or attributes.get("type") == "application/json", name


def test_hostile_text_is_shown_as_text(every_page: dict[str, Page]) -> None:
    for name in PAGES_WITH_HOSTILE_TEXT:
        assert "<script>alert(1)</script>" in every_page[name].text, name
        assert "<img src=x onerror=alert(2)>" in every_page[name].text, name


def test_characters_that_turn_text_around_are_written_out(every_page: dict[str, Page]) -> None:
    for name in ("queue", "project", "projects", "review"):
        assert "\u202e" not in every_page[name].html, name
        assert "U+202E" in every_page[name].text, name


def test_the_policy_allows_no_inline_code(world: World) -> None:
    policy = world.client(None).get("/").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "default-src 'none'" in policy


def test_every_form_that_writes_carries_a_token(every_page: dict[str, Page]) -> None:
    for name, page in every_page.items():
        writing = [one for one in page.every("form") if one.get("method") == "post"]
        assert len(page.every("input", name="csrfmiddlewaretoken")) == len(writing), name


def test_every_page_says_what_it_is_and_where_its_content_begins(every_page: dict[str, Page]) -> None:
    for name, page in every_page.items():
        assert page.every("html", lang="en"), name
        assert len(page.every("title")) == 1, name
        if name != "workbench":
            assert len(page.every("main")) == 1, name
            assert len(page.every("h1")) == 1, name


def test_every_field_has_a_label(every_page: dict[str, Page]) -> None:
    for name, page in every_page.items():
        labelled = {one.get("for") for one in page.every("label")}
        for tag in ("input", "select", "textarea"):
            for one in page.every(tag):
                if one.get("type") not in {"hidden", "submit"}:
                    assert one.get("id") in labelled, (name, one)


def test_ids_are_unique(every_page: dict[str, Page]) -> None:
    for name, page in every_page.items():
        ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
        assert len(ids) == len(set(ids)), (name, sorted(ids))


def test_the_hostile_text_of_the_fixture_is_hostile() -> None:
    assert "<script>" in HOSTILE
    assert "\u202e" in HOSTILE
