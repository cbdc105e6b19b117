"""Who denied what, and when: denials gathered by the side for which their speakers speak, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lagebild.compare.parties import is_named, side_of
from lagebild.compare.timex import interval
from lagebild.compare.voices import actor_key
from lagebild.picture.conflicts import Conflict
from lagebild.types import Actor

_LATEST = "9"


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
    """Each denial once: one whose sentence stands in several articles, by one voice, is shown with all of them."""
    known: dict[tuple[str, str, str], Conflict] = {}
    for one in found:
        key = (one.voice.key, " ".join(one.entry.claim.sentence.text.split()), one.other.claim.id if one.other else "")
        first = known.get(key)
        known[key] = replace(first, repeats=(*first.repeats, one.entry, *one.repeats)) if first else one
    return tuple(known.values())


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
