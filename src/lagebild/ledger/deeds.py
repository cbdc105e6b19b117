"""Gathers events into deeds, as claims come in: one deed, however many reports tell it.

A new telling is compared with those that share a key with it, with those of its claim and its proposition, and with the
founders of their deeds. What a deed says of itself is counted from its tellings (`ledger/deed_tally.py`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lagebild.compare.occasion import Occasion, story
from lagebild.compare.one_deed import Told, join
from lagebild.compare.parties import admits, doer_of, place_of, target_of
from lagebild.compare.sketch import Sketch
from lagebild.compare.tellings import Telling, days_of_deed, keys, near_keys, status_in, telling_of
from lagebild.compare.voices import AUTHOR, Voice, voice_of
from lagebild.contract import identifier
from lagebild.ledger import rows
from lagebild.ledger.deed_tally import COLUMNS, tallies, tie_of
from lagebild.ledger.keyed import listed, under
from lagebild.ledger.names import Names
from lagebild.ledger.store import Row, Store, Values
from lagebild.types import Actor, Claim, Entry, Event

#: So many candidates are compared with a telling, those that share most keys first, the newest of equals.
_CANDIDATES = 48
#: Under a key that more tellings share, the newest are looked at.
_MOST_OF_A_KEY = 200
_SIGNED = 1 << 63
#: The number of an event: of its claim, and its place in it.
Place = tuple[int, int]
_EVENT = (
    "type", "claim", "number", "mode", "status", "actor", "recipient", "third", "place", "first", "last", "dating",
    "admits", "side", "toward", "telling", "speaker", "origin",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class New:
    """A telling that is to be gathered: the type of its event, its number, and what stands around it."""

    kind: str
    at: Place
    told: Told


class Deeds:
    """Writes events and deeds. Every method expects to stand inside of `Store.writing`."""

    def __init__(self, store: Store, names: Names) -> None:
        self._store = store
        self._names = names
        self._waiting: set[int] = set()  # deeds that have to be counted anew

    def forget(self) -> None:
        """Forgets what waits: the transaction failed."""
        self._waiting.clear()

    def put(self, claims: Sequence[tuple[int, Entry]], home: Voice) -> None:
        """Files and gathers the events of a page, whose claims stand in their propositions already.

        `home` is the voice that what its author tells goes back to.
        """
        told = [(seq, entry) for seq, entry in claims if entry.claim.events]
        if not told:
            return
        about = story(told[0][1].article, [entry.claim for _, entry in claims])
        near = self._around([seq for seq, _ in told])
        events: dict[Place, Row] = {}
        new: list[New] = []
        for seq, entry in told:
            for number, event in enumerate(entry.claim.events):
                telling = telling_of(entry.article, entry.claim, event, about)
                tellers = self._tellers(entry, home) if event.frame else (None, None)
                events[seq, number] = (*self._event(seq, number, entry, event, telling, about), *tellers)
                if telling is not None:
                    told_in = Told(telling, *near[seq], frame=event.frame)
                    new.append(New(event.type, (seq, number), told_in))
        deeds = self._gather(new, _chosen(self._store, new, filed=False))
        columns = (*_EVENT, "deed")
        self._store.many(
            f"INSERT INTO events ({', '.join(columns)}) VALUES ({', '.join('?' for _ in columns)})",
            [(*row, deeds.get(place)) for place, row in events.items()],
        )
        own = [(key, *one.at) for one in new for key in sorted(set(_keys(one.told)))]
        self._store.many("INSERT INTO deed_keys (key, claim, number) VALUES (?, ?, ?)", own)

    def drop(self, claims: Iterable[int]) -> None:
        """Forgets the events of claims."""
        gone = listed(claims)
        if not gone:
            return
        found = self._store.ask(f"SELECT claim, number, deed FROM events WHERE claim IN ({gone})")
        self._waiting |= {int(deed) for _, _, deed in found if deed is not None}
        places = [(int(claim), int(number)) for claim, number, _ in found]
        own = [(key, *place) for place, told in told_at(self._store, places).items() for key in _keys(told)]
        self._store.many("DELETE FROM deed_keys WHERE key = ? AND claim = ? AND number = ?", own)
        self._store.many("DELETE FROM events WHERE claim = ?", sorted({(int(claim),) for claim, _, _ in found}))

    def rehome(self, reading: int, claims: Iterable[tuple[int, Entry]], home: Voice) -> None:
        """The home of a page changed, and with it origins: what its claims tell is counted anew by the next `settle`.

        `home` is the voice that what its author tells goes back to now.
        """
        framing = [seq for seq, entry in claims if any(event.frame for event in entry.claim.events)]
        if framing:
            origin = self._names.voice(home)
            self._store.many(
                "UPDATE events SET origin = ? WHERE claim = ? AND origin IS NOT NULL", [(origin, s) for s in framing]
            )
        question = (
            "SELECT DISTINCT e.deed FROM claims c JOIN events e ON e.claim = c.seq"
            " WHERE c.reading = :reading AND e.deed IS NOT NULL"
        )
        self._waiting |= {int(row[0]) for row in self._store.ask(question, {"reading": reading})}

    def of_actors(self, actors: Iterable[int]) -> None:
        """Which actors are one was decided: what goes back to them is counted anew by the next `settle`."""
        question = (
            "SELECT DISTINCT e.deed FROM voices v JOIN claims c ON c.origin = v.seq JOIN events e ON e.claim = c.seq"
            f" WHERE v.actor IN ({listed(actors)}) AND e.deed IS NOT NULL"
        )
        self._waiting |= {int(row[0]) for row in self._store.ask(question)}

    def again(self, claims: Iterable[int]) -> None:
        """A reader decided which of some claims say the same: gathers anew the deeds that they tell."""
        wanted = listed(claims)
        question = f"SELECT DISTINCT deed FROM events WHERE claim IN ({wanted}) AND deed IS NOT NULL"
        dissolved = listed(int(row[0]) for row in self._store.ask(question)) if wanted else ""
        if not dissolved:
            return
        found = self._store.ask(
            f"SELECT claim, number, type, deed FROM events WHERE deed IN ({dissolved}) ORDER BY claim, number"
        )
        self._waiting |= {int(row[3]) for row in found}
        self._store.many("UPDATE events SET deed = NULL WHERE claim = ? AND number = ?", [row[:2] for row in found])
        told = told_at(self._store, [(int(claim), int(number)) for claim, number, _, _ in found])
        new = [New(str(kind), at := (int(claim), int(number)), told[at]) for claim, number, kind, _ in found]
        deeds = self._gather(new, _chosen(self._store, new, filed=True))
        self._store.many(
            "UPDATE events SET deed = ? WHERE type = ? AND claim = ? AND number = ?",
            [(deeds[one.at], rows.indexed(one.kind), *one.at) for one in new],
        )

    def settle(self) -> None:
        """Counts deeds anew whose tellings or origins changed; those without a telling are none any more."""
        waiting = listed(self._waiting)
        question = f"SELECT seq, side, toward, type, last, status FROM deeds WHERE seq IN ({waiting})"
        before = {int(seq): row for seq, *row in (self._store.ask(question) if waiting else ())}
        found = tallies(self._store, before)
        counted: Counter[Row] = Counter()
        for deed, (side, toward, kind, last, status) in sorted(before.items()):
            # A deed that is not counted yet has no side: nothing is taken away for it.
            counted.subtract(tie_of(side, toward, kind, last, status))
            if told := found.get(deed):
                counted.update(tie_of(told.side, told.toward, kind, told.last, told.status))
        changed = ", ".join(f"{name} = ?" for name in COLUMNS)
        self._store.many(
            f"UPDATE deeds SET {changed} WHERE seq = ?",
            [(*(getattr(told, name) for name in COLUMNS), deed) for deed, told in sorted(found.items())],
        )
        self._store.many("DELETE FROM deeds WHERE seq = ?", [(deed,) for deed in sorted(before.keys() - found.keys())])
        self._tie(counted)
        self._waiting.clear()

    # --- tellings ------------------------------------------------------------------------------------------

    def _around(self, claims: Sequence[int]) -> Mapping[int, tuple[Sketch, int, int | None]]:
        """The sketches of claims, with their numbers, and the propositions that they are in."""
        question = (
            "SELECT c.seq, s.sketch, c.proposition FROM claims c JOIN sketches s ON s.claim = c.seq"
            f" WHERE c.seq IN ({listed(claims)})"
        )
        found = self._store.ask(question) if claims else ()
        return {int(seq): (Sketch.unpack(bytes(sketch)), int(seq), proposition) for seq, sketch, proposition in found}

    def _tellers(self, entry: Entry, home: Voice) -> tuple[int, int]:
        """Who tells what stands in a reporting frame, the author of the page, and where that goes back to."""
        return self._names.voice(voice_of(AUTHOR, entry.article)), self._names.voice(home)

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

    def _gather(self, new: Sequence[New], chosen: Mapping[Place, Sequence[Place]]) -> dict[Place, int]:
        """The deed of each of some tellings, which join one after the other; `chosen` are those that each is compared
        with."""
        deeds, founders = self._deeds_of({place for places in chosen.values() for place in places})
        known = told_at(self._store, {*founders.values(), *deeds})
        known.update({one.at: one.told for one in new})
        names = self._names_of(new)
        joined: dict[Place, int] = {}
        for one in new:
            near = {place: deeds[place] for place in chosen[one.at] if place in deeds}
            first = {deed: founders[deed] for deed in sorted(set(near.values())) if founders[deed] in known}
            founding = set(first.values())
            others = (place for place in sorted(near) if place not in founding)
            candidates = [(deed, known[place]) for deed, place in first.items()]
            candidates += [(near[place], known[place]) for place in others]
            found = join(one.told, candidates) if candidates else None
            deed = found[0] if found else self._found(one.kind, one.at, names[one.at])
            if not found:
                founders[deed] = one.at
            joined[one.at] = deeds[one.at] = deed
            self._waiting.add(deed)
        return joined

    def _deeds_of(self, places: Iterable[Place]) -> tuple[dict[Place, int], dict[int, Place]]:
        """The deeds of some tellings, and the founders of those deeds."""
        chosen = set(places)
        question = (
            "SELECT e.claim, e.number, e.deed, d.founder, d.number FROM events e JOIN deeds d ON d.seq = e.deed"
            f" WHERE e.claim IN ({listed(claim for claim, _ in chosen)})"
        )
        found = self._store.ask(question) if chosen else ()
        deeds, founders = dict[Place, int](), dict[int, Place]()
        for claim, number, deed, *founder in found:
            if (at := (int(claim), int(number))) in chosen:
                deeds[at] = int(deed)
                founders[int(deed)] = (int(founder[0]), int(founder[1]))
        return deeds, founders

    def _names_of(self, new: Sequence[New]) -> dict[Place, str]:
        """The id that the deed of each telling has where it is the first that tells it."""
        wanted = listed(claim for claim, _ in (one.at for one in new))
        found = self._store.ask(f"SELECT seq, id FROM claims WHERE seq IN ({wanted})") if wanted else ()
        claims = {int(seq): str(claim) for seq, claim in found}
        names = {one.at: deed_id(claims[one.at[0]], one.at[1]) for one in new}
        quoted = ", ".join(f"'{name}'" for name in sorted(names.values()))
        taken = self._store.ask(f"SELECT id FROM deeds WHERE id IN ({quoted})") if quoted else ()
        held = {str(name) for (name,) in taken}
        for at, name in names.items():
            if name in held:
                names[at] = deed_id(f"{claims[at[0]]}:{at[0]}", at[1])
            held.add(name)
        return names

    def _found(self, kind: str, at: Place, name: str) -> int:
        """A new deed, with the telling that it is gathered around."""
        counted = ("claims", "articles", "outlets", "origins", "identified", "denials", "admissions")
        return self._store.number(
            f"INSERT INTO deeds (id, type, status, dating, founder, number, {', '.join(counted)})"
            f" VALUES (:id, :type, 'happened', 'none', :founder, :number, {', '.join('0' for _ in counted)})"
            " RETURNING seq",
            {"id": name, "type": rows.indexed(kind), "founder": at[0], "number": at[1]},
        )

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


def _chosen(store: Store, new: Sequence[New], *, filed: bool) -> dict[Place, list[Place]]:
    """The tellings that each of some new ones is compared with, of those that are gathered before it.

    `filed` says that the new ones lie under their keys already, and stand beside others of their claims.
    """
    near_of = {one.at: _near_keys(one.told) for one in new}
    lying = _lying(store, (key for own in near_of.values() for key in own))
    beside = _Beside(store, filed=filed)
    waiting = {one.at for one in new}
    chosen: dict[Place, list[Place]] = {}
    for one in new:
        waiting.discard(one.at)
        shared = Counter(place for key in near_of[one.at] for place in lying[key][:_MOST_OF_A_KEY])
        shared.update(beside.of(one))
        chosen[one.at] = nearest({place: n for place, n in shared.items() if place != one.at and place not in waiting})
        for key in () if filed else set(_keys(one.told)):
            lying[key] = sorted([*lying[key], one.at], key=_newest)
    return chosen


class _Beside:
    """The tellings of one claim, and of claims that say the same, while new ones come one after the other."""

    def __init__(self, store: Store, *, filed: bool) -> None:
        self._store = store
        self._filed = filed
        self._before: list[New] = []
        self._told: dict[tuple[str, int], list[Place]] = {}

    def of(self, one: New) -> list[Place]:
        """What stands beside a telling that is gathered now; a telling can be there twice."""
        same = [other for other in self._before if other.kind == one.kind]
        self._before.append(one)
        found = [other.at for other in same if other.at[0] == one.at[0]]
        if self._filed:
            question = "SELECT claim, number FROM events WHERE type = :type AND claim = :claim AND deed IS NOT NULL"
            found += self._asked(question, {"type": rows.indexed(one.kind), "claim": one.at[0]})
        if (proposition := one.told.proposition) is not None:
            own = [other.at for other in same if other.told.proposition == proposition]
            found += sorted([*self._of_proposition(one.kind, proposition), *own], key=_newest)[:_CANDIDATES]
        return found

    def _of_proposition(self, kind: str, proposition: int) -> list[Place]:
        if (kind, proposition) not in self._told:
            question = (
                # CROSS JOIN: from the few claims of the proposition, not through all events of the type.
                "SELECT e.claim, e.number FROM claims c CROSS JOIN events e WHERE c.proposition = :proposition"
                " AND e.claim = c.seq AND e.type = :type AND e.deed IS NOT NULL"
                " ORDER BY e.claim DESC, e.number LIMIT :most"
            )
            given = {"type": rows.indexed(kind), "proposition": proposition, "most": _CANDIDATES}
            self._told[kind, proposition] = self._asked(question, given)
        return self._told[kind, proposition]

    def _asked(self, question: str, given: Values) -> list[Place]:
        return [(int(claim), int(number)) for claim, number in self._store.ask(question, given)]


def near(store: Store, told: Told) -> Counter[Place]:
    """The tellings that share keys with one, and how many keys."""
    return Counter(place for places in _lying(store, _near_keys(told)).values() for place in places)


def _lying(store: Store, keys: Iterable[int]) -> defaultdict[int, list[Place]]:
    """The newest tellings under each of some keys, the newest first."""
    order = "ORDER BY claim DESC, number"
    found = under(store, "deed_keys", "claim, number", keys, most=_MOST_OF_A_KEY, order=order)
    return defaultdict(list, {key: [(int(row[1]), int(row[2])) for row in held] for key, held in found.items()})


def _newest(place: Place) -> tuple[int, int]:
    return -place[0], place[1]


def nearest(shared: Mapping[Place, int]) -> list[Place]:
    """The tellings that are compared with one: those that share most keys with it, the newest of equals."""
    return sorted(shared, key=lambda place: (-shared[place], -place[0], place[1]))[:_CANDIDATES]


def told_at(store: Store, places: Iterable[Place]) -> dict[Place, Told]:
    """Some tellings with what stands around them."""
    wanted = set(places)
    question = (
        "SELECT e.claim, e.number, e.telling, s.sketch, c.proposition, e.speaker IS NOT NULL FROM events e"
        " JOIN claims c ON c.seq = e.claim JOIN sketches s ON s.claim = e.claim"
        f" WHERE e.claim IN ({listed(claim for claim, _ in wanted)}) AND e.telling IS NOT NULL"
    )
    found = store.ask(question) if wanted else ()
    return {
        (int(claim), int(number)): Told(
            Telling.unpack(bytes(telling)), Sketch.unpack(bytes(sketch)), claim, group, frame=bool(frame)
        )
        for claim, number, telling, sketch, group, frame in found
        if (int(claim), int(number)) in wanted
    }


def tellings_at(store: Store, places: Iterable[Place]) -> dict[Place, Telling]:
    """Some tellings alone."""
    wanted = set(places)
    claims = listed(claim for claim, _ in wanted)
    question = f"SELECT claim, number, telling FROM events WHERE claim IN ({claims}) AND telling IS NOT NULL"
    found = ((int(claim), int(number), telling) for claim, number, telling in (store.ask(question) if claims else ()))
    return {
        (claim, number): Telling.unpack(bytes(telling)) for claim, number, telling in found if (claim, number) in wanted
    }


def around(claim: Claim) -> Iterator[rows.Named]:
    """Whom the reporting frame of a claim tells to have done or suffered something: its parties, which are no mentions
    of the claim."""
    return (named for event in claim.events if event.frame for named in rows.of_event(event))


def deed_id(claim: str, number: int) -> str:
    """The id of a deed from the claim and the event that it was gathered around first: stable, whatever joins it."""
    return identifier(["deed", claim, number])[:16]


def _keys(told: Told) -> list[int]:
    return [_signed(key) for key in keys(told.telling, told.sketch)]


def _near_keys(told: Told) -> list[int]:
    return [_signed(key) for key in near_keys(told.telling, told.sketch)]


def _signed(key: int) -> int:
    return key - (1 << 64) if key >= _SIGNED else key
