"""Places that the gazetteer does not know: "in Temnine, Lebanon", "Kermanshah Province"."""

from __future__ import annotations

from lagebild.extract.names.found import Found
from lagebild.extract.names.match import Matcher, is_capitalised
from lagebild.types import Actor, Sentence

_LONGEST = 4
_WHOLES = ("country", "place", "city", "town", "capital")


class PlaceReader:
    """Reads unknown places at the tokens of one document."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._words = matcher.words
        self._tokens = matcher.tokens

    def at(self, at: int, sentence: Sentence) -> Found | None:
        """The place named from a token on."""
        if not is_capitalised(self._tokens[at]) or self._matcher.is_no_name(at):
            return None
        end = at + 1
        while end < min(sentence.last, at + _LONGEST) and is_capitalised(self._tokens[end]):
            end += 1
        for stop in range(end, at + 1, -1):
            if self._tokens[stop - 1].text in self._words.sets["place_words"]:
                return self._place(at, stop, self._country(stop, sentence))
        country = self._country(end, sentence)
        known = any(self._matcher.name(place, sentence) is not None for place in range(at, end))
        if country is None or known or not self._words.capitals_tell_names or not self._matcher.is_place(at):
            return None
        return self._place(at, end, country)

    def _place(self, first: int, end: int, country: str | None) -> Found:
        text = " ".join(self._matcher.text[self._tokens[first].start : self._tokens[end - 1].end].split())
        return Found(first, end, (Actor(text, "place", country),), is_place=True)

    def _country(self, at: int, sentence: Sentence) -> str | None:
        """The country of what follows after a comma: "..., Lebanon"."""
        if at + 1 >= sentence.last or self._tokens[at].text not in self._words.sets["place_commas"]:
            return None
        name = self._matcher.name(at + 1, sentence)
        if name is None or not name.uses(*_WHOLES):
            return None
        return self._matcher.gazetteer.entity(name.senses[0].key).country or None
