"""What a list of voices shows beside their tallies: in which form and where the claims that fit stand, who relies on
whom, through whom claims came.

Everything is asked for the voices that are shown, never for all of the ledger.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from lagebild.ledger import answers, counting, packs
from lagebild.ledger.answers import Speaking
from lagebild.ledger.filters import ALL, Filters
from lagebild.ledger.packs import Columns
from lagebild.ledger.store import Store

#: So many voices are named of those through whom the claims of an origin came.
_THROUGH = 8


def sources(
    store: Store, filters: Filters = ALL, *, limit: int = 50, habits: int | None = None, skip: int = 0
) -> list[Speaking]:
    """Who speaks in the claims that fit, those in most articles first; without filters with so many `habits` each, and
    those after the first `skip`."""
    if filters == ALL:
        found = answers.speaking(store, answers.sources(store, limit, skip), habits=habits)
    else:
        columns = packs.fitting(store, filters)
        found = answers.speaking(store, counting.speakers(store, columns, limit))
        found = _narrowed(store, columns, found, "speaker")
    relied = _relied_on(store, found)
    return [replace(voice, relied_on=relied[voice.seq]) for voice in found]


def origins(store: Store, filters: Filters = ALL, *, limit: int = 50) -> list[Speaking]:
    """Whom the claims that fit go back to, with who passed them on: `ends` and `articles` count the claims that fit and
    their articles.

    Known actors come first, then what outlets and agencies say themselves, last who is not named; those with most
    claims first in each.
    """
    columns = packs.fitting(store, filters)
    if filters == ALL:
        found = answers.speaking(store, answers.origins(store, limit))
    else:
        found = answers.speaking(store, counting.origins(store, columns, answers.ENDS, limit))
        found = _narrowed(store, columns, found, "origin")
    return _carried(store, columns, found)


def _narrowed(
    store: Store, columns: Columns, voices: Sequence[Speaking], by: Literal["speaker", "origin"]
) -> list[Speaking]:
    """The voices with forms, acts and outlets of the claims that fit alone."""
    stands = answers.standing_for(store)
    own = columns.only(np.isin(getattr(columns, by), _all(voices, stands)))
    counted: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    manners = packs.manners(store)
    for voice, manner, number in packs.pairs(getattr(own, by), own.manner):
        for kind, value in zip(("forms", "acts"), manners[manner], strict=True):
            counted[stands.get(voice, voice), kind][value] += number
    found = packs.pairs(getattr(own, by), own.outlet)
    names = answers.outlet_names(store, {outlet for _, outlet, _ in found})
    for voice, outlet, number in found:
        counted[stands.get(voice, voice), "outlets"][names[outlet]] += number

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


def _carried(store: Store, columns: Columns, voices: Sequence[Speaking]) -> list[Speaking]:
    """The voices with the articles of the claims that go back to them, and with who passed the claims on."""
    stands = answers.standing_for(store)
    own = columns.only(np.isin(columns.origin, _all(voices, stands)))
    articles: Counter[int] = Counter()
    for origin, number in enumerate(packs.distinct(own.origin, own.reading).tolist()):
        articles[stands.get(origin, origin)] += number
    passed_on = own.only(own.speaker != own.origin)
    through: dict[int, Counter[int]] = defaultdict(Counter)
    for origin, speaker, number in packs.pairs(passed_on.origin, passed_on.speaker):
        one, who = (stands.get(voice, voice) for voice in (origin, speaker))
        if one != who:
            through[one][who] += number
    first = {one: sorted(passed.items(), key=lambda p: (-p[1], p[0]))[:_THROUGH] for one, passed in through.items()}
    passing = answers.voices_of(store, {who for passed in first.values() for who, _ in passed})
    return [
        replace(
            voice,
            articles=articles[voice.seq],
            through=tuple((passing[who], number) for who, number in first.get(voice.seq, ()) if passing[who].name),
        )
        for voice in voices
    ]


def _all(voices: Sequence[Speaking], stands: Mapping[int, int]) -> list[int]:
    """The numbers of some voices and of those for which they stand."""
    shown = {voice.seq for voice in voices}
    return sorted(shown | {voice for voice, one in stands.items() if one in shown})
