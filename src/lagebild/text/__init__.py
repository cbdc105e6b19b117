"""Article to document: sentences, tokens and marked quotations, every one with offsets into the article's text."""

from lagebild.text.analyse import analyse

__all__ = ["analyse"]
