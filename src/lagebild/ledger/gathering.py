"""Gathers claims that say the same into propositions, as they come in.

A new claim is compared with those that share a key with it, and with the founders of their propositions. What readers
decided comes first: two claims that somebody joined stay together, and a claim that somebody took out of a proposition
does not come back.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from lagebild.contract import identifier
from lagebild.ledger.decisions import LAST, STANDS
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
        changed: set[int] = set()
        for one in kept:
            keys = sorted(set(self._comparison.keys(one.sketch)))
            changed |= self._gather(one, keys)
            self._store.many("INSERT INTO claim_keys (key, claim) VALUES (?, ?)", [(key, one.seq) for key in keys])
        return changed

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
            keys = set(self._comparison.keys(bytes(found[0])))
            self._store.many("DELETE FROM claim_keys WHERE key = ? AND claim = ?", [(key, seq) for key in keys])
            self._store.many("DELETE FROM sketches WHERE claim = ?", [(seq,)])
            self._store.many("DELETE FROM members WHERE claim = ?", [(seq,)])
            if found[1] is not None:
                changed.add(int(found[1]))
        return changed

    def leaning(self, claims: Iterable[int]) -> set[int]:
        """Members that joined through some claims that are about to go, and so have to be gathered anew."""
        gone = set(claims)
        listed = ", ".join(map(str, sorted(gone)))
        question = (
            "SELECT m.claim FROM claims c JOIN claims o ON o.proposition = c.proposition JOIN members m"
            f" ON m.claim = o.seq AND m.against = c.seq WHERE c.seq IN ({listed})"
        )
        return {int(row[0]) for row in self._store.ask(question)} - gone if listed else set()

    def again(self, propositions: Iterable[int], claims: Iterable[int] = ()) -> set[int]:
        """Dissolves propositions and gathers their claims, and some more, anew: after a reader decided something."""
        loose = set(claims)
        for proposition in sorted(set(propositions)):
            question = "SELECT seq FROM claims WHERE proposition = :proposition"
            loose |= {int(row[0]) for row in self._store.ask(question, {"proposition": proposition})}
            self._store.many("DELETE FROM propositions WHERE seq = ?", [(proposition,)])
        self._store.many("DELETE FROM members WHERE claim = ?", [(seq,) for seq in sorted(loose)])
        self._store.many("UPDATE claims SET proposition = NULL WHERE seq = ?", [(seq,) for seq in sorted(loose)])
        changed: set[int] = set()
        waiting = set(loose)
        for one in self._kept(loose):
            waiting.discard(one.seq)
            # Claims that wait for their turn are no candidates: they would be founders before those that came earlier.
            changed |= self._gather(one, sorted(set(self._comparison.keys(one.sketch))), without=waiting)
        return changed

    def settle(self, propositions: Iterable[int]) -> None:
        """Counts propositions anew; those with fewer than two claims are none any more."""
        for proposition in sorted(set(propositions)):
            self._settle(proposition)

    def keys(self, claim: int) -> Sequence[int]:
        """The keys under which a claim lies."""
        found = self._store.one("SELECT sketch FROM sketches WHERE claim = :claim", {"claim": claim})
        return sorted(set(self._comparison.keys(bytes(found[0])))) if found else ()

    # --- one claim --------------------------------------------------------------------------------------------

    def _gather(self, one: Kept, keys: Sequence[int], without: Iterable[int] = ()) -> set[int]:
        decided = self._decided(one) if self._is_decided() else None
        best = decided or self._best(one, self._candidates(one.seq, keys, set(without)))
        if best is None:
            return set()
        proposition = best.proposition or self._found(best.claim)
        self._store.many("UPDATE claims SET proposition = ? WHERE seq = ?", [(proposition, one.seq)])
        self._store.many(
            "INSERT INTO members (claim, against, score, decision) VALUES (?, ?, ?, ?)",
            [(one.seq, best.claim, best.score, best.decision)],
        )
        return {proposition}

    def _candidates(self, seq: int, keys: Sequence[int], without: set[int]) -> list[int]:
        shared: Counter[int] = Counter()
        for key in keys:
            question = "SELECT claim FROM claim_keys WHERE key = :key ORDER BY claim DESC LIMIT :most"
            found = self._store.ask(question, {"key": key, "most": _MOST_OF_A_KEY})
            shared.update(int(row[0]) for row in found)
        others = (other for other in shared if other != seq and other not in without)
        return sorted(others, key=lambda other: (-shared[other], -other))[:_CANDIDATES]

    def _best(self, one: Kept, candidates: Sequence[int]) -> Best | None:
        """The candidate that says the same most surely."""
        if not candidates:
            return None
        claims, propositions = self._apart(one) if self._is_decided() else (set[str](), set[int]())
        listed = ", ".join(map(str, candidates))
        question = (
            "SELECT s.claim, s.sketch, c.proposition, c.id, p.founder FROM sketches s JOIN claims c ON c.seq = s.claim"
            f" LEFT JOIN propositions p ON p.seq = c.proposition WHERE s.claim IN ({listed})"
            # Two claims of one page are no two reports; what looks alike there is mostly told of two deeds.
            " AND c.reading <> (SELECT reading FROM claims WHERE seq = :seq) ORDER BY s.claim"
        )
        found = [
            row
            for row in self._store.ask(question, {"seq": one.seq})
            if row[3] not in claims and row[2] not in propositions
        ]
        founders = self._sketches({int(row[4]) for row in found if row[4] is not None})
        # A claim that is in no proposition is one by itself, with a number that no proposition has.
        known = [(-int(claim) if group is None else int(group), bytes(sketch)) for claim, sketch, group, _, _ in found]
        # A founder whose page is just being read again is not there; then the earliest of the others stands for it.
        first = {int(group): founders[founder] for _, _, group, _, founder in found if founder in founders}
        joined = self._comparison.join(one.sketch, [*first.items(), *known])
        if joined is None:
            return None
        place, score = joined
        if place < len(first):
            proposition = list(first)[place]
            return Best(next(int(row[4]) for row in found if row[2] == proposition), proposition, score)
        claim, _, group, _, _ = found[place - len(first)]
        return Best(int(claim), group, score)

    def _sketches(self, claims: set[int]) -> dict[int, bytes]:
        listed = ", ".join(map(str, sorted(claims)))
        question = f"SELECT claim, sketch FROM sketches WHERE claim IN ({listed})"
        return {int(claim): bytes(sketch) for claim, sketch in self._store.ask(question)} if listed else {}

    def _found(self, founder: int) -> int:
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

    def _settle(self, proposition: int) -> None:
        row = tally(self._store, proposition)
        if row[0] < 2:
            members = "SELECT seq FROM claims WHERE proposition = :proposition"
            left = [(int(seq),) for (seq,) in self._store.ask(members, {"proposition": proposition})]
            self._store.many("DELETE FROM members WHERE claim = ?", left)
            self._store.many("UPDATE claims SET proposition = NULL WHERE seq = ?", left)
            self._store.many("DELETE FROM propositions WHERE seq = ?", [(proposition,)])
            return
        question = "SELECT min(seq) FROM claims WHERE proposition = :proposition"
        first = self._store.number(question, {"proposition": proposition})
        founded = (
            "SELECT 1 FROM propositions p JOIN claims c ON c.seq = p.founder WHERE p.seq = :p AND c.proposition = :p"
        )
        if not self._store.one(founded, {"p": proposition}):
            self._store.many("UPDATE propositions SET founder = ? WHERE seq = ?", [(first, proposition)])
            self._store.many("DELETE FROM members WHERE claim = ?", [(first,)])
        self._store.many(
            "UPDATE propositions SET claims = ?, articles = ?, outlets = ?, origins = ?, identified = ?, denials = ?,"
            " first = ?, last = ? WHERE seq = ?",
            [(*row, proposition)],
        )

    def _kept(self, claims: Iterable[int]) -> list[Kept]:
        listed = ", ".join(map(str, sorted(claims)))
        if not listed:
            return []
        question = (
            "SELECT c.seq, c.id, s.sketch FROM claims c JOIN sketches s ON s.claim = c.seq"
            f" WHERE c.seq IN ({listed}) ORDER BY c.seq"
        )
        return [Kept(int(seq), str(claim), bytes(sketch)) for seq, claim, sketch in self._store.ask(question)]


def tally(store: Store, proposition: int) -> Row:
    """What a proposition is counted by: claims, articles, outlets, origins, identified origins, denials, first and last
    day."""
    question = (
        f"SELECT count(*), count(DISTINCT c.reading), count(DISTINCT u.outlet), count(DISTINCT {ORIGIN}),"
        f" count(DISTINCT CASE WHEN v.identified = 1 THEN {ORIGIN} END),"
        " sum(CASE WHEN c.act = 'deny' THEN 1 ELSE 0 END), min(c.day), max(c.day)"
        " FROM claims c JOIN current u ON u.reading = c.reading"
        " JOIN voices v ON v.seq = c.origin LEFT JOIN actors a ON a.seq = v.actor WHERE c.proposition = :proposition"
    )
    claims, articles, outlets, origins, identified, denials, first, last = store.ask(
        question, {"proposition": proposition}
    )[0]
    return claims, articles, outlets, origins, identified, int(denials or 0), first, last


def proposition_id(claim: str) -> str:
    """The id of a proposition from that of the claim which it was gathered around first: stable, whatever joins it."""
    return identifier(["proposition", claim])[:16]
