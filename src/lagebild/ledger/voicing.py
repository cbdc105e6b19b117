"""What a list of voices shows beside their tallies: in which form and where the claims that fit stand, who relies on
whom, through whom claims came.

Everything is asked for the voices that are shown, never for all of the ledger.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from lagebild.ledger import answers, conditions
from lagebild.ledger.answers import Speaking
from lagebild.ledger.filters import ALL, Filters
from lagebild.ledger.store import Store

#: So many voices are named of those through whom the claims of an origin came.
_THROUGH = 8


def sources(store: Store, filters: Filters = ALL, *, limit: int = 50) -> list[Speaking]:
    """Who speaks in the claims that fit, those in most articles first."""
    found = answers.sources(store, filters, limit=limit)
    if filters != ALL:
        found = _narrowed(store, filters, found, "speaker")
    relied = _relied_on(store, found)
    return [replace(voice, relied_on=relied[voice.seq]) for voice in found]


def origins(store: Store, filters: Filters = ALL, *, limit: int = 50) -> list[Speaking]:
    """Whom the claims that fit go back to, with who passed them on; in the order of `answers.origins`."""
    found = answers.origins(store, filters, limit=limit)
    if filters != ALL:
        found = _narrowed(store, filters, found, "origin")
    return _carried(store, filters, found)


def _narrowed(
    store: Store, filters: Filters, voices: Sequence[Speaking], by: Literal["speaker", "origin"]
) -> list[Speaking]:
    """The voices with forms, acts and outlets of the claims that fit alone."""
    stands = answers.standing_for(store)
    listed = _listed(voices, stands)
    if not listed:
        return []
    fits, values = conditions.of_claim(store, filters)
    question = (
        f"SELECT c.{by}, c.form, c.act, u.outlet, count(*) FROM claims c JOIN current u ON u.reading = c.reading"
        f" WHERE c.{by} IN ({listed}) AND {fits} GROUP BY c.{by}, c.form, c.act, u.outlet"
    )
    counted: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    rows = store.ask(question, values)
    names = answers.outlet_names(store, {int(row[3]) for row in rows})
    for voice, form, act, outlet, number in rows:
        for kind, value in (("forms", form), ("acts", act), ("outlets", names[int(outlet)])):
            counted[stands.get(int(voice), int(voice)), kind][value] += int(number)

    def habit(voice: Speaking, name: str) -> tuple[tuple[str, int], ...]:
        return tuple(sorted(counted[voice.seq, name].items(), key=lambda pair: (-pair[1], pair[0])))

    if by == "origin":
        return [replace(voice, reach=habit(voice, "outlets")) for voice in voices]
    return [
        replace(voice, forms=habit(voice, "forms"), acts=habit(voice, "acts"), outlets=habit(voice, "outlets"))
        for voice in voices
    ]


def _relied_on(store: Store, voices: Sequence[Speaking]) -> Counter[int]:
    """How many claims lean on each of some voices."""
    stands = answers.standing_for(store)
    listed = ", ".join(f"'{number}'" for number in _all(voices, stands))
    question = f"SELECT value, sum(claims) FROM habits WHERE kind = 'leans' AND value IN ({listed}) GROUP BY value"
    found: Counter[int] = Counter()
    for voice, number in store.ask(question) if listed else ():
        found[stands.get(int(voice), int(voice))] += int(number)
    return found


def _carried(store: Store, filters: Filters, voices: Sequence[Speaking]) -> list[Speaking]:
    """The voices with the articles of the claims that go back to them, and with who passed the claims on."""
    stands = answers.standing_for(store)
    listed = _listed(voices, stands)
    if not listed:
        return []
    fits, values = conditions.of_claim(store, filters)
    fitting = f"FROM claims c JOIN current u ON u.reading = c.reading WHERE c.origin IN ({listed}) AND {fits}"
    articles: Counter[int] = Counter()
    for origin, number in store.ask(f"SELECT c.origin, count(DISTINCT c.reading) {fitting} GROUP BY c.origin", values):
        articles[stands.get(int(origin), int(origin))] += int(number)
    question = f"SELECT c.origin, c.speaker, count(*) {fitting} AND c.speaker <> c.origin GROUP BY c.origin, c.speaker"
    through: dict[int, Counter[int]] = defaultdict(Counter)
    for origin, speaker, number in store.ask(question, values):
        one, who = (stands.get(int(voice), int(voice)) for voice in (origin, speaker))
        if one != who:
            through[one][who] += int(number)
    first = {one: sorted(passed.items(), key=lambda p: (-p[1], p[0]))[:_THROUGH] for one, passed in through.items()}
    names = answers.names_of(store, "voices", {who for passed in first.values() for who, _ in passed})
    return [
        replace(
            voice,
            articles=articles[voice.seq],
            through=tuple((names[who], number) for who, number in first.get(voice.seq, ()) if names[who]),
        )
        for voice in voices
    ]


def _listed(voices: Sequence[Speaking], stands: Mapping[int, int]) -> str:
    return ", ".join(map(str, _all(voices, stands)))


def _all(voices: Sequence[Speaking], stands: Mapping[int, int]) -> list[int]:
    """The numbers of some voices and of those for which they stand."""
    shown = {voice.seq for voice in voices}
    return sorted(shown | {voice for voice, one in stands.items() if one in shown})
