"""Keeps the index in step with the facts: puts a reading in force, and takes out the one that it replaces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lagebild.compare.voices import Voice, origin, speaker
from lagebild.ledger import rows
from lagebild.ledger.fold import fold_outlet
from lagebild.ledger.packed import article_of, page_of, reading_of
from lagebild.ledger.rows import Named, indexed
from lagebild.ledger.store import Row, Store
from lagebild.types import Article, Claim, Entry, Reading

#: So many names are remembered with their numbers before all are forgotten.
_REMEMBERED = 200_000


@dataclass(frozen=True, slots=True)
class Stored:
    """A claim of a reading with the numbers of its row, its speaker and the end of its chain."""

    seq: int
    entry: Entry
    speaker: int
    origin: int


class Index:
    """Writes the tables of `0002_index.sql`. Every method expects to stand inside of `Store.writing`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[str, str], int] = {}
        self.edition = -1  #: the rebuild (`rebuilds.number`, 0: none) after which the numbers were learnt

    def forget(self) -> None:
        """Forgets the numbers of names: those of a transaction that failed are not there."""
        self._known.clear()

    def put(self, reading: int, article: int, content: Reading) -> tuple[Stored, ...]:
        """Puts a reading in force, in place of the one of the same page that was."""
        page = indexed(page_of(content.article))
        if replaced := self._store.one("SELECT reading FROM current WHERE page = :page", {"page": page}):
            self.drop(int(replaced[0]))
        self._current(reading, article, page, content.article)
        stored = tuple(self._claim(reading, place, Entry(content.article, c)) for place, c in enumerate(content.claims))
        self._store.put_words([(claim.seq, *rows.words(claim.entry.claim)) for claim in stored])
        self._store.put_text(reading, indexed(content.article.text))
        self._count(content.article, stored, 1)
        return stored

    def drop(self, reading: int) -> tuple[Stored, ...]:
        """Takes a reading out of force; returns what it held."""
        stored = self.stored(reading)
        article = stored[0].entry.article if stored else self._article(reading)
        self._store.drop_words([(claim.seq, *rows.words(claim.entry.claim)) for claim in stored])
        self._store.drop_text(reading, indexed(article.text))
        for claim in stored:
            self._clear(claim)
        self._store.many("DELETE FROM claims WHERE seq = ?", [(claim.seq,) for claim in stored])
        self._count(article, stored, -1)
        self._store.many("DELETE FROM current WHERE reading = ?", [(reading,)])
        return stored

    def stored(self, reading: int) -> tuple[Stored, ...]:
        """The claims of a reading in force, with their numbers."""
        found = self._store.ask(
            "SELECT seq, speaker, origin FROM claims WHERE reading = :reading ORDER BY position", {"reading": reading}
        )
        if not found:
            return ()
        article = self._article(reading)
        (packed,) = self._store.ask("SELECT body FROM readings WHERE seq = :reading", {"reading": reading})[0]
        claims = reading_of(packed, article).claims
        return tuple(
            Stored(seq, Entry(article, claim), speaks, ends)
            for (seq, speaks, ends), claim in zip(found, claims, strict=True)
        )

    def _article(self, reading: int) -> Article:
        question = "SELECT a.body FROM readings r JOIN articles a ON a.seq = r.article WHERE r.seq = :reading"
        return article_of(self._store.ask(question, {"reading": reading})[0][0])

    # --- rows of one page and its claims ----------------------------------------------------------------------

    def _current(self, reading: int, article: int, page: str, content: Article) -> None:
        outlet = self._number("outlets", outlet_key(content), {"name": outlet_name(content)})
        row = (reading, article, page, *rows.texts((content.id, content.language, content.published, content.title)))
        self._store.many(
            "INSERT INTO current (reading, article, page, id, language, published, title, outlet)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(*row, outlet)],
        )

    def _claim(self, reading: int, position: int, entry: Entry) -> Stored:
        claim = entry.claim
        days = rows.days_of(entry.article.published)
        speaks, ends = self._voice(speaker(entry)), self._voice(origin(entry))
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
        mentions = sorted({(self._actor(found), found.role) for found in rows.named(claim)})
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
        mentions = {(self._actor(found), found.role) for found in rows.named(claim)}
        self._store.many(
            "DELETE FROM mentions WHERE actor = ? AND role = ? AND claim = ?", [(*found, seq) for found in mentions]
        )
        self._store.many(
            "DELETE FROM moments WHERE first = ? AND claim = ?", [(first, seq) for first, _ in rows.moments(claim)]
        )

    # --- names with numbers -----------------------------------------------------------------------------------

    def _actor(self, found: Named) -> int:
        actor = found.actor
        columns: dict[str, Any] = {}
        if actor is not None:
            texts = rows.texts((actor.name, actor.country, actor.wikidata))
            columns = dict(zip(("name", "country", "wikidata"), texts, strict=True), kind=actor.kind)
        number = self._number("actors", found.key, columns)
        for form in found.forms:
            if ("forms", place := f"{number}{form}") not in self._known:
                self._store.many(
                    "INSERT INTO forms (folded, actor) VALUES (?, ?) ON CONFLICT DO NOTHING", [(form, number)]
                )
                self._known["forms", place] = number
        return number

    def _voice(self, voice: Voice) -> int:
        key = indexed(voice.key)
        if known := self._known.get(("voices", key)):
            return known
        actor = None
        if voice.actor is not None:
            actor = next((self._actor(found) for found in rows.of_actor(voice.actor)), None)
        columns = {
            "kind": voice.kind, "name": indexed(voice.name), "actor": actor, "identified": int(voice.identified),
        }  # fmt: skip
        return self._number("voices", key, columns)

    def _number(self, table: str, key: str, columns: Mapping[str, Any]) -> int:
        """The number of the row with this key, which is made where it is not there."""
        if len(self._known) > _REMEMBERED:
            self.forget()
        if known := self._known.get((table, key)):
            return known
        values = {"key": key, **columns}
        names, places = ", ".join(values), ", ".join(f":{name}" for name in values)
        found = self._store.one(f"SELECT seq FROM {table} WHERE key = :key", {"key": key}) or self._store.one(
            f"INSERT INTO {table} ({names}) VALUES ({places}) RETURNING seq", values
        )
        assert found is not None
        self._known[table, key] = int(found[0])
        return int(found[0])

    # --- tallies ----------------------------------------------------------------------------------------------

    def _count(self, article: Article, stored: Sequence[Stored], sign: int) -> None:
        """Adds a page to the tallies of its outlet and of the voices that speak in it, or takes it away."""
        outlet = self._number("outlets", outlet_key(article), {"name": outlet_name(article)})
        self._store.many(
            "UPDATE outlets SET claims = claims + ?, articles = articles + ? WHERE seq = ?",
            [(sign * len(stored), sign, outlet)],
        )
        speaks = Counter(claim.speaker for claim in stored)
        ends = Counter(claim.origin for claim in stored)
        denials = Counter(claim.speaker for claim in stored if claim.entry.claim.act == "deny")
        tallies: list[Row] = [
            (sign * speaks[voice], sign * (voice in speaks), sign * ends[voice], sign * denials[voice], voice)
            for voice in sorted({*speaks, *ends})
        ]
        self._store.many(
            "UPDATE voices SET claims = claims + ?, articles = articles + ?, ends = ends + ?, denials = denials + ?"
            " WHERE seq = ?",
            tallies,
        )


def outlet_key(article: Article) -> str:
    """What makes two articles come from one outlet."""
    return indexed(fold_outlet(article.publisher, article.url))


def outlet_name(article: Article) -> str | None:
    """What the outlet is called."""
    return indexed(article.publisher) if article.publisher else None
