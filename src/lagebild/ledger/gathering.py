"""Gathers claims that say the same into propositions, as they come in.

A new claim is compared with those that share a key with it, and with the founders of their propositions. What readers
decided comes first: two claims that somebody joined stay together, and a claim that somebody took out of a proposition
does not come back.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

from lagebild.contract import identifier
from lagebild.ledger.decisions import LAST, STANDS
from lagebild.ledger.keyed import listed, under
from lagebild.ledger.store import Row, Store
from lagebild.types import Entry

#: So many candidates are compared with a claim, those that share most keys first, the newest of equals.
_CANDIDATES = 48
#: A key under which more claims lie than this tells too little to look at them all; the newest are looked at.
_MOST_OF_A_KEY = 400


#: What is counted as one origin: an actor, or the one that a reader said it to be; else the voice (`v`, its actor `a`).
ORIGIN = "CASE WHEN v.identified = 1 THEN coalesce(a.same, v.actor, -v.seq) ELSE -v.seq END"


#: A split `s` that stands, is later than a join `d`, and parts the two claims that it joined.
_PARTED = (
    f"SELECT 1 FROM decisions s WHERE s.kind = 'split' AND s.seq > d.seq AND {STANDS.replace('d.seq', 's.seq')} AND"
    " ((s.target = d.target AND instr(s.content, '\"' || substr(d.other, 12) || '\"') > 0)"
    " OR (s.target = d.other AND instr(s.content, '\"' || substr(d.target, 12) || '\"') > 0))"
)


class Comparison(Protocol):
    """How two claims are compared; sketches are bytes here, since that is what is stored."""

    def sketches(self, entries: Sequence[Entry]) -> Sequence[bytes]:
        """What is kept of each claim of one page, to compare it with others."""

    def keys(self, sketch: bytes) -> Sequence[int]:
        """The keys (64 bits, signed) under which claims that may say the same are found."""

    def join(self, sketch: bytes, candidates: Sequence[tuple[int, bytes]]) -> tuple[int, float] | None:
        """The place of the candidate that a claim says the same as, and how sure that is (0 to 1), or None.

        Candidates are given with the number of their proposition, the first claim of each proposition before the
        others.
        """


@dataclass(frozen=True, slots=True)
class Kept:
    """A claim as it is gathered: its number, its id, and its sketch."""

    seq: int
    id: str
    sketch: bytes


@dataclass(frozen=True, slots=True)
class Best:
    """The claim that a claim says the same as, with the proposition of that one (None: not gathered yet)."""

    claim: int
    proposition: int | None
    score: float
    decision: int | None = None


@dataclass(slots=True)
class _Near:
    """A claim that others are compared with; its proposition changes while claims are gathered."""

    id: str
    reading: int
    sketch: bytes
    proposition: int | None


class _Around:
    """What stands around claims that are gathered together: which share keys with them, and what is known of those.

    All of it is asked for at once, and kept in step while the claims join propositions.
    """

    def __init__(self, store: Store, candidates: Mapping[int, Sequence[int]]) -> None:
        self.candidates = candidates
        known = listed({*candidates, *(one for some in candidates.values() for one in some)})
        question = (
            "SELECT s.claim, c.id, c.reading, s.sketch, c.proposition, p.founder FROM sketches s"
            " JOIN claims c ON c.seq = s.claim LEFT JOIN propositions p ON p.seq = c.proposition"
            f" WHERE s.claim IN ({known})"
        )
        self.claims: dict[int, _Near] = {}
        self.founders: dict[int, int] = {}
        for claim, name, reading, sketch, proposition, founder in store.ask(question) if known else ():
            self.claims[int(claim)] = _Near(str(name), int(reading), bytes(sketch), proposition)
            if founder is not None:
                self.founders[int(proposition)] = int(founder)
        self.sketches = {claim: near.sketch for claim, near in self.claims.items()}
        missing = listed(set(self.founders.values()) - self.claims.keys())
        question = f"SELECT claim, sketch FROM sketches WHERE claim IN ({missing})"
        self.sketches.update((int(claim), bytes(sketch)) for claim, sketch in (store.ask(question) if missing else ()))

    def join(self, claim: int, proposition: int) -> None:
        """A claim is in a proposition now."""
        if claim in self.claims:
            self.claims[claim].proposition = proposition


@dataclass(frozen=True, slots=True)
class Counted:
    """What a proposition is counted by (see `tally`), its earliest claim, and whether its founder is one of its own."""

    row: Row
    earliest: int
    is_founded: bool


class Gathering:
    """Writes propositions and their members. Every method expects to stand inside of `Store.writing`."""

    def __init__(self, store: Store, comparison: Comparison) -> None:
        self._store = store
        self._comparison = comparison
        self.until = LAST  # decisions after this row have not been made yet, while the index is made anew

    def put(self, claims: Sequence[tuple[int, Entry]]) -> set[int]:
        """Gathers the claims of a page, given with their numbers; returns the propositions that changed."""
        sketches = self._comparison.sketches([entry for _, entry in claims])
        kept = [Kept(seq, entry.claim.id, sketch) for (seq, entry), sketch in zip(claims, sketches, strict=True)]
        self._store.many("INSERT INTO sketches (claim, sketch) VALUES (?, ?)", [(one.seq, one.sketch) for one in kept])
        keys = {one.seq: self._keys_of(one.sketch) for one in kept}
        lying = self._lying(keys)
        candidates: dict[int, list[int]] = {}
        for one in kept:
            candidates[one.seq] = _nearest(one.seq, [lying[key] for key in keys[one.seq]])
            for key in keys[one.seq]:
                lying[key].insert(0, one.seq)  # the newest of all
        self._store.many(
            "INSERT INTO claim_keys (key, claim) VALUES (?, ?)",
            [(key, one.seq) for one in kept for key in keys[one.seq]],
        )
        return self._gather(kept, candidates)

    def drop(self, claims: Iterable[int]) -> set[int]:
        """Forgets claims; returns the propositions that they were in, which `settle` has to look at."""
        changed: set[int] = set()
        for seq in claims:
            found = self._store.one(
                "SELECT s.sketch, c.proposition FROM sketches s JOIN claims c ON c.seq = s.claim WHERE s.claim = :seq",
                {"seq": seq},
            )
            if found is None:
                continue
            keys = self._keys_of(bytes(found[0]))
            self._store.many("DELETE FROM claim_keys WHERE key = ? AND claim = ?", [(key, seq) for key in keys])
            self._store.many("DELETE FROM sketches WHERE claim = ?", [(seq,)])
            self._store.many("DELETE FROM members WHERE claim = ?", [(seq,)])
            if found[1] is not None:
                changed.add(int(found[1]))
        return changed

    def leaning(self, claims: Iterable[int]) -> set[int]:
        """Members that joined through some claims that are about to go, and so have to be gathered anew."""
        gone = set(claims)
        question = (
            "SELECT m.claim FROM claims c JOIN claims o ON o.proposition = c.proposition JOIN members m"
            f" ON m.claim = o.seq AND m.against = c.seq WHERE c.seq IN ({listed(gone)})"
        )
        return {int(row[0]) for row in self._store.ask(question)} - gone if gone else set()

    def again(self, propositions: Iterable[int], claims: Iterable[int] = ()) -> set[int]:
        """Dissolves propositions and gathers their claims, and some more, anew: after a reader decided something."""
        loose = set(claims)
        for proposition in sorted(set(propositions)):
            question = "SELECT seq FROM claims WHERE proposition = :proposition"
            loose |= {int(row[0]) for row in self._store.ask(question, {"proposition": proposition})}
            self._store.many("DELETE FROM propositions WHERE seq = ?", [(proposition,)])
        self._store.many("DELETE FROM members WHERE claim = ?", [(seq,) for seq in sorted(loose)])
        self._store.many("UPDATE claims SET proposition = NULL WHERE seq = ?", [(seq,) for seq in sorted(loose)])
        kept = self._kept(loose)
        keys = {one.seq: self._keys_of(one.sketch) for one in kept}
        lying = self._lying(keys)
        waiting = set(loose)
        candidates: dict[int, list[int]] = {}
        for one in kept:
            waiting.discard(one.seq)
            # Claims that wait for their turn are no candidates: they would be founders before those that came earlier.
            candidates[one.seq] = _nearest(one.seq, [lying[key] for key in keys[one.seq]], without=waiting)
        return self._gather(kept, candidates)

    def settle(self, propositions: Iterable[int]) -> None:
        """Counts propositions anew; those with fewer than two claims are none any more."""
        changed = sorted(set(propositions))
        counted = tallies(self._store, changed)
        for proposition in changed:
            self._settle(proposition, counted.get(proposition))

    def keys(self, claims: Iterable[int]) -> dict[int, Sequence[int]]:
        """The keys under which some claims lie, by the numbers of the claims."""
        wanted = listed(claims)
        question = f"SELECT claim, sketch FROM sketches WHERE claim IN ({wanted})"
        found = self._store.ask(question) if wanted else ()
        return {int(claim): self._keys_of(bytes(sketch)) for claim, sketch in found}

    def _keys_of(self, sketch: bytes) -> Sequence[int]:
        return sorted(set(self._comparison.keys(sketch)))

    def _lying(self, keys: Mapping[int, Sequence[int]]) -> defaultdict[int, list[int]]:
        """The newest claims under each of the keys of some claims, the newest first."""
        wanted = {key for some in keys.values() for key in some}
        rows = under(self._store, "claim_keys", "claim", wanted, most=_MOST_OF_A_KEY, order="ORDER BY claim DESC")
        return defaultdict(list, {key: [int(claim) for _, claim in found] for key, found in rows.items()})

    # --- one claim --------------------------------------------------------------------------------------------

    def _gather(self, claims: Sequence[Kept], candidates: Mapping[int, Sequence[int]]) -> set[int]:
        """Gathers claims one after the other; returns the propositions that changed."""
        around, is_decided = _Around(self._store, candidates), self._is_decided()
        changed: set[int] = set()
        for one in claims:
            best = (self._decided(one) if is_decided else None) or self._best(one, around, is_decided=is_decided)
            if best is None:
                continue
            proposition = best.proposition or self._found(best.claim, around)
            self._store.many("UPDATE claims SET proposition = ? WHERE seq = ?", [(proposition, one.seq)])
            self._store.many(
                "INSERT INTO members (claim, against, score, decision) VALUES (?, ?, ?, ?)",
                [(one.seq, best.claim, best.score, best.decision)],
            )
            around.join(one.seq, proposition)
            changed.add(proposition)
        return changed

    def _best(self, one: Kept, around: _Around, *, is_decided: bool) -> Best | None:
        """The candidate that says the same most surely."""
        claims, propositions = self._apart(one) if is_decided else (set[str](), set[int]())
        # Two claims of one page are no two reports; what looks alike there is mostly told of two deeds.
        reading = around.claims[one.seq].reading
        found = [
            (claim, near)
            for claim in sorted(around.candidates[one.seq])
            if (near := around.claims.get(claim)) and near.reading != reading
            if near.id not in claims and near.proposition not in propositions
        ]
        if not found:
            return None
        # A claim that is in no proposition is one by itself, with a number that no proposition has.
        known = [(-claim if near.proposition is None else near.proposition, near.sketch) for claim, near in found]
        # A founder whose page is just being read again is not there; then the earliest of the others stands for it.
        groups = dict.fromkeys(near.proposition for _, near in found if near.proposition is not None)
        first = {
            group: around.sketches[founder]
            for group in groups
            if (founder := around.founders.get(group)) is not None and founder in around.sketches
        }
        joined = self._comparison.join(one.sketch, [*first.items(), *known])
        if joined is None:
            return None
        place, score = joined
        if place < len(first):
            proposition = list(first)[place]
            return Best(around.founders[proposition], proposition, score)
        claim, near = found[place - len(first)]
        return Best(claim, near.proposition, score)

    def _found(self, founder: int, around: _Around) -> int:
        """A new proposition, with the claim that it is gathered around."""
        (claim,) = self._store.ask("SELECT id FROM claims WHERE seq = :founder", {"founder": founder})[0]
        name = proposition_id(claim)
        taken = self._store.one("SELECT 1 FROM propositions WHERE id = :id", {"id": name})
        proposition = self._store.number(
            "INSERT INTO propositions (id, founder, claims, articles, outlets, origins, identified, denials)"
            " VALUES (:id, :founder, 0, 0, 0, 0, 0, 0) RETURNING seq",
            {"id": proposition_id(f"{claim}:{founder}") if taken else name, "founder": founder},
        )
        self._store.many("UPDATE claims SET proposition = ? WHERE seq = ?", [(proposition, founder)])
        around.founders[proposition] = founder
        around.join(founder, proposition)
        return proposition

    # --- what readers decided ---------------------------------------------------------------------------------

    def _is_decided(self) -> bool:
        """Whether readers decided anything about which claims are the same."""
        question = "SELECT 1 FROM decisions WHERE kind IN ('split', 'join') LIMIT 1"
        return self._store.one(question) is not None

    def _decided(self, one: Kept) -> Best | None:
        """The claim that a reader said to be the same and nobody has parted from it since, where it is in force."""
        question = (
            "SELECT c.seq, c.proposition, d.seq FROM decisions d JOIN claims c ON c.id ="
            " substr(CASE WHEN d.target = :address THEN d.other ELSE d.target END, 12)"
            f" WHERE d.kind = 'join' AND (d.target = :address OR d.other = :address) AND {STANDS}"
            f" AND NOT EXISTS ({_PARTED})"
            " ORDER BY d.seq DESC, c.seq"
        )
        given = {"address": f"lage:claim/{one.id}", "until": self.until}
        for claim, proposition, decision in self._store.ask(question, given):
            if claim < one.seq or proposition is not None:
                return Best(int(claim), proposition, 1.0, int(decision))
        return None

    def _apart(self, one: Kept) -> tuple[set[str], set[int]]:
        """The claims (by id) that a reader parted from a claim, and the propositions that they are in."""
        question = (
            "SELECT d.target, d.content FROM decisions d WHERE d.kind = 'split'"
            f" AND (d.target = :address OR instr(d.content, :quoted) > 0) AND {STANDS}"
        )
        claims: set[str] = set()
        given = {"address": f"lage:claim/{one.id}", "quoted": json.dumps(one.id), "until": self.until}
        for target, content in self._store.ask(question, given):
            claims |= set(json.loads(content)) if target == given["address"] else {target.split("/", 1)[1]}
        propositions = {
            int(row[0])
            for claim in sorted(claims)
            for row in self._store.ask(
                "SELECT proposition FROM claims WHERE id = :id AND proposition IS NOT NULL", {"id": claim}
            )
        }
        return claims, propositions

    # --- tallies ----------------------------------------------------------------------------------------------

    def _settle(self, proposition: int, counted: Counted | None) -> None:
        if counted is None or counted.row[0] < 2:
            members = "SELECT seq FROM claims WHERE proposition = :proposition"
            left = [(int(seq),) for (seq,) in self._store.ask(members, {"proposition": proposition})]
            self._store.many("DELETE FROM members WHERE claim = ?", left)
            self._store.many("UPDATE claims SET proposition = NULL WHERE seq = ?", left)
            self._store.many("DELETE FROM propositions WHERE seq = ?", [(proposition,)])
            return
        if not counted.is_founded:
            self._store.many("UPDATE propositions SET founder = ? WHERE seq = ?", [(counted.earliest, proposition)])
            self._store.many("DELETE FROM members WHERE claim = ?", [(counted.earliest,)])
        self._store.many(
            "UPDATE propositions SET claims = ?, articles = ?, outlets = ?, origins = ?, identified = ?, denials = ?,"
            " first = ?, last = ? WHERE seq = ?",
            [(*counted.row, proposition)],
        )

    def _kept(self, claims: Iterable[int]) -> list[Kept]:
        wanted = listed(claims)
        question = (
            "SELECT c.seq, c.id, s.sketch FROM claims c JOIN sketches s ON s.claim = c.seq"
            f" WHERE c.seq IN ({wanted}) ORDER BY c.seq"
        )
        found = self._store.ask(question) if wanted else ()
        return [Kept(int(seq), str(claim), bytes(sketch)) for seq, claim, sketch in found]


def _nearest(seq: int, lying: Iterable[Sequence[int]], without: Set[int] = frozenset()) -> list[int]:
    """The claims that share most keys with one, the newest of equals; `lying` is what lies under each of its keys."""
    shared: Counter[int] = Counter()
    for claims in lying:
        shared.update(claims[:_MOST_OF_A_KEY])
    others = (other for other in shared if other != seq and other not in without)
    return sorted(others, key=lambda other: (-shared[other], -other))[:_CANDIDATES]


def tally(store: Store, proposition: int) -> Row:
    """What a proposition is counted by: claims, articles, outlets, origins, identified origins, denials, first and last
    day."""
    counted = tallies(store, [proposition]).get(proposition)
    return counted.row if counted else (0, 0, 0, 0, 0, 0, None, None)


def tallies(store: Store, propositions: Iterable[int]) -> dict[int, Counted]:
    """What some propositions are counted by; those without a claim are left out."""
    wanted = listed(propositions)
    question = (
        "SELECT c.proposition, min(c.seq), max(CASE WHEN c.seq = p.founder THEN 1 ELSE 0 END),"
        f" count(*), count(DISTINCT c.reading), count(DISTINCT u.outlet), count(DISTINCT {ORIGIN}),"
        f" count(DISTINCT CASE WHEN v.identified = 1 THEN {ORIGIN} END),"
        " sum(CASE WHEN c.act = 'deny' THEN 1 ELSE 0 END), min(c.day), max(c.day)"
        " FROM claims c JOIN current u ON u.reading = c.reading JOIN voices v ON v.seq = c.origin"
        " LEFT JOIN actors a ON a.seq = v.actor LEFT JOIN propositions p ON p.seq = c.proposition"
        f" WHERE c.proposition IN ({wanted}) GROUP BY c.proposition"
    )
    return {
        int(seq): Counted((*counts[:5], int(counts[5]), *counts[6:]), int(earliest), bool(is_founded))
        for seq, earliest, is_founded, *counts in (store.ask(question) if wanted else ())
    }


def proposition_id(claim: str) -> str:
    """The id of a proposition from that of the claim which it was gathered around first: stable, whatever joins it."""
    return identifier(["proposition", claim])[:16]
