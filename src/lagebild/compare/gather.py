"""Gathers claims into propositions, one after the other as they come, without chains.

A claim joins a proposition where one of its members says the same and none says something else: alike in steps is not
alike. So a proposition whose first claim counts 26 dead never grows to 40 over "about 30".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lagebild.compare.keys import keys
from lagebild.compare.likeness import apart
from lagebild.compare.match import Match, model_of_claims, same
from lagebild.compare.sketch import Sketch

LOOKED_AT = 8  # members of a proposition that a new claim is compared with: the first and the latest


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that already belongs to a proposition; `proposition` is its number."""

    proposition: int
    sketch: Sketch


@dataclass(frozen=True, slots=True)
class Membership:
    """The proposition that a claim joins, the match that brought it there, and the place of that candidate."""

    proposition: int
    match: Match
    candidate: int


def join(sketch: Sketch, candidates: Sequence[Candidate]) -> Membership | None:
    """Which proposition a claim joins, None where it begins one of its own.

    `candidates` in the order in which they came, the first member of each proposition among them. One member has to
    say the same, surely enough for a ledger (`Match.is_gathered`). No member that is looked at may be apart by a veto,
    and the first one not below the score `kept`.
    """
    members: dict[int, list[int]] = defaultdict(list)
    for place, candidate in enumerate(candidates):
        members[candidate.proposition].append(place)
    kept = model_of_claims().kept
    best: Membership | None = None
    for proposition, places in members.items():
        matches = _matches(sketch, candidates, places[:1] + places[1:][-(LOOKED_AT - 1) :], kept)
        if matches is None:
            continue
        place, match = max(matches, key=lambda found: found[1].score)
        if match.is_gathered and (best is None or match.score > best.match.score):
            best = Membership(proposition, match, place)
    return best


def _matches(
    sketch: Sketch, candidates: Sequence[Candidate], looked_at: Sequence[int], kept: float
) -> list[tuple[int, Match]] | None:
    """How a claim matches some members of one proposition; None as soon as one of them keeps it out."""
    if any(apart(sketch, candidates[place].sketch) for place in looked_at):
        return None  # asked of all first: it costs little beside a comparison
    matches: list[tuple[int, Match]] = []
    for place in looked_at:
        match = same(sketch, candidates[place].sketch)
        if match.vetoes or (not matches and match.score < kept):
            return None
        matches.append((place, match))
    return matches


def gather(sketches: Iterable[Sketch]) -> tuple[int, ...]:
    """The number of the proposition of each claim, in their order; a number is the place of its first claim.

    For claims that fit into memory; the ledger keeps an index of its own by the same keys.
    """
    index: dict[int, list[int]] = defaultdict(list)
    known: list[Candidate] = []
    first: dict[int, Candidate] = {}
    for number, sketch in enumerate(sketches):
        own = keys(sketch)
        near = sorted({place for key in own for place in index[key]})
        begun = dict.fromkeys(known[place].proposition for place in near)
        found = join(sketch, [*(first[one] for one in begun), *(known[p] for p in near if p not in begun)])
        candidate = Candidate(found.proposition if found else number, sketch)
        first.setdefault(candidate.proposition, candidate)
        known.append(candidate)
        for key in own:
            index[key].append(number)
    return tuple(candidate.proposition for candidate in known)
