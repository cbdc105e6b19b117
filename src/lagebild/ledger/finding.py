"""Finds claims by words and filters for somebody who waits, the latest or earliest first, and what is among them.

However many claims fit, at most `LOOKED_AT` of them are looked at, those that came in last (or first). Where neither
words nor a name narrow the question, only the latest (or earliest) `REACH` claims of the ledger are asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from lagebild.compare.deed_rules import kinds
from lagebild.compare.voices import actor_key
from lagebild.errors import UsageError
from lagebild.ledger import answers, conditions, doings, query
from lagebild.ledger.filters import ALL, Filters
from lagebild.ledger.packed import article_of
from lagebild.ledger.rows import days_of
from lagebild.ledger.store import Store
from lagebild.types import Actor, Article, Entry, Span

LOOKED_AT, REACH = 2_000, 200_000
#: Names and places are counted in so many of the claims, the first of the list.
NAMED_IN = 120
#: So many voices are named among the sources, those of most claims.
_VOICES = 40
#: A question for so many days goes by the days, a longer one by the order in which claims came in.
_FEW_DAYS = 31

Order = Literal["latest", "earliest", "best"]
Pairs = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Claims that fit: `entries` are those of one page of the list, `among` is how many were looked at.

    `is_cut` tells that more fit than were looked at. `facets` count values among those looked at, most first: form,
    act, factuality, kind, language, outlet (names), source (names), origins ("1", "2", "3-5", "6+"; none: in no
    proposition); actor and place among the first `NAMED_IN`. One actor is counted once, whatever it is called: under
    the name with which it was met first; `known` has, for each of those facets, who is behind a name, where somebody
    is. `elsewhere` are articles that hold the words outside of the claims found, with the place.
    """

    entries: tuple[Entry, ...]
    among: int
    is_cut: bool
    facets: Mapping[str, Pairs]
    known: Mapping[str, Mapping[str, Actor]] = field(default_factory=dict)
    elsewhere: tuple[tuple[Article, Span], ...] = ()


def find(
    store: Store, words: str = "", filters: Filters = ALL, *, order: Order = "latest", limit: int, skip: int = 0
) -> Found:
    """The claims that hold all words and fit; `best` puts those first in which the words weigh most.

    Raises UsageError for words that are none.
    """
    numbers = _numbers(store, words, filters, order=order)
    is_cut = len(numbers) > LOOKED_AT
    numbers = numbers[:LOOKED_AT]
    shown = _ranked(store, words, numbers) if order == "best" and words else numbers
    named = query.at(store, shown[:NAMED_IN])
    page = query.at(store, shown[skip : skip + limit])
    entries = tuple(page[seq] for seq in shown[skip : skip + limit])
    counted = {**_who_speaks(store, numbers), **_who_is_named(store, named.values())}
    facets = {**_facets(store, numbers), **{name: one.pairs() for name, one in counted.items()}}
    known = {name: one.known for name, one in counted.items()}
    elsewhere = _elsewhere(store, words, filters, {entry.article.id for entry in entries}) if words and not skip else ()
    return Found(entries, len(numbers), is_cut, facets, known, tuple(elsewhere))


def latest(store: Store, filters: Filters = ALL, *, types: Collection[str] | None = None, limit: int) -> list[Entry]:
    """The claims that fit and came in last; with `types` those that tell a deed of one of them (none: of any)."""
    numbers = _numbers(store, "", filters, most=LOOKED_AT if types is not None else limit)
    if types is not None and numbers:
        listed = ", ".join(map(str, numbers))
        question = f"SELECT DISTINCT claim FROM events e WHERE e.claim IN ({listed}) AND {of_types(types)}"
        telling = {int(row[0]) for row in store.ask(question)}
        numbers = [seq for seq in numbers if seq in telling]
    numbers = numbers[:limit]
    found = query.at(store, numbers)
    return [found[seq] for seq in numbers]


def of_types(types: Collection[str]) -> str:
    """The condition on an event `e` that it is a deed of one of some types, without any of whatever type."""
    if wrong := set(types) - set(kinds()):
        raise UsageError(f"type {min(wrong)!r} is not known; choose one of: {', '.join(kinds())}")
    listed = ", ".join(f"'{kind}'" for kind in sorted(types))
    return f"e.deed IS NOT NULL AND e.type IN ({listed})" if types else "e.deed IS NOT NULL"


def _numbers(
    store: Store, words: str, filters: Filters, *, order: Order = "latest", most: int = LOOKED_AT
) -> list[int]:
    """The numbers of the claims that fit, those that came in last first, one more than `most`.

    `earliest`: those that came in first.
    """
    is_late = order != "earliest" and not words
    fits, values = conditions.of_latest(store, filters, most + 1) if is_late else conditions.of_claim(store, filters)
    given: dict[str, Any] = {**values, "most": most + 1}
    way = "ASC" if order == "earliest" else "DESC"
    if words:
        ranked, key = store.claims, store.claims.key
        given["words"] = store.query(conditions.terms_of(words))
        joined = f" JOIN claims c ON c.seq = w.{key} JOIN current u ON u.reading = c.reading"
        fitting = ("", "") if filters == ALL else (joined, f" AND {fits}")
        question = (
            f"SELECT w.{key} FROM {ranked.table} w{fitting[0]} WHERE {ranked.match}{fitting[1]}"
            f" ORDER BY w.{key} {way} LIMIT :most"
        )
        return [int(row[0]) for row in store.ask(question, given)]
    near, more = _near(store, filters, order)
    question = (
        f"SELECT c.seq FROM claims c JOIN current u ON u.reading = c.reading WHERE {fits} AND {near[0]}"
        f" ORDER BY {near[1]} {way} LIMIT :most"
    )
    return [int(row[0]) for row in store.ask(question, {**given, **more})]


def _near(store: Store, filters: Filters, order: Order) -> tuple[tuple[str, str], dict[str, Any]]:
    """A condition and an order by which the database begins at the few rows that can fit."""
    if filters.outlet or filters.source or filters.actor or filters.place or filters.when or filters.text:
        return ("1 = 1", "c.seq + 0"), {}
    first, last = (days_of(day) for day in (filters.since, filters.until))
    if first and last and last[1] - first[0] < _FEW_DAYS:
        bounds = [date.fromordinal(day + date(1970, 1, 1).toordinal()).isoformat() for day in (first[0], last[1])]
        # A month without a day ("2024-10") stands before its days.
        condition = "u.published >= :near_first AND u.published <= :near_last"
        return (condition, "c.seq + 0"), {"near_first": bounds[0][:7], "near_last": bounds[1]}
    if order == "earliest":
        first_one = store.one("SELECT min(seq) FROM claims")
        return ("c.seq < :near", "c.seq"), {"near": int((first_one and first_one[0]) or 0) + REACH}
    newest = store.one("SELECT max(seq) FROM claims")
    return ("c.seq > :near", "c.seq"), {"near": int((newest and newest[0]) or 0) - REACH}


def _ranked(store: Store, words: str, numbers: Sequence[int]) -> list[int]:
    """The numbers with those first in which the words weigh most."""
    if not numbers:
        return []
    ranked = store.claims
    question = (
        f"SELECT w.{ranked.key}, {ranked.score} AS score FROM {ranked.table} w WHERE {ranked.match}"
        f" AND w.{ranked.key} >= :low ORDER BY score DESC, w.{ranked.key} DESC"
    )
    given = {"words": store.query(conditions.terms_of(words)), "low": numbers[-1]}
    wanted = set(numbers)
    return [int(seq) for seq, _ in store.ask(question, given) if int(seq) in wanted]


def _facets(store: Store, numbers: Sequence[int]) -> dict[str, Pairs]:
    listed = ", ".join(map(str, numbers))
    if not listed:
        return {}
    question = (
        "SELECT c.form, c.act, c.factuality, c.kind, u.language, u.outlet, coalesce(p.origins, 0)"
        " FROM claims c JOIN current u ON u.reading = c.reading LEFT JOIN propositions p ON p.seq = c.proposition"
        f" WHERE c.seq IN ({listed})"
    )
    columns = list(zip(*store.ask(question), strict=True))
    names = ("form", "act", "factuality", "kind", "language")
    found = {name: _most(Counter(map(str, column))) for name, column in zip(names, columns, strict=False)}
    outlets, origins = (Counter(map(int, column)) for column in columns[5:])
    found["outlet"] = _named(outlets, answers.outlet_names(store, outlets))
    groups: Counter[str] = Counter()
    for number, times in origins.items():
        groups["none" if not number else str(number) if number < 3 else "3-5" if number < 6 else "6+"] += times
    found["origins"] = tuple((name, groups[name]) for name in ("none", "1", "2", "3-5", "6+") if groups[name])
    return found


def _named(counted: Counter[int], names: Mapping[int, str]) -> Pairs:
    """Names with numbers; what has no name is left out."""
    found: Counter[str] = Counter()
    for seq, number in counted.items():
        if names.get(seq):
            found[names[seq]] += number
    return _most(found)


class _Counted:
    """Numbers of claims by who is behind a name: one actor has one number, and the name with which it comes first."""

    def __init__(self, same: Mapping[str, str]) -> None:
        self._same = same
        self._names: dict[str, str] = {}
        self._numbers: Counter[str] = Counter()
        self.known: dict[str, Actor] = {}

    def add(self, key: str, name: str, actor: Actor | None, number: int = 1) -> None:
        """Counts claims of somebody."""
        one = self._names.setdefault(self._same.get(key, key), name)
        self._numbers[one] += number
        if actor is not None:
            self.known.setdefault(one, actor)

    def pairs(self) -> Pairs:
        """Names with numbers."""
        return _most(self._numbers)


def _who_speaks(store: Store, numbers: Sequence[int]) -> dict[str, _Counted]:
    """The sources of claims; whoever has no name is left out."""
    listed = ", ".join(map(str, numbers))
    question = (
        "SELECT v.key, v.name, a.key, v.actor, x.claims FROM (SELECT c.speaker, count(*) AS claims FROM claims c"
        f" WHERE c.seq IN ({listed}) GROUP BY c.speaker ORDER BY 2 DESC, 1 LIMIT {_VOICES}) x"
        " JOIN voices v ON v.seq = x.speaker LEFT JOIN actors a ON a.seq = v.actor WHERE v.name <> ''"
        " ORDER BY x.claims DESC, v.seq"
    )
    rows = store.ask(question) if numbers else []
    actors = doings.actors(store, {int(row[3]) for row in rows if row[3] is not None})
    counted = _Counted(_said_same(store))
    for voice, name, key, actor, claims in rows:
        counted.add(key or voice, name, actors[int(actor)] if actor is not None else None, int(claims))
    return {"source": counted}


def _who_is_named(store: Store, entries: Iterable[Entry]) -> dict[str, _Counted]:
    """The actors and places in claims, each once in a claim."""
    same = _said_same(store)
    actors, places = _Counted(same), _Counted(same)
    for entry in entries:
        for counted, mentions in ((actors, entry.claim.actors), (places, entry.claim.places)):
            found = {actor_key(one.actor): one.actor for one in reversed(mentions) if not one.candidates}
            for key, actor in found.items():
                counted.add(key, actor.name, actor)
    return {"actor": actors, "place": places}


def _said_same(store: Store) -> dict[str, str]:
    """The keys of actors that a reader said to be others, with the keys of those."""
    return dict(store.ask("SELECT a.key, b.key FROM actors a JOIN actors b ON b.seq = a.same WHERE a.same IS NOT NULL"))


def _most(counted: Counter[str]) -> Pairs:
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def _elsewhere(
    store: Store, words: str, filters: Filters, shown: set[str], *, most: int = 6
) -> list[tuple[Article, Span]]:
    """Articles that hold the words and of which no claim is shown, the latest first."""
    terms = conditions.terms_of(words)
    ranked = store.texts
    question = (
        f"SELECT a.body FROM {ranked.table} w JOIN current u ON u.reading = w.{ranked.key}"
        f" JOIN articles a ON a.seq = u.article WHERE {ranked.match} ORDER BY w.{ranked.key} DESC LIMIT :most"
    )
    if filters != ALL:
        return []
    found: list[tuple[Article, Span]] = []
    for (body,) in store.ask(question, {"words": store.query(terms), "most": most + len(shown)}):
        article = article_of(bytes(body))
        if article.id not in shown and len(found) < most:
            found.append((article, query.place_in(article, [writing for term in terms for writing in term.writings])))
    return found
