"""What a desk asks of a whole ledger: propositions, origins, sources, quantities, disputes. Answers are bounded.

Each question has one way over the tallies, for a ledger without filters, and one over the claims that fit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from lagebild.compare.grading import SourceGrade
from lagebild.compare.links import GUESSES
from lagebild.compare.voices import Voice
from lagebild.errors import UsageError
from lagebild.ledger import conditions, query
from lagebild.ledger.decisions import reliabilities
from lagebild.ledger.filters import ALL, Filters
from lagebild.ledger.rows import indexed
from lagebild.ledger.store import Row, Store
from lagebild.ontology.graded import Reliability
from lagebild.types import Actor, Entry, SourceKind

Order = Literal["origins", "articles", "latest"]

_RANKS: Mapping[Order, str] = {
    "origins": "p.origins DESC, p.articles DESC, p.seq",
    "articles": "p.articles DESC, p.origins DESC, p.seq",
    "latest": "p.last DESC NULLS LAST, p.seq",
}
_PROPOSITION = (
    "p.seq, p.id, p.claims, p.articles, p.outlets, p.origins, p.identified, p.denials, p.first, p.last, p.founder"
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A proposition as a list shows it: how many claims, articles, outlets and origins it has, and one of its claims.

    `identified` counts the origins that are known actors; `first` and `last` are days since 1970-01-01.
    """

    seq: int
    id: str
    claims: int
    articles: int
    outlets: int
    origins: int
    identified: int
    denials: int
    first: int | None
    last: int | None
    founder: Entry


@dataclass(frozen=True, slots=True)
class Membership:
    """A claim of a proposition: who says it, where it goes back to, whose text its page is, and why it is a member.

    `against` is the claim that it was found to say the same as, with how sure that is (0 to 1); None for the first of
    the proposition. `decision` is that of a reader who put it there.
    `copy_of` is the article whose text its page copied. `home_basis` tells how the home is known: own, agency, copy.
    """

    seq: int
    entry: Entry
    speaker: str
    origin: str
    origin_kind: str
    identified: bool
    outlet: str
    home: str
    home_basis: str
    copy_of: str | None = None
    against: str | None = None
    score: float | None = None
    decision: str | None = None


@dataclass(frozen=True, slots=True)
class Speaking:
    """A voice with its tallies: as the source of claims, and as the origin that claims go back to.

    `forms`, `acts` and `outlets` are names with numbers of claims, the most frequent first; `leans_on` are voices with
    theirs. `reach` are the outlets that carry what goes back to the voice, `through` who passed it on. `relied_on`
    counts the claims of others that lean on the voice. `leans_on` and `relied_on` are counted over the whole ledger,
    whatever the filters.
    `graded` is how reliable readers decided that it is; None where nobody did.
    """

    seq: int
    key: str
    kind: SourceKind
    name: str
    actor: Actor | None
    identified: bool
    claims: int
    articles: int
    ends: int
    denials: int
    forms: tuple[tuple[str, int], ...] = ()
    acts: tuple[tuple[str, int], ...] = ()
    outlets: tuple[tuple[str, int], ...] = ()
    leans_on: tuple[tuple[Voice, int], ...] = ()
    reach: tuple[tuple[str, int], ...] = ()
    through: tuple[tuple[Voice, int], ...] = ()
    relied_on: int = 0
    graded: SourceGrade | None = None

    @property
    def country(self) -> str | None:
        """The country of the actor behind the voice (ISO 3166-1 alpha-3)."""
        return self.actor.country if self.actor else None

    @property
    def voice(self) -> Voice:
        """The voice as claims have it."""
        return Voice(self.key, self.kind, self.name, self.actor)


@dataclass(frozen=True, slots=True)
class Link:
    """A link between two claims: the later one (`entry`) disputes, revises, denies, confirms or retracts the earlier.

    `figure` and `other_figure` are places in the claims' figures, None where the link is not about one. `reasons` are
    codes with what fills them.
    """

    kind: str
    entry: Entry
    other: Entry
    figure: int | None
    other_figure: int | None
    reasons: tuple[tuple[str, Mapping[str, str]], ...]

    @property
    def is_guess(self) -> bool:
        """Whether it is only guessed which claim is meant, since the words tell no more than "such reports"."""
        return any(code in GUESSES for code, _ in self.reasons)


# --- propositions ---------------------------------------------------------------------------------------------


def propositions(store: Store, filters: Filters = ALL, *, limit: int = 50, order: Order = "origins") -> list[Gathered]:
    """The propositions with a claim that fits, those with most origins first; only what at least two claims say."""
    where, values = "1 = 1", dict[str, Any]()
    if filters != ALL:
        way = conditions.way(store, filters)
        values = dict(way.values)
        if way.broad:
            where = f"EXISTS (SELECT 1 FROM {way.claims} WHERE c.proposition = p.seq AND {way.fits})"
        else:  # the sign: or databases would begin with the claims of all propositions
            where = f"p.seq IN (SELECT c.proposition FROM {way.claims} WHERE +c.proposition IS NOT NULL AND {way.fits})"
    question = f"SELECT {_PROPOSITION} FROM propositions p WHERE {where} ORDER BY {_RANKS[order]} LIMIT :most"
    return _gathered(store, store.ask(question, {**values, "most": limit}))


def proposition(store: Store, beginning: str) -> Gathered:
    """The proposition whose id begins like this; raises UsageError where there is none or more than one."""
    question = f"SELECT {_PROPOSITION} FROM propositions p WHERE p.id >= :first AND p.id < :last ORDER BY p.id LIMIT 2"
    wanted = indexed(beginning)
    rows = store.ask(question, {"first": wanted, "last": wanted + chr(0x10FFFF)}) if wanted else []
    if not rows:
        raise UsageError(f"the ledger has no proposition {beginning!r}; `lagebild propositions` lists them")
    if len(rows) > 1:
        raise UsageError(f"more than one proposition begins with {beginning!r}: {rows[0][1]}, {rows[1][1]}; give more")
    return _gathered(store, rows)[0]


def members(store: Store, proposition: int, *, limit: int) -> tuple[Membership, ...]:
    """The claims of a proposition (by its number), the earliest first and those without a day last."""
    question = (
        "SELECT c.seq, s.name, o.name, o.kind, o.identified, u.outlet, u.home, u.home_basis, cu.id, b.id, m.score,"
        " d.id FROM claims c JOIN current u ON u.reading = c.reading JOIN voices s ON s.seq = c.speaker"
        " JOIN voices o ON o.seq = c.origin LEFT JOIN copies x ON x.reading = c.reading"
        " LEFT JOIN current cu ON cu.reading = x.original LEFT JOIN members m ON m.claim = c.seq"
        " LEFT JOIN claims b ON b.seq = m.against LEFT JOIN decisions d ON d.seq = m.decision"
        " WHERE c.proposition = :proposition ORDER BY c.day NULLS LAST, c.seq LIMIT :most"
    )
    rows = store.ask(question, {"proposition": proposition, "most": limit})
    entries = query.at(store, [int(row[0]) for row in rows])
    outlets = outlet_names(store, {int(number) for row in rows for number in (row[5], row[6])})
    return tuple(
        Membership(
            seq, entries[seq], speaker, origin, kind, bool(identified), outlets[outlet], outlets[home], basis,
            copy_of, against, score, decision,
        )
        for seq, speaker, origin, kind, identified, outlet, home, basis, copy_of, against, score, decision in rows
    )  # fmt: skip


def _gathered(store: Store, rows: Sequence[Row]) -> list[Gathered]:
    founders = query.at(store, [int(row[-1]) for row in rows])
    names = ("seq", "id", "claims", "articles", "outlets", "origins", "identified", "denials", "first", "last")
    return [Gathered(**dict(zip(names, row[:-1], strict=True)), founder=founders[int(row[-1])]) for row in rows]


# --- voices ---------------------------------------------------------------------------------------------------


#: The kinds of origins in the order of their list: together all, and none twice.
ENDS = ("v.identified = 1", "v.identified = 0 AND v.kind <> 'unnamed'", "v.identified = 0 AND v.kind = 'unnamed'")


def sources(store: Store, limit: int, skip: int = 0) -> list[Row]:
    """Who speaks in all claims: number of the voice, claims, articles, 0, denials; those in most articles first."""
    question = (
        "SELECT seq, claims, articles, 0, denials FROM voices WHERE claims > 0"
        " ORDER BY articles DESC, claims DESC, seq LIMIT :most OFFSET :skip"
    )
    return store.ask(question, {"most": limit, "skip": skip})


def origins(store: Store, limit: int) -> list[Row]:
    """Whom all claims go back to: number of the voice, 0, 0, claims, denials.

    Known actors come first, then what outlets and agencies say themselves, last who is not named; those with most
    claims first in each.
    """
    rows: list[Row] = []
    for one in ENDS:
        if len(rows) < limit:
            question = (
                f"SELECT v.seq, 0, 0, v.ends, v.denials FROM voices v WHERE v.ends > 0 AND {one}"
                " ORDER BY v.ends DESC, v.seq LIMIT :most"
            )
            rows += store.ask(question, {"most": limit - len(rows)})
    return rows


def _as_one(store: Store, rows: Sequence[Row]) -> list[Row]:
    """Tallies of voices (number first) with those of actors that a reader said to be one added up, in their order."""
    stands = standing_for(store)
    found: dict[int, list[Any]] = {}
    for voice, *tallies in rows:
        one = stands.get(int(voice), int(voice))
        known = found.setdefault(one, [one, *(0 for _ in tallies)])
        found[one] = [one, *(a + (b or 0) for a, b in zip(known[1:], tallies, strict=True))]
    return [tuple(row) for row in found.values()]


def standing_for(store: Store) -> dict[int, int]:
    """The voice that stands for each of those whose actors a reader said to be one."""
    question = (
        "SELECT v.seq, coalesce(a.same, a.seq), CASE WHEN a.same IS NULL THEN 0 ELSE 1 END FROM voices v"
        " JOIN actors a ON a.seq = v.actor WHERE v.identified = 1"
        " AND (a.same IS NOT NULL OR a.seq IN (SELECT same FROM actors WHERE same IS NOT NULL)) ORDER BY 3, 1"
    )
    stands: dict[int, int] = {}
    first: dict[int, int] = {}
    for voice, actor, _ in store.ask(question):
        stands[int(voice)] = first.setdefault(int(actor), int(voice))
    return stands


def speaking(store: Store, given: Sequence[Row], *, habits: int | None = None) -> list[Speaking]:
    """The voices of some tallies, with what is counted of them over the whole ledger; of each kind at most so many."""
    rows = _as_one(store, given)
    listed = ", ".join(str(int(row[0])) for row in rows)
    if not listed:
        return []
    question = (
        "SELECT v.seq, v.key, v.kind, v.name, v.identified, a.name, a.kind, a.country, a.wikidata FROM voices v"
        " LEFT JOIN actors a"
        f" ON a.seq = v.actor WHERE v.seq IN ({listed})"
    )
    known = {int(row[0]): row[1:] for row in store.ask(question)}
    counted, leaning = _habits(store, listed, habits)
    marks = reliabilities(store, (row[0] for row in known.values()))
    found = []
    for seq, claims, articles, ends, denials in rows:
        key, kind, name, identified, *who = known[int(seq)]
        actor = Actor(*who) if who[0] is not None else None
        own = counted.get(int(seq), {})
        forms, acts, outlets, reach = (own.get(one, ()) for one in ("form", "act", "outlet", "reach"))
        found.append(
            Speaking(
                int(seq), key, kind, name, actor, bool(identified), claims, articles, ends, int(denials or 0),
                forms, acts, outlets, leaning.get(int(seq), ()), reach, graded=_graded(marks.get(key)),
            )
        )  # fmt: skip
    return found


def _graded(given: tuple[Reliability, str] | None) -> SourceGrade | None:
    return SourceGrade(*given, is_set=True) if given else None


_Counted = tuple[tuple[str, int], ...]


def _habits(
    store: Store, listed: str, most: int | None
) -> tuple[dict[int, dict[str, _Counted]], dict[int, tuple[tuple[Voice, int], ...]]]:
    """What is counted of voices by name, and on whose word they speak."""
    of_these = f"FROM habits WHERE voice IN ({listed})"
    if most is not None:
        place = "row_number() OVER (PARTITION BY voice, kind ORDER BY claims DESC, value)"
        of_these = f"FROM (SELECT voice, kind, value, claims, {place} AS place {of_these}) h WHERE place <= {int(most)}"
    rows = store.ask(f"SELECT voice, kind, value, claims {of_these} ORDER BY voice, kind, claims DESC, value")
    outlets = outlet_names(store, {int(value) for _, kind, value, _ in rows if kind in ("outlet", "reach")})
    voices = voices_of(store, {int(value) for _, kind, value, _ in rows if kind == "leans"})
    found: dict[int, dict[str, list[tuple[str, int]]]] = {}
    leaning: dict[int, list[tuple[Voice, int]]] = {}
    for voice, kind, value, claims in rows:
        if kind == "leans":
            leaning.setdefault(int(voice), []).append((voices[int(value)], int(claims)))
        else:
            name = value if kind in ("form", "act") else outlets[int(value)]
            found.setdefault(int(voice), {}).setdefault(kind, []).append((name, int(claims)))
    named = {voice: {kind: tuple(values) for kind, values in kinds.items()} for voice, kinds in found.items()}
    return named, {voice: tuple(values) for voice, values in leaning.items()}


def outlet_names(store: Store, numbers: Iterable[int]) -> dict[int, str]:
    """What outlets are called: publisher, else what their key tells, which is the host."""
    listed = ", ".join(map(str, sorted(numbers)))
    rows = store.ask(f"SELECT seq, name, key FROM outlets WHERE seq IN ({listed})") if listed else []
    return {int(seq): name or ("" if key.startswith("article:") else key.strip()) for seq, name, key in rows}


def voices_of(store: Store, numbers: Iterable[int]) -> dict[int, Voice]:
    """Voices by their numbers."""
    listed = ", ".join(map(str, sorted(numbers)))
    question = (
        "SELECT v.seq, v.key, v.kind, v.name, a.name, a.kind, a.country, a.wikidata, a.plover FROM voices v"
        f" LEFT JOIN actors a ON a.seq = v.actor WHERE v.seq IN ({listed})"
    )
    rows = store.ask(question) if listed else []
    return {
        int(seq): Voice(key, kind, name, Actor(*who) if who[0] is not None else None)
        for seq, key, kind, name, *who in rows
    }


# --- figures and links ----------------------------------------------------------------------------------------


def quantities(store: Store, filters: Filters = ALL, *, limit: int = 20, each: int = 60) -> list[list[Entry]]:
    """For each of the quantities that most articles give, the claims with its latest figures, at most `each`."""
    way = conditions.way(store, filters)
    if filters == ALL:
        where = "q.figures > 0"
    elif way.broad:
        where = f"EXISTS (SELECT 1 {_figures(way)} AND f.quantity = q.seq)"
    else:
        where = f"q.seq IN (SELECT f.quantity {_figures(way)})"
    ranked = f"SELECT q.seq FROM quantities q WHERE {where} ORDER BY q.articles DESC, q.figures DESC, q.seq LIMIT :most"
    numbers = [int(row[0]) for row in store.ask(ranked, {**way.values, "most": limit})]
    claims = (_latest_in_order if way.broad else _latest_of_claims)(store, numbers, way, each)
    entries = query.at(store, [seq for group in claims for seq in group])
    return [[entries[seq] for seq in dict.fromkeys(group)] for group in claims]


def _figures(way: conditions.Way) -> str:
    """Figures `f` of the claims that fit."""
    join = "JOIN" if way.broad else "CROSS JOIN"
    on = " ON f.claim = c.seq WHERE" if way.broad else " WHERE f.claim = c.seq AND"
    return f"FROM {way.claims} {join} figures f{on} {way.fits}"


def _latest_in_order(store: Store, quantities: Sequence[int], way: conditions.Way, each: int) -> list[list[int]]:
    """The claims with the latest figures of each quantity, found by going through its figures."""
    latest = "ORDER BY f.said DESC NULLS LAST, f.claim LIMIT :each"
    question = f"SELECT f.claim {_figures(way)} AND f.quantity = :quantity {latest}"
    given = {**way.values, "each": each}
    return [[int(row[0]) for row in store.ask(question, {**given, "quantity": one})] for one in quantities]


def _latest_of_claims(store: Store, quantities: Sequence[int], way: conditions.Way, each: int) -> list[list[int]]:
    """The claims with the latest figures of each quantity, found from the claims that fit."""
    listed = ", ".join(map(str, quantities))
    question = (
        "SELECT x.quantity, x.claim FROM (SELECT f.quantity, f.claim, row_number() OVER"
        " (PARTITION BY f.quantity ORDER BY f.said DESC NULLS LAST, f.claim) AS place"
        f" {_figures(way)} AND +f.quantity IN ({listed})) x WHERE x.place <= :each ORDER BY x.quantity, x.place"
    )
    found: dict[int, list[int]] = {one: [] for one in quantities}
    for quantity, claim in store.ask(question, {**way.values, "each": each}) if listed else ():
        found[int(quantity)].append(int(claim))
    return list(found.values())


def links(store: Store, filters: Filters = ALL, *, kinds: Iterable[str] = (), limit: int = 50) -> list[Link]:
    """Links between claims, one of which fits, the latest first; of some kinds, or of all."""
    where, values = "1 = 1", dict[str, Any]()
    if filters != ALL:
        way = conditions.way(store, filters)
        values = dict(way.values)
        one = f"SELECT c.seq FROM {way.claims} WHERE {way.fits}"
        if way.broad:
            where = f"EXISTS ({one} AND c.seq IN (l.claim, l.other))"
        else:
            where = f"(l.claim IN ({one}) OR l.other IN ({one}))"
    wanted = sorted(set(kinds))
    for place, kind in enumerate(wanted):
        values = {**values, f"kind_{place}": kind}
    if wanted:
        where += f" AND l.kind IN ({', '.join(f':kind_{place}' for place in range(len(wanted)))})"
    # The reasons are long, and are asked for the links that are shown alone.
    key = ("kind", "claim", "number", "other", "other_number")
    order = "ORDER BY l.day DESC NULLS LAST, l.claim DESC, l.kind, l.other"
    question = (
        f"SELECT {', '.join(f'l.{name}' for name in key)}, l.why FROM (SELECT {', '.join(f'l.{name}' for name in key)}"
        f" FROM links l WHERE {where} {order} LIMIT :most) x"
        f" JOIN links l ON {' AND '.join(f'l.{name} = x.{name}' for name in key)} {order}"
    )
    return linked(store, store.ask(question, {**values, "most": limit}))


def linked(store: Store, rows: Sequence[Row]) -> list[Link]:
    """Links from their rows: kind, claim, number, other, other_number, why."""
    entries = query.at(store, [int(seq) for row in rows for seq in (row[1], row[3])])
    return [
        Link(kind, entries[claim], entries[other], _place(number), _place(other_number), _reasons(why))
        for kind, claim, number, other, other_number, why in rows
    ]


def _place(number: int) -> int | None:
    return None if number < 0 else number


def _reasons(why: str) -> tuple[tuple[str, Mapping[str, str]], ...]:
    content: list[tuple[str, dict[str, Any]]] = json.loads(why)
    return tuple((code, params) for code, params in content)
