"""Clauses, and what stands in them: mentions with the preposition before them, pronouns, verbs of the passive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from lagebild.extract.events.triggers import TriggerBook, Unnamed
from lagebild.extract.names.gazetteer import folded, gazetteer
from lagebild.types import Actor, Document, Language, Mention, Sentence, Time, Token

_BREAKS = frozenset(",;:()[]–—")
_LENGTH = 9  # tokens at most of a name, and the word behind it
_REACH = 4  # tokens between a preposition and the name that it governs ("in die zerstörte Stadt X")
_LANDS = frozenset({"state", "place"})
_JOINED = 3  # words between the two halves of what is governed

Case = Literal["bare", "object", "genitive", "governed"]


@dataclass(frozen=True, slots=True)
class Party:
    """A mention in its clause: token indices, how it is tied in, and the preposition that governs it.

    `second`: the other half of what a preposition or a genitive governs ("zwischen Mali und Niger").
    `actor` is None for a pronoun; where `person` holds it is one that means a single person, which the reader resolves.
    `described`: people without a name ("Soldaten"). `people`: those who only fill a place ("sechs Menschen"): they do
    it or suffer it, so that nobody else does, and are no actor. `of_thing`: an adjective of a noun that does nothing
    ("die russischen Vorwürfe").
    """

    first: int
    last: int  # exclusive
    case: Case
    preposition: str
    actor: Actor | None
    person: bool = False
    described: bool = False
    people: bool = False
    of_thing: bool = False
    second: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence without a break; `first` and `last` (exclusive) are indices into `Document.tokens`.

    `parts`: the stretches of a clause that another one parts, in order; empty where nothing does.
    """

    sentence: Sentence
    first: int
    last: int
    parties: tuple[Party, ...]
    parts: tuple[tuple[int, int], ...] = ()

    def words(self, document: Document) -> Sequence[Token]:
        """Its tokens."""
        if self.parts:
            return [token for first, last in self.parts for token in document.tokens[first:last]]
        return document.tokens[self.first : self.last]


def clauses(
    document: Document, sentence: Sentence, mentions: Sequence[Mention], times: Sequence[Time], book: TriggerBook
) -> list[Clause]:
    """The clauses of a sentence with their parties; `mentions` and `times` are those of the sentence, in order."""
    tokens = document.tokens_of(sentence)
    stops = {t.index for t in tokens for time in times if time.span.start <= t.start < time.span.end}
    stops |= {t.index for t in tokens if book.verbs(t.lower)}
    return [
        Clause(sentence, first, last, tuple(_parties(document, first, last, mentions, stops, book)))
        for first, last in _bounds(tokens, mentions, book)
    ]


def _bounds(tokens: Sequence[Token], mentions: Sequence[Mention], book: TriggerBook) -> Iterator[tuple[int, int]]:
    if not tokens:
        return
    first = tokens[0].index
    splits, speech, joins = book.words["splits"], book.words["speech"], book.words["joins"]
    maybe = book.words["maybe_splits"]
    for token in tokens:
        word = token.lower
        breaks = word in _BREAKS and not _hyphen(tokens, token)
        splitting = word in splits or (word in maybe and _opens_with_pronoun(tokens, token, book))
        if not (breaks or splitting or word in speech or word in joins):
            continue
        if any(m.span.start < token.start < m.span.end for m in mentions):
            continue
        if breaks or splitting or (word in joins and _opens_half(tokens, token, book)):
            if first < token.index:
                yield first, token.index
            first = token.index + breaks
        elif word in speech and _tells(tokens, token, book):
            yield first, token.index + 1  # "Poland said Belarus had attacked": what is said has its own subject
            first = token.index + 1
    if first <= tokens[-1].index:
        yield first, tokens[-1].index + 1


def _opens_with_pronoun(tokens: Sequence[Token], token: Token, book: TriggerBook) -> bool:
    """Whether a pronoun that is always a subject stands behind a word: "arrested Ivan as he threatened Mali"."""
    at = token.index - tokens[0].index + 1
    return at < len(tokens) and tokens[at].lower in book.words["pronouns"]


def _opens_half(tokens: Sequence[Token], token: Token, book: TriggerBook) -> bool:
    """Whether "und" opens a second predicate: behind an auxiliary ("gesetzt haben und so"), or before a verb."""
    at = token.index - tokens[0].index
    if not book.free_order or not 0 < at < len(tokens) - 1:
        return False
    after = tokens[at + 1]
    return tokens[at - 1].lower in book.words["verbs"] or (after.text[0].islower() and book.verbs(after.lower))


def _dash(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a hyphen stands for a dash, before who says it: "Mali must yield - Macron"."""
    at = token.index - tokens[0].index
    if token.text != "-" or not 0 < at < len(tokens) - 1:
        return False
    apart = tokens[at - 1].end < token.start and token.end < tokens[at + 1].start
    return apart and tokens[at + 1].text[0].isupper()


def _hyphen(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a dash stands between two words without blanks: "the Iranian–Russian treaty"."""
    at = token.index - tokens[0].index
    if token.text not in "–—" or not 0 < at < len(tokens) - 1:
        return False
    return tokens[at - 1].end == token.start and token.end == tokens[at + 1].start


def _tells(tokens: Sequence[Token], token: Token, book: TriggerBook) -> bool:
    """Whether a verb of saying opens what somebody says; "said no to Poland" does not."""
    at = token.index - tokens[0].index + 1
    return at >= len(tokens) or tokens[at].lower not in book.words["unsaid"]


def _parties(
    document: Document, first: int, last: int, mentions: Sequence[Mention], stops: set[int], book: TriggerBook
) -> Iterator[Party]:
    tokens = document.tokens
    begin, end = tokens[first].start, tokens[last - 1].end
    taken: set[int] = set()
    found: list[Party] = []
    for mention in mentions:
        if not (begin <= mention.span.start and mention.span.end <= end):
            continue
        inside = [i for i in range(first, last) if _overlap(tokens[i], mention)]
        if inside and taken.isdisjoint(inside):
            taken.update(inside)
            case, preposition = _tie(tokens, inside[0], first, mention, taken | stops, book)
            if document.article.text.startswith(("'s ", "’s "), mention.span.end):
                case = "genitive"
            actor = _state(mention.actor, document.article.language)
            of_thing = _is_of_thing(tokens, inside[-1] + 1, last, mention, book)
            found.append(Party(inside[0], inside[-1] + 1, case, preposition, actor, of_thing=of_thing))
            half = _half(document, inside[0], first, mention, taken, book)
            if half is not None:
                taken.add(inside[0] - 2)
                case, preposition = _tie(tokens, inside[0] - 2, first, mention, taken | stops, book)
                found.append(Party(inside[0] - 2, inside[0] - 1, case, preposition, half))
    for i in range(first, last):
        kind = "" if i in taken else book.unnamed(tokens[i].text)
        if kind:
            found += _unnamed(document, i, (first, last), kind, taken, stops, book)
    yield from _halves(tokens, sorted(found, key=lambda p: p.first), book)


def _half(
    document: Document, at: int, first: int, mention: Mention, taken: set[int], book: TriggerBook
) -> Actor | None:
    """The state of which only the first word stands before "and" and its like: "North and South Korea"."""
    tokens, name = document.tokens, mention.span.text.split()
    if mention.actor.kind not in _LANDS or len(name) < 2 or at - 2 < first or at - 2 in taken:
        return None
    word, join = tokens[at - 2].text, tokens[at - 1].lower
    if join not in book.words["joins"] or not word[0].isupper():
        return None
    known = gazetteer(document.article.language)
    sense = next(iter(known.senses(folded(" ".join((word, *name[1:]))))), None)
    return known.actor(sense.key) if sense and known.entity(sense.key).kind == "state" else None


def _unnamed(
    document: Document,
    at: int,
    ends: tuple[int, int],
    kind: Unnamed,
    taken: set[int],
    stops: set[int],
    book: TriggerBook,
) -> list[Party]:
    """The party of a word that names nobody: a pronoun, "its" before forces, a group, mere people."""
    tokens, (first, last) = document.tokens, ends
    if kind == "demonstrative":  # "diese wurden erschossen", not "diese Leute"
        known = at + 1 < last and tokens[at + 1].lower in book.words["singular_verbs"] | book.words["plural_verbs"]
        return [Party(at, at + 1, "bare", "", None)] if known else []
    if kind in ("pronoun", "other"):
        return [Party(at, at + 1, "bare", "", None, kind == "pronoun")]
    if kind == "possessive" and not _forces_follow(tokens, at, last, taken, book):
        return []
    if kind == "people" and _counts(tokens, at, last, book):
        return []
    mention = Mention(document.article.span(tokens[at].start, tokens[at].end), Actor(tokens[at].text, "group"))
    case, preposition = _tie(tokens, at, first, mention, taken | stops, book)
    group = kind == "group"
    actor = mention.actor if group else None
    return [Party(at, at + 1, case, preposition, actor, described=group, people=kind == "people")]


def _halves(tokens: Sequence[Token], parties: Sequence[Party], book: TriggerBook) -> Iterator[Party]:
    """The parties, without the people whom a name describes ("kenianische Polizeikräfte"); second halves are marked."""
    before: Party | None = None
    for at, party in enumerate(parties):
        after = parties[at + 1] if at + 1 < len(parties) else None
        if book.capital_nouns and party.described and after and after.first == party.last and after.actor:
            continue  # "die Gewerkschaft Verdi"
        nameless = party.described or party.people
        described = before is not None and before.last == party.first and tokens[before.first].text[0].islower()
        if book.capital_nouns and described and nameless:
            continue
        here = party
        if book.free_order and before and before.case != "bare" and party.case == "bare":
            between = [t.lower for t in tokens[before.last : party.first]]
            joined = bool(between) and len(between) <= _JOINED and between[0] in book.words["joins"]
            here = replace(party, second=joined)
        yield here
        before = here


def _counts(tokens: Sequence[Token], at: int, last: int, book: TriggerBook) -> bool:
    """Whether a word only counts or describes the noun behind it: "Tausende Demonstranten", "Opfer Ivan"."""
    return book.capital_nouns and at + 1 < last and tokens[at + 1].text[0].isupper()


def _is_of_thing(tokens: Sequence[Token], at: int, last: int, mention: Mention, book: TriggerBook) -> bool:
    """Whether a name is an adjective (it has no capital, where nouns have one) of a deed or thing behind it."""
    if not book.capital_nouns or not mention.span.text[:1].islower() or at >= last or not tokens[at].text[0].isupper():
        return False
    word = tokens[at].lower
    if book.is_organ(word) or book.is_group(tokens[at].text):
        return False
    return book.nouns(word) or word.endswith(tuple(book.words["thing_endings"]))


def _forces_follow(tokens: Sequence[Token], at: int, last: int, taken: set[int], book: TriggerBook) -> bool:
    """Whether forces or officials stand behind "its", so that it means whoever has them."""
    after = range(at + 1, min(at + 4, last))
    return taken.isdisjoint(after) and any(tokens[i].lower in book.words["organs"] for i in after)


def _begins_anew(tokens: Sequence[Token], at: int, first: int, book: TriggerBook) -> bool:
    """Whether a word behind a noun begins a phrase of its own: "nach ersten Angaben neun Soldaten", or closes one that
    stands between an article and its noun: "die unter Druck stehenden Soldaten".
    """
    token, words = tokens[at], book.words
    if not book.capital_nouns:
        return False
    if token.text[0].islower() and token.lower.endswith(tuple(words["doing_endings"])):
        articles = words["maybe_genitive"] | words["object_articles"] | words["relatives"]
        spoken = [t.lower for t in tokens[max(first, at - _REACH - 1) : at] if t.text[0].isalpha()]
        return any(one in articles and other in words["prepositions"] for one, other in pairwise(spoken))
    return token.text[0].isdigit() or token.lower in words["counts"] or token.lower in words["object_articles"]


def _behind(tokens: Sequence[Token], at: int, mention: Mention) -> int:
    """The index of the token behind a mention that begins at a token, or of the last one."""
    while at + 1 < len(tokens) and tokens[at].start < mention.span.end:
        at += 1
    return at


def _is_feminine(name: str, book: TriggerBook) -> bool:
    """Whether "der" before a name makes it no subject: "warf der Regierung vor"."""
    word = name.split()[-1].lower()
    return word in book.words["feminine"] or word.endswith(tuple(book.words["feminine_endings"]))


def _bounds_a_number(tokens: Sequence[Token], at: int, words: Mapping[str, frozenset[str]]) -> bool:
    word, after = tokens[at].lower, tokens[at + 1]
    if word in words["approximate"] and after.text[:1].isdigit():
        return True
    before = tokens[at - 1].lower if at else ""
    return f"{word}_{after.lower}" in words["bounds"] or f"{before}_{word}" in words["bounds"]


def _state(actor: Actor, language: Language) -> Actor:
    """A country that stands as a place ("to Russia") is a state to those who deal with it."""
    if actor.kind != "place" or actor.country is None:
        return actor
    state = gazetteer(language).actor(actor.country)
    return state if state.name == actor.name else actor


def _verb_after(tokens: Sequence[Token], mention: Mention, at: int, book: TriggerBook) -> bool:
    """Whether a finite verb stands right behind a mention, which is its subject then."""
    after = next((t for t in tokens[at + 1 : at + _LENGTH] if t.start >= mention.span.end), None)
    if after is None or after.lower in book.words["verbs"]:
        return after is not None
    past = after.lower in book.words["strong_verbs"] or after.lower.endswith("ed")
    return past and book.verbs(after.lower)


def _overlap(token: Token, mention: Mention) -> bool:
    return token.start < mention.span.end and mention.span.start < token.end


def _tie(
    tokens: Sequence[Token], at: int, first: int, mention: Mention, stops: set[int], book: TriggerBook
) -> tuple[Case, str]:
    """How a mention is tied into its clause, and by which preposition."""
    words = book.words
    text = mention.span.text
    if at > first + 1 and tokens[at - 1].lower in words["comparing"]:
        return "governed", tokens[at - 1].lower  # "Politiker wie Ivan"
    if tokens[_behind(tokens, at, mention)].lower in words["postpositions"]:
        return "governed", tokens[_behind(tokens, at, mention)].lower  # "afghanischen Behörden zufolge"
    dative = False
    forces = " " in text and book.is_group(text.split()[0])  # "Soldaten Myanmars"
    if (
        not forces
        and text.endswith(tuple(words["genitive_endings"]))
        and not mention.actor.name.endswith(text)
        and text[:1].isupper()
    ):
        return "genitive", ""
    for i in range(at - 1, max(first, at - 1 - _REACH) - 1, -1):
        word = tokens[i].lower
        if i in stops or word in words["joins"] or word in words["verbs"]:
            break
        if i + 1 < at and tokens[i].text[0].isupper() and _begins_anew(tokens, i + 1, first, book):
            break  # "nach Angaben neun Soldaten"
        if word in words["subordinators"] and i == first and tokens[i + 1].lower not in words["maybe_genitive"]:
            break  # "während die Armee angriff", not "während der Angriffe"
        if word in words["prepositions"]:
            if word in words["particles"] and i > first and book.verbs(tokens[i - 1].lower):
                break  # "sealed off Poland"
            if word in words["clausal"] and _verb_after(tokens, mention, at, book):
                break  # "after Mali attacked"
            if i + 1 < at and _bounds_a_number(tokens, i, words):
                continue  # "about 800 Malian soldiers", "at least ten Malians", "über 800 malische Soldaten"
            pair = f"{tokens[i - 1].lower}_{word}" if i > first else ""
            if pair in words["double_prepositions"]:
                return "governed", pair  # "according to Poland" is no "to"
            return "governed", book.contracted.get(word, word)
        after_noun = i > first and tokens[i - 1].text[:1].isupper()
        if word in words["genitive"] or (word in words["maybe_genitive"] and after_noun):
            return "genitive", ""
        dative = dative or (word in words["maybe_genitive"] and _is_feminine(text, book))
        dative = dative or (word in words["object_articles"] and mention.actor.kind == "person")  # "ihren Gegner Ivan"
    if dative or (at > first and tokens[at - 1].lower in words["object_articles"]):
        return "object", ""
    return "bare", ""
