"""Keeps the index in step with the facts: puts a reading in force, and takes out the one that it replaces."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from lagebild.compare.voices import speaker
from lagebild.ledger import rows
from lagebild.ledger.homes import Home, Homes, origin_of
from lagebild.ledger.names import Names
from lagebild.ledger.packed import article_of, page_of, reading_of
from lagebild.ledger.rows import indexed
from lagebild.ledger.store import Row, Store
from lagebild.types import Article, Claim, Entry, Reading


@dataclass(frozen=True, slots=True)
class Stored:
    """A claim of a page in force with the numbers of its row, its speaker and its origin."""

    seq: int
    entry: Entry
    speaker: int
    origin: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page in force: the numbers of its reading and its outlet, its article and its claims."""

    reading: int
    outlet: int
    article: Article
    claims: tuple[Stored, ...]


class Index:
    """Writes the tables of `0002_index.sql`. Every method expects to stand inside of `Store.writing`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names = Names(store)
        self._homes = Homes(store, self._names)

    def forget(self) -> None:
        """Forgets the numbers of names: those of a transaction that failed are not there."""
        self._names.forget()

    def put(self, reading: int, article: int, content: Reading) -> Page:
        """Puts a reading in force, in place of the one of the same page that was."""
        key = indexed(page_of(content.article))
        replaced = self._store.one("SELECT reading FROM current WHERE page = :page", {"page": key})
        orphans = self.drop(int(replaced[0])) if replaced else []
        outlet = self._names.outlet(content.article)
        home, adopted = self._homes.put(reading, content.article, outlet)
        self._current(reading, article, key, content.article, outlet, home)
        claims = tuple(
            self._claim(reading, place, Entry(content.article, claim), home.outlet)
            for place, claim in enumerate(content.claims)
        )
        self._store.put_words([(claim.seq, *rows.words(claim.entry.claim)) for claim in claims])
        self._store.put_text(reading, indexed(content.article.text))
        page = Page(reading, outlet, content.article, claims)
        self._count(page, 1)
        for other in orphans:
            self._homes.again(other, self.page(other).article)
        for other in sorted({*adopted, *orphans}):
            self._rehome(other)
        return page

    def drop(self, reading: int) -> list[int]:
        """Takes a page out of force; returns the readings of pages that copied it and are without an original now."""
        page = self.page(reading)
        self._store.drop_words([(claim.seq, *rows.words(claim.entry.claim)) for claim in page.claims])
        self._store.drop_text(reading, indexed(page.article.text))
        for claim in page.claims:
            self._clear(claim)
        self._store.many("DELETE FROM claims WHERE seq = ?", [(claim.seq,) for claim in page.claims])
        self._count(page, -1)
        self._store.many("DELETE FROM current WHERE reading = ?", [(reading,)])
        return self._homes.drop(reading, page.article)

    def page(self, reading: int) -> Page:
        """A page in force by the number of its reading."""
        question = (
            "SELECT u.outlet, a.body, r.body FROM current u JOIN readings r ON r.seq = u.reading"
            " JOIN articles a ON a.seq = u.article WHERE u.reading = :reading"
        )
        outlet, body, packed = self._store.ask(question, {"reading": reading})[0]
        content = reading_of(packed, article_of(body))
        found = self._store.ask(
            "SELECT seq, speaker, origin FROM claims WHERE reading = :reading ORDER BY position", {"reading": reading}
        )
        claims = tuple(
            Stored(seq, Entry(content.article, claim), speaks, ends)
            for (seq, speaks, ends), claim in zip(found, content.claims, strict=True)
        )
        return Page(reading, outlet, content.article, claims)

    # --- rows of one page and its claims ----------------------------------------------------------------------

    def _current(self, reading: int, article: int, key: str, content: Article, outlet: int, home: Home) -> None:
        texts = rows.texts((content.id, content.language, content.published, content.title))
        self._store.many(
            "INSERT INTO current (reading, article, page, outlet, home, home_basis, id, language, published, title)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(reading, article, key, outlet, home.outlet, home.basis, *texts)],
        )

    def _claim(self, reading: int, position: int, entry: Entry, home: int) -> Stored:
        claim = entry.claim
        days = rows.days_of(entry.article.published)
        speaks, ends = self._names.voice(speaker(entry)), self._origin(entry, home)
        values = {
            "reading": reading, "position": position, "id": indexed(claim.id), "kind": claim.source.kind,
            "form": claim.form, "act": claim.act, "factuality": claim.factuality,
            "author_factuality": claim.author_factuality, "day": days[0] if days else None, "speaker": speaks,
            "origin": ends,
        }  # fmt: skip
        names = ", ".join(values)
        places = ", ".join(f":{name}" for name in values)
        seq = self._store.number(f"INSERT INTO claims ({names}) VALUES ({places}) RETURNING seq", values)
        self._fill(seq, claim)
        return Stored(seq, entry, speaks, ends)

    def _fill(self, seq: int, claim: Claim) -> None:
        mentions = sorted({(self._names.actor(found), found.role) for found in rows.named(claim)})
        self._store.many(
            "INSERT INTO mentions (actor, role, claim) VALUES (?, ?, ?)", [(*mention, seq) for mention in mentions]
        )
        self._store.many(
            "INSERT INTO moments (first, last, claim) VALUES (?, ?, ?)",
            [(first, last, seq) for first, last in rows.moments(claim)],
        )

    def _clear(self, stored: Stored) -> None:
        """Takes out the rows of a claim; which they are follows from the claim."""
        claim, seq = stored.entry.claim, stored.seq
        mentions = {(self._names.actor(found), found.role) for found in rows.named(claim)}
        self._store.many(
            "DELETE FROM mentions WHERE actor = ? AND role = ? AND claim = ?", [(*found, seq) for found in mentions]
        )
        self._store.many(
            "DELETE FROM moments WHERE first = ? AND claim = ?", [(first, seq) for first, _ in rows.moments(claim)]
        )

    # --- origins ----------------------------------------------------------------------------------------------

    def _origin(self, entry: Entry, home: int) -> int:
        key, name = self._store.ask("SELECT key, name FROM outlets WHERE seq = :home", {"home": home})[0]
        return self._names.voice(origin_of(entry, key, name or ""))

    def _rehome(self, reading: int) -> None:
        """Finds the home of a page anew, and with it the origins of its claims and the homes of its own copies."""
        page = self.page(reading)
        home = self._homes.home(page.article, page.outlet, self._homes.original(reading))
        question = "SELECT home, home_basis FROM current WHERE reading = :reading"
        if self._store.ask(question, {"reading": reading}) == [(home.outlet, home.basis)]:
            return
        self._store.many(
            "UPDATE current SET home = ?, home_basis = ? WHERE reading = ?", [(home.outlet, home.basis, reading)]
        )
        for claim in page.claims:
            if (ends := self._origin(claim.entry, home.outlet)) != claim.origin:
                self._store.many("UPDATE claims SET origin = ? WHERE seq = ?", [(ends, claim.seq)])
                self._store.many("UPDATE voices SET ends = ends + ? WHERE seq = ?", [(-1, claim.origin), (1, ends)])
        for other in self._homes.copied_from(reading):
            self._rehome(other)

    # --- tallies ----------------------------------------------------------------------------------------------

    def _count(self, page: Page, sign: int) -> None:
        """Adds a page to the tallies of its outlet and of the voices that speak in it, or takes it away."""
        self._store.many(
            "UPDATE outlets SET claims = claims + ?, articles = articles + ? WHERE seq = ?",
            [(sign * len(page.claims), sign, page.outlet)],
        )
        speaks = Counter(claim.speaker for claim in page.claims)
        ends = Counter(claim.origin for claim in page.claims)
        denials = Counter(claim.speaker for claim in page.claims if claim.entry.claim.act == "deny")
        tallies: list[Row] = [
            (sign * speaks[voice], sign * (voice in speaks), sign * ends[voice], sign * denials[voice], voice)
            for voice in sorted({*speaks, *ends})
        ]
        self._store.many(
            "UPDATE voices SET claims = claims + ?, articles = articles + ?, ends = ends + ?, denials = denials + ?"
            " WHERE seq = ?",
            tallies,
        )
