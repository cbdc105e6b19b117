"""Draws the marks of a plot as characters, for terminals."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.views.plot import PlotMark


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The signs of the terminal views: one set for Unicode, one for terminals that know ASCII alone."""

    exact: str
    about: str
    line: str
    vague: str
    left: str
    right: str
    end: str
    arrow: str
    toward: str
    rule: str
    dot: str
    sure: str
    likely: str
    maybe: str
    no: str
    open: str
    note: str
    fork: str
    last: str
    trunk: str
    blank: str


UNICODE = Glyphs("●", "○", "━", "░", "◀", "▶", "┃", "←", "→", "─", "·", "●", "◕", "◔", "✕", "○", "▸",
    "├─ ", "└─ ", "│  ", "   ",
)  # fmt: skip
ASCII = Glyphs(
    "*", "o", "=", "~", "<", ">", "|", "<-", "->", "-", "-", "+", "+", "?", "x", "o", "!", "|- ", "`- ", "|  ", "   "
)


def bar(mark: PlotMark, width: int, glyphs: Glyphs) -> str:
    """A mark in `width` characters: a dot, a ring, a bar, an arrow at an open end, or a shaded stretch where
    vague."""
    left, right = (min(int(place / 100 * width), width - 1) for place in (mark.left, mark.right))
    signs = [" "] * width
    if mark.bound in ("exact", "about"):
        signs[left] = glyphs.exact if mark.bound == "exact" else glyphs.about
    elif mark.bound == "vague":
        signs[left : right + 1] = glyphs.vague * (right - left + 1)
    elif mark.bound != "unknown":
        signs[left : right + 1] = glyphs.line * (right - left + 1)
        signs[left] = glyphs.left if mark.bound == "at_most" else glyphs.end
        signs[right] = glyphs.right if mark.bound == "at_least" else glyphs.end
    return "".join(signs).rstrip()
