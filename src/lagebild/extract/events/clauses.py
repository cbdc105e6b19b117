"""Clauses, and what stands in them: mentions with the preposition before them, pronouns, verbs of the passive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lagebild.extract.events.triggers import TriggerBook
from lagebild.extract.names.gazetteer import gazetteer
from lagebild.types import Actor, Document, Language, Mention, Sentence, Time, Token

_BREAKS = frozenset(",;:()[]–—")
_REACH = 4  # tokens between a preposition and the name that it governs ("in die zerstörte Stadt X")

Case = Literal["bare", "object", "genitive", "governed"]


@dataclass(frozen=True, slots=True)
class Party:
    """A mention in its clause: token indices, how it is tied in, and the preposition that governs it.

    `actor` is None for a pronoun; where `person` holds it is one that means a single person, which the reader resolves.
    `described`: people without a name ("Soldaten").
    """

    first: int
    last: int  # exclusive
    case: Case
    preposition: str
    actor: Actor | None
    person: bool = False
    described: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence without a break; `first` and `last` (exclusive) are indices into `Document.tokens`."""

    sentence: Sentence
    first: int
    last: int
    parties: tuple[Party, ...]

    def words(self, document: Document) -> Sequence[Token]:
        """Its tokens."""
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
    for token in tokens:
        if any(m.span.start < token.start < m.span.end for m in mentions):
            continue
        if (token.text in _BREAKS and not _hyphen(tokens, token)) or token.lower in book.words["splits"]:
            if first < token.index:
                yield first, token.index
            first = token.index + (token.text in _BREAKS)
        elif token.lower in book.words["speech"] and _tells(tokens, token, book):
            yield first, token.index + 1  # "Poland said Belarus had attacked": what is said has its own subject
            first = token.index + 1
    if first <= tokens[-1].index:
        yield first, tokens[-1].index + 1


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
            found.append(Party(inside[0], inside[-1] + 1, case, preposition, actor))
    for i in range(first, last):
        word = tokens[i].lower
        if i not in taken and (word in book.words["pronouns"] or word in book.words["other_subjects"]):
            found.append(Party(i, i + 1, "bare", "", None, word in book.words["pronouns"]))
        elif i not in taken and word in book.words["possessives"] and _forces_follow(tokens, i, last, taken, book):
            span = Mention(document.article.span(tokens[i].start, tokens[i].end), Actor(tokens[i].text, "group"))
            case, preposition = _tie(tokens, i, first, span, taken | stops, book)
            found.append(Party(i, i + 1, case, preposition, None))
        elif i not in taken and book.is_group(tokens[i].text):
            span = Mention(document.article.span(tokens[i].start, tokens[i].end), Actor(tokens[i].text, "group"))
            case, preposition = _tie(tokens, i, first, span, taken | stops, book)
            found.append(Party(i, i + 1, case, preposition, span.actor, described=True))
    yield from sorted(found, key=lambda p: p.first)


def _forces_follow(tokens: Sequence[Token], at: int, last: int, taken: set[int], book: TriggerBook) -> bool:
    """Whether forces or officials stand behind "its", so that it means whoever has them."""
    after = range(at + 1, min(at + 4, last))
    return taken.isdisjoint(after) and any(tokens[i].lower in book.words["organs"] for i in after)


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


def _overlap(token: Token, mention: Mention) -> bool:
    return token.start < mention.span.end and mention.span.start < token.end


def _tie(
    tokens: Sequence[Token], at: int, first: int, mention: Mention, stops: set[int], book: TriggerBook
) -> tuple[Case, str]:
    """How a mention is tied into its clause, and by which preposition."""
    words = book.words
    text = mention.span.text
    if text.endswith(tuple(words["genitive_endings"])) and not mention.actor.name.endswith(text) and text[:1].isupper():
        return "genitive", ""
    for i in range(at - 1, max(first, at - 1 - _REACH) - 1, -1):
        word = tokens[i].lower
        if i in stops or word in words["joins"] or word in words["verbs"]:
            break
        if word in words["prepositions"]:
            if word in words["particles"] and i > first and book.verbs(tokens[i - 1].lower):
                break  # "sealed off Poland"
            if i + 1 < at and _bounds_a_number(tokens, i, words):
                continue  # "about 800 Malian soldiers", "at least ten Malians", "über 800 malische Soldaten"
            return "governed", book.contracted.get(word, word)
        after_noun = i > first and tokens[i - 1].text[:1].isupper()
        if word in words["genitive"] or (word in words["maybe_genitive"] and after_noun):
            return "genitive", ""
    if at > first and tokens[at - 1].lower in words["object_articles"]:
        return "object", ""
    return "bare", ""
