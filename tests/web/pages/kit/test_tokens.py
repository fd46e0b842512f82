"""Every pair of colours that text is set in reaches WCAG 2.2 AA, in both themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import assay_web.kit

TOKENS = Path(assay_web.kit.__file__).parent / "static/kit/tokens.css"
COLOUR = re.compile(r"--as-([\w-]+): (#[0-9a-f]{6});")
BLOCKS = re.findall(r"\{(.*?)\n\}", TOKENS.read_text(encoding="utf-8"), re.DOTALL)
SHARED, LIGHT, DARK = (dict(COLOUR.findall(block)) for block in BLOCKS)
THEMES = {"light": SHARED | LIGHT, "dark": SHARED | DARK}

SURFACES = ["bg", "surface", "surface-2", "accent-soft"]
TEXTS = ["text", "text-muted", "link", "blocker", "major", "minor", "nit", "good"]
CODE_BACKGROUNDS = ["code-bg", "code-line", "diff-add", "diff-remove"]
SYNTAX = [f"syntax-{kind}" for kind in ("keyword", "string", "comment", "number", "name", "type")]
ON_COLOUR = [("accent-text", colour) for colour in ("accent", "accent-hover")]
ON_COLOUR += [("severity-text", severity) for severity in ("blocker", "major", "minor", "nit", "good")]
ON_COLOUR += [("cand-text", f"cand-{letter}") for letter in "abcdef"]
ON_COLOUR += [("good", "good-soft"), ("major", "warn-soft"), ("blocker", "bad-soft"), ("code-gutter", "code-bg")]

PAIRS = [(text, surface) for text in TEXTS for surface in SURFACES]
PAIRS += [(text, ground) for text in [*SYNTAX, "text"] for ground in CODE_BACKGROUNDS]
PAIRS += ON_COLOUR


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_text_reaches_four_and_a_half_to_one(theme: str) -> None:
    colours = THEMES[theme]
    too_faint = {
        f"{text} on {ground}": round(contrast(colours[text], colours[ground]), 2)
        for text, ground in PAIRS
        if contrast(colours[text], colours[ground]) < 4.5
    }
    assert not too_faint


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("line", ["line-control", "focus"])
def test_borders_of_fields_and_focus_rings_reach_three_to_one(theme: str, line: str) -> None:
    colours = THEMES[theme]
    assert all(contrast(colours[line], colours[ground]) >= 3 for ground in ("bg", "surface", "surface-2"))


def test_both_themes_name_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()


def test_the_contrast_of_black_on_white_is_twenty_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
