"""How much was read of each day: what an intensity must be measured against."""

from __future__ import annotations

from datetime import date

from lagebild.ledger import conditions
from lagebild.ledger.filters import ALL, Filters
from lagebild.ledger.rows import day_of
from lagebild.ledger.store import Store

#: Two claims of one proposition say one thing; a claim in none says one of its own.
_THINGS = "count(DISTINCT CASE WHEN c.proposition IS NULL THEN -c.seq ELSE c.proposition END)"


def of_pages(filters: Filters) -> Filters:
    """What of some filters chooses articles, whatever is claimed in them."""
    return Filters(language=filters.language, outlet=filters.outlet, since=filters.since, until=filters.until)


def coverage(store: Store, filters: Filters = ALL) -> dict[date, int]:
    """How many different things were said in what came out on each day: what several claims say counts once.

    Copies and reworded repetitions are one proposition, so that they add nothing here, as they add no deed. Of filters
    only those on articles count: who asks for one actor has not read less of the others.
    """
    chosen = of_pages(filters)
    question = f"SELECT c.day, {_THINGS} FROM claims c WHERE c.day IS NOT NULL GROUP BY c.day ORDER BY c.day"
    values: dict[str, object] = {}
    if chosen != ALL:
        fits, values = conditions.of_page(store, chosen)
        question = (
            f"SELECT c.day, {_THINGS} FROM claims c JOIN current u ON u.reading = c.reading"
            f" WHERE c.day IS NOT NULL AND {fits} GROUP BY c.day ORDER BY c.day"
        )
    return {day_of(int(day)): int(number) for day, number in store.ask(question, values)}


def articles(store: Store, filters: Filters = ALL) -> int:
    """How many articles were read, of those that the filters on articles choose."""
    fits, values = conditions.of_page(store, of_pages(filters))
    return store.number(f"SELECT count(*) FROM current u WHERE {fits}", values)
