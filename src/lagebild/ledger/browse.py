"""One thing by its key, with what stands around it: an article, who speaks, an outlet, somebody, a quantity.

Whoever turns pages waits for each of them: no question here looks at more rows than it was allowed to, however large
the ledger is. Where something is counted among the latest only, the answer says among how many.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lagebild.ledger import answers, finding, query
from lagebild.ledger.answers import Link, Speaking
from lagebild.ledger.backing import Backing, backing
from lagebild.ledger.dealings import Dealings, dealings
from lagebild.ledger.filters import ALL, Filters
from lagebild.ledger.finding import Found, Order
from lagebild.ledger.packed import article_of, reading_of
from lagebild.ledger.rows import days_of, indexed
from lagebild.ledger.shared import Shared, shared
from lagebild.ledger.standing import GUESSED
from lagebild.ledger.store import Row, Store
from lagebild.types import Actor, Entry, Reading

#: Tallies of an outlet or a voice are made of so many of its latest claims.
TALLIED = 2_000
#: So many spellings of somebody are listed.
_FORMS = 60

Quantity = tuple[str, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet or an agency by its number, key and name; the name is empty where no page tells one."""

    seq: int
    key: str
    name: str
    claims: int
    articles: int


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as a list shows it; `added` is UTC, ISO 8601, `reading` the number that a next page goes on below."""

    reading: int
    id: str
    title: str | None
    published: str | None
    language: str
    outlet: Outlet
    claims: int
    added: str
    is_copy: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A claim of an article in the ledger: its number, and the id and the origins of its proposition, if it has one."""

    seq: int
    proposition: str | None
    claims: int
    origins: int


@dataclass(frozen=True, slots=True)
class Opened:
    """An article with its newest reading and where it comes from.

    `home` is whose text it is and `home_basis` how that is known (own, agency, copy); `original` the id of the article
    whose text it copies, with the part of it (0 to 1). `said` has the claims of the reading by their ids.
    """

    reading: Reading
    added: str
    outlet: Outlet
    home: Outlet
    home_basis: str
    original: str | None
    share: float | None
    said: Mapping[str, Said]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody or something that is named: by all numbers that readers said to be one, with the spellings met."""

    seqs: tuple[int, ...]
    key: str
    actor: Actor
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the latest claims of a voice or an outlet stand: `among` so many of them.

    `alone` are those that no other outlet makes; `corrected` were revised or taken back later, `contradicted` denied or
    disputed, `confirmed` confirmed.
    """

    among: int
    alone: int
    corrected: int
    contradicted: int
    confirmed: int


class Browse:
    """The questions; each has to stand inside of `Ledger.snapshot`, which puts errors of the database in words too."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # --- articles ---

    def latest(self, *, limit: int, below: int | None = None, outlet: int | None = None) -> list[Listed]:
        """The articles that came in last; those after them with `below`; of one outlet."""
        where = "u.reading < :below"
        if outlet is not None:
            where += " AND u.outlet = :outlet"
        question = (
            "SELECT u.reading, u.id, u.title, u.published, u.language, u.outlet,"
            " (SELECT count(*) FROM claims c WHERE c.reading = u.reading), r.added, u.home_basis"
            f" FROM current u JOIN readings r ON r.seq = u.reading WHERE {where} ORDER BY u.reading DESC LIMIT :most"
        )
        rows = self._store.ask(question, {"below": _top(below), "outlet": outlet, "most": limit})
        outlets = self._outlets(int(row[5]) for row in rows)
        return [
            Listed(int(seq), id_, title, day, language, outlets[int(of)], int(claims), added, basis == "copy")
            for seq, id_, title, day, language, of, claims, added, basis in rows
        ]

    def article(self, beginning: str) -> Opened | None:
        """The article in force whose id begins like this, the latest of several; None where there is none."""
        wanted = indexed(beginning)
        question = (
            "SELECT u.reading, u.outlet, u.home, u.home_basis, a.body, r.body, r.added, o.id, x.share FROM current u"
            " JOIN articles a ON a.seq = u.article JOIN readings r ON r.seq = u.reading"
            " LEFT JOIN copies x ON x.reading = u.reading LEFT JOIN current o ON o.reading = x.original"
            " WHERE u.id >= :first AND u.id < :last ORDER BY u.id, u.reading DESC LIMIT 1"
        )
        found = self._store.one(question, {"first": wanted, "last": wanted + chr(0x10FFFF)}) if wanted else None
        if found is None:
            return None
        reading, outlet, home, basis, body, packed, added, original, share = found
        outlets = self._outlets((int(outlet), int(home)))
        return Opened(
            reading_of(bytes(packed), article_of(bytes(body))),
            added,
            outlets[int(outlet)],
            outlets[int(home)],
            basis,
            original,
            share,
            self._said(int(reading)),
        )

    def _said(self, reading: int) -> dict[str, Said]:
        question = (
            "SELECT c.id, c.seq, p.id, p.claims, p.origins FROM claims c LEFT JOIN propositions p"
            " ON p.seq = c.proposition WHERE c.reading = :reading ORDER BY c.position"
        )
        rows = self._store.ask(question, {"reading": reading})
        return {row[0]: Said(int(row[1]), row[2], int(row[3] or 0), int(row[4] or 0)) for row in rows}

    def links_of(self, claims: Iterable[int], *, limit: int) -> list[Link]:
        """The links from and to some claims, the latest first."""
        listed = ", ".join(str(int(seq)) for seq in sorted(set(claims)))
        if not listed:
            return []
        question = (
            "SELECT kind, claim, number, other, other_number, why FROM links"
            f" WHERE claim IN ({listed}) OR other IN ({listed})"
            " ORDER BY day DESC NULLS LAST, claim DESC, kind, other LIMIT :most"
        )
        return answers.linked(self._store, self._store.ask(question, {"most": limit}))

    # --- outlets ---

    def outlets(self, *, limit: int, skip: int = 0) -> list[Outlet]:
        """The outlets with most articles."""
        question = (
            "SELECT seq, key, name, claims, articles FROM outlets WHERE articles > 0"
            " ORDER BY articles DESC, seq LIMIT :most OFFSET :skip"
        )
        return [_outlet(row) for row in self._store.ask(question, {"most": limit, "skip": skip})]

    def outlet(self, key: str) -> Outlet | None:
        """The outlet with this key, without the blank that folded names begin with or with it."""
        question = "SELECT seq, key, name, claims, articles FROM outlets WHERE key IN (:key, :folded) ORDER BY seq"
        given = indexed(key)
        found = self._store.one(question, {"key": given, "folded": f" {given}"})
        return _outlet(found) if found else None

    def _outlets(self, numbers: Iterable[int]) -> dict[int, Outlet]:
        listed = ", ".join(map(str, sorted(set(numbers))))
        question = f"SELECT seq, key, name, claims, articles FROM outlets WHERE seq IN ({listed})"
        return {int(row[0]): _outlet(row) for row in (self._store.ask(question) if listed else ())}

    def outlet_standing(self, outlet: int, *, articles: int = 300) -> Standing:
        """How the claims of the latest articles of an outlet stand."""
        claims = (
            "SELECT c.seq, c.proposition FROM claims c JOIN (SELECT reading FROM current WHERE outlet = :one"
            " ORDER BY reading DESC LIMIT :articles) u ON u.reading = c.reading LIMIT :tallied"
        )
        return self._standing(claims, {"one": outlet, "articles": articles})

    # --- voices ---

    def voice(self, key: str) -> Speaking | None:
        """The voice with this key, with its tallies."""
        question = "SELECT seq, claims, articles, ends, denials FROM voices WHERE key = :key"
        found = answers.speaking(self._store, self._store.ask(question, {"key": indexed(key)}))
        return found[0] if found else None

    def voices_of(self, actors: Sequence[int]) -> list[Speaking]:
        """The voices behind which some actors stand."""
        listed = ", ".join(map(str, actors))
        question = (
            f"SELECT seq, claims, articles, ends, denials FROM voices WHERE actor IN ({listed})"
            " ORDER BY claims DESC, seq LIMIT 20"
        )
        return answers.speaking(self._store, self._store.ask(question)) if listed else []

    def dealings_of(self, actors: Sequence[int], *, limit: int) -> Dealings:
        """Whom some actors act toward, and who acts toward them."""
        return dealings(self._store, actors, limit=limit)

    def said_by(self, voice: int, *, limit: int, below: int | None = None) -> list[tuple[int, Entry]]:
        """The latest claims of a voice, with their numbers."""
        question = "SELECT seq FROM claims WHERE speaker = :voice AND seq < :below ORDER BY seq DESC LIMIT :most"
        return self._entries(question, {"voice": voice, "below": _top(below), "most": limit})

    def going_back_to(self, voice: int, *, limit: int, below: int | None = None) -> list[tuple[int, Entry]]:
        """The latest claims that others make and that go back to a voice."""
        question = (
            "SELECT seq FROM claims WHERE origin = :voice AND speaker <> :voice AND seq < :below"
            " ORDER BY seq DESC LIMIT :most"
        )
        return self._entries(question, {"voice": voice, "below": _top(below), "most": limit})

    def voice_standing(self, voice: int) -> Standing:
        """How the latest claims of a voice stand."""
        claims = "SELECT seq, proposition FROM claims WHERE speaker = :one ORDER BY seq DESC LIMIT :tallied"
        return self._standing(claims, {"one": voice})

    # --- actors ---

    def actor(self, key: str) -> Person | None:
        """The actor with this key, and all that readers said to be the same."""
        question = "SELECT seq, coalesce(same, seq) FROM actors WHERE key = :key"
        found = self._store.one(question, {"key": indexed(key)})
        if found is None:
            return None
        question = (
            "SELECT seq, key, name, kind, country, wikidata FROM actors WHERE seq = :one OR same = :one"
            " ORDER BY CASE WHEN seq = :one THEN 0 ELSE 1 END, seq LIMIT 50"
        )
        rows = self._store.ask(question, {"one": int(found[1])})
        _, first_key, name, kind, country, wikidata = rows[0]
        seqs = tuple(int(row[0]) for row in rows)
        listed = ", ".join(map(str, seqs))
        forms = self._store.ask(
            f"SELECT DISTINCT folded FROM forms WHERE actor IN ({listed}) ORDER BY folded LIMIT {_FORMS}"
        )
        actor = Actor(name or first_key.partition(":")[2], kind or "other", country, wikidata)
        return Person(seqs, first_key, actor, tuple(str(row[0]).strip() for row in forms))

    def mentioned(
        self, actors: Sequence[int], roles: Sequence[str], *, limit: int, below: int | None = None
    ) -> list[tuple[int, Entry]]:
        """The latest claims that name one of some actors in one of some roles, with their numbers."""
        found: set[int] = set()
        question = (
            "SELECT claim FROM mentions WHERE actor = :actor AND role = :role AND claim < :below"
            " ORDER BY claim DESC LIMIT :most"
        )
        for actor in actors:
            for role in roles:
                given = {"actor": actor, "role": role, "below": _top(below), "most": limit}
                found.update(int(row[0]) for row in self._store.ask(question, given))
        wanted = sorted(found, reverse=True)[:limit]
        entries = query.at(self._store, wanted)
        return [(seq, entries[seq]) for seq in wanted]

    # --- figures ---

    def quantity(self, parts: Quantity, *, limit: int) -> list[Entry] | None:
        """The claims with the latest figures of a quantity (concept, unit, owner, family); None where it is not known.

        Figures that do not say whose they are come along: beside the others it may show whose.
        """
        named = dict(zip(("concept", "unit", "owner", "family"), parts, strict=True))
        same = " AND ".join(f"{name} = :{name}" if named[name] else f"{name} IS NULL" for name in ("unit", "family"))
        question = (
            f"SELECT seq FROM quantities WHERE concept = :concept AND {same} AND (owner = :owner OR owner IS NULL)"
            " ORDER BY seq LIMIT 20"
        )
        listed = ", ".join(str(int(row[0])) for row in self._store.ask(question, named))
        if not listed:
            return None
        question = (
            f"SELECT DISTINCT claim, said FROM figures WHERE quantity IN ({listed})"
            " ORDER BY said DESC NULLS LAST, claim LIMIT :most"
        )
        rows = self._store.ask(question, {"most": limit})
        entries = query.at(self._store, [int(row[0]) for row in rows])
        return list(entries.values())

    def same_things(self, concept: str, *, limit: int, each: int) -> list[Entry]:
        """The claims with the latest figures, `each` at most, of each of the quantities that count one concept."""
        question = (
            "SELECT seq FROM quantities WHERE concept = :concept AND figures > 0"
            " ORDER BY articles DESC, figures DESC, seq LIMIT :most"
        )
        found = [int(row[0]) for row in self._store.ask(question, {"concept": concept, "most": limit})]
        question = "SELECT claim FROM figures WHERE quantity = :one ORDER BY said DESC NULLS LAST, claim LIMIT :most"
        claims = {int(row[0]) for one in found for row in self._store.ask(question, {"one": one, "most": each})}
        return list(query.at(self._store, sorted(claims)).values())

    def copied(self, articles: Iterable[str]) -> Mapping[str, str]:
        """Of some articles in force those that copy an earlier text, each with the article whose text it is, by ids."""
        wanted = {f"id_{place}": indexed(article) for place, article in enumerate(dict.fromkeys(articles))}
        if not wanted:
            return {}
        question = (
            "SELECT u.id, o.id FROM current u JOIN copies x ON x.reading = u.reading"
            f" JOIN current o ON o.reading = x.original WHERE u.id IN ({', '.join(f':{name}' for name in wanted)})"
        )
        return {str(copy): str(original) for copy, original in self._store.ask(question, wanted)}

    def backing(self, claims: Iterable[str]) -> Mapping[str, Backing]:
        """Whom some claims go back to, by the ids of the claims."""
        return backing(self._store, claims)

    # --- many ---

    def find(
        self, words: str = "", filters: Filters = ALL, *, order: Order = "latest", limit: int, skip: int = 0
    ) -> Found:
        """The claims that hold all words and fit, with what is among them by kind; raises UsageError for no words."""
        return finding.find(self._store, words, filters, order=order, limit=limit, skip=skip)

    def newest(self, filters: Filters = ALL, *, types: Collection[str] | None = None, limit: int) -> list[Entry]:
        """The claims that fit and came in last; with `types` those that tell a deed of one of them (none: of any)."""
        return finding.latest(self._store, filters, types=types, limit=limit)

    def dated(self, until: int | None, *, limit: int) -> list[Entry]:
        """The claims that speak of the latest days up to one (days since 1970-01-01; None: of the last publication)."""
        if until is None:
            found = self._store.one("SELECT max(published) FROM current")
            days = days_of(found[0]) if found and found[0] else None
            until = days[1] if days else 0
        question = "SELECT claim FROM moments WHERE first <= :until ORDER BY first DESC, claim DESC LIMIT :most"
        rows = self._store.ask(question, {"until": until, "most": limit})
        return list(query.at(self._store, [int(row[0]) for row in rows]).values())

    def done(self, types: Collection[str], until: int | None, *, limit: int) -> tuple[list[Entry], int | None]:
        """The claims that tell the latest deeds of some types (none: of any) up to a day (since 1970-01-01), and the
        day before which there may be more; None where these are all."""
        question = (
            "SELECT e.deed, e.last FROM (SELECT seq AS deed, type, last FROM deeds) e"
            f" WHERE {finding.of_types(types)}{'' if until is None else ' AND e.last <= :until'}"
            " ORDER BY e.last DESC NULLS LAST, e.deed DESC LIMIT :most"
        )
        deeds = self._store.ask(question, {"most": limit} | ({} if until is None else {"until": until}))
        listed = ", ".join(str(int(row[0])) for row in deeds)
        told = self._store.ask(f"SELECT claim FROM events WHERE deed IN ({listed})") if deeds else ()
        more = deeds[-1][1] if len(deeds) == limit else None
        return list(query.at(self._store, [int(row[0]) for row in told]).values()), more

    def shared(self, kind: Literal["outlet", "day"], one: int | str, other: int | str, *, limit: int) -> Shared:
        """What two outlets (by number) or two days have in common, and what only one of them has."""
        return shared(self._store, kind, one, other, limit=limit)

    # --- parts ---

    def _entries(self, question: str, values: Mapping[str, object]) -> list[tuple[int, Entry]]:
        wanted = [int(row[0]) for row in self._store.ask(question, values)]
        entries = query.at(self._store, wanted)
        return [(seq, entries[seq]) for seq in wanted]

    def _standing(self, claims: str, values: Mapping[str, object]) -> Standing:
        found = self._store.ask(
            "SELECT count(*), sum(CASE WHEN coalesce(p.outlets, 1) = 1 THEN 1 ELSE 0 END)"
            f" FROM ({claims}) t LEFT JOIN propositions p ON p.seq = t.proposition",
            {**values, "tallied": TALLIED},
        )[0]
        linked: list[Row] = self._store.ask(
            f"SELECT l.kind, count(DISTINCT t.seq) FROM ({claims}) t JOIN (SELECT kind, other, {GUESSED} AS guessed"
            " FROM links) l ON l.other = t.seq WHERE l.guessed = 0 GROUP BY l.kind",
            {**values, "tallied": TALLIED},
        )
        numbers = {str(kind): int(number) for kind, number in linked}

        def of(*kinds: str) -> int:
            return sum(numbers.get(kind, 0) for kind in kinds)

        corrected, contradicted = of("revision", "revises", "retracts"), of("dispute", "denies")
        return Standing(int(found[0]), int(found[1] or 0), corrected, contradicted, of("confirms"))


def _top(below: int | None) -> int:
    return 2**62 if below is None else below


def _outlet(row: Row) -> Outlet:
    seq, key, name, claims, articles = row
    return Outlet(
        int(seq), key, name or ("" if key.startswith("article:") else key.strip()), int(claims), int(articles)
    )
