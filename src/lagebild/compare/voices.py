"""Tells sources apart: which words in which article mean the same voice, and where the word of a claim comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from lagebild.compare.identity import entity_of, is_state, role_of
from lagebild.types import Actor, Article, Entry, Source, SourceKind

_ARTICLE = re.compile(r"(?:the|der|die|das)\s+(?=\w)", re.IGNORECASE)
#: An abbreviation of capitals behind whose it is.
_SHORT = re.compile(r"(\w+(?:\s\w+)?)['’]s?\s+([A-Z]{3,8})")


#: The source of what the author of a page tells.
AUTHOR = Source("author", None)


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks, in a form that can be counted: equal keys are one voice.

    `name` is the canonical name of the actor, else the words of the text, else empty (an author without a byline,
    hearsay
    without words); a view finds a word for the empty name. `identified` is True where an actor stands behind the
    words.
    """

    key: str
    kind: SourceKind
    name: str
    actor: Actor | None = None

    @property
    def identified(self) -> bool:
        """Whether the words mean one actor and no other, so that the voice can be recognised in another article."""
        return self.kind == "named" and self.actor is not None


def outlet_of(article: Article) -> str:
    """The outlet that an article appeared in, or an empty string where the page does not tell."""
    return article.publisher or ""


def voice_of(source: Source, article: Article) -> Voice:
    """The voice behind the words of a source; the author is one voice for each outlet or, without one, each
    article."""
    if source.kind == "author":
        name = article.byline or outlet_of(article)
        return Voice(f"author:{_folded(outlet_of(article) or name) or article.id}", "author", name)
    if source.actor is not None:
        scope = "" if source.kind == "named" else f"{source.kind}:"
        return Voice(scope + actor_key(source.actor), source.kind, source.actor.name, source.actor)
    words = " ".join(source.span.text.split()) if source.span else ""
    return Voice(f"{source.kind}:{_folded(words)}", source.kind, words)


@lru_cache(20_000)  # asked for with every mention of an actor
def actor_key(actor: Actor) -> str:
    """The same text for the same actor in every language: its entity in the gazetteer, else its Wikidata id, else
    its role in its country, else its name."""
    role = None if actor.wikidata else role_of(actor)
    known = entity_of(actor) or actor.wikidata or (f"{role}:{actor.country}" if role else None)
    return f"actor:{known or _folded(_bare(actor.name))}"


def _bare(name: str) -> str:
    """A name without its article, and an abbreviation without whose it is: "Libya's GNSA" is "the GNSA"."""
    name = _ARTICLE.sub("", name)
    short = _SHORT.fullmatch(name)
    return short[2] if short and is_state(short[1]) else name


def speaker(entry: Entry) -> Voice:
    """Who says it in the article."""
    return voice_of(entry.claim.source, entry.article)


def leaned_on(entry: Entry) -> tuple[Voice, ...]:
    """On whose word the source says it, nearest first; empty where the text names nobody."""
    return tuple(voice_of(link, entry.article) for link in entry.claim.chain)


def origin(entry: Entry) -> Voice:
    """The voice at the far end of the chain: as far back as this article tells."""
    return (speaker(entry), *leaned_on(entry))[-1]


def independent_origins(entries: Iterable[Entry]) -> tuple[Voice, ...]:
    """The different identified voices at the ends of the chains, in the order in which they appear.

    Descriptions, hearsay and authors are left out: the same words in two articles may mean two sources or one, so
    counting
    them would invent independence.
    """
    found: dict[str, Voice] = {}
    for entry in entries:
        voice = origin(entry)
        if voice.identified:
            found.setdefault(voice.key, voice)
    return tuple(found.values())


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
