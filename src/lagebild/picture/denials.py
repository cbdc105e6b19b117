"""Who denied what, and when: denials gathered by the side for which their speakers speak, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lagebild.compare.answerers import days_between
from lagebild.compare.links import told_on
from lagebild.compare.parties import is_named, side_of
from lagebild.compare.replies import referent
from lagebild.compare.timex import interval
from lagebild.compare.voices import actor_key
from lagebild.picture.conflicts import Conflict
from lagebild.types import Actor, Entry

_LATEST = "9"
_TOGETHER = 2  # days between papers that tell of one denial given before


@dataclass(frozen=True, slots=True)
class Denials:
    """What one side denied: `found` are its denials, what was denied first above; `side` None where nobody known spoke.

    A state, its government, ministries, army and their speakers are one side (`compare.parties`).
    """

    key: str
    name: str
    side: Actor | None
    found: tuple[Conflict, ...]


def denials(found: Iterable[Conflict]) -> tuple[Denials, ...]:
    """The denials among some conflicts by side: who is known first, then who denied most."""
    groups: dict[str, list[Conflict]] = {}
    sides: dict[str, tuple[str, Actor | None]] = {}
    for one in found:
        if one.kind in ("denies", "denied"):
            key, name, side = _side(one)
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
    return days is not None and abs(days) <= _TOGETHER


def _words(one: Conflict) -> str:
    return " ".join(one.entry.claim.sentence.text.split())


def _side(one: Conflict) -> tuple[str, str, Actor | None]:
    voice = one.voice
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
