"""Halves of names: what is only a part of a longer name, or a ship's or product's, is told as nobody.

In a language that writes only names with a capital, a capital beside a name that is in no other name and no role tells
that the name goes on: "African Union" of "African Union Support Mission", "Congo" of "Movement for the Liberation of
Congo". Which words are roles, titles and joints stands in `lang/*/names.toml`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from lagebild.extract.names.gazetteer import folded
from lagebild.extract.names.match import Matcher
from lagebild.types import Actor, Document, Mention, Sentence, Token

_PLACES = ("country", "capital", "city", "place")  # uses of names
_BODIES = ("organisation", "government", "military", "group", "outlet")
_APOSTROPHES = "'’"
_MARKS_OF_OWNERS = ("'", "’", "'s", "’s")
_OPENING, _CLOSING = "([", ")]"
_PARTY = re.compile(r"[A-Z]-[A-Z]\w*")  # "R-Maine"
_INITIAL = re.compile(r"[A-Z]\.?")
_OFFICE = 4  # tokens before a name among which a role makes it an office's: "Minister of Defence of Ukraine"
#: A headline: longer words count, so many at least, and this share has a capital; a sentence dense in names has fewer.
_SHORT, _HEADLINE, _MOST = 3, 6, 0.85


def whole_names(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions in the order of the text, without those whose words are only a part of a name."""
    reader = _Reader(document, mentions)
    return [m for m in mentions if not reader.is_thing(m) and not reader.is_half(m)]


class _Reader:
    """Looks beside the names of one document."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self._matcher = Matcher(document)
        self._document = document
        self._text = document.article.text
        self._tokens = document.tokens
        self._starts = [token.start for token in document.tokens]
        words = self._matcher.words
        self._sets = words.sets
        self._capitals = words.capitals_tell_names
        self._named = {at for m in mentions for at in range(*self._beside(m))}
        self._places: dict[str, list[int]] = defaultdict(list)
        for token in document.tokens:
            self._places[token.text].append(token.index)
        self._surnames = {m.actor.name.split()[-1] for m in mentions if m.actor.kind == "person"}
        self._joints = words.sets["place_joints"] | words.sets["organisation_links"] | words.sets["particles"]

    def is_half(self, mention: Mention) -> bool:
        """Whether a mention is no name by itself."""
        if self._is_ship(mention) or self._is_bracketed(mention) or self._is_cut(mention):
            return True
        if self._is_lone_acronym(mention):
            return True
        if self._is_word(mention) or (self._capitals and self.is_unknown_body(mention) and self._is_phrase(mention)):
            return True
        if self.is_unknown_body(mention) and (self._is_half_ministry(mention) or self._has_head(mention)):
            return True
        if not self._capitals:
            return False
        return not self._is_headline(mention) and (self._goes_on(mention) or self._ends(mention))

    def _is_half_ministry(self, mention: Mention) -> bool:
        """Whether a body "für X" goes on with a second noun: "Bundesministerium für Wirtschaft und Technologie"."""
        _, end = self._beside(mention)
        link, after = self._token(end), self._token(end + 1)
        is_for = bool(set(mention.span.text.split()[1:-1]) & self._sets["body_links"])
        return (
            is_for
            and after is not None
            and link is not None
            and (link.text in self._sets["listings"] and after.text[0].isupper() and end + 1 not in self._named)
        )

    def _has_head(self, mention: Mention) -> bool:
        """Whether the noun of the body stands before the words: "Arbeitskreis Deutscher Marktforschungsinstitute"."""
        first, _ = self._beside(mention)
        before = self._tokens[first - 1] if first else None
        if before is None or before.end + 1 != mention.span.start or first - 1 in self._named:
            return False
        return before.text in self._sets["body_heads"] and " " in mention.span.text

    def is_thing(self, mention: Mention) -> bool:
        """Whether the page tells an unknown name of one word as that of a thing, somewhere.

        It stands behind "a" as things do ("der Start einer GSLV erfolgte"), or behind the word for a storm or the like
        ("Hurricane Hugo").
        """
        kinds = (*_BODIES, "person")
        if mention.actor.kind not in kinds or " " in mention.span.text or not self._is_unknown(mention.actor):
            return False
        return any(self._is_told_thing(at, mention.actor.kind) for at in self._places[mention.span.text])

    def _is_told_thing(self, at: int, kind: str) -> bool:
        before = self._tokens[at - 1] if at else None
        if before is None:
            return False
        if before.text in self._sets["thing_words"] or before.text in self._sets["no_actors"]:
            return True
        return kind in _BODIES and before.lower in self._sets["single_articles"] and self._is_alone(at + 1)

    def _is_alone(self, end: int) -> bool:
        """Whether no noun follows to which a name may belong: not "a UNICEF convoy"."""
        after = self._token(end)
        if after is None or not after.text[0].isalnum():
            return after is None or after.text in ".,;:)"
        return after.text.islower() and (not self._capitals or after.lower in self._sets["after_places"])

    def is_unknown_body(self, mention: Mention) -> bool:
        """Whether a mention is a body that no list knows."""
        return mention.actor.kind in _BODIES and self._is_unknown(mention.actor)

    def _is_unknown(self, actor: Actor) -> bool:
        told = actor.plover not in (None, actor.country)  # by a role; a country alone is told by the name
        return not (actor.wikidata or told) and not self._matcher.gazetteer.senses(folded(actor.name))

    def _is_ship(self, mention: Mention) -> bool:
        """Whether a ship of somebody's name is meant: "the frigate Cristóbal Colón"."""
        at = self._beside(mention)[0] - 1
        while at >= 0 and not self._tokens[at].text[0].isalnum() and self._tokens[at].text not in ",.;:":
            at -= 1  # the marks around the name of a ship
        return mention.actor.kind == "person" and at >= 0 and self._tokens[at].text in self._sets["ship_words"]

    def _is_bracketed(self, mention: Mention) -> bool:
        """Whether a part of a person's name stands alone in brackets: "Bill [Clinton]"; not "Minister (Berg)"."""
        start, end = mention.span.start, mention.span.end
        first, _ = self._beside(mention)
        if mention.actor.kind == "organisation" and _PARTY.fullmatch(mention.span.text):
            return start > 0 and self._text[start - 1] in _OPENING
        if mention.actor.kind != "person" or start == 0:
            return False
        if " " not in mention.span.text and self._is_unknown(mention.actor) and self._has_nickname(mention):
            return True
        if self._text[start - 1] not in _OPENING:
            return False
        if _INITIAL.fullmatch(mention.span.text.split()[0]):  # "George (W. Bush)"
            return True
        if " " in mention.span.text or self._text[end : end + 1] not in _CLOSING or first < 2:
            return False
        before, after = self._tokens[first - 2], self._text[end + 1 : end + 3].lstrip()
        if mention.actor.name == mention.span.text and after[:1].isupper():
            return True  # "Major [Humayun] Khan"
        return before.text[0].isupper() and not self._is_office(first - 2)

    def _has_nickname(self, mention: Mention) -> bool:
        """Whether another name in brackets and a surname follow: "Voreqe (Frank) Bainirama"."""
        _, end = self._beside(mention)
        after = [self._token(at) for at in range(end, end + 4)]
        if any(token is None for token in after):
            return False
        opening, inner, closing, surname = (token.text for token in after if token is not None)
        return opening == "(" and closing == ")" and inner[0].isupper() and surname[0].isupper()

    def _is_lone_acronym(self, mention: Mention) -> bool:
        """Whether an unknown acronym stands once on the page, in brackets behind what is no name: that of a plan."""
        start, end, text = mention.span.start, mention.span.end, mention.span.text
        first, _ = self._beside(mention)
        in_brackets = start > 1 and self._text[start - 1] in _OPENING and self._text[end : end + 1] in _CLOSING
        if not in_brackets or not text.isupper() or not self.is_unknown_body(mention) or first < 2:
            return False
        return len(self._places[text]) == 1 and first - 2 not in self._named

    def _is_cut(self, mention: Mention) -> bool:
        """Whether the word goes on behind the name: "Ma" of "Ma'awisley"."""
        end = mention.span.end
        if self._text[end : end + 1] not in _APOSTROPHES or not self._text[end + 1 : end + 3].isalpha():
            return False
        return self._is_unknown(mention.actor) and len(self._text[end + 1 : end + 3]) > 1

    def _is_word(self, mention: Mention) -> bool:
        """Whether a person's or a body's name is only a title or a common word, or begins with one: "State Clinton"."""
        actor, parts = mention.actor, mention.actor.name.split()
        if not self._is_unknown(actor) or actor.kind not in ("person", "organisation"):
            return False
        if actor.kind == "person" and len(parts) > 1:
            bodies = self._matcher.gazetteer.senses(folded(" ".join(parts[1:])))
            is_body = bool(bodies) and bodies[0].use == "organisation" and len(parts) > 2
            return is_body or parts[-1].lower() in self._sets["region_words"]  # "Obama White House", "Vladimir Oblast"
        if actor.kind == "person":
            words = self._sets["titles"] | self._sets["no_names"] | self._sets["no_bodies"]
            return self._capitals and parts[0] in words
        if self._is_body_at_place(actor):
            return True
        is_pair = actor.kind == "organisation" and len(parts) == 2
        return is_pair and parts[0] in self._sets["no_names"] and parts[1] in self._surnames

    def _is_body_at_place(self, actor: Actor) -> bool:
        """Whether a body of two words is a known one before a place, as in "CIA Benghazi outpost"."""
        first, _, last = actor.name.partition(" ")
        if not self._capitals or actor.kind != "organisation" or not last or " " in last:
            return False
        bodies, places = (self._matcher.gazetteer.senses(folded(word)) for word in (first, last))
        return bool(bodies and places) and bodies[0].use == "organisation" and places[0].use in _PLACES

    def _is_phrase(self, mention: Mention) -> bool:
        """Whether a word written small stands in it that is in no body's name: "Democratic members of Congress"."""
        words = mention.span.text.split()
        return any(word.isalpha() and word.islower() and word not in self._joints for word in words)

    def _goes_on(self, mention: Mention) -> bool:
        """Whether capitals behind a name belong to it: "African Union Support Mission", "Aetna Life & Casualty"."""
        actor = mention.actor
        _, end = self._beside(mention)
        unknown = self._is_unknown(actor)
        after, next_ = self._token(end), self._token(end + 1)
        if after is None or actor.kind in ("place", "role") or self._text[mention.span.end : after.start].strip(" "):
            return False
        if unknown and actor.kind in _BODIES and after.text in self._sets["name_joints"] and next_ is not None:
            return next_.text[0].isupper()
        if after.start != mention.span.end + 1:
            return False
        run, closed = self._run(end)
        if not run:
            return False
        is_given = actor.kind == "person" and actor.name == mention.span.text and " " not in actor.name
        if unknown and (actor.kind in _BODIES or is_given):  # "Dylann" of Dylann Roof
            return not closed
        last = run[-1].text
        tails = self._sets["organisation_words"] | self._sets["things"] | self._sets["longer_tails"]
        if actor.kind == "person":
            return last in tails | self._sets["place_tails"] and last not in self._sets["eras"]
        if actor.kind == "state":
            return len(run) > 1 and last in tails and self._is_country(mention)
        return last in tails

    def _run(self, at: int) -> tuple[list[Token], bool]:
        """The capitals from a token on that are in no name, and whether a role, title or name ends them."""
        found: list[Token] = []
        sentence = self._matcher.sentence_of(at) if at < len(self._tokens) else None
        while sentence is not None and at < sentence.last and self._is_in_run(at, sentence, bool(found)):
            token = self._tokens[at]
            if at in self._named or self._is_office(at):
                return found, True
            if token.text in self._sets["no_links"] or (
                self._matcher.is_no_name(at) and not found and self._is_day(token)
            ):
                return [], True
            found.append(token)
            at += 1
            while at < sentence.last and self._tokens[at].text in _MARKS_OF_OWNERS:
                at += 1  # "Martyrs' Day"
        return found, False

    def _is_in_run(self, at: int, sentence: Sentence, is_inside: bool) -> bool:
        """Whether a word has a capital, or joins two that have: "Support and Stabilisation"."""
        if self._tokens[at].text[0].isupper() or not is_inside:
            return self._tokens[at].text[0].isupper()
        joins = self._tokens[at].text in self._sets["listings"] and at + 1 < sentence.last and at + 1 not in self._named
        return joins and self._tokens[at - 1].text[0].isupper() and self._tokens[at + 1].text[0].isupper()

    def _is_day(self, token: Token) -> bool:
        return token.text not in self._sets["organisation_words"]

    def _ends(self, mention: Mention) -> bool:
        """Whether a name is the end of a longer one: "Congo" of "Liberation of Congo", "Life Party"."""
        first, _ = self._beside(mention)
        sentence = self._matcher.sentence_of(first)
        if first - sentence.first < 3:
            return False
        link, before = self._tokens[first - 1], self._tokens[first - 2]
        if link.text in ("&", "amp"):
            return self.is_unknown_body(mention) and before.text[0].isupper()
        is_state = mention.actor.kind == "state" and self._is_country(mention) and link.text == "of"
        is_body = self.is_unknown_body(mention) and link.text in self._sets["name_joints"]
        if not (is_state or is_body) or not before.text[0].isupper() or first - 2 in self._named:
            return False
        if not before.text.isalpha() or before.text in self._sets["determiners"] or self._matcher.is_no_name(first - 2):
            return before.text in self._sets["organisation_words"] and not self._is_office(first - 2)
        return not any(self._is_office(at) for at in range(max(sentence.first, first - 1 - _OFFICE), first - 1))

    def _is_country(self, mention: Mention) -> bool:
        senses = self._matcher.gazetteer.senses(folded(mention.span.text))
        return bool(senses) and senses[0].use == "country"

    def _is_office(self, at: int) -> bool:
        """Whether a word is a title, a role or an adjective of nationality."""
        token = self._tokens[at]
        sentence = self._matcher.sentence_of(at)
        if token.text in self._sets["titles"] or token.text in self._sets["office_tails"]:
            return True
        return self._matcher.role(at, sentence) is not None or self._matcher.adjective(at, sentence) is not None

    def _is_headline(self, mention: Mention) -> bool:
        """Whether most words of the sentence have a capital, so that none tells a name."""
        sentence = self._matcher.sentence_of(self._beside(mention)[0])
        words = [token.text for token in self._tokens[sentence.first : sentence.last] if len(token.text) > _SHORT]
        return len(words) >= _HEADLINE and sum(word[0].isupper() for word in words) > _MOST * len(words)

    def _beside(self, mention: Mention) -> tuple[int, int]:
        """The first token of a mention and the one behind it."""
        first = bisect_left(self._starts, mention.span.start)
        if first == len(self._starts) or self._starts[first] > mention.span.start:
            first = max(first - 1, 0)
        return first, max(bisect_left(self._starts, mention.span.end), first + 1)

    def _token(self, at: int) -> Token | None:
        return self._tokens[at] if at < len(self._tokens) else None
