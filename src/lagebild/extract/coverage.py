"""What of a page is not read because its language has no data for it: said once, on the page."""

from __future__ import annotations

from collections.abc import Collection

from lagebild.article.notes import note, word
from lagebild.lang.load import has, is_first_part
from lagebild.types import Article, Language, Note

#: The extractors by the data file that each of them cannot do without, in the order in which they are told.
EXTRACTORS: tuple[str, ...] = ("attribution", "factuality", "figures", "times", "names", "events")


def unread(language: Language, supplied: Collection[str] = ()) -> tuple[str, ...]:
    """The extractors that find nothing in a language; `supplied` are those that another reader stands in for."""
    return tuple(name for name in EXTRACTORS if name not in supplied and not has(language, name))


def in_part(language: Language, supplied: Collection[str] = ()) -> tuple[str, ...]:
    """The extractors that read only the commonest forms in a language; `supplied` as for `unread`."""
    return tuple(name for name in EXTRACTORS if name not in supplied and is_first_part(language, name))


def notes(article: Article, supplied: Collection[str] = ()) -> tuple[Note, ...]:
    """One note that names what is not read of an article; none where all is. `supplied` as for `unread`."""
    language = article.language
    missing = [f"unread-{name}" for name in unread(language, supplied)]
    missing += [f"rarer-{name}" for name in in_part(language, supplied)]
    if not missing:
        return ()
    what = ", ".join(word(name, language) for name in missing)
    return (note("partly-read", article.language, what=what),)
