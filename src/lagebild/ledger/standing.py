"""How propositions stand: which origins state them, which stand against them, and why a claim is a member.

Everything is asked for the propositions or claims that are shown, never for all of the ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from lagebild.compare.grading import Evidence
from lagebild.compare.links import GUESSES
from lagebild.compare.match import Match, same
from lagebild.compare.sketch import Sketch
from lagebild.ledger import conditions, query
from lagebild.ledger.answers import Membership
from lagebild.ledger.filters import Filters
from lagebild.ledger.gathering import ORIGIN
from lagebild.ledger.store import Store
from lagebild.types import Entry

#: Whether it is only guessed what a denial means (`compare.links.GUESSES`); such a denial stands against nobody.
_MARKS = " OR ".join(f"instr(why, '\"{code}\"') > 0" for code in sorted(GUESSES))
GUESSED = f"CASE WHEN kind = 'denies' AND ({_MARKS}) THEN 1 ELSE 0 END"
#: A link of these kinds sets two claims against each other, whichever of them came first.
_AGAINST = ("denies", "dispute")
#: So many events of denying, the latest, are looked at where the author tells them.
_TOLD = 2_000
_BEHIND = (*_AGAINST, "confirms", "retracts")


def evidence(store: Store, propositions: Iterable[int]) -> dict[int, Evidence]:
    """What is known for and against some propositions, given by their numbers.

    Only origins that can be recognised in another article count; who leaves it open whether it is so does not state it.
    An origin stands against a proposition where a claim of it denies or disputes a member, or is denied or disputed by
    one.
    """
    numbers = sorted(set(propositions))
    listed = ", ".join(map(str, numbers))
    if not listed:
        return {}
    stated: dict[int, set[int]] = {number: set() for number in numbers}
    firm: set[int] = set()
    question = (
        f"SELECT c.proposition, {ORIGIN}, max(CASE WHEN c.factuality IN ('CT+', 'CT-') THEN 1 ELSE 0 END)"
        " FROM claims c JOIN voices v ON v.seq = c.origin LEFT JOIN actors a ON a.seq = v.actor"
        f" WHERE c.proposition IN ({listed}) AND v.identified = 1 AND c.factuality NOT IN ('Uu', 'CTu') GROUP BY 1, 2"
    )
    for number, origin, certain in store.ask(question):
        stated[int(number)].add(int(origin))
        if certain:
            firm.add(int(number))
    tied = _tied(store, listed)
    return {
        number: Evidence(
            origins=len(stated[number]),
            against=len({origin for kind in _AGAINST for origin in tied[number, kind]}),
            agreeing=len(tied[number, "confirms"] - stated[number]),
            firm=number in firm,
            retracted=bool(tied[number, "retracts"]),
        )
        for number in numbers
    }


def _tied(store: Store, listed: str) -> Mapping[tuple[int, str], set[int]]:
    """The identified origins of claims that are linked to members, by proposition and kind of link."""
    question = f"SELECT seq, proposition FROM claims WHERE proposition IN ({listed})"
    members = {int(seq): int(number) for seq, number in store.ask(question)}
    inside = ", ".join(map(str, members))
    found: dict[tuple[int, str], set[int]] = defaultdict(set)
    if not inside:
        return found
    # Kinds are told apart here and not in the question: a database would begin with all links of a kind.
    linked = [
        (members[int(member)], kind, int(other))
        for question, kinds in (
            (f"SELECT other, kind, claim, {GUESSED} FROM links WHERE other IN ({inside})", _BEHIND),
            (f"SELECT claim, kind, other, {GUESSED} FROM links WHERE claim IN ({inside})", _AGAINST),
        )
        for member, kind, other, guessed in store.ask(question)
        if kind in kinds and not guessed
    ]
    outside = ", ".join(map(str, sorted({other for _, _, other in linked})))
    question = (
        f"SELECT c.seq, {ORIGIN}, c.proposition FROM claims c JOIN voices v ON v.seq = c.origin"
        " LEFT JOIN actors a ON a.seq = v.actor"
        f" WHERE c.seq IN ({outside}) AND v.identified = 1"
    )
    ends = {int(seq): (int(origin), number) for seq, origin, number in store.ask(question)} if outside else {}
    for number, kind, other in linked:
        origin, its = ends.get(other, (None, None))
        # Who takes a claim back says it again ("it withdrew its report that ..."), and may be a member too.
        if origin is not None and (its != number or kind == "retracts"):
            found[number, kind].add(origin)
    return found


def matches(store: Store, members: Sequence[Membership]) -> dict[int, Match]:
    """Why claims were found to say the same as the claim that brought them in, by their numbers.

    Members that a reader put there, and the first of a proposition, have none.
    """
    asked = [member.seq for member in members if member.against is not None and member.decision is None]
    listed = ", ".join(map(str, asked))
    question = (
        "SELECT m.claim, a.sketch, b.sketch FROM members m JOIN sketches a ON a.claim = m.claim"
        f" JOIN sketches b ON b.claim = m.against WHERE m.claim IN ({listed})"
    )
    rows = store.ask(question) if listed else []
    return {int(claim): same(Sketch.unpack(bytes(own)), Sketch.unpack(bytes(other))) for claim, own, other in rows}


def unanswered(store: Store, filters: Filters, *, limit: int) -> list[Entry]:
    """Denials, and claims that the author of the article contradicts, without a claim that they are linked to.

    Of the sentences in which the author tells that somebody denies something, those of the latest so many events. The
    latest come first.
    """
    fits, values = conditions.of_claim(store, filters)
    told = (
        f"SELECT e.claim FROM events e WHERE e.type = 'DENY' AND e.speaker IS NULL ORDER BY e.claim DESC LIMIT {_TOLD}"
    )
    kinds = (
        "c.act = 'deny'",
        f"c.kind = 'author' AND c.act <> 'deny' AND c.seq IN ({told})",
        "c.author_factuality IN ('CT-', 'PR-', 'PS-') AND c.kind <> 'author' AND c.act <> 'deny'",
    )
    found: list[tuple[int | None, int]] = []
    for kind in kinds:
        question = (
            f"SELECT c.day, c.seq FROM claims c JOIN current u ON u.reading = c.reading WHERE {kind} AND {fits}"
            " AND NOT EXISTS (SELECT 1 FROM links l WHERE l.claim = c.seq AND l.number = -1)"
            " AND NOT EXISTS (SELECT 1 FROM links l WHERE l.other = c.seq AND l.number = -1)"
            " ORDER BY c.day DESC NULLS LAST LIMIT :most"
        )
        found += [(day, int(seq)) for day, seq in store.ask(question, {**values, "most": limit})]
    found.sort(key=lambda row: (row[0] is None, -(row[0] or 0), row[1]))
    entries = query.at(store, [seq for _, seq in found[:limit]])
    return [entries[seq] for _, seq in found[:limit]]
