"""Joins the names of the rules with those that the encoder sees: one list of mentions, in order, without overlap.

Where both mark the same words as the same thing, the mention of the rules stays, for it has the candidates. Else the
encoder is believed from a probability on that depends on what it speaks against; `Trust` holds all of these numbers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from lagebild.encoder import Sight
from lagebild.extract.names.cases import PageNames
from lagebild.extract.names.gazetteer import folded
from lagebild.extract.names.known import USES, known
from lagebild.extract.names.match import Matcher
from lagebild.extract.names.tags import Tagged, tagged
from lagebild.types import Actor, ActorKind, Document, NameMention, Span, Why


@dataclass(frozen=True, slots=True)
class Trust:
    """From which probability on the encoder is believed; chosen on sentences that it was not trained on.

    `found`: a name where the rules have none. `over_guess`, `over_entry`: another name, or none under a name, than a
    reading of the rules that is a guess (a word that is a name among other things, an unknown body or person), or one
    that the gazetteer vouches for. `longer`: a name that such a reading is only a part of ("Bündnis Neues Österreich").
    `against_guess`: that the words of a guess are in no name at all.
    """

    found: float = 0.6
    over_guess: float = 0.35
    over_entry: float = 0.8
    longer: float = 0.35
    against_guess: float = 0.9


TRUST = Trust()
#: Kinds of actors that a class of the encoder can mean; the first is that of an unknown name.
KINDS: dict[str, tuple[ActorKind, ...]] = {
    "PER": ("person", "role"),
    "ORG": ("organisation", "outlet", "government", "military", "group", "state"),
    "LOC": ("place", "state", "government"),
}
#: Uses of the gazetteer (see ontology/README.md) that a class of the encoder can mean.
_USES = {"PER": ("person",), "ORG": USES["organisation"], "LOC": USES["place"]}
_NONE = 0  # the tag of a word in no name
#: Kinds of bodies whose known names are nobody's surname.
_ARMED: tuple[ActorKind, ...] = ("group", "military")
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")


@dataclass(frozen=True, slots=True)
class _Ruled:
    """A mention of the rules with its tokens.

    `is_guess` where no unambiguous entry of the gazetteer vouches for it; `is_description` where its words are no name
    but a role or a nationality, which the encoder does not mark.
    """

    first: int
    end: int
    mention: NameMention
    is_guess: bool
    is_description: bool

    def fits(self, kind: str) -> bool:
        """Whether the best reading is of a class of the encoder."""
        mention = self.mention
        kinds = ("person",) if mention.head else tuple(actor.kind for actor in mention.candidates[:1])
        return any(actor in KINDS.get(kind, ()) for actor in kinds)

    def fits_only(self, kinds: Sequence[ActorKind]) -> bool:
        """Whether all that it can mean is of some kinds."""
        return bool(self.mention.candidates) and all(actor.kind in kinds for actor in self.mention.candidates)


class Joiner:
    """Joins the names of one document; `matcher` is None in a language without a gazetteer."""

    def __init__(self, document: Document, sight: Sight, matcher: Matcher | None, trust: Trust = TRUST) -> None:
        self._document = document
        self._text = document.article.text
        self._starts = [token.start for token in document.tokens]
        self._sight = sight
        self._matcher = matcher
        self._trust = trust

    def join(self, mentions: Sequence[NameMention]) -> list[NameMention]:
        """The mentions of the rules that stand, and those of the encoder, in the order of the text."""
        ruled = [self._ruled(mention) for mention in mentions]
        marked = tagged(self._sight.seen.names, self._sight.seen.labels, self._document.sentences)
        seen = [whole for tag in marked if (whole := self._without_half_brackets(tag))]
        gone: set[int] = set()  # the first words of what gives way
        believed: list[tuple[Tagged, _Ruled | None]] = []
        for tag in seen:
            # mentions are in order and do not overlap
            begin = bisect_right(ruled, tag.first, key=lambda one: one.end)
            others = ruled[begin : bisect_left(ruled, tag.end, key=lambda one: one.first)]
            if tag.form or tag.kind not in KINDS:
                gone.update(one.first for one in others if self._is_refuted(tag, one))
            elif not self._is_no_name(tag) and self._is_believed(tag, others):
                gone.update(one.first for one in others)
                believed.append((tag, others[0] if len(others) == 1 else None))
        kept = [one.mention for one in ruled if one.first not in gone and not self._is_unseen(one)]
        page = self._page_names(believed, kept)
        made = (self._mention(tag, beside, page) for tag, beside in believed)
        return sorted([*kept, *made], key=lambda mention: mention.span)

    def is_none(self, span: Span) -> bool:
        """Whether the encoder is sure that the words of a span are in no name."""
        first, end = self._words(span)
        chance = float(np.exp(self._sight.seen.names[first:end, _NONE].min()))
        return chance >= self._trust.against_guess

    def _words(self, span: Span) -> tuple[int, int]:
        first = bisect_left(self._starts, span.start + 1) - 1
        return first, bisect_left(self._starts, span.end)

    def _ruled(self, mention: NameMention) -> _Ruled:
        first, end = self._words(mention.span)
        matcher = self._matcher
        if matcher is None:
            return _Ruled(first, end, mention, True, False)
        sentence = matcher.sentence_of(first)
        roles = (matcher.role(at, sentence) for at in range(first, end))
        described = any(role is not None and role.end <= end for role in roles)
        described |= matcher.adjective(first, sentence) is not None
        name = matcher.name(first, sentence)
        known = name is not None and name.end == end and not name.uses("surname")
        alone = end == first + 1
        homonym = alone and name is not None and name.uses("town", "city", "place", "known-surname")
        homonym |= alone and self._document.tokens[first].text in matcher.words.sets["ambiguous"]
        no_name = described and not (name is not None and known and name.uses("organisation", "person", "place"))
        return _Ruled(first, end, mention, not known or homonym, no_name and not mention.head)

    def _is_believed(self, tag: Tagged, others: Sequence[_Ruled]) -> bool:
        """Whether a name of the encoder takes the place of what the rules read there."""
        if not others:
            return tag.sure >= self._trust.found
        return all(self._yields(tag, one) for one in others)

    def _without_half_brackets(self, tag: Tagged) -> Tagged | None:
        """A name without a bracket at its ends whose other half is not in it; None where nothing else was in it."""
        words = [token.text for token in self._document.tokens[tag.first : tag.end]]
        first, end = 0, len(words)
        while first < end and words[end - 1] in _OPENING | (
            _CLOSING if not _OPENING & set(words[first:end]) else set()
        ):
            end -= 1
        while first < end and words[first] in _CLOSING | (_OPENING if not _CLOSING & set(words[first:end]) else set()):
            first += 1
        return replace(tag, first=tag.first + first, end=tag.first + end) if first < end else None

    def _is_no_name(self, tag: Tagged) -> bool:
        """Whether the one word of a name is a pronoun or the like ("Er"); an acronym never is ("WHO")."""
        word = self._document.tokens[tag.first]
        if self._matcher is not None and tag.kind != "PER" and tag.end > tag.first + 1:
            words = self._matcher.words  # "Mrs. Clinton" is no body
            return words.capitals_tell_names and word.text.rstrip(".") in words.sets["before_persons"]
        if self._matcher is None or tag.end > tag.first + 1 or (word.text.isupper() and len(word.text) > 1):
            return False
        words = self._matcher.words
        return word.lower in words.sets["pronominal"] or any(word.lower in p.words for p in words.pronouns)

    def _is_refuted(self, tag: Tagged, one: _Ruled) -> bool:
        """Whether what is no name of an actor speaks against a guess: a work or product, or a word made of a name."""
        inside = tag.first <= one.first and one.end <= tag.end and not one.is_description
        return inside and one.is_guess and not one.fits(tag.kind) and tag.sure >= self._trust.over_guess

    def _yields(self, tag: Tagged, one: _Ruled) -> bool:
        """Whether a reading of the rules gives way to a name of the encoder on some of its words."""
        same = (one.first, one.end) == (tag.first, tag.end)
        if same and one.fits(tag.kind):  # the encoder vouches for a surname whose bearer the page does not name
            return not one.mention.candidates and tag.sure >= self._trust.found
        within = one.first <= tag.first and tag.end <= one.end
        if within and not same and (one.is_description or (tag.kind == "LOC" and not one.fits("LOC"))):
            return False  # "Präsident der Ukraine", "Staatsanwaltschaft München"
        if not within and one.fits(tag.kind) and self._is_only_title(tag, one):
            return False
        if one.is_description and tag.kind == "PER" and tag.end == one.end and self._is_article(tag.first, one.first):
            return False  # "The Czech foreign minister"
        if within and not same and not one.is_guess and one.end > one.first + 1:
            return False  # "North" of "North Korea"
        if same and tag.kind == "PER" and one.mention.is_place:
            return tag.sure >= self._trust.against_guess
        if same and tag.kind == "PER" and not one.is_guess and one.fits_only(_ARMED):
            return False  # "Israel and Hezbollah agreed": no surname is like that
        if within and not same and self._is_full_name(one) and (tag.kind == "PER" or tag.sure < self._trust.over_entry):
            return False  # "John" of "John Kasich"
        if one.is_guess or one.is_description:
            return tag.sure >= self._trust.over_guess
        longer = not same and tag.first <= one.first and one.end <= tag.end
        return tag.sure >= (self._trust.longer if longer else self._trust.over_entry)

    def _is_only_title(self, tag: Tagged, one: _Ruled) -> bool:
        """Whether the encoder's name is longer by titles and roles before the name only: "Präsident Putin"."""
        matcher = self._matcher
        if matcher is None or tag.end != one.end or tag.first > one.first:
            return False
        sentence = matcher.sentence_of(tag.first)
        words = range(tag.first, one.first)
        titles = matcher.words.sets["titles"]
        texts = {at: self._document.tokens[at].text for at in words}
        return all(matcher.role(at, sentence) or text in titles or text == "." for at, text in texts.items())

    def _is_article(self, first: int, end: int) -> bool:
        """Whether there is nothing but articles and the like between two words."""
        if self._matcher is None:
            return False
        articles = self._matcher.words.sets["determiners"]
        return all(self._document.tokens[at].lower in articles for at in range(first, end))

    def _is_full_name(self, one: _Ruled) -> bool:
        """Whether a reading of the rules is a known given name with one surname."""
        if self._matcher is None or not one.mention.head or one.end != one.first + 2:
            return False
        return folded(self._document.tokens[one.first].text) in self._matcher.gazetteer.first_names

    def _is_unseen(self, one: _Ruled) -> bool:
        """Whether the encoder sees no name in the words of a guess."""
        return one.is_guess and not one.is_description and self.is_none(one.mention.span)

    def _page_names(self, believed: Sequence[tuple[Tagged, _Ruled | None]], kept: Sequence[NameMention]) -> PageNames:
        texts = [(tag.kind == "PER", self._plain(tag)) for tag, _ in believed]
        texts += [(True, m.candidates[0].name if m.candidates else m.head) for m in kept if m.head]
        texts += [(False, m.span.text) for m in kept if not m.head]
        people, others = ([text for is_person, text in texts if is_person == wanted] for wanted in (True, False))
        return PageNames(self._document.article.language, people, others)

    def _mention(self, tag: Tagged, beside: _Ruled | None, page: PageNames) -> NameMention:
        span = self._span(tag.first, tag.end)
        name = page.person(self._plain(tag)) if tag.kind == "PER" else page.other(self._plain(tag))
        candidates = self._known(tag)
        if not candidates and beside is not None and beside.mention.candidates:
            fitting = [a for a in beside.mention.candidates if a.kind in KINDS[tag.kind]]
            same = (beside.first, beside.end) == (tag.first, tag.end)
            if same and fitting:  # "Moskau": the place and its government
                candidates = tuple(dict.fromkeys([*fitting, *beside.mention.candidates]))
            elif tag.kind == "PER" and beside.is_guess and beside.fits("PER"):  # what the role before the name says
                said = beside.mention.candidates[0]
                known = self._matcher is not None and bool(self._matcher.gazetteer.senses(folded(said.name)))
                if known and same:
                    candidates = (said,)
                elif not known and not said.wikidata:
                    candidates = (Actor(name, "person", said.country, None, said.plover),)
        candidates = candidates or (Actor(name, KINDS[tag.kind][0]),)
        is_person = tag.kind == "PER" or candidates[0].kind == "person"
        head = page.head(candidates[0].name if self._matcher else name) if is_person else ""
        why = Why(model=self._sight.encoder.name, version=self._sight.encoder.version, score=round(tag.sure, 3))
        return NameMention(span, candidates, tag.kind == "LOC", head, why)

    def _span(self, first: int, end: int) -> Span:
        """The words of some tokens, without an apostrophe and what follows it in the ending of a case."""
        start, stop = self._document.tokens[first].start, self._document.tokens[end - 1].end
        words = folded(self._text[start:stop])
        for ending in self._endings():
            if "'" in ending and words.endswith(ending) and len(words) > len(ending):
                stop -= len(ending)
                break
        return Span.of(self._text, start, stop)

    def _endings(self) -> tuple[str, ...]:
        return self._matcher.words.lists["name_endings"] if self._matcher else ()

    def _plain(self, tag: Tagged) -> str:
        return " ".join(self._span(tag.first, tag.end).text.split())

    def _known(self, tag: Tagged) -> tuple[Actor, ...]:
        """What the gazetteer knows under the encoder's words, of the class that the encoder sees."""
        matcher = self._matcher
        if matcher is None:
            kinds = sorted(USES, key=lambda kind: kind != KINDS[tag.kind][0])  # that of the encoder first
            found = (known(self._plain(tag), self._document.article.language, kind) for kind in kinds)
            return next(((actor,) for actor in found if actor), ())
        name = matcher.name(tag.first, matcher.sentence_of(tag.first))
        if name is None or name.end != tag.end:
            return ()
        fitting = [sense for sense in name.senses if sense.use in _USES[tag.kind]]
        actors = tuple(matcher.gazetteer.actor(sense.key) for sense in fitting)
        if actors and fitting[0].use == "country" and matcher.is_place(tag.first, strictly=True):
            return (matcher.gazetteer.as_place(fitting[0].key), *actors)
        return actors
