"""Which names of nobody known are told at all: those that are likely enough to be what they are told as.

No list vouches for an unknown name, and the encoder alone takes products, headlines and halves of names for actors.
Each is weighed by what the encoder sees in its words here and all over the page, by its form and by what stands beside
it: a logistic model over the named features below. Its weights and the odds that a name has to reach stand in
`trust.toml`, written by `training/trust.py`. What stays below is no value; the words may still be a source's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp, log

from lagebild.errors import DataFileError
from lagebild.extract.names.chances import Chance, Chances
from lagebild.extract.names.gazetteer import folded, gazetteer
from lagebild.extract.names.words import words
from lagebild.lang.load import has, resource
from lagebild.types import Attribution, Document, Mention, Token

FEATURES = (
    "told-everywhere",  # the share of the told class in the words, all over the page
    "told-here",
    "rival",  # the share of the likeliest other class, all over the page
    "none",  # of no name, all over the page
    "thing",  # of a work or product, all over the page
    "person",  # whether it is told as a person
    "given",  # a person with a known given name
    "linked",  # a person whom the page names in full elsewhere
    "body-word",  # a body with a word for one
    "acronym",  # a body of one word in capitals
    "single",  # one word
    "ruled",  # read by the rules too
    "speaks",  # the page has it as a source
    "often",  # the logarithm of how often the page has it
    "joined",  # a capital stands directly before or behind it: the name may go on
    "quoted",  # a mark of quotation stands before it
    "headline",  # most words of the sentence have a capital
)
_KINDS = ("person", "organisation", "outlet")  # a group is told by a word of its own
_SHORT, _LEAST, _MOST = 3, 6, 0.7  # a headline: longer words count, so many at least; this share has a capital
_LEAST_PLACE = 0.7  # the share of "place" that the encoder sees in the words of a place that no list knows
_MARKS = "„“”\"'«»‚‘’*"


class Weigher:
    """Weighs the mentions of one document."""

    def __init__(
        self, document: Document, chances: Chances, mentions: Sequence[Mention], sources: Sequence[Attribution] = ()
    ) -> None:
        self._document = document
        self._chances = chances
        self._tokens = document.tokens
        self._starts = [token.start for token in document.tokens]
        language = document.article.language
        self._sets = words(language).sets
        self._capitals = words(language).capitals_tell_names
        self._given = gazetteer(language).first_names
        self._often = Counter(mention.actor.name for mention in mentions)
        self._full = {m.actor.name for m in mentions if m.span.text == m.actor.name}
        spans = [s.span for a in sources for s in (a.source, *a.chain) if s.span is not None]
        self._speakers = {m.actor.name for m in mentions if any(span.contains(m.span) for span in spans)}

    def features(self, mention: Mention) -> dict[str, float]:
        """What speaks for and against a mention; shares from 0 to 1."""
        here, everywhere = self._chances.here(mention.span), self._chances.everywhere(mention.span)
        parts = mention.span.text.split()
        is_person = mention.actor.kind == "person"
        told, *others = ("person", "body", "place") if is_person else ("body", "person", "place")
        bodies = self._sets["organisation_words"] | self._sets["legal_forms"]
        before, after = self._beside(mention)
        found = {
            "told-everywhere": _share(everywhere, told),
            "told-here": _share(here, told),
            "rival": max(_share(everywhere, other) for other in others),
            "none": everywhere.none,
            "thing": everywhere.thing,
            "person": is_person,
            "given": is_person and len(parts) > 1 and folded(parts[0]) in self._given,
            "linked": is_person and mention.span.text != mention.actor.name and mention.actor.name in self._full,
            "body-word": not is_person and any(part in bodies for part in parts),
            "acronym": not is_person and len(parts) == 1 and mention.span.text.isupper(),
            "single": len(parts) == 1,
            "ruled": mention.why is None,
            "speaks": mention.actor.name in self._speakers,
            "often": log(self._often[mention.actor.name]),
            "joined": self._is_joined(before) or self._is_joined(after),
            "quoted": before is not None and before.text in _MARKS,
            "headline": self._is_headline(mention),
        }
        return {name: float(value) for name, value in found.items()}

    def _beside(self, mention: Mention) -> tuple[Token | None, Token | None]:
        """The tokens before and behind a mention, of the same sentence."""
        at, end = (bisect_left(self._starts, offset) for offset in (mention.span.start, mention.span.end))
        sentence = self._document.sentence_at(mention.span.start)
        first, last = (sentence.first, sentence.last) if sentence is not None else (at, end)
        return self._tokens[at - 1] if at > first else None, self._tokens[end] if end < last else None

    def _is_joined(self, token: Token | None) -> bool:
        """Whether a word beside a name may belong to it by its capital, in a language where that tells names."""
        if token is None or not self._capitals or not token.text[0].isupper():
            return False
        return token.text not in self._sets["titles"] and len(token.text) > 1

    def _is_headline(self, mention: Mention) -> bool:
        sentence = self._document.sentence_at(mention.span.start)
        if sentence is None:
            return False
        long = [t.text for t in self._tokens[sentence.first : sentence.last] if len(t.text) > _SHORT]
        return len(long) >= _LEAST and sum(word[0].isupper() for word in long) > _MOST * len(long)


def is_weighed(mention: Mention) -> bool:
    """Whether no list vouches for whom a mention names."""
    actor = mention.actor
    known = actor.wikidata or actor.plover or actor.country or mention.candidates
    return not known and actor.kind in _KINDS


def trusted(
    document: Document,
    mentions: tuple[Mention, ...],
    chances: Chances | None,
    sources: Sequence[Attribution] = (),
) -> tuple[Mention, ...]:
    """The mentions without those of unknown names that are too unlikely to be what they are told as."""
    if chances is None or not has(document.article.language, "names"):
        return mentions
    weigher = Weigher(document, chances, mentions, sources)
    places = (m for m in mentions if not _is_unlikely_place(m, chances))
    return tuple(m for m in places if not is_weighed(m) or likelihood(weigher.features(m)) >= model()["least"])


def _is_unlikely_place(mention: Mention, chances: Chances) -> bool:
    """Whether a place that no list knows is hardly one here, by what the encoder sees in its words."""
    actor = mention.actor
    if actor.kind != "place" or actor.place or actor.country or mention.candidates:
        return False
    return chances.here(mention.span).place < _LEAST_PLACE


def likelihood(features: Mapping[str, float]) -> float:
    """The probability that a name is what it is told as."""
    odds = model()["bias"] + sum(model()[name] * value for name, value in features.items())
    return 1 / (1 + exp(-odds))


@cache
def model() -> Mapping[str, float]:
    """The weights by feature, with `bias` and `least`; raises DataFileError where one is missing or unknown."""
    data = resource("lagebild.resolve", "trust.toml")
    found = {**data.get("weights", {}), **{name: value for name, value in data.items() if name != "weights"}}
    if wrong := sorted({*FEATURES, "bias", "least"} ^ set(found)):
        raise DataFileError(f"resolve/trust.toml: {wrong[0]!r} is missing or unknown")
    return {name: float(value) for name, value in found.items()}


def _share(chance: Chance, name: str) -> float:
    share: float = getattr(chance, name)
    return share
