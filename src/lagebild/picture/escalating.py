"""Asks a ledger whether it escalates between whom: gathers the deeds and the talk that a verdict is made of.

How many deeds are looked at can be bounded. A level can only be compared with what is known whole: where deeds are left
out, the days before them count as not read, and what needs those deeds is not looked for and said to be so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from lagebild.compare.deeds import Deed
from lagebild.compare.identity import name_in
from lagebild.compare.voices import actor_key
from lagebild.errors import UsageError
from lagebild.lang.load import having
from lagebild.ledger import Doing, Filters, Ledger
from lagebild.ledger.fold import fold
from lagebild.ledger.talks import Answered
from lagebild.picture.acts import Act, acts_of
from lagebild.picture.escalation import Cut, Escalation, Pair, escalation_of, is_side, pair_of, ranked
from lagebild.types import Actor

#: So many deeds are looked at where no pair is named: the latest.
MOST = 20_000
#: So much talk is asked for to find what concerns a pair.
TALK = 500
#: A bounded answer looks at so many deeds between both, and with those of one of them and others at so many in all.
BETWEEN, AROUND = 600, 800
#: A bounded answer asks for so much talk, of all and of each side.
TALK_BOUNDED = 80
#: So many ties are asked for to list pairs.
_TIES = 60


class NoDeedsError(UsageError):
    """Nothing that one of two sides did to the other is known."""

    def __init__(self, pair: tuple[str, str]) -> None:
        super().__init__(f"no deeds between {pair[0]} and {pair[1]} are known; `lagebild escalation` lists pairs")


@dataclass(frozen=True, slots=True)
class Between:
    """Two sides, in the order of who acts more against whom, and how many hostile deeds are known between them."""

    one: Actor
    other: Actor
    hostile: int


def escalating(
    ledger: Ledger, filters: Filters, *, pair: tuple[str, str] | None = None, limit: int = 5, talk: int = 50
) -> Escalation:
    """The pairs with most hostile intensity, or the one that is named, and the latest talk; raises UsageError.

    A pair is looked at whole; without one, the latest `MOST` deeds are.
    """
    articles, coverage = ledger.covered(filters), ledger.coverage(filters)
    cut = None
    if pair is None:
        deeds = ledger.deeds(filters, limit=MOST + 1, order="latest")
        deeds, since = _whole(deeds, MOST)
        cut = Cut("cut-between", len(deeds), since) if since else None
        said = ledger.talk(filters, limit=TALK)
    else:
        found = {deed.id: deed for name in pair for deed in ledger.deeds(replace(filters, actor=name), limit=None)}
        deeds = list(found.values())
        said = _talk(ledger, filters, pair, TALK)
    acts = acts_of(deeds)
    sides = ranked(acts, limit=limit) if pair is None else [_named(acts, pair)]
    made = [_pair(both, acts, coverage, said, articles, cut) for both in sides]
    if pair is not None:
        said = list(made[0].talk)
    return escalation_of(made, said[:talk], articles=articles)


def escalating_within(
    ledger: Ledger, filters: Filters, *, pair: tuple[str, str] | None = None, talk: int = 50
) -> Escalation:
    """The same of one pair, looking at a bounded number of deeds; without one, talk alone. Raises UsageError."""
    articles = ledger.covered(filters)
    if pair is None:
        return escalation_of([], ledger.talk(filters, limit=talk), articles=articles)
    deeds, cut = _bounded(ledger, filters, pair)
    said = _talk(ledger, filters, pair, TALK_BOUNDED)
    acts = acts_of(deeds)
    made = _pair(_named(acts, pair), acts, ledger.coverage(filters), said, articles, cut)
    return escalation_of([made], made.talk[:talk], articles=articles)


def pairs_between(ledger: Ledger, filters: Filters, *, limit: int) -> list[Between]:
    """The pairs of sides with most hostile deeds, each once, counted by the tallies of the ledger."""
    total: dict[frozenset[str], int] = {}
    sides: dict[frozenset[str], tuple[Actor, Actor]] = {}
    for tie in ledger.actor_ties(filters, Doing(sign=-1), limit=_TIES):
        if is_side(tie.side) and is_side(tie.toward):
            keys = frozenset((actor_key(tie.side), actor_key(tie.toward)))
            total[keys] = total.get(keys, 0) + tie.deeds
            sides.setdefault(keys, (tie.side, tie.toward))
    best = sorted(total, key=lambda keys: (-total[keys], sorted(keys)))
    return [Between(*sides[keys], total[keys]) for keys in best[:limit]]


# --- what is looked at --------------------------------------------------------------------------------------------


def _bounded(ledger: Ledger, filters: Filters, pair: tuple[str, str]) -> tuple[list[Deed], Cut | None]:
    """The deeds between two sides, then those of one of them and others, as far as the bounds reach."""
    ways = [(replace(filters, actor=name), Doing(doer=other)) for name, other in (pair, pair[::-1])]
    parts = [_whole(ledger.deeds(chosen, doing, limit=BETWEEN + 1, order="latest"), BETWEEN) for chosen, doing in ways]
    parts = [_whole(deeds, BETWEEN // 2) if sum(len(one) for one, _ in parts) > BETWEEN else (deeds, since)
             for deeds, since in parts]  # fmt: skip
    between = {deed.id: deed for deeds, _ in parts for deed in deeds}
    if cuts := [since for _, since in parts if since]:
        return list(between.values()), Cut("cut-between", len(between), max(cuts))
    most = (AROUND - len(between)) // 2
    around = [_whole(ledger.deeds(replace(filters, actor=name), limit=most + 1, order="latest"), most) for name in pair]
    found = between | {deed.id: deed for deeds, _ in around for deed in deeds}
    is_cut = any(since for _, since in around)
    return list(found.values()), Cut("cut-around", len(found), None) if is_cut else None


def _whole(deeds: Sequence[Deed], most: int) -> tuple[list[Deed], date | None]:
    """Deeds, the latest first, cut to so many, and the day from which on all are there, None where nothing is cut."""
    if len(deeds) <= most:
        return list(deeds), None
    last = deeds[most].last
    return list(deeds[:most]), last + timedelta(1) if last else date.min


def _talk(ledger: Ledger, filters: Filters, pair: tuple[str, str], most: int) -> list[Answered]:
    both = {
        (one.talk.entry.claim.id, one.talk.span): one
        # Who speaks for a side (a president) is not found by its name: the latest talk of all is looked at too.
        for chosen in (filters, *(replace(filters, actor=name) for name in pair))
        for one in ledger.talk(chosen, limit=most)
    }
    return list(both.values())


def _pair(
    sides: tuple[Actor, Actor],
    acts: Iterable[Act],
    coverage: Mapping[date, int],
    said: Sequence[Answered],
    articles: int,
    cut: Cut | None,
) -> Pair:
    keys = set(map(actor_key, sides))
    around = [act for act in acts if act.pair & keys]
    if cut is not None and cut.since is not None:
        around = [act for act in around if act.day is None or act.day >= cut.since]
        coverage = {day: number for day, number in coverage.items() if day >= cut.since}
    return pair_of(sides, around, coverage, said, articles=articles, cut=cut)


# --- whom names mean ----------------------------------------------------------------------------------------------


def _named(acts: tuple[Act, ...], pair: tuple[str, str]) -> tuple[Actor, Actor]:
    """The two sides that are meant; raises NoDeedsError where nothing between them is known."""
    between = [act for act in acts if _fits(act.doer, act.target, pair) or _fits(act.target, act.doer, pair)]
    if not between:
        raise NoDeedsError(pair)
    exact = [act for act in between if _is_exact(act, pair)]
    first = (exact or between)[0]
    if _fits(first.doer, first.target, pair):
        return first.doer, first.target
    return first.target, first.doer


def _fits(one: Actor, other: Actor, pair: tuple[str, str]) -> bool:
    return _is_called(one, pair[0]) and _is_called(other, pair[1])


@lru_cache(4096)
def _is_called(actor: Actor, asked: str) -> bool:
    wanted = fold(asked)
    return any(wanted in name for name in _names(actor))


def _is_exact(act: Act, pair: tuple[str, str]) -> bool:
    asked = [fold(name) for name in pair]
    both = (_names(act.doer), _names(act.target))
    return (asked[0] in both[0] and asked[1] in both[1]) or (asked[1] in both[0] and asked[0] in both[1])


def _names(actor: Actor) -> list[str]:
    return [fold(name) for name in (actor.name, *(name_in(actor, language) for language in having("names")))]
