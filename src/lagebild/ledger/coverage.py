"""How much was read of each day: what an intensity must be measured against."""

from __future__ import annotations

from datetime import date

from lagebild.ledger.rows import day_of
from lagebild.ledger.store import Store


def coverage(store: Store) -> dict[date, int]:
    """How many different things were said in what came out on each day: what several claims say counts once.

    Copies and reworded repetitions are one proposition, so that they add nothing here, as they add no deed.
    """
    question = (
        "SELECT day, count(DISTINCT CASE WHEN proposition IS NULL THEN -seq ELSE proposition END) FROM claims"
        " WHERE day IS NOT NULL GROUP BY day ORDER BY day"
    )
    return {day_of(int(day)): int(number) for day, number in store.ask(question)}
