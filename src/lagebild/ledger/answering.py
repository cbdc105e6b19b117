"""Links claims that deny, confirm, revise or retract to the claim that they answer, of their own page or another."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from lagebild.compare.links import link_of
from lagebild.compare.replies import answers
from lagebild.ledger.keyed import under
from lagebild.ledger.rows import days_of, indexed
from lagebild.ledger.store import Store
from lagebild.types import Entry

#: So many claims of other pages are looked at for an answer: of those that share most keys with it, and of those that
#: speak of who answers, the newest first.
_SHARING, _ABOUT = 12, 8
#: So many answers that came in before the page, and were published after it, are looked at, the nearest in time first;
#: and so many of them, those that share a key with it, are answered again.
_LATE, _AGAIN = 80, 12
_OF_A_KEY = 100
_DAYS = 30


class Answering:
    """Writes links between claims. Every method expects to stand inside of `Store.writing`, after gathering."""

    def __init__(
        self,
        store: Store,
        load: Callable[[Sequence[int]], Mapping[int, Entry]],
        keys: Callable[[Iterable[int]], Mapping[int, Sequence[int]]],
    ) -> None:
        """`load` gives claims by their numbers, `keys` the keys under which claims are gathered, by their numbers."""
        self._store = store
        self._load = load
        self._keys = keys

    def put(self, claims: Sequence[tuple[int, Entry]], waiting: Iterable[int]) -> None:
        """Links the answers of a page; `waiting` are answers of other pages whose claim went away and may be back.

        Answers that are in the ledger already may mean a claim of this page, where it came in late: they are looked at
        again.
        """
        for seq, entry in claims:
            if answers(entry.claim, entry.article.language):
                self._answer(seq, entry, claims)
        self.again({*waiting, *self._late(claims)} - {seq for seq, _ in claims})

    def again(self, answering: Iterable[int]) -> None:
        """Looks anew for what some claims answer."""
        for seq in sorted(set(answering)):
            reading = self._store.one("SELECT reading FROM claims WHERE seq = :seq", {"seq": seq})
            if reading is None:
                continue
            question = "SELECT seq FROM claims WHERE reading = :reading ORDER BY position"
            numbers = [int(row[0]) for row in self._store.ask(question, {"reading": reading[0]})]
            page = self._load(numbers)
            self._store.many("DELETE FROM links WHERE claim = ? AND number = -1", [(seq,)])
            self._answer(seq, page[seq], list(page.items()))

    def waiting(self, claims: Iterable[int]) -> set[int]:
        """The answers of other claims to some that are about to go."""
        listed = ", ".join(map(str, claims))
        question = f"SELECT DISTINCT claim FROM links WHERE number = -1 AND other IN ({listed})"
        return {int(row[0]) for row in self._store.ask(question)} if listed else set()

    def _answer(self, seq: int, entry: Entry, page: Sequence[tuple[int, Entry]]) -> None:
        others = self._load(sorted({*self._sharing(seq), *self._about(seq)} - {number for number, _ in page}))
        candidates = [*page, *others.items()]
        link = link_of(entry, [candidate for number, candidate in candidates if number != seq])
        if link is None:
            return
        target = next(number for number, candidate in candidates if candidate is link.target)
        days = days_of(entry.article.published)
        why = json.dumps([[reason.code, dict(reason.params)] for reason in link.reasons], ensure_ascii=False)
        self._store.many(
            "INSERT INTO links (kind, claim, number, other, other_number, day, why) VALUES (?, ?, -1, ?, -1, ?, ?)"
            " ON CONFLICT DO NOTHING",
            [(link.kind, seq, target, days[0] if days else None, indexed(why))],
        )

    def _sharing(self, seq: int) -> list[int]:
        """Claims of other pages that share a key with a claim."""
        shared: Counter[int] = Counter()
        keys = self._keys([seq]).get(seq, ())
        order = "ORDER BY claim DESC"
        for found in under(self._store, "claim_keys", "claim", keys, most=_OF_A_KEY + 1, order=order).values():
            shared.update([int(other) for _, other in found if other != seq][:_OF_A_KEY])
        return sorted(shared, key=lambda other: (-shared[other], -other))[:_SHARING]

    def _about(self, seq: int) -> list[int]:
        """Claims of other pages that speak of the source of a claim, and accuse."""
        question = (
            "SELECT m.claim FROM claims c JOIN voices v ON v.seq = c.speaker JOIN mentions m ON m.actor = v.actor"
            " JOIN claims o ON o.seq = m.claim WHERE c.seq = :seq AND m.role IN ('actor', 'doer') AND o.act = 'accuse'"
            " AND o.reading <> c.reading AND o.day BETWEEN c.day - :days AND c.day ORDER BY m.claim DESC LIMIT :most"
        )
        found = self._store.ask(question, {"seq": seq, "days": _DAYS, "most": _ABOUT})
        return [int(row[0]) for row in found]

    def _late(self, claims: Sequence[tuple[int, Entry]]) -> set[int]:
        """Denials and confirmations of other pages, published later, that share a key with a claim of the page."""
        day = next((days for _, entry in claims if (days := days_of(entry.article.published))), None)
        if day is None:
            return set()
        question = (
            "SELECT seq FROM claims WHERE act IN ('deny', 'confirm') AND day BETWEEN :day AND :last"
            " ORDER BY day, seq LIMIT :most"
        )
        given = {"day": day[0], "last": day[0] + _DAYS, "most": _LATE}
        own = {seq for seq, _ in claims}
        later = [int(row[0]) for row in self._store.ask(question, given) if int(row[0]) not in own]
        if not later:
            return set()
        lying = self._keys([*own, *later])
        keys = {key for seq in own for key in lying.get(seq, ())}
        return set([seq for seq in later if not keys.isdisjoint(lying.get(seq, ()))][:_AGAIN])
