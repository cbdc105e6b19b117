"""Gathers events into deeds, as claims come in: one deed, however many reports tell it.

A new telling is compared with those that share a key with it, with those of its claim and its proposition, and with the
founders of their deeds. What a deed says of itself is counted from its tellings (`ledger/deed_tally.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lagebild.compare.occasion import Occasion, story
from lagebild.compare.one_deed import Told, join
from lagebild.compare.parties import admits, doer_of, place_of, target_of
from lagebild.compare.sketch import Sketch
from lagebild.compare.tellings import Telling, days_of_deed, keys, near_keys, status_in, telling_of
from lagebild.contract import identifier
from lagebild.ledger import rows
from lagebild.ledger.deed_tally import COLUMNS, tally, tie_of
from lagebild.ledger.names import Names
from lagebild.ledger.store import Row, Store
from lagebild.types import Actor, Entry, Event

#: So many candidates are compared with a telling, those that share most keys first, the newest of equals.
_CANDIDATES = 48
#: Under a key that more tellings share, the newest are looked at.
_MOST_OF_A_KEY = 200
_SIGNED = 1 << 63
#: The number of an event: of its claim, and its place in it.
Place = tuple[int, int]
_EVENT = (
    "type", "claim", "number", "mode", "status", "actor", "recipient", "third", "place", "first", "last", "dating",
    "admits", "side", "toward", "telling",
)  # fmt: skip


class Deeds:
    """Writes events and deeds. Every method expects to stand inside of `Store.writing`."""

    def __init__(self, store: Store, names: Names) -> None:
        self._store = store
        self._names = names
        self._waiting: set[int] = set()  # deeds that have to be counted anew

    def forget(self) -> None:
        """Forgets what waits: the transaction failed."""
        self._waiting.clear()

    def put(self, claims: Sequence[tuple[int, Entry]]) -> None:
        """Files and gathers the events of a page, whose claims stand in their propositions already."""
        told = [(seq, entry) for seq, entry in claims if entry.claim.events]
        if not told:
            return
        about = story(told[0][1].article, [entry.claim for _, entry in claims])
        around = self._around([seq for seq, _ in told])
        for seq, entry in told:
            for number, event in enumerate(entry.claim.events):
                telling = telling_of(entry.article, entry.claim, event, about)
                self._insert(self._event(seq, number, entry, event, telling, about))
                if telling is not None:
                    sketch, proposition = around[seq]
                    self._gather(event.type, (seq, number), Told(telling, sketch, seq, proposition))

    def drop(self, claims: Iterable[int]) -> None:
        """Forgets the events of claims."""
        listed = _listed(claims)
        if not listed:
            return
        found = self._store.ask(f"SELECT claim, number, deed FROM events WHERE claim IN ({listed})")
        self._waiting |= {int(deed) for _, _, deed in found if deed is not None}
        places = [(int(claim), int(number)) for claim, number, _ in found]
        for (claim, number), told in told_at(self._store, places).items():
            own = [(_signed(key), claim, number) for key in keys(told.telling, told.sketch)]
            self._store.many("DELETE FROM deed_keys WHERE key = ? AND claim = ? AND number = ?", own)
        self._store.many("DELETE FROM events WHERE claim = ?", sorted({(int(claim),) for claim, _, _ in found}))

    def of_reading(self, reading: int) -> None:
        """The origins of a page changed: what its claims tell is counted anew by the next `settle`."""
        question = (
            "SELECT DISTINCT e.deed FROM claims c JOIN events e ON e.claim = c.seq"
            " WHERE c.reading = :reading AND e.deed IS NOT NULL"
        )
        self._waiting |= {int(row[0]) for row in self._store.ask(question, {"reading": reading})}

    def of_actors(self, actors: Iterable[int]) -> None:
        """Which actors are one was decided: what goes back to them is counted anew by the next `settle`."""
        question = (
            "SELECT DISTINCT e.deed FROM voices v JOIN claims c ON c.origin = v.seq JOIN events e ON e.claim = c.seq"
            f" WHERE v.actor IN ({_listed(actors)}) AND e.deed IS NOT NULL"
        )
        self._waiting |= {int(row[0]) for row in self._store.ask(question)}

    def again(self, claims: Iterable[int]) -> None:
        """A reader decided which of some claims say the same: gathers anew the deeds that they tell."""
        listed = _listed(claims)
        question = f"SELECT DISTINCT deed FROM events WHERE claim IN ({listed}) AND deed IS NOT NULL"
        deeds = _listed(int(row[0]) for row in self._store.ask(question)) if listed else ""
        if not deeds:
            return
        found = self._store.ask(
            f"SELECT claim, number, type, deed FROM events WHERE deed IN ({deeds}) ORDER BY claim, number"
        )
        self._waiting |= {int(row[3]) for row in found}
        self._store.many("UPDATE events SET deed = NULL WHERE claim = ? AND number = ?", [row[:2] for row in found])
        kinds = {(int(claim), int(number)): str(kind) for claim, number, kind, _ in found}
        told, waiting = told_at(self._store, kinds), set(kinds)
        for place, kind in kinds.items():
            waiting.discard(place)
            self._gather(kind, place, told[place], filed=True, without=waiting)

    def settle(self) -> None:
        """Counts deeds anew whose tellings or origins changed; those without a telling are none any more."""
        for deed in sorted(self._waiting):
            self._settle(deed)
        self._waiting.clear()

    # --- one telling ------------------------------------------------------------------------------------------

    def _around(self, claims: Sequence[int]) -> Mapping[int, tuple[Sketch, int | None]]:
        """The sketches of claims and the propositions that they are in."""
        listed = _listed(claims)
        question = (
            "SELECT c.seq, s.sketch, c.proposition FROM claims c JOIN sketches s ON s.claim = c.seq"
            f" WHERE c.seq IN ({listed})"
        )
        found = self._store.ask(question) if listed else ()
        return {int(seq): (Sketch.unpack(bytes(sketch)), proposition) for seq, sketch, proposition in found}

    def _event(
        self, claim: int, number: int, entry: Entry, event: Event, telling: Telling | None, about: Occasion | None
    ) -> Row:
        parties = (event.actor, event.recipient, event.third, place_of(event, entry.claim))
        numbers = map(self._number, parties)
        days, dating = days_of_deed(entry.article, event, about)
        first = rows.day_number(days.first) if days and dating != "bound" else None
        last = rows.day_number(days.last) if days else None
        sides = (self._number(doer_of(event)), self._number(target_of(event, entry.claim)))
        status = status_in(entry.claim, event)
        return (
            *rows.texts((event.type,)), claim, number, *rows.texts((event.mode, status)), *numbers, first, last,
            dating, int(admits(event, entry.claim)), *sides, telling.pack() if telling else None,
        )  # fmt: skip

    def _number(self, actor: Actor | None) -> int | None:
        found = next(iter(rows.of_actor(actor)), None) if actor else None
        return self._names.actor(found) if found else None

    def _insert(self, row: Row) -> None:
        places = ", ".join("?" for _ in _EVENT)
        self._store.many(f"INSERT INTO events ({', '.join(_EVENT)}) VALUES ({places})", [row])

    def _gather(self, kind: str, at: Place, told: Told, *, filed: bool = False, without: Iterable[Place] = ()) -> None:
        candidates = self._candidates(kind, at, told, set(without))
        found = join(told, candidates) if candidates else None
        deed = found[0] if found else self._found(kind, at)
        self._store.many(
            "UPDATE events SET deed = ? WHERE type = ? AND claim = ? AND number = ?", [(deed, rows.indexed(kind), *at)]
        )
        if not filed:
            own = [(_signed(key), *at) for key in sorted(set(keys(told.telling, told.sketch)))]
            self._store.many("INSERT INTO deed_keys (key, claim, number) VALUES (?, ?, ?)", own)
        self._waiting.add(deed)

    def _candidates(self, kind: str, at: Place, told: Told, without: set[Place]) -> list[tuple[int, Told]]:
        """The tellings that a telling is compared with, by deed, the founder of each deed first."""
        shared = near(self._store, told)
        shared.update(self._beside(kind, told))
        chosen = nearest(Counter({place: n for place, n in shared.items() if place != at and place not in without}))
        deeds, founders = self._deeds_of(chosen)
        known = told_at(self._store, {*(founders.values()), *deeds})
        first = [(deed, known[place]) for deed, place in sorted(founders.items()) if place in known]
        return [*first, *((deeds[place], known[place]) for place in sorted(deeds) if place not in founders.values())]

    def _beside(self, kind: str, told: Told) -> Iterator[Place]:
        """The tellings of the same claim, and of claims that say the same."""
        question = "SELECT claim, number FROM events WHERE type = :type AND claim = :claim AND deed IS NOT NULL"
        given = {"type": rows.indexed(kind), "claim": told.claim}
        found = self._store.ask(question, given)
        if told.proposition is not None:
            question = (
                # CROSS JOIN: from the few claims of the proposition, not through all events of the type.
                "SELECT e.claim, e.number FROM claims c CROSS JOIN events e WHERE c.proposition = :proposition"
                " AND e.claim = c.seq AND e.type = :type AND e.deed IS NOT NULL ORDER BY e.claim DESC LIMIT :most"
            )
            given = {"type": rows.indexed(kind), "proposition": told.proposition, "most": _CANDIDATES}
            found += self._store.ask(question, given)
        return ((int(claim), int(number)) for claim, number in found)

    def _deeds_of(self, places: Sequence[Place]) -> tuple[dict[Place, int], dict[int, Place]]:
        """The deeds of some tellings, and the founders of those deeds."""
        listed = _listed({claim for claim, _ in places})
        question = (
            "SELECT e.claim, e.number, e.deed, d.founder, d.number FROM events e JOIN deeds d ON d.seq = e.deed"
            f" WHERE e.claim IN ({listed})"
        )
        found = self._store.ask(question) if listed else ()
        chosen, deeds, founders = set(places), dict[Place, int](), dict[int, Place]()
        for claim, number, deed, *founder in found:
            if (at := (int(claim), int(number))) in chosen:
                deeds[at] = int(deed)
                founders[int(deed)] = (int(founder[0]), int(founder[1]))
        return deeds, founders

    def _found(self, kind: str, at: Place) -> int:
        """A new deed, with the telling that it is gathered around."""
        (claim,) = self._store.ask("SELECT id FROM claims WHERE seq = :seq", {"seq": at[0]})[0]
        name = deed_id(claim, at[1])
        if self._store.one("SELECT 1 FROM deeds WHERE id = :id", {"id": name}):
            name = deed_id(f"{claim}:{at[0]}", at[1])
        names = ("claims", "articles", "outlets", "origins", "identified", "denials", "admissions")
        return self._store.number(
            f"INSERT INTO deeds (id, type, status, dating, founder, number, {', '.join(names)})"
            f" VALUES (:id, :type, 'happened', 'none', :founder, :number, {', '.join('0' for _ in names)})"
            " RETURNING seq",
            {"id": name, "type": rows.indexed(kind), "founder": at[0], "number": at[1]},
        )

    # --- tallies ----------------------------------------------------------------------------------------------

    def _settle(self, deed: int) -> None:
        before = self._store.one("SELECT side, toward, type, last, status FROM deeds WHERE seq = :deed", {"deed": deed})
        if before is None:
            return
        found = tally(self._store, deed)
        counted: Counter[Row] = Counter()
        # A deed that is not counted yet has no side: nothing is taken away for it.
        counted.subtract(tie_of(*before))
        if found is None:
            self._store.many("DELETE FROM deeds WHERE seq = ?", [(deed,)])
        else:
            counted.update(tie_of(found.side, found.toward, before[2], found.last, found.status))
            values = tuple(getattr(found, name) for name in COLUMNS)
            changed = ", ".join(f"{name} = ?" for name in COLUMNS)
            self._store.many(f"UPDATE deeds SET {changed} WHERE seq = ?", [(*values, deed)])
        self._tie(counted)

    def _tie(self, counted: Mapping[Row, int]) -> None:
        changed = [(*tie, number) for tie, number in sorted(counted.items()) if number]
        self._store.many(
            "INSERT INTO tie_months (side, toward, type, month, deeds) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (side, toward, type, month) DO UPDATE SET deeds = tie_months.deeds + excluded.deeds",
            changed,
        )
        gone = [row[:4] for row in changed if row[4] < 0]
        self._store.many(
            "DELETE FROM tie_months WHERE side = ? AND toward = ? AND type = ? AND month = ? AND deeds = 0", gone
        )


def near(store: Store, told: Told) -> Counter[Place]:
    """The tellings that share keys with one, and how many keys."""
    shared: Counter[Place] = Counter()
    for key in near_keys(told.telling, told.sketch):
        question = "SELECT claim, number FROM deed_keys WHERE key = :key ORDER BY claim DESC, number LIMIT :most"
        found = store.ask(question, {"key": _signed(key), "most": _MOST_OF_A_KEY})
        shared.update((int(claim), int(number)) for claim, number in found)
    return shared


def nearest(shared: Mapping[Place, int]) -> list[Place]:
    """The tellings that are compared with one: those that share most keys with it, the newest of equals."""
    return sorted(shared, key=lambda place: (-shared[place], -place[0], place[1]))[:_CANDIDATES]


def told_at(store: Store, places: Iterable[Place]) -> dict[Place, Told]:
    """Some tellings with what stands around them."""
    wanted = set(places)
    listed = _listed({claim for claim, _ in wanted})
    question = (
        "SELECT e.claim, e.number, e.telling, s.sketch, c.proposition FROM events e"
        " JOIN claims c ON c.seq = e.claim JOIN sketches s ON s.claim = e.claim"
        f" WHERE e.claim IN ({listed}) AND e.telling IS NOT NULL"
    )
    found = store.ask(question) if listed else ()
    return {
        (int(claim), int(number)): Told(Telling.unpack(bytes(telling)), Sketch.unpack(bytes(sketch)), claim, group)
        for claim, number, telling, sketch, group in found
        if (int(claim), int(number)) in wanted
    }


def tellings_at(store: Store, places: Iterable[Place]) -> dict[Place, Telling]:
    """Some tellings alone."""
    wanted = set(places)
    listed = _listed({claim for claim, _ in wanted})
    question = f"SELECT claim, number, telling FROM events WHERE claim IN ({listed}) AND telling IS NOT NULL"
    found = ((int(claim), int(number), telling) for claim, number, telling in (store.ask(question) if listed else ()))
    return {
        (claim, number): Telling.unpack(bytes(telling)) for claim, number, telling in found if (claim, number) in wanted
    }


def deed_id(claim: str, number: int) -> str:
    """The id of a deed from the claim and the event that it was gathered around first: stable, whatever joins it."""
    return identifier(["deed", claim, number])[:16]


def _signed(key: int) -> int:
    return key - (1 << 64) if key >= _SIGNED else key


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(set(numbers))))
