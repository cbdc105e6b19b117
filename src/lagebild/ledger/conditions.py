"""Filters as conditions of SQL on a claim `c` of a page in force `u`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lagebild.errors import UsageError
from lagebild.ledger.filters import Filters
from lagebild.ledger.fold import fold
from lagebild.ledger.rows import days_of, indexed
from lagebild.ledger.store import Store, Term

Condition = tuple[str, dict[str, Any]]

#: Roles in which somebody is the source of a claim, takes part in it, or is where it plays.
SOURCE = "'source', 'chain'"
ACTOR = "'source', 'chain', 'actor', 'doer', 'recipient', 'third'"
PLACE = "'place', 'scene', 'within'"


def of_claim(store: Store, filters: Filters) -> Condition:
    """The condition on a claim and its page."""
    return _joined([*_page(filters), *_claim(store, filters)])


def of_page(store: Store, filters: Filters) -> Condition:
    """The condition on a page: itself, and one of its claims where the filters ask for something in claims."""
    parts, inner = list(_page(filters)), list(_claim(store, filters))
    if inner:
        having, values = _joined(inner)
        parts.append((f"EXISTS (SELECT 1 FROM claims c WHERE c.reading = u.reading AND {having})", values))
    return _joined(parts)


def terms_of(query: str) -> list[Term]:
    """What a query of the user asks for; raises UsageError where that is nothing.

    All words must be there; "words in quotation marks" stand together; soldat* finds words by their beginning.
    """
    parts = re.findall(r'"([^"]*)"|([^\s"]+)', query.replace("\0", " "))
    phrases = (Term(phrase or word.rstrip("*"), word.endswith("*")) for phrase, word in parts)
    terms = [term for term in phrases if fold(term.words)]
    if not terms:
        raise UsageError(f"nothing to search for in {query!r}; give words")
    return terms


def _joined(parts: list[Condition]) -> Condition:
    values = {name: value for _, given in parts for name, value in given.items()}
    return " AND ".join(["1 = 1", *(part for part, _ in parts)]), values


def _page(filters: Filters) -> Iterator[Condition]:
    if filters.language:
        yield "u.language = :language", {"language": filters.language}
    if filters.outlet:
        condition = "u.outlet IN (SELECT seq FROM outlets WHERE instr(words, :outlet) > 0)"
        yield condition, {"outlet": fold(filters.outlet)}
    # Days are compared as far as both are known: "2024-10" may lie before and after the 15th.
    for name, order in (("since", ">="), ("until", "<=")):
        if bound := getattr(filters, name):
            known = f"substr(u.published, 1, {len(bound)}) {order} substr(:{name}, 1, length(u.published))"
            yield known, {name: bound}


def _claim(store: Store, filters: Filters) -> Iterator[Condition]:
    for name in ("kind", "form", "act", "factuality"):
        if value := getattr(filters, name):
            yield f"c.{name} = :{name}", {name: value}
    for name, roles in (("source", SOURCE), ("actor", ACTOR), ("place", PLACE)):
        if value := getattr(filters, name):
            yield _mentioned(name, value, roles)
    if filters.when and (days := days_of(filters.when)):
        condition = "c.seq IN (SELECT claim FROM moments WHERE first <= :when_last AND last >= :when_first)"
        yield condition, {"when_first": days[0], "when_last": days[1]}
    if filters.text:
        found = f"c.seq IN (SELECT w.{store.claims.key} FROM {store.claims.table} w WHERE {store.claims.match})"
        yield found.replace(":words", ":text"), {"text": store.query(terms_of(filters.text))}


def _mentioned(name: str, value: str, roles: str) -> Condition:
    """That somebody of this name is mentioned, in any spelling that the ledger has met for the same actor."""
    everybody, values = _everybody(name, value)
    condition = f"c.seq IN (SELECT m.claim FROM mentions m WHERE m.role IN ({roles}) AND m.actor IN ({everybody}))"
    return condition, values


def actors_named(store: Store, value: str) -> list[int]:
    """The numbers of the actors of a name, as a filter means it; raises UsageError for what is no name."""
    question, values = _everybody("name", value)
    return sorted(int(row[0]) for row in store.ask(question, values))


def _everybody(name: str, value: str) -> Condition:
    """The question for the numbers of those that a name means, with everybody that a reader said to be the same."""
    folded = fold(indexed(value))
    if not folded:
        raise UsageError(f"{value!r} is no name; give letters or digits")
    named = (
        f"SELECT f.actor FROM forms f WHERE instr(f.folded, :{name}) > 0"
        f" UNION SELECT seq FROM actors WHERE wikidata = :{name}_id"
    )
    ones = f"SELECT coalesce(same, seq) FROM actors WHERE seq IN ({named})"
    everybody = f"{named} UNION {ones} UNION SELECT seq FROM actors WHERE same IN ({ones})"
    return everybody, {name: folded, f"{name}_id": indexed(value)}
