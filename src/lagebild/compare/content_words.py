"""The words of a content as they are compared: concepts, those of the main clause apart, and stems of other words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from lagebild.compare.concepts import concepts_of, of_kind
from lagebild.compare.entities import listed, site, spelled
from lagebild.compare.sketch import CONCEPTS, SAME_WORD, THING, hashed
from lagebild.extract.names.gazetteer import folded
from lagebild.extract.names.words import words as names_of
from lagebild.lang.load import has, having, table
from lagebild.types import Claim, Language, Mention, Span

_STEM, _SHORT = 5, 3  # letters that are kept of a word, and below which it is none
WORD = re.compile(r"[^\W\d_]+(?:[-‐‑'’][^\W\d_]+)*|\d+")


def words_of(language: Language, claim: Claim) -> tuple[list[int], list[int], list[int], list[int]]:
    """Concepts of the content, each once, those of its main clause apart, and stems of what has none: of names that no
    list knows, of other words."""
    mentions = (*claim.actors, *claim.places)
    known = [_named(m) for m in mentions if listed(m.actor) or m.actor.country]
    unknown = [m.span for m in mentions if not any(m.span.overlaps(span) for span in known)]
    known_to_all = common(language)
    found = [(part.start + word.start(), word.group()) for part in parts(claim) for word in WORD.finditer(part.text)]
    meant = concepts_of(language, [text.casefold() for _, text in found])
    main, aside, names, words = [list[int](), list[int](), list[int](), list[int]()]
    in_main = _main_clause(language, claim, found)
    capitals = language not in having("names") or names_of(language).capitals_tell_names
    for number, ((begin, text), concept) in enumerate(zip(found, meant, strict=True)):
        if _in(begin, known) or text[0].isdigit():
            continue
        marked = [mark(name) for name in concept]
        if marked and not set(marked) <= bare((*main, *aside)) and not _in(begin, unknown):
            if len(main) + len(aside) + len(marked) <= CONCEPTS:
                concepts = main if number in in_main else aside
                concepts += [marked[0], *(one | SAME_WORD for one in marked[1:])]
        elif not marked and len(text) >= _SHORT and text.casefold() not in known_to_all:
            is_name = _in(begin, unknown) or (text[0].isupper() and number > 0 and capitals)
            (names if is_name else words).append(hashed(stem(text), 16))
    return main, aside, list(dict.fromkeys(names)), [w for w in dict.fromkeys(words) if w not in names]


def _named(mention: Mention) -> Span:
    """The words of a mention that name it: of "Goma airport" the town."""
    part = spelled(mention.actor)[1] if site(mention.actor) else ""
    found = re.search(re.escape(part), mention.span.text, re.IGNORECASE) if part else None
    if found is None:
        return mention.span
    start = mention.span.start + found.start()
    return Span(start, start + len(found.group()), found.group())


def _main_clause(language: Language, claim: Claim, found: Sequence[tuple[int, str]]) -> frozenset[int]:
    """Which words of a content stand in its main clause: up to what is subordinate, and from a verb behind a comma on.

    A content that begins with what is subordinate ("After the attack, ...") has its main clause behind a comma.
    """
    lower = [text.casefold() for _, text in found]
    opening, sub, relative = (common(language, key) for key in ("openings", "subordinators", "relatives"))
    text, start = claim.sentence.text, claim.sentence.start
    commas = {n for n in range(1, len(found)) if "," in text[found[n - 1][0] - start : found[n][0] - start]}
    begin = next((n for n, word in enumerate(lower) if word not in opening), 0)
    if lower and lower[begin] in sub:
        begin = next((n for n in sorted(commas) if n > begin), begin + 1)
    ends = (n for n in range(begin, len(lower)) if lower[n] in sub or (n in commas and lower[n] in relative))
    end = next(ends, len(lower))
    again = next((n for n in sorted(commas) if n > end and lower[n] in common(language, "resumes")), len(lower))
    resumed = range(again, len(lower))
    if resumed and lower[end] in relative:  # what stands before a relative clause only names who it is
        return frozenset(resumed)
    return frozenset((*range(begin, end), *resumed))


def bare(concepts: Iterable[int]) -> frozenset[int]:
    """Concepts without the mark of those that share a word."""
    return frozenset(concept & ~SAME_WORD for concept in concepts)


@cache
def mark(concept: str) -> int:
    """A concept as it is kept in a sketch."""
    return hashed(concept, 16) & (THING - 1) | (THING if concept in of_kind("thing") else 0)


def parts(claim: Claim) -> tuple[Span, ...]:
    """The parts of what is said, else its sentence."""
    return claim.content or (claim.sentence,)


def _in(offset: int, spans: Iterable[Span]) -> bool:
    return any(span.start <= offset < span.end for span in spans)


@lru_cache(50_000)
def stem(word: str) -> str:
    """The first five letters of a word without marks on them: rough, and alike in both languages where a word is."""
    plain = unicodedata.normalize("NFD", folded(word).casefold().replace("ß", "ss"))
    return "".join(letter for letter in plain if letter.isalnum())[:_STEM]


@cache
def common(language: Language, key: str = "words") -> frozenset[str]:
    """Words of a list of `common.toml`, none where a language has no such file."""
    return frozenset(table(language, "common")[key].split()) if has(language, "common") else frozenset()
