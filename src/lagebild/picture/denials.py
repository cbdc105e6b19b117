"""Who denied what, and when: denials gathered by the side for which their speakers speak, in the order of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from lagebild.compare.answerers import days_between
from lagebild.compare.links import told_on
from lagebild.compare.parties import is_named, side_of
from lagebild.compare.replies import referent, speaks_as
from lagebild.compare.timex import interval
from lagebild.compare.voices import Voice, actor_key
from lagebild.picture.conflicts import Conflict
from lagebild.types import Actor, Claim, Entry

_LATEST = "9"
_NEAR = 2  # days between papers that tell of one denial given before
_TWO = 2
#: The key of what several sides denied at once, where the page does not name them.
TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Denials:
    """What one side denied: `found` are its denials, what was denied first above; `side` None where nobody known spoke.

    A state, its government, ministries, army and their speakers are one side (`compare.parties`). What two sides denied
    at once stands with each of them where the page names them, else together under the key `TOGETHER`.
    """

    key: str
    name: str
    side: Actor | None
    found: tuple[Conflict, ...]

    @property
    def reports(self) -> int:
        """In how many reports the denials are told; several may tell of the same denial."""
        return sum(1 + len(one.repeats) for one in self.found)

    @property
    def groups(self) -> tuple[tuple[Conflict, ...], ...]:
        """The denials in their order; those of which only a bound of the day is known, and that may be one, as one."""
        made: list[list[Conflict]] = []
        for one in self.found:
            same = next((group for group in made if all(_may_be_one(one, other) for other in group)), None)
            if same is None:
                made.append([one])
            else:
                same.append(one)
        return tuple(map(tuple, made))


def denials(found: Iterable[Conflict], page: Callable[[Entry], Sequence[Claim]] = lambda _: ()) -> tuple[Denials, ...]:
    """The denials among some conflicts by side: who is known first, then who denied most.

    `page` gives the claims of the article of a claim: they tell who "both sides" are, and of which country somebody is.
    """
    groups: dict[str, list[Conflict]] = {}
    sides: dict[str, tuple[str, Actor | None]] = {}
    for one in found:
        if one.kind in ("denies", "denied"):
            for key, name, side in _sides(one, page):
                groups.setdefault(key, []).append(one)
                sides.setdefault(key, (name, side))
    made = [Denials(key, *sides[key], _once(sorted(group, key=_when))) for key, group in groups.items()]
    return tuple(sorted(made, key=lambda one: (one.side is None, -len(one.found), one.name.casefold())))


def _once(found: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Each denial of one side once: where several articles tell it, or an article tells it twice, it is shown with all.

    One are the same words by one voice, and what `_are_one` says.
    """
    known: list[Conflict] = []
    for one in found:
        same = next((number for number, first in enumerate(known) if _are_one(first, one)), None)
        if same is None:
            known.append(one)
        else:
            known[same] = replace(known[same], repeats=(*known[same].repeats, one.entry, *one.repeats))
    return tuple(known)


def _are_one(first: Conflict, one: Conflict) -> bool:
    """Whether two denials by speakers of one side are the same that was given once.

    Besides the same words: two that stand one behind the other and of which no link tells what they mean ("Russia has
    dismissed such reports. Its spokesman called them fake"), and two of "such reports" of which papers of the same days
    tell that they were given before.
    """
    if (first.other.claim.id if first.other else None) != (one.other.claim.id if one.other else None):
        return False
    if first.voice.key == one.voice.key and _words(first) == _words(one):
        return True
    if first.other is not None or first.voice.actor is None or one.voice.actor is None:
        return False
    return any(_goes_on(entry, one) for entry in (first.entry, *first.repeats)) or _are_both_before(first, one)


def _goes_on(entry: Entry, one: Conflict) -> bool:
    """Whether a denial stands in the sentence behind another, and on no other day."""
    if entry.article.id != one.entry.article.id or {told_on(entry)[1], one.said[1]} == {"text"}:
        return False
    first, last = sorted((entry.claim.sentence, one.entry.claim.sentence), key=lambda span: span.start)
    return not entry.article.text[first.end : last.start].strip()


def _are_both_before(first: Conflict, one: Conflict) -> bool:
    if not first.said[1] == one.said[1] == "before":
        return False
    if any(referent(each.entry.claim, each.entry.article.language) is None for each in (first, one)):
        return False
    days = days_between(first.entry, one.entry)
    return days is not None and abs(days) <= _NEAR


def _words(one: Conflict) -> str:
    return " ".join(one.entry.claim.sentence.text.split())


def is_together(one: Conflict) -> bool:
    """Whether two sides deny at once ("both sides")."""
    return one.voice.actor is None and speaks_as(one.voice.name, one.entry.article.language) == "together"


def _sides(one: Conflict, page: Callable[[Entry], Sequence[Claim]]) -> list[tuple[str, str, Actor | None]]:
    voice = one.voice
    kind = speaks_as(voice.name, one.entry.article.language) if voice.actor is None else None
    if kind is None:
        return [_side(voice)]
    start = one.entry.claim.sentence.start
    before = [claim for claim in page(one.entry) if claim.sentence.start < start]
    states = _both((*before, one.entry.claim)) if kind == "together" else _only_one(before)
    if states:
        return [(actor_key(state), state.name, state) for state in states]
    return [(TOGETHER, voice.name, None)] if kind == "together" else [_side(voice)]


def _both(claims: Sequence[Claim]) -> tuple[Actor, ...]:
    """The two states that the last claim names which names two; none where one in between names another."""
    later: set[str] = set()
    for claim in reversed(claims):
        states = {actor_key(side): side for mention in claim.actors if (side := side_of(mention.actor)).kind == "state"}
        if len(states) == _TWO:
            return tuple(states.values()) if later <= set(states) else ()
        later |= set(states)
        if len(later) > _TWO:
            return ()
    return ()


def _only_one(claims: Sequence[Claim]) -> tuple[Actor, ...]:
    """The state that some claims name or let speak, where it is the only one."""
    states: dict[str, Actor] = {}
    for claim in claims:
        speaking = [source.actor for source in (claim.source, *claim.chain) if source.actor is not None]
        for actor in (*speaking, *(mention.actor for mention in claim.actors)):
            if (side := side_of(actor)).kind == "state":
                states.setdefault(actor_key(side), side)
    return tuple(states.values()) if len(states) == 1 else ()


def _may_be_one(one: Conflict, other: Conflict) -> bool:
    """Whether two denials of a side can be one: of both only a bound of the day is known, and the times overlap."""
    a, b = _bounds(one), _bounds(other)
    same = one.other is None or other.other is None or one.other.claim.id == other.other.claim.id
    return same and a is not None and b is not None and a[0] <= b[1] and b[0] <= a[1]


def _bounds(one: Conflict) -> tuple[str, str] | None:
    """The first and the last day on which it can have been said; None where the day is known."""
    said, basis = one.said
    days = interval(said)
    if days is None or (basis != "before" and days.first == days.last):
        return None
    published = one.entry.article.published or _LATEST
    return "" if basis == "before" else days.first.isoformat(), min(days.last.isoformat(), published)


def _side(voice: Voice) -> tuple[str, str, Actor | None]:
    side = side_of(voice.actor) if voice.actor is not None and voice.kind != "author" else None
    if side is None or not is_named(side):
        return voice.key, voice.name, None
    return actor_key(side), side.name, side


def _when(one: Conflict) -> tuple[str, str]:
    """By the last day on which it can have been said, no later than its page."""
    said, basis = one.said
    published = one.entry.article.published or _LATEST
    days = interval(said)
    last = min(days.last.isoformat(), published) if days else published
    return last, "0" if basis == "before" else "1"
