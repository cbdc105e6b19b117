"""Who speaks in the coverage, how often, in which form, and on whose word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lagebild.compare.grading import SourceGrade, reliability
from lagebild.compare.voices import Voice, leaned_on, origin, outlet_of, speaker
from lagebild.types import Act, Entry, Form


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One voice with all that it says.

    `relied_on` counts the claims of others that end at this voice; `leans_on` are the voices on whose word this
    one speaks, with
    how often, most frequent first.
    """

    voice: Voice
    entries: tuple[Entry, ...]
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    forms: tuple[tuple[Form, int], ...]
    acts: tuple[tuple[Act, int], ...]
    denials: int
    leans_on: tuple[tuple[Voice, int], ...]
    relied_on: int = 0

    @property
    def claims(self) -> int:
        """How many claims the voice makes."""
        return len(self.entries)

    @property
    def grade(self) -> SourceGrade:
        """How reliable the user holds the voice; an author has the grade of his outlet."""
        return reliability(self.voice, self.outlets[0] if len(self.outlets) == 1 else "")


@dataclass(frozen=True, slots=True)
class SourceTable:
    """Voices by kind, the most frequent first; unnamed sources and authors stand apart."""

    named: tuple[SourceRow, ...]
    described: tuple[SourceRow, ...]
    unnamed: tuple[SourceRow, ...]
    author: tuple[SourceRow, ...]

    @property
    def rows(self) -> tuple[SourceRow, ...]:
        """All rows: named, described, unnamed, author."""
        return self.named + self.described + self.unnamed + self.author


@dataclass(frozen=True, slots=True)
class Share:
    """How many claims rest on which kind of source; `attributed` leaves the author out."""

    named: int
    described: int
    unnamed: int
    author: int

    @property
    def attributed(self) -> int:
        """Claims that the text attributes to somebody else than its author."""
        return self.named + self.described + self.unnamed

    @property
    def unnamed_share(self) -> float | None:
        """The part of the attributed claims that rests on hearsay without a source (0 to 1), or None where nothing
        is attributed."""
        return self.unnamed / self.attributed if self.attributed else None


@dataclass(frozen=True, slots=True)
class Origin:
    """A voice at the end of chains, with everything that goes back to it: however many outlets carry it, it counts
    once."""

    voice: Voice
    entries: tuple[Entry, ...]
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    through: tuple[Voice, ...]  # who passed it on


def source_table(entries: Iterable[Entry]) -> SourceTable:
    """The voices of the entries with what they say, how, and on whose word."""
    said: dict[str, list[Entry]] = {}
    voices: dict[str, Voice] = {}
    relied: Counter[str] = Counter()
    for entry in entries:
        voice = speaker(entry)
        voices.setdefault(voice.key, voice)
        said.setdefault(voice.key, []).append(entry)
        relied.update({link.key for link in leaned_on(entry)})
    rows = [_row(voices[key], tuple(claims), relied[key]) for key, claims in said.items()]
    rows.sort(key=lambda row: (-len(row.articles), -row.claims, row.voice.name.casefold()))
    named, described, unnamed, author = (
        tuple(row for row in rows if row.voice.kind == kind) for kind in ("named", "described", "unnamed", "author")
    )
    return SourceTable(named, described, unnamed, author)


def share(entries: Iterable[Entry]) -> Share:
    """How many claims rest on named, described and unnamed sources and on the author."""
    kinds = Counter(entry.claim.source.kind for entry in entries)
    return Share(kinds["named"], kinds["described"], kinds["unnamed"], kinds["author"])


def origins(entries: Iterable[Entry]) -> tuple[Origin, ...]:
    """The ends of the chains that are not the author, those that most articles go back to first."""
    ends: dict[str, list[Entry]] = {}
    voices: dict[str, Voice] = {}
    for entry in entries:
        voice = origin(entry)
        if voice.kind != "author":
            voices.setdefault(voice.key, voice)
            ends.setdefault(voice.key, []).append(entry)
    found = [_origin(voices[key], tuple(claims)) for key, claims in ends.items()]
    found.sort(key=lambda o: (not o.voice.identified, -len(o.articles), -len(o.entries), o.voice.name.casefold()))
    return tuple(found)


def articles_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The ids of the articles, each once."""
    return tuple(dict.fromkeys(entry.article.id for entry in entries))


def outlets_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The names of the outlets, each once; articles without one are left out."""
    return tuple(dict.fromkeys(name for entry in entries if (name := outlet_of(entry.article))))


def is_denial(entry: Entry) -> bool:
    """Whether the source denies what others said; a negative statement alone ("it is not over") denies nothing."""
    return entry.claim.act == "deny"


def _row(voice: Voice, entries: tuple[Entry, ...], relied_on: int) -> SourceRow:
    links: dict[str, Voice] = {}
    counts: Counter[str] = Counter()
    for entry in entries:
        for link in leaned_on(entry):
            links.setdefault(link.key, link)
            counts[link.key] += 1
    return SourceRow(
        voice,
        entries,
        articles_of(entries),
        outlets_of(entries),
        tuple(Counter(entry.claim.form for entry in entries).most_common()),
        tuple(Counter(entry.claim.act for entry in entries).most_common()),
        sum(is_denial(entry) for entry in entries),
        tuple((links[key], number) for key, number in counts.most_common()),
        relied_on,
    )


def _origin(voice: Voice, entries: tuple[Entry, ...]) -> Origin:
    through: dict[str, Voice] = {}
    for entry in entries:
        for link in (speaker(entry), *leaned_on(entry)):
            if link.key != voice.key:
                through.setdefault(link.key, link)
    return Origin(voice, entries, articles_of(entries), outlets_of(entries), tuple(through.values()))
