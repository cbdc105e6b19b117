"""Names: which words of a document may name an actor or a place, with the candidates of the gazetteer."""

from __future__ import annotations

from lagebild.extract.names.phrases import PhraseReader
from lagebild.types import Document, NameMention

__all__ = ["read"]


def read(document: Document) -> tuple[NameMention, ...]:
    """The names of a document in the order of the text; they do not overlap, the longest is taken.

    Candidates come best first; a mention without any waits for `resolve.actors`, which knows the other names of the page.
    """
    reader = PhraseReader(document)
    return tuple(mention for sentence in document.sentences for mention in reader.sentence(sentence))
