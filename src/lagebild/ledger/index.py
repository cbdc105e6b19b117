"""Keeps the index in step with the facts: puts a reading in force, and takes out the one that it replaces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lagebild.compare.voices import leaned_on, speaker
from lagebild.ledger import query, rows, talks
from lagebild.ledger.answering import Answering
from lagebild.ledger.comparison import CLAIMS
from lagebild.ledger.decisions import LAST
from lagebild.ledger.deeds import Deeds, around
from lagebild.ledger.gathering import Comparison, Gathering
from lagebild.ledger.homes import Home, Homes, origin_of, voice_of_home
from lagebild.ledger.keyed import inserted
from lagebild.ledger.names import Names
from lagebild.ledger.packed import article_of, page_of, reading_of
from lagebild.ledger.packs import packed
from lagebild.ledger.quantities import Quantities
from lagebild.ledger.rows import indexed
from lagebild.ledger.store import Row, Store
from lagebild.types import Article, Entry, Reading

_CLAIM = (
    "reading", "position", "id", "kind", "form", "act", "factuality", "author_factuality", "day", "speaker", "origin",
)  # fmt: skip
#: A voice, a kind of habit, and what it is.
Habit = tuple[int, str, str]


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


@dataclass(frozen=True, slots=True)
class Left:
    """What a page that was taken out of force leaves to be looked at again.

    Readings of pages that copied it, the propositions that its claims were in, claims that answered them, and claims
    that were gathered through them.
    """

    copies: tuple[int, ...] = ()
    propositions: frozenset[int] = frozenset()
    answers: frozenset[int] = frozenset()
    leaning: frozenset[int] = frozenset()


def _end(stands: Mapping[int, int], actor: int) -> int:
    while actor in stands:
        actor = stands[actor]
    return actor


def numbered(page: Page) -> list[tuple[int, Entry]]:
    """The claims of a page with their numbers."""
    return [(claim.seq, claim.entry) for claim in page.claims]


class Index:
    """Writes the tables of `0002_index.sql`. Every method expects to stand inside of `Store.writing`."""

    def __init__(self, store: Store, comparison: Comparison | None = None) -> None:
        self._store = store
        self._names = Names(store)
        self._homes = Homes(store, self._names)
        self._gathering = Gathering(store, comparison or CLAIMS)
        self._quantities = Quantities(store, self._names, lambda reading: numbered(self.page(reading)))
        self._deeds = Deeds(store, self._names)
        self._answering = Answering(store, lambda claims: query.at(store, claims), self._gathering.keys)
        self.edition = -1  #: the rebuild (`rebuilds.number`, 0: none) after which the numbers were learnt

    def forget(self) -> None:
        """Forgets what is remembered: the numbers of a transaction that failed are not there."""
        self._names.forget()
        self._quantities.forget()
        self._deeds.forget()

    def put(self, reading: int, article: int, content: Reading) -> Page:
        """Puts a reading in force, in place of the one of the same page that was."""
        whose = indexed(page_of(content.article))
        replaced = self._store.one("SELECT reading FROM current WHERE page = :page", {"page": whose})
        left = self.drop(int(replaced[0])) if replaced else Left()
        outlet = self._names.outlet(content.article)
        home, adopted = self._homes.put(reading, content.article, outlet)
        self._current(reading, article, whose, content.article, outlet, home)
        key, name = self._home(home.outlet)
        claims = self._claims(reading, content, key, name)
        pack = self._pack(reading, outlet, claims)
        self._store.many("INSERT INTO packs (reading, body) VALUES (?, ?)", [(reading, pack)])
        self._store.put_words([(claim.seq, *rows.words(claim.entry.claim)) for claim in claims])
        self._store.put_text(reading, indexed(content.article.text))
        page = Page(reading, outlet, content.article, claims)
        self._count(page, 1)
        changed = {*left.propositions, *self._gathering.put(numbered(page))}
        changed |= self._gathering.again((), left.leaning)
        self._deeds.put(numbered(page), voice_of_home(key, name))
        self._quantities.put(reading, numbered(page))
        self._answering.put(numbered(page), left.answers)
        talks.put(self._store, numbered(page))
        for other in left.copies:
            self._homes.again(other, self.page(other).article)
        for other in sorted({*adopted, *left.copies}):
            changed |= self._rehome(other)
        self._names.write()
        self._gathering.settle(changed)
        self._deeds.settle()
        return page

    def drop(self, reading: int) -> Left:
        """Takes a page out of force; returns what has to be looked at again."""
        page = self.page(reading)
        answers = self._answering.waiting(claim.seq for claim in page.claims)
        leaning = self._gathering.leaning(claim.seq for claim in page.claims)
        self._deeds.drop(claim.seq for claim in page.claims)
        propositions = self._gathering.drop(claim.seq for claim in page.claims)
        self._quantities.drop(numbered(page))
        self._store.drop_words([(claim.seq, *rows.words(claim.entry.claim)) for claim in page.claims])
        self._store.drop_text(reading, indexed(page.article.text))
        for claim in page.claims:
            self._clear(claim)
        own = [(claim.seq,) for claim in page.claims]
        talks.drop(self._store, [claim.seq for claim in page.claims])
        for statement in ("links WHERE claim = ?", "links WHERE other = ?", "claims WHERE seq = ?"):
            self._store.many(f"DELETE FROM {statement}", own)
        self._count(page, -1)
        for table in ("packs", "current"):
            self._store.many(f"DELETE FROM {table} WHERE reading = ?", [(reading,)])
        copies = tuple(self._homes.drop(reading, page.article))
        return Left(copies, frozenset(propositions), frozenset(answers), frozenset(leaning))

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

    # --- what readers decided ---------------------------------------------------------------------------------

    def as_decided_until(self, decision: int | None) -> None:
        """From now on, decisions after this row count as not made yet; None: all count."""
        self._gathering.until = LAST if decision is None else decision

    def gather_again(self, claims: Iterable[str]) -> None:
        """Gathers some claims (by id) anew, with all of the propositions that they are in."""
        seqs: set[int] = set()
        propositions: set[int] = set()
        for claim in claims:
            for seq, proposition in self._store.ask(
                "SELECT seq, proposition FROM claims WHERE id = :id", {"id": indexed(claim)}
            ):
                seqs.add(int(seq))
                propositions |= {int(proposition)} if proposition is not None else set()
        told = set(seqs)
        for proposition in sorted(propositions):
            question = "SELECT seq FROM claims WHERE proposition = :proposition"
            told |= {int(row[0]) for row in self._store.ask(question, {"proposition": proposition})}
        self._gathering.settle(self._gathering.again(propositions, seqs))
        self._deeds.again(told)
        self._deeds.settle()

    def same_actors(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Takes pairs of actors (by key) for one, and none but those; what they are the origin of is counted anew."""
        before = self._store.ask("SELECT seq, same FROM actors WHERE same IS NOT NULL ORDER BY seq")
        after = self._one(pairs)
        if dict(before) == after:
            return
        self._store.many("UPDATE actors SET same = NULL WHERE seq = ?", [(seq,) for seq, _ in before])
        self._store.many("UPDATE actors SET same = ? WHERE seq = ?", [(same, seq) for seq, same in after.items()])
        actors = {*after, *after.values(), *(int(n) for row in before for n in row)}
        listed = ", ".join(map(str, sorted(actors)))
        question = (
            "SELECT DISTINCT c.proposition FROM voices v JOIN claims c ON c.origin = v.seq"
            f" WHERE v.actor IN ({listed}) AND c.proposition IS NOT NULL"
        )
        self._gathering.settle(int(row[0]) for row in self._store.ask(question))
        self._deeds.of_actors(actors)
        self._deeds.settle()

    def _one(self, pairs: Sequence[tuple[str, str]]) -> dict[int, int]:
        """For each actor that is another one, the number of the one that stands for all of its kind."""
        numbers: dict[str, int] = {}
        for key in {key for pair in pairs for key in pair}:
            found = self._store.one("SELECT seq FROM actors WHERE key = :key", {"key": key})
            if found:
                numbers[key] = int(found[0])
        stands: dict[int, int] = {}
        for one, other in pairs:
            if one in numbers and other in numbers:
                first, second = (_end(stands, numbers[key]) for key in (one, other))
                if first != second:
                    stands[second] = first
        return {actor: _end(stands, actor) for actor in stands}

    # --- rows of one page and its claims ----------------------------------------------------------------------

    def _current(self, reading: int, article: int, key: str, content: Article, outlet: int, home: Home) -> None:
        texts = rows.texts((content.id, content.language, content.published, content.title))
        self._store.many(
            "INSERT INTO current (reading, article, page, outlet, home, home_basis, id, language, published, title)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(reading, article, key, outlet, home.outlet, home.basis, *texts)],
        )

    def _claims(self, reading: int, content: Reading, key: str, name: str) -> tuple[Stored, ...]:
        """Writes the rows of a page's claims, and whom and which days they name; `key` and `name` are its home's."""
        entries = [Entry(content.article, claim) for claim in content.claims]
        named = [tuple(rows.named(claim)) for claim in content.claims]
        self._names.learn(found for some in (*named, *(around(claim) for claim in content.claims)) for found in some)
        voices, mentions = list[tuple[int, int]](), list[set[tuple[int, str]]]()
        for entry, some in zip(entries, named, strict=True):
            ends = origin_of(entry, key, name)
            voices.append((self._names.voice(speaker(entry)), self._names.voice(ends)))
            mentions.append({(self._names.actor(found), found.role) for found in some})
        days = rows.days_of(content.article.published)
        given = [
            (
                reading, place, indexed(claim.id), claim.source.kind, claim.form, claim.act, claim.factuality,
                claim.author_factuality, days[0] if days else None, *said,
            )
            for place, (claim, said) in enumerate(zip(content.claims, voices, strict=True))
        ]  # fmt: skip
        numbers = {place: seq for seq, place in inserted(self._store, "claims", _CLAIM, given, "position")}
        stored = tuple(Stored(numbers[place], entry, *voices[place]) for place, entry in enumerate(entries))
        self._store.many(
            "INSERT INTO mentions (actor, role, claim) VALUES (?, ?, ?)",
            [(*mention, one.seq) for one, some in zip(stored, mentions, strict=True) for mention in sorted(some)],
        )
        self._store.many(
            "INSERT INTO moments (first, last, claim) VALUES (?, ?, ?)",
            [(*moment, one.seq) for one in stored for moment in rows.moments(one.entry.claim)],
        )
        return stored

    def _pack(self, reading: int, outlet: int, claims: Iterable[Stored]) -> bytes:
        """What is counted of the claims of a page."""
        numbers = ((one.seq, one.speaker, one.origin, self._names.manner(one.entry.claim)) for one in claims)
        return packed((*each, reading, outlet) for each in numbers)

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

    def _home(self, home: int) -> tuple[str, str]:
        """The key of an outlet, and what it is called."""
        key, name = self._store.ask("SELECT key, name FROM outlets WHERE seq = :home", {"home": home})[0]
        return str(key), name or ""

    def _rehome(self, reading: int) -> set[int]:
        """Finds the home of a page anew, and with it the origins of its claims and the homes of its own copies.

        Returns the propositions whose origins changed.
        """
        page = self.page(reading)
        home = self._homes.home(page.article, page.outlet, self._homes.original(reading))
        question = "SELECT home, home_basis FROM current WHERE reading = :reading"
        if self._store.ask(question, {"reading": reading}) == [(home.outlet, home.basis)]:
            return set()
        self._store.many(
            "UPDATE current SET home = ?, home_basis = ? WHERE reading = ?", [(home.outlet, home.basis, reading)]
        )
        key, name = self._home(home.outlet)
        claims = [replace(claim, origin=self._names.voice(origin_of(claim.entry, key, name))) for claim in page.claims]
        self._store.many(
            "UPDATE packs SET body = ? WHERE reading = ?", [(self._pack(reading, page.outlet, claims), reading)]
        )
        for claim, new in zip(page.claims, claims, strict=True):
            if (ends := new.origin) != claim.origin:
                self._store.many("UPDATE claims SET origin = ? WHERE seq = ?", [(ends, claim.seq)])
                self._store.many("UPDATE voices SET ends = ends + ? WHERE seq = ?", [(-1, claim.origin), (1, ends)])
                outlet = str(page.outlet)
                self._habit({(claim.origin, "reach", outlet): -1, (ends, "reach", outlet): 1})
        self._deeds.rehome(reading, numbered(page), voice_of_home(key, name))
        question = "SELECT DISTINCT proposition FROM claims WHERE reading = :reading AND proposition IS NOT NULL"
        changed = {int(row[0]) for row in self._store.ask(question, {"reading": reading})}
        for other in self._homes.copied_from(reading):
            changed |= self._rehome(other)
        return changed

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
        habits = Counter(habit for claim in page.claims for habit in self._habits(claim, page.outlet))
        self._habit({habit: sign * number for habit, number in habits.items()})

    def _habits(self, claim: Stored, outlet: int) -> Iterator[Habit]:
        yield claim.speaker, "form", claim.entry.claim.form
        yield claim.speaker, "act", claim.entry.claim.act
        yield claim.speaker, "outlet", str(outlet)
        yield claim.origin, "reach", str(outlet)
        for voice in sorted({self._names.voice(voice) for voice in leaned_on(claim.entry)}):
            yield claim.speaker, "leans", str(voice)

    def _habit(self, counted: Mapping[Habit, int]) -> None:
        """Adds to the tallies of habits; those that come to nothing are no habits."""
        self._store.many(
            "INSERT INTO habits (voice, kind, value, claims) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (voice, kind, value) DO UPDATE SET claims = habits.claims + excluded.claims",
            [(*habit, number) for habit, number in sorted(counted.items())],
        )
        gone = [habit for habit, number in sorted(counted.items()) if number < 0]
        self._store.many("DELETE FROM habits WHERE voice = ? AND kind = ? AND value = ? AND claims = 0", gone)
