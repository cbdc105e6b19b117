"""Page to article: its body, its metadata, what was furniture, and what its reader should know of it."""

from lagebild.article.compose import article_from_text, article_of

__all__ = ["article_from_text", "article_of"]
