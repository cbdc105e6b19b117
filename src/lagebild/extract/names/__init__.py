"""Names: which words of a document may name an actor or a place, with the candidates of the gazetteer.

With what an encoder sees of the document, the names of the rules and of the encoder are joined (`joined`); in a
language without a gazetteer those of the encoder are the only ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lagebild.encoder import Sight
from lagebild.extract.names.match import Matcher, is_capitalised
from lagebild.extract.names.phrases import PhraseReader
from lagebild.lang.load import has
from lagebild.types import Document, NameMention, Span

if TYPE_CHECKING:
    from lagebild.extract.names.chances import Chances

__all__ = ["chances_of", "read"]


def read(document: Document, sight: Sight | None = None) -> tuple[NameMention, ...]:
    """The names of a document in the order of the text; they do not overlap, the longest is taken.

    Candidates come best first; a mention without any waits for `resolve.actors`, which knows the names of the page.
    Without `sight` the rules read alone.
    """
    matcher = Matcher(document) if has(document.article.language, "names") else None
    found = _ruled(document, matcher) if matcher is not None else []
    if sight is None:
        more = _surnames(matcher, found) if matcher is not None else []
        return _ordered(found, more)
    from lagebild.extract.names.joined import Joiner

    joiner = Joiner(document, sight, matcher)
    found = joiner.join(found)
    more = _surnames(matcher, found) if matcher is not None else []
    return _ordered(found, [mention for mention in more if not joiner.is_none(mention.span)])


def chances_of(document: Document, sight: Sight | None) -> Chances | None:
    """What the encoder makes of the words of names, in any sentence of the page; None without an encoder."""
    if sight is None or not document.tokens:
        return None
    from lagebild.extract.names.chances import Chances

    return Chances(document, sight)


def _ruled(document: Document, matcher: Matcher) -> list[NameMention]:
    reader = PhraseReader(matcher)
    return [mention for sentence in document.sentences for mention in reader.sentence(sentence)]


def _ordered(*found: list[NameMention]) -> tuple[NameMention, ...]:
    return tuple(sorted((mention for some in found for mention in some), key=lambda mention: mention.span))


def _surnames(matcher: Matcher, found: list[NameMention]) -> list[NameMention]:
    """Words outside the mentions found that are the surname of somebody whom the page names in full."""
    heads = {mention.head for mention in found if mention.head and mention.head != mention.span.text}
    if not heads:
        return []
    covered = {offset for mention in found for offset in range(mention.span.start, mention.span.end)}
    more = []
    for token in matcher.tokens:
        if is_capitalised(token) and token.start not in covered:
            for bare in (token.text, *(token.text.removesuffix(e) for e in matcher.words.lists["name_endings"])):
                if bare in heads:
                    span = Span.of(matcher.text, token.start, token.start + len(bare))
                    more.append(NameMention(span, (), head=bare))
                    break
    return more
