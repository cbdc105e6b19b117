"""Whether a place's name is a piece of a longer name, by the capital words beside it, where capitals tell names.

"SoHo New York" begins earlier, "Orlando Sentinel" and "Independence Street" go on. A capital beside a name is none of
it where it is a title, a day, a given name or another known name ("Orlando Mayor Dyer", "Kenya Friday").
"""

from __future__ import annotations

from bisect import bisect_left

from lagebild.extract.names.gazetteer import folded, gazetteer
from lagebild.extract.names.words import words
from lagebild.extract.times.rules import rule_book
from lagebild.lang.load import has
from lagebild.types import Document, Mention, Sentence, Span, Token

_APART = frozenset({"weekday", "month", "day_word"})  # classes of times.toml that stand beside names
_SHORT, _LEAST, _MOST = 3, 6, 0.7  # a headline: longer words count, so many at least; this share has a capital


class LongerNames:
    """Looks at the words beside the places of one document; `ends` are where its other mentions end."""

    def __init__(self, document: Document, ends: frozenset[int] = frozenset()) -> None:
        language = document.article.language
        self._document = document
        self._ends = ends
        self._tokens = document.tokens
        self._starts = [token.start for token in document.tokens]
        self._words = words(language)
        self._gazetteer = gazetteer(language)
        self._times = rule_book(language).lexicon if has(language, "times") else None

    def begins_earlier(self, span: Span) -> bool:
        """Whether a capital word inside the sentence stands directly before: "Recognised Transit Corridor"."""
        at = bisect_left(self._starts, span.start) - 1
        sentence = self._document.sentence_at(span.start)
        if sentence is None or at <= sentence.first or not self._words.capitals_tell_names:
            return False
        before = self._tokens[at]
        if before.end + 1 != span.start or before.end in self._ends or not _is_name(before):
            return False
        return not self._stands_apart(before)

    def goes_on(self, mention: Mention) -> bool:
        """Whether a capital word stands directly behind the name of a town or site: "Orlando Sentinel"."""
        at = bisect_left(self._starts, mention.span.end)
        sentence = self._document.sentence_at(mention.span.start)
        place = mention.actor.place
        if sentence is None or at >= sentence.last or not self._words.capitals_tell_names:
            return False
        after = self._tokens[at]
        if place is None or place.type not in ("town", "site") or after.start != mention.span.end + 1:
            return False
        if not _is_name(after) or self._is_headline(sentence):
            return False
        return not (self._stands_apart(after) or self._is_person(after))

    def acts(self, span: Span) -> bool:
        """Whether an active verb in the past stands directly behind a name: "England won"; not "Crimea was shelled"."""
        at = bisect_left(self._starts, span.end)
        if at >= len(self._tokens) or self._times is None or not self._tokens[at].text.islower():
            return False
        known = self._times.known(self._tokens[at].text).values
        return "past" in known and "auxiliary" not in known

    def _stands_apart(self, token: Token) -> bool:
        """Whether a capital word beside a name is no part of it: of a title, a people, a day, a known name."""
        if any(
            token.text in self._words.sets[name] for name in ("titles", "place_heads", "place_words", "state_tails")
        ):
            return True
        times = self._times.known(token.text).values if self._times is not None else {}
        return not _APART.isdisjoint(times) or bool(self._gazetteer.senses(folded(token.text)))

    def _is_person(self, token: Token) -> bool:
        """Whether a person or an office begins with a word."""
        is_office = self._words.key(token.text) in self._words.roles
        return is_office or folded(token.text) in self._gazetteer.first_names

    def _is_headline(self, sentence: Sentence) -> bool:
        long = [t.text for t in self._tokens[sentence.first : sentence.last] if len(t.text) > _SHORT]
        return len(long) >= _LEAST and sum(word[0].isupper() for word in long) > _MOST * len(long)


def _is_name(token: Token) -> bool:
    """Whether every part of a word has a capital: "SoHo", "Pro-Life"; not "Houthi-controlled", "U.S."."""
    parts = token.text.split("-")
    return all(part.isalpha() and part[0].isupper() for part in parts) and len(token.text) > 1
