"""Claims of short passages of our own, read by the rules alone."""

from lagebild.compare.claims import Sketch, sketches
from lagebild.pipeline import read_article
from lagebild.types import Article, Block, Reading


def reading(text: str, language: str = "en", day: str = "2026-03-10") -> Reading:
    block = Block("paragraph", 0, len(text))
    return read_article(Article("a", None, None, None, None, day, "option", language, text, (block,)), "none")  # type: ignore[arg-type]


def sketch(text: str, language: str = "en", day: str = "2026-03-10") -> Sketch:
    """The sketch of the one claim of a passage."""
    (found,) = sketches(reading(text, language, day))
    return found
