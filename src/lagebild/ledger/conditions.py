"""Filters as conditions of SQL on a claim `c` of a page in force `u`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lagebild.compare.called import acts_for_state, entities_called, state_called
from lagebild.errors import UsageError
from lagebild.ledger.filters import Filters
from lagebild.ledger.fold import fold
from lagebild.ledger.rows import days_of, indexed
from lagebild.ledger.store import Store, Term

Condition = tuple[str, dict[str, Any]]

#: From so many pages, or claims, on that fit, filters are broad.
_MANY_PAGES, _MANY_CLAIMS = 10_000, 100_000
#: So many actors are asked for by a question within the question, fewer by their numbers.
_MANY_ACTORS = 2_000
#: Of so many actors it is asked which claims are the latest, before they are asked for.
_FEW_ACTORS = 200

#: What stands in a query: a phrase in quotation marks, a number in groups of three digits, a word.
_PARTS = re.compile(r'"([^"]*)"|(?<!\S)([1-9][0-9]{0,2}(?:\s[0-9]{3})+\*?)(?!\S)|([^\s"]+)')
#: A whole number of four digits or more, with or without marks between groups of three; 1.2 and 1.20 are none.
_NUMBER = re.compile(r"[1-9][0-9]{3,}|[1-9][0-9]{0,2}(?:([.,'\u2019\s])[0-9]{3})(?:\1[0-9]{3})*")

#: Roles in which somebody is the source of a claim, takes part in it, or is where it plays.
SOURCE = "'source', 'chain'"
ACTOR = "'source', 'chain', 'actor', 'doer', 'recipient', 'third'"
PLACE = "'place', 'scene', 'within'"
_NAMES = {"source": SOURCE, "actor": ACTOR, "place": PLACE}


def of_claim(store: Store, filters: Filters) -> Condition:
    """The condition on a claim and its page."""
    return _joined([*_page(filters), *_claim(store, filters, "c.seq")])


def of_latest(store: Store, filters: Filters, most: int) -> Condition:
    """The condition on a claim and its page, for who wants so many of the latest: where nothing but one name is asked
    for, claims that came in before those are left out."""
    asked = [name for name in Filters.__dataclass_fields__ if getattr(filters, name) is not None]
    if len(asked) != 1 or asked[0] not in _NAMES:
        return of_claim(store, filters)
    question, values = _mentioned(store, asked[0], getattr(filters, asked[0]), _NAMES[asked[0]], most)
    return _joined([(f"c.seq IN ({question})", values)])


def of_page_itself(filters: Filters) -> Condition:
    """The condition on a page, whatever its claims hold; without values where the filters ask for nothing of it."""
    return _joined(list(_page(filters)))


def of_manner(filters: Filters) -> Condition:
    """The condition on kind, form, act and factuality of `c`; without values where the filters ask for none of them."""
    return _joined(list(_manner(filters)))


def of_page(store: Store, filters: Filters) -> Condition:
    """The condition on a page: itself, and one of its claims where the filters ask for something in claims."""
    parts, inner = list(_page(filters)), list(_claim(store, filters, "c.seq"))
    if inner:
        having, values = _joined(inner)
        parts.append((f"EXISTS (SELECT 1 FROM claims c WHERE c.reading = u.reading AND {having})", values))
    return _joined(parts)


@dataclass(frozen=True, slots=True)
class Way:
    """How a list is found that has to do with the claims that fit.

    broad: by going through it in its order and asking for a claim of each entry; else from the claims. claims: claims
    `c` and their pages `u`, to stand behind FROM. fits: the condition, with its values.
    """

    broad: bool
    claims: str
    fits: str
    values: Mapping[str, Any]


def way(store: Store, filters: Filters) -> Way:
    """The way that is shorter for some filters: where many claims may fit, some of the first entries will have one.

    Databases do not know how many pages or claims a filter leaves, and would begin anywhere: so they are told.
    """
    where, given = of_page_itself(filters)
    claims = _least(store, list(found(store, filters)), _MANY_CLAIMS)
    pages = _least(store, [(f"SELECT 1 FROM current u WHERE {where}", given)] if given else [], _MANY_PAGES)
    if claims is None and pages is None:
        return _way(store, filters, "claims c JOIN current u ON u.reading = c.reading", broad=True)
    if pages is None or (claims is not None and claims < pages * _MANY_CLAIMS // _MANY_PAGES):
        return _way(store, filters, "claims c CROSS JOIN current u")
    return _way(store, filters, "current u CROSS JOIN claims c")


def _way(store: Store, filters: Filters, claims: str, *, broad: bool = False) -> Way:
    # A sign before a column keeps databases from looking up in its index all that the filters find.
    column = "c.seq" if claims.startswith("claims") and not broad else "+c.seq"
    fits, values = _joined([*_page(filters), *_claim(store, filters, column)])
    return Way(broad, claims, fits if broad else f"u.reading = c.reading AND {fits}", values)


def _least(store: Store, questions: Sequence[Condition], most: int) -> int | None:
    """The least number of rows that one of some questions has; None where each has `most` or more."""
    counts = (
        store.number(f"SELECT count(*) FROM ({question} LIMIT {most}) x", values) for question, values in questions
    )
    return min((count for count in counts if count < most), default=None)


def found(store: Store, filters: Filters) -> Iterator[Condition]:
    """Questions for the numbers of claims, each of which is to hold a claim that fits."""
    for name, roles in _NAMES.items():
        if value := getattr(filters, name):
            yield _mentioned(store, name, value, roles)
    if filters.when and (days := days_of(filters.when)):
        question = "SELECT claim FROM moments WHERE first <= :when_last AND last >= :when_first"
        yield question, {"when_first": days[0], "when_last": days[1]}
    if filters.text:
        question = f"SELECT w.{store.claims.key} FROM {store.claims.table} w WHERE {store.claims.match}"
        yield question.replace(":words", ":text"), {"text": store.query(terms_of(filters.text))}


def terms_of(query: str) -> list[Term]:
    """What a query of the user asks for; raises UsageError where that is nothing.

    All words must be there; "words in quotation marks" stand together; soldat* finds words by their beginning. A number
    is found in all its writings: 12000, 12,000, 12.000, 12 000.
    """
    parts = _PARTS.findall(query.replace("\0", " "))
    terms = [_term(phrase or number or word) for phrase, number, word in parts]
    terms = [term for term in terms if fold(term.words)]
    if not terms:
        raise UsageError(f"nothing to search for in {query!r}; give words")
    return terms


def _term(written: str) -> Term:
    words, open_end = written.rstrip("*"), written.endswith("*")
    if not _NUMBER.fullmatch(words):
        return Term(words, open_end)
    digits = re.sub(r"\D", "", words)
    # The index holds "12.000" as the words 12 and 000.
    return Term(digits, open_end, (f"{int(digits):,}".replace(",", " "),))


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


def _claim(store: Store, filters: Filters, column: str) -> Iterator[Condition]:
    yield from _manner(filters)
    for question, values in found(store, filters):
        yield f"{column} IN ({question})", values


def _manner(filters: Filters) -> Iterator[Condition]:
    for name in ("kind", "form", "act", "factuality"):
        if value := getattr(filters, name):
            yield f"c.{name} = :{name}", {name: value}


def _mentioned(store: Store, name: str, value: str, roles: str, most: int | None = None) -> Condition:
    """The claims that mention somebody of this name, in any spelling that the ledger has met for the same actor.

    The name of a state means its side too, but for places: there it is the land. With `most` the latest so many are
    among them, and others need not be.
    """
    question, values = _everybody(name, value, with_side=name != "place")
    numbers = sorted({int(row[0]) for row in store.ask(f"{question} LIMIT {_MANY_ACTORS}", values)})
    if len(numbers) < _MANY_ACTORS:  # asked once: within a question the database would look for them again and again
        numbers = _with_the_same(store, numbers)
        question, values = ", ".join(map(str, numbers)) or "NULL", {}
        low = _lowest(store, numbers, roles, most) if most and 0 < len(numbers) <= _FEW_ACTORS else None
    else:
        question, values, low = _everybody_and_the_same(question), values, None
    late = f" AND m.claim >= {low}" if low is not None else ""
    return f"SELECT m.claim FROM mentions m WHERE m.role IN ({roles}) AND m.actor IN ({question}){late}", values


def _lowest(store: Store, actors: Sequence[int], roles: str, most: int) -> int | None:
    """A number below which no claim is among the latest so many that mention one of some actors; None for no such.

    Whoever is mentioned so often in one role has all of them above it.
    """
    asked = ", ".join(f"({actor})" for actor in actors), ", ".join(f"({role})" for role in roles.split(", "))
    found = store.one(
        f"WITH a (actor) AS (VALUES {asked[0]}), r (role) AS (VALUES {asked[1]})"
        " SELECT max((SELECT m.claim FROM mentions m WHERE m.actor = a.actor AND m.role = r.role"
        " ORDER BY m.claim DESC LIMIT 1 OFFSET :before)) FROM a CROSS JOIN r",
        {"before": most - 1},
    )
    return int(found[0]) if found and found[0] is not None else None


def actors_named(store: Store, value: str) -> list[int]:
    """The numbers of the actors of a name, as a filter means it; raises UsageError for what is no name."""
    question, values = _everybody("name", value)
    return _with_the_same(store, {int(row[0]) for row in store.ask(question, values)})


def _everybody(name: str, value: str, *, with_side: bool = False) -> Condition:
    """The question for the numbers of those that a name means.

    with_side: with whoever acts for the state, where the name is that of one.
    """
    folded = fold(indexed(value))
    if not folded:
        raise UsageError(f"{value!r} is no name; give letters or digits")
    named = (
        f"SELECT f.actor FROM forms f WHERE instr(f.folded, :{name}) > 0"
        f" UNION SELECT seq FROM actors WHERE wikidata = :{name}_id"
    )
    values = {name: folded, f"{name}_id": indexed(value)}
    if keys := {f"{name}_key_{place}": key for place, key in enumerate(_keys_called(value))}:
        named += f" UNION SELECT seq FROM actors WHERE key IN ({', '.join(f':{key}' for key in keys)})"
        values |= keys
    if with_side and (state := state_called(" ".join(value.split()))):
        side = f"country = :{name}_state AND {acts_for_state('kind', 'plover')}"
        named += f" UNION SELECT seq FROM actors WHERE {side}"
        values[f"{name}_state"] = state
    return named, values


def _everybody_and_the_same(named: str) -> str:
    """The question for some actors, and for all that a reader said to be the same."""
    ones = f"SELECT coalesce(same, seq) FROM actors WHERE seq IN ({named})"
    return f"{named} UNION {ones} UNION SELECT seq FROM actors WHERE same IN ({ones})"


def _with_the_same(store: Store, numbers: Collection[int]) -> list[int]:
    """The numbers of some actors with those of all that a reader said to be the same."""
    said = [(int(seq), int(same)) for seq, same in store.ask("SELECT seq, same FROM actors WHERE same IS NOT NULL")]
    stands = dict(said)
    ones = {stands.get(number, number) for number in numbers}
    return sorted({*numbers, *ones, *(seq for seq, same in said if same in ones)})


def _keys_called(value: str) -> list[str]:
    """The keys that actors of this name can have in the index, whatever the language in which it met them."""
    keys: dict[str, None] = {}
    for entity in entities_called(" ".join(value.split())):
        keys[f"actor:{entity.key}"] = None
        for name in (entity.de, entity.en):  # places that the index met without knowing more, and what holds places
            keys |= dict.fromkeys((f"actor:{name.casefold()}", f"within:{fold(name).strip()}"))
    return [indexed(key) for key in keys]
