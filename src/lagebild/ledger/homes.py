"""Whose text a page is: the outlet's own, an agency's that it took over, or another page's that it copied.

What a page says without naming anybody, and what it says on the word of somebody without a name, goes back to its home.
Two outlets that print one agency are one origin; an unnamed source counts once for each home.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from lagebild.compare import copies
from lagebild.compare.agencies import agencies_of, named_in
from lagebild.compare.identity import forces_of
from lagebild.compare.voices import Voice, actor_key, origin
from lagebild.ledger.keyed import under
from lagebild.ledger.names import Names, agency_key
from lagebild.ledger.packed import article_of
from lagebild.ledger.rows import days_of
from lagebild.ledger.store import Store
from lagebild.types import Actor, Article, Entry

Basis = Literal["own", "agency", "copy"]

#: A key that more pages share belongs to a formula and tells nothing.
_FORMULA_FROM = 50
#: So many candidates are looked at for a page, those that share most keys first, and so many of them by their texts.
_CANDIDATES, _ONCE, _PROOFS = 32, 8, 6


@dataclass(frozen=True, slots=True)
class Home:
    """The outlet whose text a page is, and how that is known."""

    outlet: int
    basis: Basis


@dataclass(frozen=True, slots=True)
class Found:
    """A page that shares most of its text with another one: `copy` took it from `original` (numbers of readings)."""

    copy: int
    original: int
    share: float


class Homes:
    """Finds and keeps the homes of pages. Every method expects to stand inside of `Store.writing`."""

    def __init__(self, store: Store, names: Names) -> None:
        self._store = store
        self._names = names

    def put(self, reading: int, article: Article, outlet: int) -> tuple[Home, list[int]]:
        """The home of a new page, whose copies are noted; and the readings that turned out to be copies of it."""
        signature = copies.signature(article.text)
        found = self._copies(reading, article, signature)
        self._store.many("INSERT INTO signatures (reading, signature) VALUES (?, ?)", [(reading, signature)])
        self._store.many(
            "INSERT INTO copy_keys (key, reading) VALUES (?, ?)",
            [(key, reading) for key in sorted(set(copies.bands(signature)))],
        )
        adopted = [one.copy for one in found if one.copy != reading and self._note(one)]
        own = max(
            (one for one in found if one.copy == reading), key=lambda one: (one.share, -one.original), default=None
        )
        if own:
            self._note(own)
        return self.home(article, outlet, own.original if own else None), adopted

    def home(self, article: Article, outlet: int, original: int | None) -> Home:
        """The home of a page: the agency that it names for the whole text, else its original's, else its outlet."""
        if whole := next((agency for agency in agencies_of(article) if agency.whole), None):
            return Home(self._names.agency(whole.actor), "agency")
        if original is not None:
            found = self._store.one("SELECT home FROM current WHERE reading = :reading", {"reading": original})
            if found:
                return Home(int(found[0]), "copy")
        return Home(outlet, "own")

    def drop(self, reading: int, article: Article) -> list[int]:
        """Forgets a page; returns the readings that copied it, which have to be looked at again."""
        keys = set(copies.bands(copies.signature(article.text)))
        self._store.many("DELETE FROM copy_keys WHERE key = ? AND reading = ?", [(key, reading) for key in keys])
        self._store.many("DELETE FROM signatures WHERE reading = ?", [(reading,)])
        self._store.many("DELETE FROM copies WHERE reading = ?", [(reading,)])
        question = "SELECT reading FROM copies WHERE original = :reading ORDER BY reading"
        orphans = [int(row[0]) for row in self._store.ask(question, {"reading": reading})]
        self._store.many("DELETE FROM copies WHERE original = ?", [(reading,)])
        return orphans

    def again(self, reading: int, article: Article) -> None:
        """Looks for the original of a page whose original went away."""
        found = [one for one in self._copies(reading, article, copies.signature(article.text)) if one.copy == reading]
        for one in sorted(found, key=lambda one: (-one.share, one.original))[:1]:
            self._note(one)

    def original(self, reading: int) -> int | None:
        """The page that a page copied, or None."""
        found = self._store.one("SELECT original FROM copies WHERE reading = :reading", {"reading": reading})
        return int(found[0]) if found else None

    def copied_from(self, reading: int) -> list[int]:
        """The pages that copied a page."""
        question = "SELECT reading FROM copies WHERE original = :reading ORDER BY reading"
        return [int(row[0]) for row in self._store.ask(question, {"reading": reading})]

    def _copies(self, reading: int, article: Article, signature: bytes) -> list[Found]:
        """The pages that the page copied, or that copied it; each proved by the texts."""
        keys = sorted(set(copies.bands(signature)))
        if not keys:
            return []
        shared: Counter[int] = Counter()
        for others in under(self._store, "copy_keys", "reading", keys, most=_FORMULA_FROM + 1).values():
            if len(others) <= _FORMULA_FROM:
                shared.update(int(other) for _, other in others if other != reading)
        likely = sorted(shared, key=lambda other: (-shared[other], other))[:_CANDIDATES]
        # One key alone is mostly a phrase that both use; a few of those are looked at, for short cuts of long texts.
        once = next((place for place, other in enumerate(likely) if shared[other] == 1), len(likely))
        candidates = likely[: max(once, min(_ONCE, len(likely)))]
        return self._proved(reading, article, signature, candidates)

    def _proved(self, reading: int, article: Article, signature: bytes, candidates: Iterable[int]) -> list[Found]:
        listed = ", ".join(map(str, candidates))
        if not listed:
            return []
        question = f"SELECT reading, signature FROM signatures WHERE reading IN ({listed})"
        signatures: dict[int, bytes] = {int(other): bytes(packed) for other, packed in self._store.ask(question)}
        worth = [one for one in candidates if copies.worth_proof(signature, signatures[one])][:_PROOFS]
        own = copies.shingles(article.text)
        pages = ((other, self._article(other)) for other in worth)
        judged = (_found(reading, article, own, other, page, _shingles_of(page.text)) for other, page in pages)
        return [found for found in judged if found]

    def _note(self, found: Found) -> bool:
        """Notes a copy, unless one of a larger share is noted; whether it is new."""
        known = self._store.one("SELECT share, original FROM copies WHERE reading = :copy", {"copy": found.copy})
        # A chain may not turn back on itself: what the original copied is no copy of it.
        if (known and known[0] >= found.share) or found.copy in self._line(found.original):
            return False
        self._store.many("DELETE FROM copies WHERE reading = ?", [(found.copy,)])
        self._store.many(
            "INSERT INTO copies (reading, original, share) VALUES (?, ?, ?)",
            [(found.copy, found.original, found.share)],
        )
        return True

    def _line(self, reading: int) -> set[int]:
        """A page and those that it goes back to."""
        line = {reading}
        while (before := self.original(reading)) is not None and before not in line:
            line.add(before)
            reading = before
        return line

    def _article(self, reading: int) -> Article:
        question = "SELECT a.body FROM readings r JOIN articles a ON a.seq = r.article WHERE r.seq = :reading"
        return article_of(self._store.ask(question, {"reading": reading})[0][0])


@lru_cache(maxsize=64)
def _shingles_of(text: str) -> frozenset[int]:
    return copies.shingles(text)


def _found(
    reading: int, article: Article, own: frozenset[int], other: int, their: Article, theirs: frozenset[int]
) -> Found | None:
    """Which of two pages copied which, or None where neither did."""
    days = [days_of(one.published) for one in (article, their)]
    apart = abs(days[0][0] - days[1][0]) if days[0] and days[1] else None
    verdict = copies.proof(own, theirs, days_apart=apart)
    if not verdict.is_copy:
        return None
    later = _is_later(days[0], days[1]) if verdict.direction == "both" else verdict.direction == "a_of_b"
    if later:
        return Found(reading, other, verdict.share_of_a)
    return Found(other, reading, verdict.share_of_b)


def _is_later(own: tuple[int, int] | None, their: tuple[int, int] | None) -> bool:
    """Whether the page that came in now is the later one: by its day, and where that does not tell, by its coming."""
    return not (own and their and own[1] < their[0])


def origin_of(entry: Entry, home: str, name: str) -> Voice:
    """The voice that a claim goes back to: the end of its chain where that is somebody, else the home of the page.

    `home` is the key of the home, `name` what it is called. A description and hearsay may hide one person or several:
    they count once for each home, and that is who the claim names nearest to them: what Yonhap has from nobody that is
    named is one origin, whoever prints Yonhap, and so is what a president has from "intelligence". A paper named in the
    words for them ("sources quoted by Yonhap") is the nearest. An outlet or agency that somebody leans on passes on
    what it was told, by whom we do not know: it counts as what it says in its own words, and never as a second witness
    known by name.
    """
    end = origin(entry)
    if end.identified and end.actor is not None and end.actor.kind == "outlet":
        return Voice(f"author:{agency_key(end.actor)}", "author", end.name)
    if end.identified and end.actor is not None:
        whole = forces_of(end.actor)  # an air force is no second witness beside the army that it belongs to
        return end if whole is end.actor else Voice(actor_key(whole), "named", whole.name, whole)
    if end.kind == "author":
        return voice_of_home(home, name)
    if (passing := _passing_on(entry)) is not None:
        return Voice(f"unnamed:{agency_key(passing)}", "unnamed", passing.name, passing)
    return Voice(f"unnamed:{home}", "unnamed", name)


def voice_of_home(home: str, name: str) -> Voice:
    """The voice that what an author tells of himself goes back to: the home of the page, by its key and name."""
    return Voice(f"author:{home}", "author", name)


def _passing_on(entry: Entry) -> Actor | None:
    """Who is named nearest to a source without a name: in its words ("sources quoted by Yonhap"), else before it."""
    line = (entry.claim.source, *entry.claim.chain)
    words = line[-1].span
    inside = [m.actor for m in entry.claim.actors if words and words.contains(m.span) and m.actor.kind == "outlet"]
    inside += named_in(words.text, entry.article.language) if words else ()
    named = [one.actor for one in line[:-1] if one.kind == "named" and one.actor is not None]
    return next(iter(inside), None) or (named[-1] if named else None)
