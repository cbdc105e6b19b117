"""What two outlets, or two days, have in common and what only one of them has: by what several claims say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from lagebild.ledger import query
from lagebild.ledger.store import Store
from lagebild.types import Entry

#: So many of the latest articles of each side are compared.
ARTICLES = 300

Kind = Literal["outlet", "day"]


@dataclass(frozen=True, slots=True)
class Shared:
    """Propositions of two sides: `both` as id, a claim of the one and a claim of the other; `one` and `other` as id and
    claim; `numbers` are how many there are of each. `articles` and `claims` are counted for each side."""

    articles: tuple[int, int]
    claims: tuple[int, int]
    numbers: tuple[int, int, int]
    both: tuple[tuple[str, Entry, Entry], ...]
    one: tuple[tuple[str, Entry], ...]
    other: tuple[tuple[str, Entry], ...]


def shared(store: Store, kind: Kind, one: int | str, other: int | str, *, limit: int) -> Shared:
    """Compares two outlets by their numbers, or two days (YYYY-MM-DD); those that came in last first."""
    sides = [_side(store, kind, side) for side in (one, other)]
    first, second = (side[2] for side in sides)
    common = sorted(first.keys() & second.keys(), key=lambda key: -max(first[key], second[key]))
    alone = [_only(first, second), _only(second, first)]
    numbers = (len(common), len(alone[0]), len(alone[1]))
    common, alone = common[:limit], [found[:limit] for found in alone]
    wanted = [first[key] for key in (*common, *alone[0])] + [second[key] for key in (*common, *alone[1])]
    entries = query.at(store, wanted)
    ids = _ids(store, {*common, *alone[0], *alone[1]})
    return Shared(
        (sides[0][0], sides[1][0]),
        (sides[0][1], sides[1][1]),
        numbers,
        tuple((ids[key], entries[first[key]], entries[second[key]]) for key in common),
        tuple((ids[key], entries[first[key]]) for key in alone[0]),
        tuple((ids[key], entries[second[key]]) for key in alone[1]),
    )


def _side(store: Store, kind: Kind, side: int | str) -> tuple[int, int, dict[int, int]]:
    """Articles, claims, and the propositions of a side with the latest claim of each."""
    where = "outlet = :side" if kind == "outlet" else "published = :side"
    question = (
        "SELECT c.seq, c.reading, c.proposition FROM claims c JOIN (SELECT reading FROM current"
        f" WHERE {where} ORDER BY reading DESC LIMIT :articles) u ON u.reading = c.reading"
    )
    values: dict[str, Any] = {"side": side, "articles": ARTICLES}
    rows = store.ask(question, values)
    found: dict[int, int] = {}
    for seq, _, proposition in rows:
        if proposition is not None:
            found[int(proposition)] = max(int(seq), found.get(int(proposition), 0))
    return len({row[1] for row in rows}), len(rows), found


def _only(here: dict[int, int], there: dict[int, int]) -> list[int]:
    """The propositions of one side that the other has not, the latest first."""
    return sorted(here.keys() - there.keys(), key=lambda key: -here[key])


def _ids(store: Store, numbers: set[int]) -> dict[int, str]:
    listed = ", ".join(map(str, sorted(numbers)))
    rows = store.ask(f"SELECT seq, id FROM propositions WHERE seq IN ({listed})") if listed else []
    return {int(seq): str(identifier) for seq, identifier in rows}
