"""Who answers a claim, for whom he speaks, and which claims are about him."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from lagebild.compare.replies import WORD
from lagebild.compare.voices import Voice, actor_key, speaker
from lagebild.lang.load import ontology
from lagebild.types import Actor, Claim, Entry

_SHORT = 3
#: Codes of PLOVER for those who answer for their state.
_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})


def voice_of_answer(entry: Entry) -> Voice:
    """Who answers: the speaker, or in a sentence of the author the first actor that it names."""
    claim = entry.claim
    if claim.source.kind == "author" and claim.actors:
        first = min(claim.actors, key=lambda mention: mention.span.start)
        return Voice(actor_key(first.actor), "named", first.actor.name, first.actor)
    return speaker(entry)


def is_one_voice(one: Voice, other: Voice) -> bool:
    """Whether two voices are one or speak for one state; an unknown name may end in a known one."""
    if one.key == other.key or keys_of(one.actor) & keys_of(other.actor):
        return True
    short, long = sorted((one.name.casefold(), other.name.casefold()), key=len)
    return len(short.split()) > 1 and long.endswith(f" {short}")


def keys_of(actor: Actor | None) -> set[str]:
    """An actor and, for bodies of a state, its country: capital, ministry and president answer for their state."""
    if actor is None:
        return set()
    code = (actor.plover or "").split()[1:2]
    of_state = actor.country and (actor.kind in ("state", "government") or not _STATE.isdisjoint(code))
    return {actor_key(actor), actor.country} if of_state and actor.country else {actor_key(actor)}


def is_about(claim: Claim, voice: Voice) -> bool:
    """Whether a claim, or the sentence that reports it ("warf Ruanda vor"), names a voice or its country."""
    keys = keys_of(voice.actor)
    named = [mention.actor for mention in (*claim.actors, *claim.places)]
    if keys & {key for one in named for key in keys_of(one)}:
        return True
    source = claim.source.span
    own = WORD.findall(source.text.casefold()) if source else []
    words = [word for word in WORD.findall(claim.sentence.text.casefold()) if word not in own]
    return bool(beginnings(WORD.findall(voice.name.casefold())) & beginnings(words))


def days_between(earlier: Entry, later: Entry) -> int | None:
    """The days between the publications of two articles, below 0 where the second came first; None where not known."""
    one, other = earlier.article.day, later.article.day
    return (other - one).days if one and other else None


def beginnings(words: Iterable[str]) -> frozenset[str]:
    """Words by their first letters, since endings differ; without short ones."""
    letters = int(numbers_of_links()["letters"])
    return frozenset(word[:letters] for word in words if len(word) > _SHORT)


@cache
def numbers_of_links() -> Mapping[str, Any]:
    """The numbers of `ontology/comparison.toml` by which links are found."""
    content: Mapping[str, Any] = ontology("comparison")["links"]
    return content
