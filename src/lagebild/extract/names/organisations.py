"""Organisations that the gazetteer does not know, told by a word for an organisation, a legal form, a compound."""

from __future__ import annotations

from lagebild.extract.names.found import Found
from lagebild.extract.names.gazetteer import folded
from lagebild.extract.names.match import Matcher, is_capitalised
from lagebild.types import Actor, Sentence

_LONGEST = 7


class OrganisationReader:
    """Reads organisations at the tokens of one document."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._words = matcher.words
        self._tokens = matcher.tokens

    def at(self, at: int, sentence: Sentence) -> Found | None:
        """The organisation named from a token on."""
        if not is_capitalised(self._tokens[at]):
            return None
        if at > sentence.first and self._tokens[at - 1].text in self._words.sets["outlet_words"]:
            return self._outlet(at, sentence)
        end = self._end(at, sentence)
        if end is None:
            return None
        if self._holds_known(at, end, sentence):
            return None
        text = self._bare(" ".join(self._matcher.text[self._tokens[at].start : self._tokens[end - 1].end].split()))
        name = self._matcher.name(at, sentence)
        country = None
        if name is not None and name.uses("adjective", "country", "people"):
            country = self._matcher.gazetteer.entity(name.senses[0].key).country or None
        return Found(at, end, (Actor(text, "organisation", country, None, country),))

    def _bare(self, name: str) -> str:
        for ending in self._words.lists["name_endings"]:
            if "'" in ending and folded(name).endswith(ending):
                return name[: -len(ending)]
        return name

    def _holds_known(self, at: int, end: int, sentence: Sentence) -> bool:
        """Whether words are somebody's known body rather than an unknown one: "South Korea's National ... Service"."""
        for inner in range(at + 1, end):
            name = self._matcher.name(inner, sentence)
            if name is not None and name.end == end and name.uses("organisation"):
                return all(self._is_owner(place, sentence) for place in range(at, inner))
        return any(folded(token.text).endswith("'s") for token in self._tokens[at : end - 1])

    def _is_owner(self, at: int, sentence: Sentence) -> bool:
        """Whether a word tells whose a body is and is no part of its name: "US", "Russian"; not "National"."""
        name = self._matcher.name(at, sentence)
        told = name is not None and name.uses("country", "capital", "people", "organisation", "city")
        return told or self._matcher.adjective(at, sentence) is not None or folded(self._tokens[at].text).endswith("'s")

    def _outlet(self, at: int, sentence: Sentence) -> Found | None:
        """An unknown outlet: "die Nachrichtenagentur Quelltext"."""
        if self._matcher.name(at, sentence) is not None or self._tokens[at].text in self._words.sets["no_names"]:
            return None
        return Found(at, at + 1, (Actor(self._tokens[at].text, "outlet", None, None, "MED"),))

    def _end(self, at: int, sentence: Sentence) -> int | None:
        token = self._tokens[at]
        if "-" in token.text and token.text.lower().endswith(self._words.lists["organisation_endings"]):
            rest = token.text.rpartition("-")[2]
            return at + 1 if rest.lower() in self._words.sets["organisation_endings"] else None
        if token.text in self._words.sets["no_names"] or self._is_compound_adjective(token.text):
            return None
        run = self._run(at, sentence)
        for end in range(run, at + 1, -1):
            last = self._tokens[end - 1].text
            if last in self._words.sets["organisation_words"] or last in self._words.sets["legal_forms"]:
                return self._continued(end, sentence) if end - at > 1 else None
        if token.text in self._words.sets["organisation_words"]:
            end = self._continued(at + 1, sentence)
            return end if end > at + 1 else None
        return None

    def _is_compound_adjective(self, word: str) -> bool:
        """Whether a word only tells whose or where a body is: "Britain-based"."""
        before, _, last = word.rpartition("-")
        return bool(before) and last in self._words.sets["compound_adjectives"]

    def _run(self, at: int, sentence: Sentence) -> int:
        end = at
        while end < min(sentence.last, at + _LONGEST) and is_capitalised(self._tokens[end]):
            role = self._matcher.role(end, sentence) if end > at else None
            if role is not None and role.role.is_person:
                break
            end += 1
        return end

    def _continued(self, at: int, sentence: Sentence) -> int:
        """Where the name ends that goes on with "of ..." after the word for an organisation."""
        links = self._words.sets["organisation_links"]
        if at + 1 < sentence.last and self._tokens[at].text in links and is_capitalised(self._tokens[at + 1]):
            name = self._matcher.name(at + 1, sentence)
            if (
                name is not None
                and name.uses("country")
                and self._tokens[at].text not in self._words.sets["role_links"]
            ):
                return at  # "emergency funding from Congress for Tanzania"
            if name is not None and name.uses("country", "place", "city"):  # "Armed Forces of Ukraine Valeriy Zaluzhny"
                return name.end
            end = at + 1
            while end < min(sentence.last, at + 4) and is_capitalised(self._tokens[end]):
                end += 1
            return end
        return at
