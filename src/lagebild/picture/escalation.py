"""Whether a new level was reached between two sides: a verdict in words, of parts that can each be looked up.

Talk and deeds are never mixed: what somebody calls an escalation can make a verdict "claimed", never "new level". A
verdict is made of clauses; each has a code, the values that its words need, and the addresses of what is behind it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from lagebild.addresses import address
from lagebild.compare.parties import side_of
from lagebild.compare.talk import Talk
from lagebild.compare.voices import actor_key, origin
from lagebild.ledger.talks import Answered
from lagebild.ontology.intensity import IDS
from lagebild.picture import firsts as first_uses
from lagebild.picture.acts import Act, series_of
from lagebild.picture.firsts import First
from lagebild.picture.shifts import Found, Series, Shift, limits, shifts, together
from lagebild.types import Actor

Code = Literal["none", "no-new-level", "claimed", "new-level"]

#: So many addresses stand behind a clause, the first ones; the number of all is among its values.
SHOWN = 6
#: So many firsts that the ledger is too thin for are told one by one.
THIN = 3
#: Origins that a rise must rest on.
ORIGINS = 2
#: Ways of putting it that claim it to be so.
_CLAIMS = ("asserts",)
#: Who is no side of a conflict by himself.
_ALONE = {"person", "role", "outlet", "place"}


@dataclass(frozen=True, slots=True)
class Clause:
    """One reason of a verdict: a code of `labels/*.toml` [clause], what fills its words, and what is behind it."""

    code: str
    values: tuple[tuple[str, str | int | float | date | Actor], ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict with its reasons; `since` is the day of the new level, where there is one."""

    code: Code
    since: date | None
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """That not all deeds were looked at: `deeds` so many were.

    With "cut-between" some between both sides are missing: all are there from `since` on, and the days before must not
    be given as covered. With "cut-around" some of one side and others are missing, none between both.
    """

    code: Literal["cut-between", "cut-around"]
    deeds: int
    since: date | None


@dataclass(frozen=True, slots=True)
class Pair:
    """What is known between two sides: acts in the order of time, series and shifts on each scale, firsts, talk."""

    one: Actor
    other: Actor
    acts: tuple[Act, ...]
    series: tuple[Series, ...]
    found: tuple[Found, ...]
    shifts: tuple[Shift, ...]
    firsts: tuple[First, ...]
    talk: tuple[Answered, ...]
    verdict: Verdict

    @property
    def keys(self) -> frozenset[str]:
        """The keys of both sides."""
        return frozenset((actor_key(self.one), actor_key(self.other)))


@dataclass(frozen=True, slots=True)
class Escalation:
    """The answer: pairs with their verdicts, talk, and where there is no pair why there is no verdict."""

    pairs: tuple[Pair, ...]
    talk: tuple[Answered, ...]
    overall: Verdict | None = None


def escalation_of(pairs: Sequence[Pair], talk: Sequence[Answered], *, articles: int) -> Escalation:
    """Pairs and talk together; without any pair the verdict is that there can be none, and why."""
    if pairs:
        return Escalation(tuple(pairs), tuple(talk))
    why = Clause("one-article" if articles <= 1 else "no-pairs")
    return Escalation((), tuple(talk), Verdict("none", None, (why, *_talk(talk))))


def pair_of(
    sides: tuple[Actor, Actor],
    acts: Sequence[Act],
    coverage: Mapping[date, int],
    talk: Sequence[Answered],
    *,
    articles: int,
    cut: Cut | None = None,
) -> Pair:
    """All that is known between two sides, with the verdict.

    `acts` are those of both toward anybody, and of anybody toward them; `articles` is how many the ledger holds; `cut`
    tells which acts are missing.
    """
    keys = frozenset(map(actor_key, sides))
    between = tuple(act for act in acts if act.pair == keys)
    series = tuple(series_of(between, coverage, name) for name in IDS)
    found = tuple(shifts(one) for one in series)
    held = together(found[0], found[1])
    known = tuple(one for one in first_uses.firsts(acts, coverage, keys) if _can_be_known(one, cut))
    said = tuple(one for one in talk if concerns(one.talk, keys))
    verdict = _with_cut(_verdict(between, coverage, found, held, known, said, articles), cut)
    return Pair(*sides, between, series, found, held, known, said, verdict)


def _can_be_known(first: First, cut: Cut | None) -> bool:
    """Whether an earlier one would be among the acts: on somebody's land it can have been against anybody."""
    if cut is None:
        return True
    return cut.code == "cut-around" and first.kind not in ("country", "region")


def _with_cut(verdict: Verdict, cut: Cut | None) -> Verdict:
    if cut is None:
        return verdict
    values = (("deeds", cut.deeds), *((("since", cut.since),) if cut.since else ()))
    code = cut.code if cut.since != date.min else "cut-undated"
    return Verdict(verdict.code, verdict.since, (*verdict.clauses, Clause(code, values)))


def concerns(talk: Talk, keys: Collection[str]) -> bool:
    """Whether the claim of some talk names one of two sides, or somebody who acts for it, as source or otherwise."""
    claim = talk.entry.claim
    named = [mention.actor for mention in (*claim.actors, *claim.places)]
    named += [source.actor for source in (claim.source, *claim.chain) if source.actor is not None]
    return any(actor_key(side_of(actor)) in keys for actor in named)


def is_side(actor: Actor) -> bool:
    """Whether somebody can be a side of a conflict by himself."""
    return actor.kind not in _ALONE


def ranked(acts: Iterable[Act], *, limit: int) -> list[tuple[Actor, Actor]]:
    """The pairs of sides with most hostile intensity (first scale), each once."""
    total: dict[frozenset[str], float] = {}
    sides: dict[frozenset[str], tuple[Actor, Actor]] = {}
    for act in acts:
        if act.is_hostile and is_side(act.doer) and is_side(act.target):
            total[act.pair] = total.get(act.pair, 0.0) + act.hostility[0]
            sides.setdefault(act.pair, (act.doer, act.target))
    best = sorted(total, key=lambda pair: (-total[pair], sorted(pair)))
    return [sides[pair] for pair in best[:limit]]


# --- the verdict --------------------------------------------------------------------------------------------------


def _verdict(
    acts: Sequence[Act],
    coverage: Mapping[date, int],
    found: Sequence[Found],
    held: Sequence[Shift],
    known: Sequence[First],
    said: Sequence[Answered],
    articles: int,
) -> Verdict:
    talk, recent = list(_talk(said)), _recent(coverage)
    claimed = any(_is_claim(one.talk, acts) and (one.talk.entry.article.day or date.max) >= recent for one in said)
    if articles <= 1:
        return Verdict("none", None, (Clause("one-article"), *talk))
    level = held[-1] if held else None
    rise = level if level is not None and level.is_rise and _origins(acts, level) >= ORIGINS else None
    since = max(level.day if level is not None else date.min, recent)
    strong = [one for one in known if _is_strong(one) and (one.act.day or date.min) >= since]
    reasons = (*_shifts(acts, found, held), *_firsts(known), *talk, _read(acts, coverage))
    if rise is not None or strong:
        day = rise.day if rise is not None else strong[-1].act.day
        return Verdict("new-level", day, reasons)
    if claimed or any(one.alone and not one.thin and (one.act.day or date.min) >= since for one in known):
        return Verdict("claimed", None, reasons)
    if any(one.thin for one in found) or not acts:
        return Verdict("none", None, reasons)
    return Verdict("no-new-level", None, reasons)


_DOWN = "de-escalation"


def _is_claim(talk: Talk, acts: Iterable[Act]) -> bool:
    """Whether some talk claims that things got worse, of a side that did something hostile to the other."""
    doers = {actor_key(act.doer) for act in acts if act.is_hostile}
    return talk.polarity in _CLAIMS and talk.code != _DOWN and concerns(talk, doers)


def _recent(coverage: Mapping[date, int]) -> date:
    """The day from which on talk and firsts count for a verdict; all of them in a ledger that has no baseline."""
    if len(coverage) < limits().days:
        return date.min
    return date.fromordinal(max(coverage).toordinal() - first_uses.bounds().recent)


def _is_strong(first: First) -> bool:
    return first.alone and first.is_corroborated and not first.thin


def _origins(acts: Iterable[Act], level: Shift) -> int:
    """How many origins the hostile acts of a level go back to."""
    inside = (act for act in acts if act.is_hostile and act.day and level.day <= act.day <= level.until)
    return len({origin(act.deed.founder).key for act in inside})


def _read(acts: Sequence[Act], coverage: Mapping[date, int]) -> Clause:
    """How many deeds there are, and how long the ledger reaches back."""
    hostile = [act for act in acts if act.is_hostile]
    days = sorted(coverage)
    ends = {voice.key for act in hostile if (voice := origin(act.deed.founder)).identified}
    values: dict[str, str | int | date] = {"hostile": len(hostile), "deeds": len(acts), "days": len(days)}
    values["origins"] = len(ends)
    if days:
        values |= {"first": days[0], "last": days[-1]}
    return Clause("read" if days else "read-nothing", tuple(values.items()), _of_deeds(hostile))


def _shifts(acts: Sequence[Act], found: Sequence[Found], held: Sequence[Shift]) -> Iterator[Clause]:
    if thin := next((one.thin for one in found if one.thin), None):
        yield Clause(f"thin-{thin}")
        return
    for one in held:
        inside = [act for act in acts if act.is_hostile and act.day and one.day <= act.day <= one.until]
        values = (
            ("day", one.day), ("earliest", one.earliest), ("latest", one.latest), ("ratio", one.ratio),
            ("low", one.low), ("high", one.high), ("until", one.until), ("deeds", len(inside)),
            ("origins", _origins(acts, one)),
        )  # fmt: skip
        yield Clause("rise" if one.is_rise else "fall", values, _of_deeds(inside))
    if not held and any(one.shifts for one in found):
        yield Clause("one-scale-only")
    elif not held:
        chance = max((one.chance for one in found if one.chance is not None), default=1.0)
        yield Clause("no-shift", (("chance", chance),))


def _firsts(known: Sequence[First]) -> Iterator[Clause]:
    told = [one for one in known if not one.thin and (one.alone or one.is_corroborated)]
    for one in told:
        yield _first("first" if one.is_corroborated else "first-alone", one)
    if lesser := [one for one in known if not one.thin and one not in told]:
        yield Clause("first-lesser", (("number", len(lesser)),), _of_deeds(one.act for one in lesser))
    thin = [one for one in known if one.thin]
    for one in [one for one in thin if one.alone][:THIN]:
        yield _first("first-thin", one)
    if rest := [one for one in thin if not one.alone] + [one for one in thin if one.alone][THIN:]:
        yield Clause("first-thin-more", (("number", len(rest)),), _of_deeds(one.act for one in rest))


def _first(code: str, one: First) -> Clause:
    deed = one.act.deed
    values = (
        ("kind", one.kind), ("what", one.what), ("doer", one.act.doer), ("target", one.act.target),
        ("day", one.act.day or date.min), ("origins", deed.identified), ("admissions", deed.admissions),
        ("denials", deed.denials), ("held_days", one.held_days), ("held_deeds", one.held_deeds),
    )  # fmt: skip
    return Clause(code, values, (address("deed", deed.id),))


def _talk(said: Sequence[Answered]) -> Iterator[Clause]:
    """For each code and way of putting it, how many say so in how many articles, and whether somebody contradicts."""
    groups: dict[tuple[str, str], list[Answered]] = {}
    for one in said:
        groups.setdefault((one.talk.code, one.talk.polarity), []).append(one)
    for (code, polarity), some in sorted(groups.items()):
        voices = {origin(one.talk.entry).key for one in some}
        articles = {one.talk.entry.article.id for one in some}
        against = sum(bool(one.against) or one.talk.author is not None for one in some)
        values = (
            ("code", code), ("polarity", polarity), ("claims", len(some)), ("articles", len(articles)),
            ("voices", len(voices)), ("against", against),
        )  # fmt: skip
        evidence = tuple(address("claim", one.talk.entry.claim.id) for one in some[:SHOWN])
        yield Clause("claimed-first" if code == "first" else "talk", values, evidence)


def _of_deeds(acts: Iterable[Act]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address("deed", act.deed.id) for act in acts))[:SHOWN]
